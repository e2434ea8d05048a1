/** Each rule of the gate refuses with its name and the number; nothing passes without references. */
import { describe, expect, it } from 'vitest';
import type { OrderIntent } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { GateLimits } from '../../../../shared/risk/limits';
import type { GateContext, GateRule } from '../../../../shared/risk/gate-context';
import { passGate } from '../../../../shared/risk/pre-trade-gate';
import { intentOf, perpetual, START_MS } from '../../../support/engine-parts';

const NOW = timestampMs(START_MS);
const LIMITS: GateLimits = {
  maximumOrderCoin: 1,
  maximumOrderNotionalUsd: 50_000,
  maximumPositionCoin: 2,
  collarBps: 50,
  maximumOpenOrders: 5,
};

/** A limit that is no number lets nothing pass. */
const RULE_OF_LIMIT: Readonly<Record<keyof GateLimits, GateRule>> = {
  maximumOrderCoin: 'quantity',
  maximumOrderNotionalUsd: 'notional',
  maximumPositionCoin: 'position',
  collarBps: 'collar',
  maximumOpenOrders: 'open-orders',
};

type Refusal = readonly [string, GateRule, RegExp, Partial<OrderIntent>, Partial<GateContext>];

function context(change: Partial<GateContext> = {}): GateContext {
  return {
    tradingState: 'active',
    tradingStateReason: '',
    instrument: perpetual(),
    limits: LIMITS,
    markPrice: 60_000,
    bookMid: 60_000,
    indexPrice: 60_000,
    positionLots: 0,
    delta: { before: 0, order: 0.0167, maximum: 10 },
    gamma: { before: 0, order: 0, maximum: 2 },
    vega: { before: 0, order: 0, maximum: 8_000 },
    option: null,
    availableFunds: 1,
    orders: [],
    recentManual: [],
    sendsLastSecond: 0,
    maximumOrdersPerSecond: 10,
    maximumQuotesPerSecond: 7,
    nowMs: NOW,
    isArmed: true,
    isArmedRequired: true,
    soft: null,
    isTyped: false,
    ...change,
  };
}

const buy = intentOf({ price: priceTicks(119_990), quantity: quantityLots(100) });
const sell = intentOf({ side: 'sell', price: priceTicks(120_010), quantity: quantityLots(100) });
const working = { side: 'sell' as const, price: priceTicks(119_980), lots: 10, isWorking: true };

