/** What the venue or the feed does wrong, and what the engine makes of it: each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { OrderReport } from '../../../../shared/domain/order';
import type { TrackedOrder } from '../../../../shared/execution/order-state';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, START_MS, VENUE, fillOf, perpetual, positionOf, reportOf } from '../../../support/engine-parts';

/** A desk with ten accepted quotes. */
function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  return desk;
}

function firstQuote(desk: TestDesk): TrackedOrder {
  const [order] = desk.state.orders.open.values();
  if (order === undefined) throw new Error('no quote');
  return order;
}

function report(desk: TestDesk, order: TrackedOrder, change: Partial<OrderReport>): void {
  desk.apply({ kind: 'order-reported', report: reportOf(order, { venueUpdatedAtMs: timestampMs(desk.nowMs), ...change }) });
}

describe('fills', () => {
  it('beyond the order are booked as the truth, told, and only reductions pass until it matches (fault 28)', () => {
    const desk = quoting();
    const order = firstQuote(desk);
    const quantity = quantityLots(order.quantity + 7);
    desk.apply({ kind: 'fill-reported', fill: fillOf(order, { quantity }) });
    const sign = order.side === 'buy' ? 1 : -1;
    expect(desk.state.positions[BTC]?.position.lots).toBe(sign * quantity);
    expect(desk.state.safety).toMatchObject({ tradingState: 'reducing', reason: expect.stringMatching(/Overfill/) as string });
    expect(desk.state.alerts.some((alert) => alert.severity === 3 && alert.text.includes('booked as the venue says'))).toBe(true);
    desk.nowMs += 6_000;
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, sign * quantity)] });
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('of long before this session are never booked, however late they are told again (fault 25)', () => {
    const desk = quoting();
    const old = fillOf(firstQuote(desk), { tradeId: tradeId('old'), executedAtMs: timestampMs(START_MS - 8 * 86_400_000) });
    desk.apply({ kind: 'fill-reported', fill: old });
    desk.reconcile({ fills: [old] });
    expect(desk.state.positions[BTC]?.position.lots ?? 0).toBe(0);
    expect(desk.state.fillCount).toBe(0);
  });

  it('that race a cancel leave the exact rest, and the hedge of it is no larger (fault 26)', () => {
    const desk = quoting();
    const order = firstQuote(desk);
    desk.command('cancel-order', { clientOrderId: order.clientOrderId });
    desk.apply({ kind: 'fill-reported', fill: fillOf(order, { quantity: quantityLots(3) }) });
    report(desk, order, { status: 'canceled', filledQuantity: quantityLots(3) });
    expect(desk.state.orders.find(order.clientOrderId)).toMatchObject({ status: 'canceled', filledQuantity: 3 });
    expect(Math.abs(desk.state.positions[BTC]?.position.lots ?? 0)).toBe(3);
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const hedge = desk.state.hedge?.candidates.find(({ instrument }) => instrument.id === BTC);
    expect(hedge).toMatchObject({ side: order.side === 'buy' ? 'sell' : 'buy', quantityLots: 3 });
  });
});

describe('positions', () => {
  function mismatched(): TestDesk {
    const desk = new TestDesk().start();
    for (let look = 0; look < 2; look += 1) {
      desk.wait(5_000);
      desk.market(120_000);
      desk.reconcile({ positions: [positionOf(BTC, 50)] });
    }
    return desk;
  }

  it('that differ hold trading back, and are taken over only by a word with a reason (fault 30)', () => {
    const desk = mismatched();
    expect(desk.state.safety.tradingState).toBe('reducing');
    expect(desk.state.venues[VENUE]).toMatchObject({
      isMatched: false,
      reconciliation: expect.stringMatching(/off by -500 USD/) as string,
    });
    expect(desk.state.positions[BTC]?.position.lots ?? 0).toBe(0);
    expect(desk.command('adopt-positions', { venue: VENUE, reason: 'traded by phone' })).toMatchObject({ status: 'accepted' });
    expect(desk.effects.at(-2)).toEqual({ kind: 'request-reconciliation', venue: VENUE });
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    expect(desk.state.positions[BTC]).toMatchObject({ openingLots: 50, differenceLots: 0, position: { lots: 50 } });
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: true, reconciliation: 'matched', adoptionReason: '' });
    expect(desk.state.safety.tradingState).toBe('active');
    expect(desk.state.alerts.at(-1)?.text).toBe('deribit: BTC-PERPETUAL adjusted by +500 USD. Reason: traded by phone');
  });

  it('keep what was realised when they are taken over, and nothing is taken over that matches (fault 30)', () => {
    const desk = mismatched();
    desk.command('adopt-positions', { venue: VENUE, reason: 'liquidated' });
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    expect(desk.command('adopt-positions', { venue: VENUE, reason: 'again' })).toMatchObject({ status: 'denied' });
  });
});

