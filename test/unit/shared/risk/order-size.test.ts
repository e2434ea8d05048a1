/** From which size on an order by hand is typed: below what a slip of a digit makes of the usual quantity, and below what is refused. */
import { describe, expect, it } from 'vitest';
import type { OrderIntent } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { GateContext } from '../../../../shared/risk/gate-context';
import { passGate } from '../../../../shared/risk/pre-trade-gate';
import { intentOf, perpetual, START_MS } from '../../../support/engine-parts';
import { isBeyondSoft, orderSize, softOrder } from '../../../../shared/risk/order-size';

const limits = { maximumOrderCoin: 5, maximumOrderNotionalUsd: 1_000_000 };

const none = { before: 0, order: 0, maximum: Infinity };
const buy = intentOf({ price: priceTicks(119_990), quantity: quantityLots(100) });
const sell = intentOf({ side: 'sell', price: priceTicks(120_010), quantity: quantityLots(100) });

function context(change: Partial<GateContext>): GateContext {
  return {
    ...{ tradingState: 'active', tradingStateReason: '', instrument: perpetual(), positionLots: 0, option: null, availableFunds: 1 },
    limits: { maximumOrderCoin: 1, maximumOrderNotionalUsd: 50_000, maximumPositionCoin: 2, collarBps: 50, maximumOpenOrders: 5 },
    ...{ markPrice: 60_000, bookMid: 60_000, indexPrice: 60_000, delta: none, gamma: none, vega: none, orders: [], recentManual: [] },
    ...{ sendsLastSecond: 0, maximumOrdersPerSecond: 10, maximumQuotesPerSecond: 7, nowMs: timestampMs(START_MS) },
    ...{ isArmed: true, isArmedRequired: true, soft: null, isTyped: false },
    ...change,
  };
}

describe('the soft limit of an order by hand', () => {
  it('is five times the usual quantity, so that ten times it is always asked about (fault 63)', () => {
    const soft = softOrder(limits, 0.2);
    expect(soft).toEqual({ coin: 1, usd: 500_000 });
    expect(isBeyondSoft({ coin: 0.2, usd: 12_000 }, soft)).toBe(false);
    expect(isBeyondSoft({ coin: 1, usd: 60_000 }, soft)).toBe(false);
    expect(isBeyondSoft({ coin: 2, usd: 120_000 }, soft)).toBe(true);
  });

  it('is half of the hard limit where no usual quantity is known, or five of them were more (fault 63)', () => {
    expect(softOrder(limits, null).coin).toBe(2.5);
    expect(softOrder(limits, 4).coin).toBe(2.5);
  });

  it('asks about a size that is not known (fault 63)', () => {
    const soft = softOrder(limits, 0.2);
    expect(isBeyondSoft({ coin: Number.NaN, usd: 1 }, soft)).toBe(true);
    expect(isBeyondSoft({ coin: 0.1, usd: Number.NaN }, soft)).toBe(true);
  });
});

describe('the size of an order', () => {
  it('is in coin at its own price, and in USD by what the contract counts in (fault 63)', () => {
    const order = { lots: 600, price: 60_000, indexPrice: 60_100 };
    expect(orderSize({ quantityUnit: 'USD', lotSize: 10 }, order)).toEqual({ coin: 0.1, usd: 6_000 });
    expect(orderSize({ quantityUnit: 'coin', lotSize: 0.1 }, { ...order, lots: 5, price: 0.05 })).toEqual({ coin: 0.5, usd: 30_050 });
    expect(orderSize({ quantityUnit: 'coin', lotSize: 0.1 }, { ...order, indexPrice: null }).usd).toBeNaN();
  });
});

describe('the gate, of an order beyond the soft limit', () => {
  const soft = { coin: 0.1, usd: 25_000 };
  const large = { ...buy, quantity: quantityLots(700) };
  const rule = (intent: OrderIntent, change: Partial<GateContext> = {}): string => {
    const verdict = passGate(intent, context({ soft, ...change }));
    return verdict.isApproved ? 'approved' : verdict.denied.rule;
  };

  it('asks that its quantity is typed, and says how large it is and where that begins (fault 63)', () => {
    const verdict = passGate(large, context({ soft }));
    expect(verdict.isApproved || verdict.denied).toMatchObject({
      rule: 'soft-limit',
      reason: 'Order of 0.116676 BTC (7000 USD); beyond 0.1 BTC or 25000 USD its quantity must be typed to confirm.',
    });
    expect(rule(large, { isTyped: true })).toBe('approved');
  });

  it('counts the coin and the value each by itself, and lets either be reached (fault 63)', () => {
    expect(rule({ ...buy, quantity: quantityLots(599) })).toBe('approved');
    expect(rule(buy, { soft: { coin: 1, usd: 1_000 } })).toBe('approved');
    expect(rule(buy, { soft: { coin: 1, usd: 999 } })).toBe('soft-limit');
  });

  it('says the hard limit first: no typing lets that pass (fault 63)', () => {
    expect(rule({ ...buy, quantity: quantityLots(6100) })).toBe('quantity');
    expect(rule({ ...buy, quantity: quantityLots(6100) }, { isTyped: true })).toBe('quantity');
  });

  it('holds up neither quotes nor hedges nor what only reduces a position (fault 63)', () => {
    expect(rule({ ...large, purpose: 'quote' })).toBe('approved');
    expect(rule({ ...large, purpose: 'hedge' })).toBe('approved');
    expect(rule({ ...large, side: 'sell', price: sell.price, isReduceOnly: true }, { positionLots: 700 })).toBe('approved');
    expect(rule({ ...large, side: 'sell', price: sell.price, isReduceOnly: true }, { positionLots: 600 })).toBe('soft-limit');
  });
});
