/** An order of an option is held against the volatility that its price means, its premium and its vega. */
import { describe, expect, it } from 'vitest';
import { toInstrumentId } from '../../../../shared/domain/instrument';
import type { OrderIntent } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { valueInverseOption } from '../../../../shared/pricing/inverse';
import type { GateContext, OptionOrderTerms } from '../../../../shared/risk/gate-context';
import { passGate } from '../../../../shared/risk/pre-trade-gate';
import { intentOf, perpetual, START_MS } from '../../../support/engine-parts';

const TICK = 0.0001;
const FORWARD = 60_000;
const LIMITS = { maximumPremiumUsd: 10_000, maximumVegaUsd: 200, volatilityBand: 0.1 };

/** Ten coins at most an order, and no collar: what is asked here is only asked of options. */
function optionOf(optionType: 'call' | 'put', strike: number, change: Partial<OptionOrderTerms> = {}): GateContext {
  const terms = { optionType, strike, years: 30 / 365, forward: FORWARD, markVolatility: 0.5, limits: LIMITS, ...change };
  const mark = coinAt(terms, 0.5);
  const instrument = perpetual({
    ...{ id: toInstrumentId('deribit:OPTION'), name: 'OPTION', kind: 'option', option: { optionType, strike } },
    ...{ isInverse: false, quantityUnit: 'coin', tickSize: TICK, lotSize: 0.1, minimumQuantity: 0.1 },
    expiresAtMs: timestampMs(START_MS + 30 * 86_400_000),
  });
  return {
    ...{ tradingState: 'active', tradingStateReason: '', instrument, markPrice: mark, bookMid: mark, indexPrice: FORWARD },
    limits: { maximumOrderCoin: 10, maximumOrderNotionalUsd: 1e9, maximumPositionCoin: 100, collarBps: 1e9, maximumOpenOrders: 10 },
    positionLots: 0,
    delta: { before: 0, order: 0.5, maximum: 100 },
    gamma: { before: 0, order: 0.01, maximum: 2 },
    vega: { before: 0, order: 50, maximum: 8_000 },
    option: terms,
    ...{ availableFunds: 1, orders: [], recentManual: [], sendsLastSecond: 0, maximumOrdersPerSecond: 10, maximumQuotesPerSecond: 7 },
    ...{ nowMs: timestampMs(START_MS), isArmed: true, isArmedRequired: true, soft: null, isTyped: false },
  };
}

function coinAt({ optionType, strike, years }: Pick<OptionOrderTerms, 'optionType' | 'strike' | 'years'>, volatility: number): number {
  const valued = valueInverseOption({ optionType, strike, years, forward: FORWARD, volatility });
  if (valued === null) throw new Error('expected a price');
  return valued.priceCoin;
}

/** The first price on the grid at or above the one at a volatility. */
function ticksAt(context: GateContext, volatility: number): number {
  if (context.option === null) throw new Error('expected an option');
  return Math.ceil(coinAt(context.option, volatility) / TICK);
}

function verdict(context: GateContext, change: Partial<OrderIntent>): string {
  const found = passGate(intentOf({ quantity: quantityLots(1), ...change }), context);
  return found.isApproved ? 'approved' : `${found.denied.rule}: ${found.denied.reason}`;
}

const cases = [
  ['at the money', 'call', 60_000],
  ['out of the money', 'call', 75_000],
  ['in the money', 'put', 75_000],
] as const;

