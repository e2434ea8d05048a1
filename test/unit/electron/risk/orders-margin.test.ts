/** What working orders bind, options among them, by the standard rule. */
import { describe, expect, it } from 'vitest';
import { ordersNeed } from '../../../../electron/risk/orders-margin';
import type { RiskInputs } from '../../../../electron/risk/risk-inputs';
import type { OpenOrdersRow } from '../../../../shared/projection/risk-snapshot';
import { pricePosition, type BookPosition } from '../../../../shared/risk/priced-position';
import { EXPIRES_MS, FORWARD, quarterMarket as market } from '../../../support/option-quarter';

const parameters = {
  future: { initialBase: 0.02, initialPerCoin: 0, maintenanceBase: 0.01, maintenancePerCoin: 0 },
  option: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
};

const put: BookPosition = {
  ...{ instrumentId: 'deribit:BTC-57000-P', name: 'BTC-57000-P', underlying: 'BTC', kind: 'option', optionType: 'put', strike: 57_000 },
  ...{ expiresAtMs: EXPIRES_MS, isInverse: false, quantity: 0, markPrice: 0.06, markVolatility: 0.5, venueGreeks: null },
};
const perpetual: BookPosition = {
  ...{ instrumentId: 'deribit:BTC-PERPETUAL', name: 'BTC-PERPETUAL', underlying: 'BTC', kind: 'perpetual', optionType: null, strike: null },
  ...{ expiresAtMs: null, isInverse: true, quantity: 0, markPrice: FORWARD, markVolatility: null, venueGreeks: null },
};

const NONE = { quotedBuy: 0, quotedSell: 0, pendingBuy: 0, pendingSell: 0 };

function need(row: Partial<OpenOrdersRow> & Pick<OpenOrdersRow, 'position' | 'price'>, held: readonly BookPosition[] = []): number {
  const book = held.map((each) => pricePosition(each, market));
  const inputs = { markets: new Map([['BTC', market]]), book } as unknown as RiskInputs;
  return ordersNeed([{ ...NONE, ...row }], inputs, parameters);
}

describe('working orders', () => {
  it('of a perpetual bind the worse of both sides', () => {
    expect(need({ position: perpetual, price: FORWARD, quotedBuy: 60_000, pendingSell: 120_000 })).toBeCloseTo(0.04, 12);
  });

  it('that sell an option bind what the option would: 15 % less 5 % out of the money, and its mark', () => {
    expect(need({ position: put, price: 0.065, quotedSell: 10 })).toBeCloseTo(10 * (0.1 + 0.06), 12);
  });

  it('that buy an option bind its premium', () => {
    expect(need({ position: put, price: 0.055, quotedBuy: 10 })).toBeCloseTo(0.55, 12);
  });

  it('that sell what is held bind nothing', () => {
    expect(need({ position: put, price: 0.065, quotedSell: 10 }, [{ ...put, quantity: 10 }])).toBe(0);
  });

  it('without any price bind nobody knows how much', () => {
    expect(need({ position: perpetual, price: null, quotedBuy: 60_000 })).toBeNaN();
    expect(need({ position: { ...put, markPrice: null }, price: null, quotedSell: 1 })).toBeNaN();
  });
});