describe('orders that the venue ends', () => {
  it('by its dead-man switch count as gone, and the desk is halted until RESUME (fault 33)', () => {
    const desk = quoting();
    report(desk, firstQuote(desk), { status: 'canceled', reason: 'cancel_on_disconnect', endedBy: 'dead-man' });
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    expect(desk.state.safety.reason).toMatch(/dead-man switch of deribit fired/);
    expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
    desk.reconcile();
    expect(desk.state.safety.tradingState).toBe('halted');
  });

  it('by its dead-man switch after we had asked to cancel them are no news (fault 33)', () => {
    const desk = quoting();
    const order = firstQuote(desk);
    desk.command('cancel-order', { clientOrderId: order.clientOrderId });
    report(desk, order, { status: 'canceled', reason: 'cancel_on_disconnect', endedBy: 'dead-man' });
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('by its market-maker protection are not replaced until the trader lets the sides back (fault 32)', () => {
    const desk = quoting();
    for (const order of [...desk.state.orders.open.values()]) {
      report(desk, order, { status: 'canceled', reason: 'mmp_trigger', endedBy: 'protection' });
    }
    const before = desk.sent().length;
    for (let turn = 0; turn < 5; turn += 1) {
      desk.nowMs += 1_000;
      desk.market(120_000 + turn);
      desk.apply({ kind: 'clock-ticked' });
    }
    expect(desk.sent().length).toBe(before);
    expect(desk.state.quoting[BTC]?.levelStatuses.every((status) => status.reason.includes('protection'))).toBe(true);
    desk.reconcile();
    for (const side of ['buy', 'sell'] as const) desk.command('suspend-side', { instrumentId: BTC, side, isSuspended: false });
    expect(desk.sent().length).toBeGreaterThan(before);
  });
});

describe('instruments and books', () => {
  it('quotes are taken out and rounded anew after a change of tick or lot (fault 35)', () => {
    const desk = quoting();
    const effects = desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual({ tickSize: 1, lotSize: 10 })] });
    expect(effects.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(desk.state.markets.get(BTC)?.fairValue).toBeNull();
    desk.cancelPending();
    desk.ticker(BTC, 120_000);
    desk.snapshot(BTC, 60_000);
    const sent = ordersSent(desk.effects).slice(10);
    expect(sent.length).toBeGreaterThan(0);
    for (const intent of sent) expect(Math.abs(intent.price - 60_000)).toBeLessThan(200);
  });

  it('a finer tick leaves every price what it was, and takes back orders decided in the old one (fault 35)', () => {
    const desk = new TestDesk().startTrading();
    const order = firstQuote(desk);
    report(desk, order, { status: 'accepted' });
    desk.apply({ kind: 'fill-reported', fill: fillOf(order, { quantity: quantityLots(3) }) });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual({ tickSize: 0.1 })] });
    const onTheWay = [...desk.state.orders.open.values()].filter(({ status }) => status === 'submitted');
    expect(onTheWay).toHaveLength(9);
    expect(onTheWay.every(({ isCancelPending }) => isCancelPending)).toBe(true);
    expect(desk.state.orders.find(order.clientOrderId)).toMatchObject({ price: order.price * 5, report: { price: order.price * 5 } });
    expect(desk.state.fills.at(-1)?.fill.price).toBe(order.price * 5);
  });

  it.each([
    ['a one-sided book', [[120_001, 500] as const], []],
    ['an empty book', [], []],
  ])('%s has no fair value and no quote (fault 36)', (_, asks, bids) => {
    const desk = quoting();
    const market = desk.state.markets.get(BTC);
    const effects = desk.apply({
      kind: 'book-snapshot',
      instrumentId: BTC,
      generation: (market?.generation ?? 0) + 1,
      changeId: 999_999,
      bids,
      asks,
      venueTimeMs: timestampMs(desk.nowMs),
    });
    expect(desk.state.markets.get(BTC)?.fairValue).toBeNull();
    expect(effects.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
  });

  it('a book crossed beyond its tolerance is thrown away and asked for again (fault 36)', () => {
    const desk = quoting();
    desk.delta(BTC, { bids: [[120_005, 10]] });
    expect(desk.wait(200)).not.toContainEqual(expect.objectContaining({ kind: 'resynchronise-book' }));
    expect(desk.wait(100)).toContainEqual(expect.objectContaining({ kind: 'resynchronise-book', instrumentId: BTC }));
  });

  it('a change that comes late tells of a market that is over: its quotes leave until it is timely again (fault 11)', () => {
    const desk = quoting();
    const late = (lagMs: number): readonly { kind: string }[] => {
      const market = desk.state.markets.get(BTC);
      if (market === undefined) throw new Error('not loaded');
      return desk.apply({
        kind: 'book-delta',
        instrumentId: BTC,
        generation: market.generation,
        previousChangeId: market.changeId,
        changeId: market.changeId + 1,
        bids: [[119_900, 1 + (market.changeId % 2)]],
        asks: [],
        venueTimeMs: timestampMs(desk.nowMs - lagMs),
      });
    };
    expect(late(250).filter((effect) => effect.kind === 'cancel-order')).toHaveLength(0);
    expect(late(251).filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(desk.state.markets.get(BTC)).toMatchObject({ trust: 'stale', fairValue: null });
    late(200);
    expect(desk.state.markets.get(BTC)?.fairValue).toBeNull();
    late(100);
    expect(desk.state.markets.get(BTC)?.trust).toBe('live');
    expect(desk.state.markets.get(BTC)?.fairValue).not.toBeNull();
  });

  it('a late change of one book makes its lane late, and any timely word of the lane ends that (fault 11)', () => {
    const desk = quoting();
    const market = desk.state.markets.get(BTC_FUTURE);
    if (market === undefined) throw new Error('not loaded');
    const change = { generation: market.generation, previousChangeId: market.changeId, changeId: market.changeId + 1 };
    const late = { kind: 'book-delta', instrumentId: BTC_FUTURE, ...change, bids: [], asks: [] } as const;
    const effects = desk.apply({ ...late, venueTimeMs: timestampMs(desk.nowMs - 400) });
    expect(effects.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(desk.state.markets.get(BTC)?.fairValue).toBeNull();
    desk.ticker(BTC, 120_000);
    expect(desk.state.markets.get(BTC)).toMatchObject({ trust: 'live' });
    expect(desk.state.markets.get(BTC_FUTURE)).toMatchObject({ trust: 'live' });
  });

  it('the lag is judged by the venue’s clock as measured (fault 18)', () => {
    const desk = quoting();
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'market-data', roundTripMs: 4, clockOffsetMs: -400 });
    const market = desk.state.markets.get(BTC);
    if (market === undefined) throw new Error('not loaded');
    const change = { instrumentId: BTC, generation: market.generation, previousChangeId: market.changeId, changeId: market.changeId + 1 };
    desk.apply({ kind: 'book-delta', ...change, bids: [[119_900, 3]], asks: [], venueTimeMs: timestampMs(desk.nowMs - 400) });
    expect(desk.state.markets.get(BTC)?.trust).toBe('live');
  });

  it.each([
    ['jumps by a fifth', (desk: TestDesk) => desk.ticker(BTC, 144_000)],
    ['falls to half', (desk: TestDesk) => desk.ticker(BTC, 60_000)],
  ])('a mark that %s against its book takes the quotes out in the same step (fault 37)', (_, spoil) => {
    const desk = quoting();
    const effects = spoil(desk);
    expect(desk.state.markets.get(BTC)).toMatchObject({ trust: 'stale', fairValue: null });
    expect(effects.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    desk.ticker(BTC, 120_000);
    expect(desk.state.markets.get(BTC)?.trust).toBe('live');
  });

  it('a mark that froze takes the quotes out although the book moves on (fault 37)', () => {
    const desk = quoting();
    let canceled = 0;
    for (let second = 1; second <= 11; second += 1) {
      desk.nowMs += 1_000;
      const effects = [...desk.delta(BTC, { bids: [[119_900, second]] }), ...desk.apply({ kind: 'clock-ticked' })];
      canceled += effects.filter((effect) => effect.kind === 'cancel-order').length;
      if (second <= 10) expect(desk.state.markets.get(BTC)?.trust).not.toBe('stale');
    }
    expect(desk.state.markets.get(BTC)).toMatchObject({ trust: 'stale', trustReason: 'no mark price for 10 s' });
    expect(canceled).toBeGreaterThanOrEqual(10);
  });
});

