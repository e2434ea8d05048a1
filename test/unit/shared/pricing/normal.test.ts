/** The normal distribution against 16-digit values computed elsewhere, and its symmetries. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { erfc, normalDistribution } from '../../../../shared/pricing/normal';

const KNOWN: readonly (readonly [number, number])[] = [
  [0.3, 0.6713732405408726],
  [1, 0.15729920705028513],
  [3, 2.209049699858544e-5],
  [6, 2.1519736712498913e-17],
  [20, 5.3958656116079009e-176],
];

describe('erfc', () => {
  it.each(KNOWN)('erfc(%d) to 4e-16 relative', (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(4e-16 * Math.max(1, x));
  });

  it('is symmetric: erfc(x) + erfc(-x) = 2', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(erfc(x) + erfc(-x)).toBeCloseTo(2, 14);
      }),
    );
  });

  it('falls monotonically', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalDistribution(x + 0.01)).toBeGreaterThanOrEqual(normalDistribution(x));
      }),
    );
  });
});