describe('pre-trade gate', () => {
  it('approves an order within all limits and carries it unchanged', () => {
    const verdict = passGate(buy, context());
    expect(verdict.isApproved && verdict.order.intent).toBe(buy);
  });

  const refusals: readonly Refusal[] = [
    ['killed', 'trading-state', /killed/, {}, { tradingState: 'killed' }],
    ['halted', 'trading-state', /halted.*why/, {}, { tradingState: 'halted', tradingStateReason: 'why' }],
    ['unknown instrument', 'instrument', /known instrument/, {}, { instrument: null }],
    ['no limits', 'instrument', /No limits/, {}, { limits: null }],
    ['inactive instrument', 'instrument', /no longer/, {}, { instrument: perpetual({ isActive: false }) }],
    ['expiring instrument', 'instrument', /expires/, {}, { instrument: perpetual({ expiresAtMs: timestampMs(START_MS + 60_000) }) }],
    ['price of part of a tick', 'number', /whole ticks/, { price: priceTicks(119_990.5) }, {}],
    ['price of NaN', 'number', /NaN/, { price: priceTicks(Number.NaN) }, {}],
    ['price of minus zero', 'number', /above 0/, { price: priceTicks(-0) }, {}],
    ['infinite quantity', 'number', /Infinity/, { quantity: quantityLots(Infinity) }, {}],
    ['negative quantity', 'number', /-1/, { quantity: quantityLots(-1) }, {}],
    ['less than the minimum', 'number', /at least 100/, { quantity: quantityLots(9) }, { instrument: perpetual({ minimumQuantity: 100 }) }],
    ['no mark price', 'collar', /mark price/, {}, { markPrice: null }],
    ['mark price of 0', 'collar', /mark price/, {}, { markPrice: 0 }],
    ['mark price of NaN', 'collar', /mark price/, {}, { markPrice: Number.NaN }],
    ['no own book', 'collar', /book mid/, {}, { bookMid: null }],
    ['far from the mark', 'collar', /50 bps/, { price: priceTicks(119_000) }, {}],
    ['far from the book only', 'collar', /book mid/, {}, { bookMid: 61_000 }],
    ['ten times too much', 'quantity', /limit per order is 1/, { quantity: quantityLots(6100) }, {}],
    ['too much in USD', 'notional', /50000 USD/, { quantity: quantityLots(5500) }, {}],
    ['crosses our own order', 'self-cross', /our own sell at 59990/, {}, { orders: [working] }],
    ['worst position too long', 'position', /limit is 2/, {}, { positionLots: 11_950 }],
    [
      'worst position with unknown orders',
      'position',
      /limit is 2/,
      {},
      { positionLots: 0, orders: [{ ...working, side: 'buy', lots: 11_950 }] },
    ],
    [
      'worst position with fills unseen',
      'position',
      /limit is 2/,
      {},
      { orders: [{ ...working, side: 'buy', lots: 11_950, isWorking: false }] },
    ],
    [
      'delta too long',
      'delta',
      /delta in BTC would be 10\.5; the limit is 10 over all/,
      {},
      { delta: { before: 10, order: 0.5, maximum: 10 } },
    ],
    ['delta too short', 'delta', /would be -10\.5/, { side: 'sell' }, { delta: { before: -10, order: -0.5, maximum: 10 } }],
    ['delta not known', 'delta', /not known/, {}, { delta: { before: null, order: 0.5, maximum: 10 } }],
    ['own delta not known', 'delta', /not known/, {}, { delta: { before: 0, order: null, maximum: 10 } }],
    ['delta of NaN', 'delta', /NaN/, {}, { delta: { before: Number.NaN, order: 0.5, maximum: 10 } }],
    [
      'gamma too long',
      'gamma',
      /gamma in BTC would be 2\.1; the limit is 2 over all/,
      {},
      { gamma: { before: 2, order: 0.1, maximum: 2 } },
    ],
    ['gamma too short', 'gamma', /would be -2\.1/, {}, { gamma: { before: -2, order: -0.1, maximum: 2 } }],
    ['vega too long', 'vega', /vega in BTC would be 8100/, {}, { vega: { before: 8_000, order: 100, maximum: 8_000 } }],
    ['vega not known', 'vega', /not known/, {}, { vega: { before: null, order: 100, maximum: 8_000 } }],
    ['own vega not known', 'vega', /not known/, {}, { vega: { before: 0, order: null, maximum: 8_000 } }],
    ['vega of NaN', 'vega', /NaN/, {}, { vega: { before: Number.NaN, order: 100, maximum: 8_000 } }],
    ['at the price of our own order', 'self-cross', /our own sell/, {}, { orders: [{ ...working, price: priceTicks(119_990) }] }],
    [
      'at our own bid',
      'self-cross',
      /our own buy/,
      { side: 'sell' },
      { orders: [{ ...working, side: 'buy', price: priceTicks(119_990) }] },
    ],
    [
      'a price between the steps that apply there',
      'number',
      /steps of 5/,
      { price: priceTicks(119_991) },
      { instrument: perpetual({ tickSteps: [{ abovePrice: 50_000, tickSize: 5 }] }) },
    ],
    ...(['maximumOrderCoin', 'maximumOrderNotionalUsd', 'maximumPositionCoin', 'collarBps', 'maximumOpenOrders'] as const).map(
      (name): Refusal => [`a limit of NaN: ${name}`, RULE_OF_LIMIT[name], /./, {}, { limits: { ...LIMITS, [name]: Number.NaN } }],
    ),
    [
      'too many open orders',
      'open-orders',
      /Orders open in .*: 5;/,
      {},
      { orders: Array.from({ length: 5 }, () => ({ ...working, price: priceTicks(120_100) })) },
    ],
    ['too many messages', 'rate', /10 per second/, {}, { sendsLastSecond: 10 }],
    ['too many quotes', 'rate', /7 per second for quotes/, { purpose: 'quote' }, { sendsLastSecond: 7 }],
    ['not armed', 'armed', /not armed/, {}, { isArmed: false }],
  ];
  it.each(refusals)('refuses: %s', (_, rule, reason, change, contextChange) => {
    const verdict = passGate({ ...buy, ...change }, context(contextChange));
    expect(verdict.isApproved).toBe(false);
    if (verdict.isApproved) return;
    expect(verdict.denied.rule).toBe(rule);
    expect(verdict.denied.reason).toMatch(reason);
  });

  it('lets a limit be reached to the last lot and not passed by one, whatever tenths add up to in binary', () => {
    const instrument = perpetual({ quantityUnit: 'coin', lotSize: 0.1, minimumQuantity: 0.1 });
    for (let lots = 1; lots <= 200; lots += 1) {
      const coin = Number((lots / 10).toFixed(1));
      const limits = { ...LIMITS, maximumOrderCoin: coin, maximumPositionCoin: coin, maximumOrderNotionalUsd: 1e9 };
      const rulesOf = (quantity: number): string => {
        const verdict = passGate({ ...buy, quantity: quantityLots(quantity) }, context({ instrument, limits }));
        return verdict.isApproved ? 'approved' : verdict.denied.rule;
      };
      expect([coin, rulesOf(lots), rulesOf(lots + 1)]).toEqual([coin, 'approved', 'quantity']);
    }
  });

  it('lets a hedge through while quotes have used all they may', () => {
    expect(passGate({ ...buy, purpose: 'hedge' }, context({ sendsLastSecond: 7 })).isApproved).toBe(true);
  });

  it('takes the same order by hand within 500 ms for one gesture, not after (fault 65)', () => {
    const twin = { side: buy.side, price: buy.price, quantity: buy.quantity };
    const repeated = passGate(buy, context({ recentManual: [{ ...twin, sentAtMs: timestampMs(START_MS - 499) }] }));
    expect(repeated.isApproved || repeated.denied.rule).toBe('duplicate');
    expect(passGate(buy, context({ recentManual: [{ ...twin, sentAtMs: timestampMs(START_MS - 500) }] })).isApproved).toBe(true);
    const quote = { ...buy, purpose: 'quote' as const };
    expect(passGate(quote, context({ recentManual: [{ ...twin, sentAtMs: NOW }] })).isApproved).toBe(true);
  });

  it.each(['reducing', 'halted', 'killed'] as const)('lets only a reduce-only order within the position pass while %s', (tradingState) => {
    const reduce = { ...sell, isReduceOnly: true };
    expect(passGate(reduce, context({ tradingState, positionLots: 100 })).isApproved).toBe(true);
    expect(passGate(reduce, context({ tradingState, positionLots: 99 })).isApproved).toBe(false);
    expect(passGate(reduce, context({ tradingState, positionLots: -100 })).isApproved).toBe(false);
    expect(passGate(sell, context({ tradingState, positionLots: 100 })).isApproved).toBe(false);
    const outstanding = { side: 'sell' as const, price: priceTicks(120_020), lots: 50, isWorking: true };
    expect(passGate(reduce, context({ tradingState, positionLots: 100, orders: [outstanding] })).isApproved).toBe(false);
    expect(passGate({ ...reduce, purpose: 'quote' }, context({ tradingState, positionLots: 100 })).isApproved).toBe(false);
  });

  it('lets a purchase close a short position and not a lot more, all that rests on its side counted', () => {
    const close = { ...buy, isReduceOnly: true };
    const short = { tradingState: 'reducing', positionLots: -100 } as const;
    expect(passGate(close, context(short)).isApproved).toBe(true);
    expect(passGate(close, context({ ...short, positionLots: -99 })).isApproved).toBe(false);
    const resting = { side: 'buy' as const, price: priceTicks(119_980), lots: 1, isWorking: true };
    expect(passGate(close, context({ ...short, orders: [resting] })).isApproved).toBe(false);
  });

  it('lets a delta beyond its limit come nearer to zero, and a position be closed whatever the delta is', () => {
    const beyond = { before: 12, order: -0.5, maximum: 10 };
    expect(passGate(sell, context({ delta: beyond })).isApproved).toBe(true);
    expect(passGate(buy, context({ delta: { ...beyond, order: 0.5 } })).isApproved).toBe(false);
    expect(passGate(buy, context({ delta: { before: 9.5, order: 0.5, maximum: 10 } })).isApproved).toBe(true);
    const close = { ...sell, isReduceOnly: true };
    expect(passGate(close, context({ positionLots: 100, delta: { ...beyond, before: null } })).isApproved).toBe(true);
  });

  it('asks nothing of gamma and vega where an order has none, where no limit is set, and of what only reduces its position', () => {
    const unknown = { before: null, order: 100, maximum: 8_000 };
    expect(passGate(buy, context({ vega: { ...unknown, order: 0 }, gamma: { before: null, order: 0, maximum: 2 } })).isApproved).toBe(true);
    expect(passGate(buy, context({ vega: { ...unknown, maximum: Infinity } })).isApproved).toBe(true);
    expect(passGate({ ...sell, isReduceOnly: true }, context({ positionLots: 100, vega: unknown })).isApproved).toBe(true);
    expect(passGate(sell, context({ vega: { before: 9_000, order: -100, maximum: 8_000 } })).isApproved).toBe(true);
  });

  it('adds nothing once the venue leaves no margin, by whatever rules, and lets what reduces pass (fault 42)', () => {
    const without = { availableFunds: -0.25, positionLots: 200 };
    for (const intent of [buy, { ...sell, isReduceOnly: false }, { ...sell, purpose: 'quote' as const }]) {
      const verdict = passGate(intent, context(without));
      expect(verdict).toMatchObject({
        isApproved: false,
        denied: { rule: 'margin', reason: expect.stringContaining('-0.25 BTC of margin') },
      });
    }
    expect(passGate({ ...sell, isReduceOnly: true }, context(without)).isApproved).toBe(true);
    expect(passGate(buy, context({ ...without, availableFunds: 0 })).isApproved).toBe(false);
    expect(passGate(buy, context({ availableFunds: 0.01 })).isApproved).toBe(true);
  });

  it('adds nothing while nobody knows what margin is left, names the coin, and lets what reduces pass', () => {
    const unknown = { availableFunds: null, positionLots: 200 };
    for (const intent of [buy, { ...sell, isReduceOnly: false }, { ...sell, purpose: 'quote' as const }]) {
      const denied = { rule: 'margin', reason: expect.stringMatching(/balance of BTC is not known/) };
      expect(passGate(intent, context(unknown))).toMatchObject({ isApproved: false, denied });
    }
    expect(passGate({ ...sell, isReduceOnly: true }, context(unknown)).isApproved).toBe(true);
  });

  it('counts a position in the coin of the lower of price and mark: the same USD are more coin there', () => {
    // Two coin at 60,000 are 12,000 lots, at 59,800 they are 11,960, and at 59,995, the price of the order, 11,999.
    const held = { positionLots: 11_870 };
    expect(passGate(buy, context(held)).isApproved).toBe(true);
    expect(passGate(buy, context({ ...held, markPrice: 59_800 }))).toMatchObject({ denied: { rule: 'position' } });
    expect(passGate(buy, context({ positionLots: 11_899, markPrice: 60_100 })).isApproved).toBe(true);
    expect(passGate(buy, context({ positionLots: 11_900, markPrice: 60_100 }))).toMatchObject({
      denied: { rule: 'position', reason: expect.stringMatching(/would be 2\.00017 BTC long/) },
    });
    expect(passGate(sell, context({ positionLots: -11_950 }))).toMatchObject({
      denied: { rule: 'position', reason: expect.stringMatching(/BTC short/) },
    });
  });

  it('cannot trade with an order of ours that is over, though a fill of it is still to be told', () => {
    expect(passGate(buy, context({ orders: [{ ...working, isWorking: false }] })).isApproved).toBe(true);
  });

  it('takes an order by hand for a repeat only where side, price and quantity are all the same (fault 65)', () => {
    const twin = { side: buy.side, price: buy.price, quantity: buy.quantity, sentAtMs: NOW };
    const others = [
      { ...twin, side: 'sell' as const },
      { ...twin, price: priceTicks(119_989) },
      { ...twin, quantity: quantityLots(101) },
    ];
    expect(passGate(buy, context({ recentManual: others })).isApproved).toBe(true);
    expect(passGate(buy, context({ recentManual: [...others, twin] })).isApproved).toBe(false);
  });

  it('lets a position beyond the limit be reduced', () => {
    expect(passGate(sell, context({ positionLots: 20_000 })).isApproved).toBe(true);
    expect(passGate(buy, context({ positionLots: 20_000 })).isApproved).toBe(false);
  });

  it('tells the first rule in order when several refuse', () => {
    const verdict = passGate({ ...buy, price: priceTicks(-1) }, context({ tradingState: 'killed', isArmed: false, markPrice: null }));
    expect(verdict.isApproved || verdict.denied.rule).toBe('trading-state');
  });
});