describe('a change of parameters in the middle of a requote', () => {
  it('leaves no quote of the old version uncanceled and sends none of it (fault 70)', () => {
    const desk = quoting();
    desk.delta(BTC, { bids: [[120_000, 50]] });
    const { parameters, parametersVersion } = desk.state.quoting[BTC] ?? {};
    if (parameters === undefined || parametersVersion === undefined) throw new Error('not quoted');
    desk.command('stage-parameters', {
      instrumentId: BTC,
      draft: { ...parameters, minimumHalfSpreadBps: 25, maximumHalfSpreadBps: 80, levels: 2 },
    });
    const before = desk.sent().length;
    desk.command('apply-parameters', { instrumentId: BTC, baseVersion: parametersVersion });
    const wanted = desk.state.quoting[BTC]?.targets;
    if (wanted == null) throw new Error('no targets');
    const prices = new Set([...wanted.buy, ...wanted.sell].map((level) => level.priceTicks));
    for (const order of desk.state.orders.openOf(BTC)) if (!prices.has(order.price)) expect(order.isCancelPending).toBe(true);
    desk.cancelPending();
    desk.wait(1_000);
    for (const intent of desk.sent().slice(before)) expect(prices.has(intent.price)).toBe(true);
    expect(desk.state.orders.openOf(BTC).filter((order) => !order.isCancelPending)).toHaveLength(4);
  });
});
