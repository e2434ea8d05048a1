/** The risk array all at once against the risk array one by one: any book, any scenario, and what has no price. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { valueBlack76 } from '../../../../shared/pricing/black76';
import type { RiskLeg } from '../../../../shared/risk/revaluation';
import { openScenarioProfits, profitsByScenario } from '../../../../shared/risk/scenario-array';
import { marginModel } from '../../../support/margin-book';
import { propertyRuns } from '../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const option = fc.record({
  kind: fc.constant('option' as const),
  optionType: fc.constantFrom('call' as const, 'put' as const),
  forward: between(1_000, 200_000),
  strike: between(1_000, 200_000),
  years: between(1e-4, 2),
  volatility: between(0.05, 2),
  quantity: between(-100, 100),
});
const future = fc.record({ kind: fc.constant('future' as const), forward: between(1_000, 200_000), quantity: between(-100, 100) });
const books: fc.Arbitrary<readonly RiskLeg[]> = fc.array(fc.oneof(option, future), { maxLength: 20 });
const moves = fc.array(between(-0.9, 5), { minLength: 1, maxLength: 12 });
const { shock } = marginModel;

function gross(legs: readonly RiskLeg[]): number {
  return legs.reduce((sum, { quantity }) => sum + Math.abs(quantity), 0);
}

afterEach(() => vi.unstubAllGlobals());

describe('a risk array in batches', () => {
  it('has the figures of the plain one, whatever the book', () => {
    const batched = openScenarioProfits(12);
    fc.assert(
      fc.property(books, moves, (legs, list) => {
        const [found, expected] = [Array.from(batched(legs, list, shock)), Array.from(profitsByScenario(legs, list, shock))];
        expect(found).toHaveLength(expected.length);
        // A coin of an option is worth up to strike ÷ price coins, so what is lost of its digits is of that size.
        const scale = gross(legs) * 2_000 * 10;
        found.forEach((profit, place) => {
          expect(Math.abs(profit - (expected[place] ?? Number.NaN))).toBeLessThanOrEqual(1e-15 * scale + 1e-12 * Math.abs(profit));
        });
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('has no figure where a leg has no price, before or after', () => {
    const good = { kind: 'option', optionType: 'put', forward: 60_000, strike: 50_000, years: 0.1, volatility: 0.5, quantity: 1 } as const;
    for (const bad of [{ years: 0 }, { volatility: 0 }, { strike: Number.NaN }, { quantity: Number.NaN }] as const)
      for (const profitsOf of [openScenarioProfits(2), profitsByScenario])
        expect(Array.from(profitsOf([good, { ...good, ...bad }], [-0.1, 0.1], shock)).every(Number.isNaN), JSON.stringify(bad)).toBe(true);
  });

  it('keeps a price hours before expiry, where the downward shock is greater than the volatility', () => {
    const hours = {
      kind: 'option',
      optionType: 'call',
      forward: 60_000,
      strike: 59_000,
      years: 2 / 8_760,
      volatility: 0.5,
      quantity: 1,
    } as const;
    for (const profitsOf of [openScenarioProfits(1), profitsByScenario]) {
      const [, same = Number.NaN, down = Number.NaN] = Array.from(profitsOf([hours], [0], shock));
      expect(same).toBe(0);
      // What is left is what it would settle at, less what it is worth now.
      const worth = valueBlack76(hours)?.price ?? Number.NaN;
      expect(down).toBeCloseTo((1_000 - worth) / 60_000, 12);
    }
  });

  it('is the plain one where the runtime has no vector instructions, and for more moves than it has room for', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(openScenarioProfits(4)).toBe(profitsByScenario);
    vi.unstubAllGlobals();
    const legs: readonly RiskLeg[] = [{ kind: 'future', forward: 60_000, quantity: 3 }];
    expect(openScenarioProfits(1)(legs, [-0.1, 0.1], shock)).toEqual(profitsByScenario(legs, [-0.1, 0.1], shock));
  });
});
