/** Portfolio margin and the risk array: worse with size, the same reflected, and unpriced rather than zero. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portfolioMargin } from '../../../../shared/risk/portfolio-margin';
import type { OptionLeg } from '../../../../shared/risk/revaluation';
import { bookProfit, extendedWeight } from '../../../../shared/risk/risk-array';
import { propertyRuns } from '../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const parameters = {
  priceRange: 0.15,
  bucketsCount: 4,
  pnlOffset: 0,
  annualisedMoveRisk: 0.1,
  minAnnualisedMove: 0.01,
  maintenanceFactor: 0.8,
};
const none = { openOrders: 0, marketMakerProtection: 0 };
const shock = { up: 0.5, down: 0.25, leastAfterUp: 0.5, shortPower: 0.3, longPower: 0.13 };
const leg: OptionLeg = { kind: 'option', optionType: 'put', forward: 100, strike: 90, years: 20 / 365, volatility: 0.6, quantity: -3 };

describe('portfolioMargin', () => {
  it('grows with the size of a position, and initial margin is never below maintenance', () => {
    fc.assert(
      fc.property(between(-10, 10), between(1, 5), between(0, 2), (deltaCoin, factor, years) => {
        const small = portfolioMargin([{ deltaCoin, years }], parameters, none);
        const large = portfolioMargin([{ deltaCoin: deltaCoin * factor, years }], parameters, none);
        expect(large?.worstCase).toBeGreaterThanOrEqual((small?.worstCase ?? NaN) - 1e-12);
        expect(large?.initial).toBeGreaterThanOrEqual((large?.maintenance ?? NaN) - 1e-12);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('charges the roll, not the direction, of a hedged pair', () => {
    const margin = portfolioMargin(
      [
        { deltaCoin: 2, years: 0 },
        { deltaCoin: -2, years: 0.5 },
      ],
      parameters,
      none,
    );
    expect(margin?.worstCase).toBe(0);
    expect(margin?.rollShock).toBeCloseTo(2 * 0.01 + 2 * 0.05, 12);
    expect(portfolioMargin([{ deltaCoin: NaN, years: 0 }], parameters, none)).toBeNull();
  });
});

describe('bookProfit', () => {
  it('is nothing where nothing moves, and opposite for the opposite book', () => {
    expect(bookProfit([leg], { move: 0, volatility: 'same' }, shock)?.usd).toBeCloseTo(0, 12);
    const move = { move: -0.1, volatility: 'up' as const };
    const [short, long] = [bookProfit([leg], move, shock), bookProfit([{ ...leg, quantity: 3 }], move, shock)];
    expect(short?.usd).toBeLessThan(0);
    expect(long?.coin).toBeCloseTo(-(short?.coin ?? NaN), 12);
  });

  it('has no figure as soon as one leg has no price', () => {
    expect(bookProfit([leg, { ...leg, years: 0 }], { move: 0.1, volatility: 'down' }, shock)).toBeNull();
    expect(bookProfit([{ kind: 'future', forward: 100, quantity: 1 }], { move: -1, volatility: 'same' }, shock)).toBeNull();
  });

  it('lifts a low volatility to the floor', () => {
    const calm = { ...leg, volatility: 0.1, quantity: 1 };
    const floored = bookProfit([calm], { move: 0, volatility: 'up' }, shock)?.usd;
    expect(floored).toBeCloseTo(bookProfit([calm], { move: 0, volatility: 'up' }, { ...shock, up: 0.2 })?.usd ?? NaN, 12);
    expect([extendedWeight(0.16, 0.33), extendedWeight(0.16, 0.1)]).toEqual([0.16 / 0.33, 1]);
  });
});
