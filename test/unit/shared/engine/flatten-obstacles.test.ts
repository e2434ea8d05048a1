/** What a flatten meets on its way: smaller limits, contracts that cannot carry it, fills not seen yet, and nothing to carry it with. */
import { describe, expect, it } from 'vitest';
import { instrumentId } from '../../../../shared/domain/instrument';
import type { OrderIntent } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import {
  BTC,
  BTC_FUTURE,
  START_MS,
  VENUE,
  datedFuture,
  fillOf,
  intentOf,
  levelsAround,
  perpetual,
  positionOf,
  reportOf,
  testSettings,
} from '../../../support/engine-parts';

const LIMITS = { maximumOrderCoin: 0.4, maximumOrderNotionalUsd: 1e9, maximumPositionCoin: 10, collarBps: 100, maximumOpenOrders: 60 };

function slicesOf(desk: TestDesk): readonly OrderIntent[] {
  return desk.sent().filter(({ purpose }) => purpose === 'hedge');
}

describe('a flatten at a venue that would not cancel after this machine', () => {
  it.each([
    ['flatten-all', { confirmation: 'FLATTEN ALL' }],
    ['flatten-delta', { underlying: 'BTC' }],
  ] as const)('%s slices to the quarter of the limits that holds there, instead of being refused until it gives up', (name, args) => {
    const desk = new TestDesk().start(testSettings({ limits: { BTC: LIMITS } }), { positions: [positionOf(BTC, 3000)] });
    desk.command('arm', {});
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null });
    desk.command('acknowledge-unprotected', { venue: VENUE, confirmation: 'UNPROTECTED' });
    expect(desk.command(name, args)).toMatchObject({ status: 'accepted' });
    expect(slicesOf(desk)).toMatchObject([{ instrumentId: BTC, side: 'sell' }]);
    expect((slicesOf(desk)[0]?.quantity ?? 0) / 6_000).toBeCloseTo(0.1, 3);
  });
});

/** Armed and long options of a delta of 2.5, with the perpetual on the list and nothing heard of it. */
function holdingOptions(settings = testSettings()): TestDesk {
  const name = 'BTC-25DEC26-60000-C';
  const call = perpetual({
    ...{ id: instrumentId(VENUE, name), name, kind: 'option', option: { optionType: 'call', strike: 60_000 } },
    ...{ isInverse: false, quantityUnit: 'coin', tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1 },
    expiresAtMs: timestampMs(START_MS + 30 * 86_400_000),
  });
  const desk = new TestDesk();
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), call] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price: 60_000 });
  const held = { averagePrice: 0.05, markPrice: 0.05, unrealisedPnl: 0, realisedPnl: 0, delta: 2.5 };
  desk.reconcile({ positions: [{ instrumentId: call.id, quantity: 5, ...held }] });
  const quotes = { bestBid: null, bestAsk: null, lastPrice: null, funding8h: null, markVolatility: 0.5 };
  const greeks = { delta: 0.5, gamma: 0, vega: 0, theta: 0, rho: 0 };
  const ticker = { instrumentId: call.id, markPrice: 0.05, indexPrice: 60_000, ...quotes, greeks, venueTimeMs: timestampMs(desk.nowMs) };
  desk.apply({ kind: 'ticker-updated', ticker });
  desk.wait(25);
  desk.command('arm', {});
  return desk;
}

describe('a delta that nothing can carry', () => {
  it.each([
    ['no book of a perpetual or future', () => undefined, /no perpetual or future of BTC has a book/],
    ['a book without a mark price', (desk: TestDesk) => void desk.snapshot(BTC, 120_000), /no mark price/],
  ] as const)('is not called flat: %s', (_, hear, reason) => {
    const desk = holdingOptions();
    hear(desk);
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(2.5);
    const outcome = desk.command('flatten-delta', { underlying: 'BTC' });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(reason) as string });
  });
});