describe('the volatility of a price', () => {
  it.each(cases)('%s may be worse than the mark by the band and no more; better is always welcome', (_name, optionType, strike) => {
    const context = optionOf(optionType, strike);
    const at = (volatility: number, side: 'buy' | 'sell', off = 0): string =>
      verdict(context, { side, price: priceTicks(ticksAt(context, volatility) + off) });
    expect(at(0.6, 'buy', -1)).toBe('approved');
    expect(at(0.6, 'buy', 1)).toMatch(/^volatility: .*a buy may be worse by 10\.0 % at most/);
    expect(at(0.4, 'sell')).toBe('approved');
    expect(at(0.4, 'sell', -2)).toMatch(/^volatility: .*the mark has 50\.0 %; a sell/);
    expect(at(0.2, 'buy')).toBe('approved');
    expect(at(0.9, 'sell')).toBe('approved');
  });

  it('is none below what the option is worth exercised: giving it away is refused, being given it is not', () => {
    const context = optionOf('put', 75_000);
    const ticks = Math.floor(((75_000 - FORWARD) / FORWARD / TICK) * 0.99);
    expect(verdict(context, { side: 'sell', price: priceTicks(ticks) })).toMatch(/^volatility: .*means a volatility of 0\.0 %/);
    expect(verdict(context, { side: 'buy', price: priceTicks(ticks) })).toBe('approved');
  });

  it('is beyond all at the price of the coin itself: paying it is refused', () => {
    const found = verdict(optionOf('call', 60_000), { side: 'buy', price: priceTicks(1 / TICK) });
    expect(found).toMatch(/^volatility: Price 1 is beyond what any volatility gives/);
  });

  it('far in the money is told from nothing and from too much by what the option is worth exercised', () => {
    const context = optionOf('call', 20_000);
    const exercised = (FORWARD - 20_000) / FORWARD / TICK;
    expect(verdict(context, { side: 'sell', price: priceTicks(Math.floor(exercised * 0.99)) })).toMatch(/means a volatility of 0\.0 %/);
    expect(verdict(context, { side: 'buy', price: priceTicks(1 / TICK) })).toMatch(/beyond what any volatility gives/);
    const put = optionOf('put', 30_000, { years: 2 });
    expect(verdict(put, { side: 'buy', price: priceTicks(30_000 / FORWARD / TICK) })).toMatch(/beyond what any volatility gives/);
  });

  it.each([{ forward: null }, { markVolatility: null }])('needs a fresh reference, else nothing passes but what reduces: %o', (change) => {
    const context = optionOf('call', 60_000, change);
    expect(verdict(context, { price: priceTicks(500) })).toMatch(/^volatility: There is no fresh volatility/);
    const close = { side: 'sell', price: priceTicks(500), isReduceOnly: true } as const;
    expect(verdict({ ...context, positionLots: 1 }, close)).toBe('approved');
    expect(verdict({ ...context, positionLots: 0 }, close)).toMatch(/^volatility/);
  });

  it.each([Number.NaN, -1])('is held against no band of %d', (volatilityBand) => {
    const context = optionOf('call', 60_000, { limits: { ...LIMITS, volatilityBand } });
    expect(verdict(context, { price: priceTicks(ticksAt(context, 0.5)) })).toMatch(/^volatility/);
  });
});

describe('the premium of an order', () => {
  it('reaches its limit, paid or received, and does not pass it', () => {
    const context = optionOf('call', 60_000);
    const price = priceTicks(500);
    // 0.05 × 60,000 USD a coin: 3.3 coins are 9,900 USD, and 3.4 are 10,200 USD.
    const wide = { ...context, option: { ...optionOf('call', 60_000).option, limits: { ...LIMITS, volatilityBand: 10 } } } as GateContext;
    for (const side of ['buy', 'sell'] as const) {
      expect(verdict(wide, { side, price, quantity: quantityLots(33) })).toBe('approved');
      expect(verdict(wide, { side, price, quantity: quantityLots(34) })).toBe(
        'premium: Premium of 10200 USD; the limit per order is 10000 USD.',
      );
    }
  });
});

describe('the vega of an order', () => {
  it('has a limit of its own, bought or sold, and is refused where it is not known', () => {
    const context = optionOf('call', 60_000);
    const price = priceTicks(ticksAt(context, 0.5));
    const of = (order: number | null): string => verdict({ ...context, vega: { before: 0, order, maximum: 8_000 } }, { price });
    expect([200, -200].map(of)).toEqual(['approved', 'approved']);
    expect(of(201)).toBe('order-vega: Vega of 201 USD per point; the limit per order is 200.');
    expect(of(-201)).toMatch(/^order-vega/);
    expect(of(null)).toMatch(/^order-vega: .*not known/);
  });
});
