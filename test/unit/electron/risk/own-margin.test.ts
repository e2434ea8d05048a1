/** Our own margin of a book: one position per instrument, the rule that the account follows, and nothing where that is not known. */
import { describe, expect, it } from 'vitest';
import { AT_REST, followedNeed } from '../../../../electron/risk/own-margin';
import type { MarginRules } from '../../../../electron/risk/margin-rules';
import { pricePosition, type BookPosition } from '../../../../shared/risk/priced-position';

const future: BookPosition = {
  ...{ instrumentId: 'deribit:BTC-PERPETUAL', name: 'BTC-PERPETUAL', underlying: 'BTC', kind: 'perpetual', optionType: null, strike: null },
  ...{ expiresAtMs: null, isInverse: true, quantity: 100_000, markPrice: 50_000, markVolatility: null, venueGreeks: null },
};
const priced = (quantity: number) => pricePosition({ ...future, quantity }, null);
const model = {
  ...{ priceRange: 0.16, bucketsCount: 4, pnlOffset: 0, annualisedMoveRisk: 0.075, minAnnualisedMove: 0.01, maintenanceFactor: 0.8 },
  ...{ extendedDampenerUsd: 100_000, extendedTableFactor: 1, ratePerCoin: 0.00005 },
  shock: { up: 0.5, down: 0.25, leastAfterUp: 0.5, shortPower: 0.3, longPower: 0.13 },
};
const rules: MarginRules = {
  ...{ model: 'standard', portfolio: model, portfolioReason: '', words: '' },
  standard: {
    future: { initialBase: 0.02, initialPerCoin: 0, maintenanceBase: 0.01, maintenancePerCoin: 0 },
    option: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
  },
};
const now = { nowMs: 0, move: AT_REST };

describe('own margin', () => {
  it('is the standard rate of the coins, also after a move', () => {
    expect(followedNeed([priced(100_000)], rules, now)).toEqual({ initial: 0.04, maintenance: 0.02 });
    const risen = followedNeed([priced(100_000)], rules, { nowMs: 0, move: { ...AT_REST, move: 0.25 } });
    expect(risen?.initial).toBeCloseTo(0.032, 12);
  });

  it('of a staged hedge that closes the position is nothing', () => {
    expect(followedNeed([priced(100_000), priced(-100_000)], rules, now)).toEqual({ initial: 0, maintenance: 0 });
    expect(followedNeed([priced(100_000), priced(-100_000)], { ...rules, model: 'portfolio' }, now)?.initial).toBe(0);
  });

  it('is the worst standard move and the roll where the account is margined as a portfolio', () => {
    // Two coins long: 2·(1 − 1/0.84) lost at −16 %, and 1 % of them for the roll.
    const need = followedNeed([priced(100_000)], { ...rules, model: 'portfolio' }, now);
    const expected = 2 * (1 / 0.84 - 1) + 0.02;
    expect(need?.initial).toBeCloseTo(expected, 12);
    expect(need?.maintenance).toBeCloseTo(0.8 * expected, 12);
  });

  it('is not known without parameters or without a price', () => {
    expect(followedNeed([priced(100_000)], { ...rules, model: 'portfolio', portfolio: null }, now)).toBeNull();
    expect(followedNeed([priced(100_000)], { ...rules, standard: null }, now)).toBeNull();
    const unpriced = pricePosition({ ...future, markPrice: null }, null);
    for (const which of ['standard', 'portfolio'] as const) expect(followedNeed([unpriced], { ...rules, model: which }, now)).toBeNull();
  });
});