describe('a held option that is only valued so far', () => {
  const CALL = instrumentId(VENUE, 'BTC-25DEC26-60000-C');
  const withLimits = testSettings({ limits: { BTC: LIMITS, [CALL]: { ...LIMITS, maximumOrderCoin: 5 } } });
  const asksForBook = { kind: 'subscribe', venue: VENUE, instrumentIds: [CALL] };

  it('gets its book asked for by a flatten of everything, and is closed once that is there', () => {
    const desk = holdingOptions(withLimits);
    expect(desk.command('flatten-all', { confirmation: 'FLATTEN ALL' })).toMatchObject({ status: 'accepted' });
    expect(desk.effects).toContainEqual(asksForBook);
    expect(slicesOf(desk)).toEqual([]);
    desk.snapshot(CALL, 500);
    desk.wait(25);
    expect(slicesOf(desk)).toMatchObject([{ instrumentId: CALL, side: 'sell', quantity: quantityLots(50), isReduceOnly: true }]);
  });

  it('ends the flatten aloud where no book comes', () => {
    const desk = holdingOptions(withLimits);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    for (let round = 0; round < 25; round += 1) {
      desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 5, clockOffsetMs: 0 });
      desk.wait(700);
    }
    expect(desk.state.flatten).toMatchObject({ phase: 'blocked', reason: expect.stringContaining('no order book yet') as string });
  });

  it('is refused with the reason where the gate would let nothing through anyway', () => {
    const desk = holdingOptions();
    const outcome = desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringContaining('no limits set') as string });
    expect(desk.effects).not.toContainEqual(asksForBook);
  });
});

describe('a future in the minutes before its end', () => {
  it('carries no hedge and no flatten: what is left of it does not keep the perpetual from being reduced', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000), positionOf(BTC_FUTURE, 300)] });
    const future = { ...datedFuture(), expiresAtMs: timestampMs(START_MS + 4 * 60_000) };
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), future] });
    desk.command('arm', {});
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    expect(desk.state.hedge?.candidates.map(({ instrument, refusal }) => [instrument.id, refusal])).toEqual([
      [BTC, ''],
      [BTC_FUTURE, 'BTC-25DEC26 expires within minutes'],
    ]);
    desk.command('flatten-delta', { underlying: 'BTC' });
    expect(slicesOf(desk)).toMatchObject([{ instrumentId: BTC, side: 'sell' }]);
  });
});

describe('a quote that was filled just before a flatten took it out', () => {
  it('is waited for until its fill is there: its report comes over the lane of cancels, its fill over another (fault 24)', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC_FUTURE, -600)] });
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    const bid = desk.sent().find(({ side, level }) => side === 'buy' && level === 1);
    if (bid === undefined) throw new Error('expected a bid');
    desk.command('flatten-delta', { underlying: 'BTC' });
    desk.apply({ kind: 'order-reported', report: reportOf(bid, { status: 'canceled', filledQuantity: quantityLots(500) }) });
    desk.cancelPending();
    desk.wait(25);
    expect(slicesOf(desk)).toEqual([]);
    desk.apply({ kind: 'fill-reported', fill: fillOf(bid, { quantity: quantityLots(500) }) });
    desk.wait(25);
    const [slice, ...others] = slicesOf(desk);
    expect(others).toEqual([]);
    expect(slice).toMatchObject({ instrumentId: BTC_FUTURE, side: 'buy' });
    expect(slice?.quantity).toBeGreaterThan(98);
    expect(slice?.quantity).toBeLessThanOrEqual(101);
  });
});

