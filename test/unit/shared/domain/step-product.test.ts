/** Whole steps back to units: always the double that a trader's decimal text would give. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiplyStep } from '../../../../shared/domain/step-product';
import { propertyRuns } from '../../../support/property-runs';

/** `count × digits × 10^−decimals` as exact decimal text, computed in whole numbers. */
function exactText(count: number, digits: number, decimals: number): string {
  const product = BigInt(count) * BigInt(digits);
  const text = (product < 0n ? -product : product).toString().padStart(decimals + 1, '0');
  const split = text.length - decimals;
  return `${product < 0n ? '-' : ''}${text.slice(0, split)}.${text.slice(split)}`;
}

describe('a whole number of steps', () => {
  it('is the nearest double of the exact decimal', () => {
    const counts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(counts, fc.constantFrom(1, 2, 5, 10, 25, 100), fc.integer({ min: 0, max: 8 }), (count, digits, decimals) => {
        const step = Number(exactText(1, digits, decimals));
        expect(multiplyStep(count, step) + 0).toBe(Number(exactText(count, digits, decimals)) + 0);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  it.each([
    [3, 0.1, 0.3],
    [119_999, 0.5, 59_999.5],
    [1_200, 10, 12_000],
    [7, 2.5, 17.5],
    [3, 0.0005, 0.0015],
    [61_597, 0.00001, 0.61597],
  ])('%d steps of %d are %d', (count, step, expected) => {
    expect(multiplyStep(count, step)).toBe(expected);
  });
});