describe('a contract that has reached its position limit', () => {
  it('leaves the delta to the next one, instead of being refused until the flatten gives up', () => {
    const limits = { ...LIMITS, maximumOrderCoin: 5 };
    const perInstrument = { BTC: { ...limits, maximumPositionCoin: 20 }, [BTC_FUTURE]: { ...limits, maximumPositionCoin: 0.05 } };
    const desk = holdingOptions(testSettings({ limits: perInstrument }));
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [datedFuture()] });
    desk.market(120_000);
    // At its higher price the future costs less, so it is asked first.
    desk.command('open-hedge', { underlying: 'BTC', percent: 30 });
    expect(desk.state.hedge?.candidates[0]).toMatchObject({ instrument: { id: BTC_FUTURE }, refusal: '' });
    expect(desk.command('flatten-delta', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
    expect(slicesOf(desk)).toMatchObject([{ instrumentId: BTC, side: 'sell' }]);
    expect(desk.state.flatten?.legs['BTC']?.reason).toBe('');
  });
});

describe('a book that is deep on one side only', () => {
  /** Ten bids of 20 lots under offers of 500. */
  function thinBids(desk: TestDesk): void {
    const { bids, asks } = levelsAround(120_000);
    const book = { generation: 99, changeId: 5_000, bids: bids.map(([price]) => [price, quantityLots(20)] as const), asks };
    desk.apply({ kind: 'book-snapshot', instrumentId: BTC, ...book, venueTimeMs: timestampMs(desk.nowMs) });
  }

  it.each([
    ['flatten-all', { confirmation: 'FLATTEN ALL' }],
    ['flatten-delta', { underlying: 'BTC' }],
  ] as const)('%s sells no more than its bids take, and buys from its offers', (name, args) => {
    const sold = [3000, -3000].map((lots) => {
      const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, lots)] });
      thinBids(desk);
      desk.command('arm', {});
      desk.command(name, args);
      return slicesOf(desk).filter(({ instrumentId: id }) => id === BTC);
    });
    expect(sold[0]).toMatchObject([{ side: 'sell', quantity: 200 }]);
    expect(sold[1]).toMatchObject([{ side: 'buy', quantity: 3000 }]);
  });
});

describe('a flatten of the delta while halted', () => {
  it('reduces the position that carries it, and opens none', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 300)] });
    desk.command('kill', {});
    desk.command('arm', {});
    expect(desk.command('flatten-delta', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
    expect(slicesOf(desk)).toMatchObject([{ instrumentId: BTC, side: 'sell', isReduceOnly: true }]);
  });
});

describe('an order of another tool', () => {
  it('is in the way of no flatten: it is not ours to wait for (fault 31)', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 300)] });
    const elsewhere = intentOf({ side: 'sell', price: priceTicks(120_400) });
    desk.apply({ kind: 'order-reported', report: reportOf(elsewhere, { clientOrderId: null }) });
    desk.command('arm', {});
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    expect(slicesOf(desk)).toMatchObject([{ side: 'sell', quantity: 300, isPostOnly: false, isReduceOnly: true }]);
  });
});

describe('a flatten that goes on from slice to slice', () => {
  it('does not give up a quarter of a minute after its start, only after its last fill', () => {
    const limits = { ...LIMITS, maximumOrderCoin: 0.02 };
    const desk = new TestDesk().start(testSettings({ limits: { BTC: limits } }), { positions: [positionOf(BTC, 3000)] });
    desk.command('arm', {});
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    for (let slice = 0; slice < 20; slice += 1) {
      const order = slicesOf(desk).at(-1);
      if (order === undefined) throw new Error('no slice');
      desk.apply({ kind: 'fill-reported', fill: fillOf(order) });
      desk.apply({ kind: 'order-reported', report: reportOf(order, { status: 'filled', filledQuantity: order.quantity }) });
      desk.nowMs += 1_000;
      desk.market(120_000);
      desk.reconcile({ positions: [positionOf(BTC, desk.state.positions[BTC]?.position.lots ?? 0)] });
      desk.wait(25);
    }
    expect(desk.state.flatten?.phase).toBe('working');
    expect(slicesOf(desk)).toHaveLength(21);
    for (let second = 0; second < 15; second += 1) {
      desk.market(120_000);
      desk.wait(1_000);
    }
    expect(desk.state.flatten?.phase).toBe('blocked');
  });
});
