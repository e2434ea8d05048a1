/** The exact limits of belief: at each of them quotes are still there, one step beyond they leave in the same step. */
import { describe, expect, it } from 'vitest';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { tradeId } from '../../../../shared/domain/fill';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, fillOf, intentOf, levelsAround, perpetual, testSettings, VENUE } from '../../../support/engine-parts';

/** A desk with ten accepted quotes. */
function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  return desk;
}

function countCancels(effects: readonly EngineEffect[]): number {
  return effects.filter(({ kind }) => kind === 'cancel-order').length;
}

describe('a book', () => {
  it.each([
    ['locked', 120_001],
    ['crossed', 120_002],
  ])('that is %s leaves its fair value and takes its quotes out with the very change (fault 36)', (_what, bid) => {
    const desk = quoting();
    expect(countCancels(desk.delta(BTC, { bids: [[bid, 50]] }))).toBe(10);
    expect(desk.state.markets.get(BTC)).toMatchObject({ bookState: 'crossed', trust: 'stale', fairValue: null });
    expect(desk.state.quoting[BTC]?.levelStatuses[0]).toMatchObject({ code: 'stale-input', state: 'pulled' });
  });

  it.each([
    ['locked', 120_001],
    ['crossed', 120_002],
  ])('that was %s is lost when the asks leave the wrong bid behind: only a whole book is believed (fault 36)', (_what, bid) => {
    const desk = quoting();
    desk.delta(BTC, { bids: [[bid, 50]] });
    const before = desk.sent().length;
    const asks = levelsAround(120_000).asks.filter(([ticks]) => ticks <= bid);
    const effects = desk.delta(BTC, { asks: asks.map(([ticks]) => [ticks, 0]) });
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'resynchronise-book', instrumentId: BTC }));
    expect(desk.state.markets.get(BTC)).toMatchObject({ bookState: 'gap', trust: 'stale', fairValue: null, crossedSinceMs: null });
    desk.delta(BTC, { bids: [[bid, 0]] });
    desk.cancelPending();
    expect(desk.state.markets.get(BTC)).toMatchObject({ bookState: 'gap', fairValue: null });
    expect(desk.sent()).toHaveLength(before);
    desk.snapshot(BTC, 120_000);
    expect(desk.state.markets.get(BTC)).toMatchObject({ bookState: 'live', trust: 'live' });
    expect(desk.sent().length).toBeGreaterThan(before);
  });

  it('that was crossed is believed again with a whole book that comes by itself (fault 36)', () => {
    const desk = quoting();
    desk.delta(BTC, { bids: [[120_002, 50]] });
    expect(desk.snapshot(BTC, 120_000)).not.toContainEqual(expect.objectContaining({ kind: 'resynchronise-book' }));
    expect(desk.state.markets.get(BTC)).toMatchObject({ bookState: 'live', trust: 'live', crossedSinceMs: null, gapCount: 0 });
  });
});

describe('a hang', () => {
  it.each([
    ['a millisecond before its limit is still', 1, true],
    ['at its limit is not', 0, false],
  ])('that ends with the word of an order: a market %s quoted (fault 54)', (_when, lessMs, isQuoted) => {
    const desk = quoting();
    desk.ticker(BTC, 120_100);
    expect(countCancels(desk.snapshot(BTC, 120_100))).toBeGreaterThan(0);
    const before = desk.sent().length;
    desk.nowMs += testSettings().staleness.bookStaleMs - lessMs;
    desk.cancelPending();
    expect(desk.sent().length > before).toBe(isQuoted);
    expect(desk.state.markets.get(BTC)?.trust).toBe(isQuoted ? 'degraded' : 'stale');
    expect(desk.state.markets.get(BTC)?.fairValue === null).toBe(!isQuoted);
  });
});

describe('a connection of before', () => {
  it('changes no book that a newer one began: neither its snapshot nor its changes are believed (faults 1, 10)', () => {
    const desk = quoting();
    desk.snapshot(BTC, 120_000);
    const before = desk.state.markets.get(BTC);
    if (before === undefined) throw new Error('not loaded');
    const old = { instrumentId: BTC, generation: before.generation - 1, venueTimeMs: timestampMs(desk.nowMs) };
    const { top, changeId } = before;
    desk.apply({ kind: 'book-snapshot', ...old, changeId: changeId + 50, ...levelsAround(119_000) });
    desk.apply({ kind: 'book-delta', ...old, previousChangeId: changeId, changeId: changeId + 1, bids: [[120_000, 9]], asks: [] });
    expect(desk.state.markets.get(BTC)).toMatchObject({ top, changeId, bookState: 'live', gapCount: before.gapCount });
  });
});

describe('the book of a future, which may be quiet for minutes', () => {
  /** A ticker whose best bid is so many ticks below the middle; the book's is one below. */
  const tick = (desk: TestDesk, bidBelow: number | null): void => {
    const price = (ticks: number): number => ticks * 0.5;
    const { ticker } = desk.state.markets.get(BTC_FUTURE) ?? {};
    if (ticker == null) throw new Error('no ticker');
    const tops = bidBelow === null ? [null, null] : [price(120_010 - bidBelow), price(120_011)];
    const [bestBid = null, bestAsk = null] = tops;
    desk.apply({ kind: 'ticker-updated', ticker: { ...ticker, bestBid, bestAsk, venueTimeMs: timestampMs(desk.nowMs) } });
  };
  const trustOf = (desk: TestDesk): unknown => desk.state.markets.get(BTC_FUTURE)?.trust;

  /** A second of the perpetual's market and of the future's ticker alone. */
  const pass = (desk: TestDesk, bidBelow: number | null, milliseconds = 1_000): void => {
    desk.nowMs += milliseconds;
    desk.ticker(BTC, 120_000);
    desk.snapshot(BTC, 120_000);
    tick(desk, bidBelow);
    desk.apply({ kind: 'clock-ticked' });
  };

  it('is believed while its ticker agrees or says nothing, and not three seconds after it began to contradict (fault 40)', () => {
    const desk = new TestDesk().start();
    for (const bidBelow of [1, 1, null, 1, 1]) pass(desk, bidBelow);
    expect(trustOf(desk)).toBe('live');
    pass(desk, 3);
    pass(desk, 3, 2_999);
    expect(trustOf(desk)).toBe('live');
    pass(desk, 3, 1);
    expect(desk.state.markets.get(BTC_FUTURE)).toMatchObject({ trust: 'stale', fairValue: null, trustInput: 'order book' });
    pass(desk, 1);
    expect(trustOf(desk)).toBe('live');
  });

  it('is believed while it changes, whatever a ticker that lags behind says', () => {
    const desk = new TestDesk().start();
    for (let second = 0; second < 6; second += 1) {
      pass(desk, 3);
      desk.delta(BTC_FUTURE, { bids: [[120_000, 50 + second]] });
    }
    expect(trustOf(desk)).toBe('live');
  });
});

describe('an index price', () => {
  it('values an order in USD only while it is fresh; then the ticker’s own does', () => {
    const { limits } = testSettings();
    const btc = limits['BTC'];
    if (btc === undefined) throw new Error('no limits');
    const desk = new TestDesk().start(testSettings({ limits: { BTC: { ...btc, maximumOrderNotionalUsd: 400_000 } } }));
    const linear = perpetual({ quantityUnit: 'coin', isInverse: false, lotSize: 0.1, minimumQuantity: 0.1 });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [linear] });
    desk.reconcile();
    const at = (ticks: number): void => {
      desk.ticker(BTC, ticks);
      desk.snapshot(BTC, ticks);
      desk.reconcile();
      desk.command('arm', {});
    };
    const order = (price: number) =>
      desk.command('place-order', {
        instrumentId: BTC,
        side: 'buy',
        price,
        quantityCoin: 4,
        confirmedCoin: 4,
        isPostOnly: true,
        isReduceOnly: false,
        isConfirmed: true,
        seenBestBid: price,
        seenBestAsk: price + 1,
      });
    at(120_000);
    expect(order(59_999.5).status).toBe('accepted');
    desk.nowMs += 10_000;
    at(240_000);
    expect(order(119_999.5)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/^notional: Order of 480000 USD/) });
  });
});

describe('the clock of the venue', () => {
  it.each([500, -500])('may be %d ms off and not one more (fault 18)', (offsetMs) => {
    const desk = quoting();
    const measured = { kind: 'latency-measured', venue: VENUE, channel: 'market-data', roundTripMs: 20 } as const;
    expect(countCancels(desk.apply({ ...measured, clockOffsetMs: offsetMs }))).toBe(0);
    expect(countCancels(desk.apply({ ...measured, clockOffsetMs: offsetMs + Math.sign(offsetMs) }))).toBe(10);
    expect(desk.state.markets.get(BTC)).toMatchObject({ trust: 'stale', fairValue: null });
  });
});

describe('a clock of the venue beyond its limit', () => {
  it('lets no order by hand pass either, until it is right again (fault 18)', () => {
    const desk = quoting();
    const measured = { kind: 'latency-measured', venue: VENUE, channel: 'market-data', roundTripMs: 20 } as const;
    const kind = { instrumentId: BTC, side: 'buy', isPostOnly: true, isReduceOnly: false, isConfirmed: true } as const;
    const order = { ...kind, price: 59_980, quantityCoin: 0.1, seenBestBid: 59_999.5, seenBestAsk: 60_000.5 };
    desk.apply({ ...measured, clockOffsetMs: 501 });
    const before = desk.sent().length;
    expect(desk.command('place-order', order).status).toBe('denied');
    expect(desk.sent()).toHaveLength(before);
    desk.apply({ ...measured, clockOffsetMs: 0 });
    expect(desk.command('place-order', { ...order, price: 59_979.5 }).status).toBe('accepted');
  });
});

describe('an execution', () => {
  it('is of this session by the clock of the venue, however far that is from ours (faults 18, 25)', () => {
    const desk = new TestDesk().start();
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 20, clockOffsetMs: -120_000 });
    const since = desk.state.session.startedAtMs - 120_000;
    for (const [id, executedAtMs] of [
      ['before', since - 60_001],
      ['after', since + 1],
    ] as const)
      desk.apply({ kind: 'fill-reported', fill: fillOf(intentOf(), { tradeId: tradeId(id), executedAtMs: timestampMs(executedAtMs) }) });
    expect(desk.state.fills.map(({ fill }) => fill.tradeId)).toEqual(['after']);
  });
});

describe('an account', () => {
  it('that says nothing for its limit is not believed, and nothing is quoted on it (fault 2)', () => {
    const desk = quoting();
    const { privateStaleMs } = testSettings().staleness;
    const since = desk.nowMs;
    while (desk.nowMs < since + privateStaleMs - 500) {
      desk.wait(500);
      desk.market(120_000);
    }
    desk.nowMs = since + privateStaleMs - 1;
    expect(countCancels(desk.apply({ kind: 'clock-ticked' }))).toBe(0);
    desk.nowMs = since + privateStaleMs;
    expect(countCancels(desk.apply({ kind: 'clock-ticked' }))).toBe(10);
    expect(desk.state.exposures['BTC']).toMatchObject({ trust: 'stale' });
  });
});

describe('a mark price', () => {
  it('is no reference for an order once it is ten seconds old (fault 37)', () => {
    const desk = new TestDesk().start();
    desk.command('arm', {});
    const order = {
      instrumentId: BTC,
      side: 'buy',
      price: 59_990,
      quantityCoin: 0.1,
      isPostOnly: true,
      isReduceOnly: false,
      isConfirmed: true,
      seenBestBid: 59_999.5,
      seenBestAsk: 60_000.5,
    } as const;
    const since = desk.nowMs;
    while (desk.nowMs < since + 9_000) {
      desk.wait(1_000);
      desk.snapshot(BTC, 120_000);
    }
    desk.reconcile();
    desk.nowMs = since + 9_999;
    expect(desk.command('place-order', order).status).toBe('accepted');
    desk.nowMs = since + 10_000;
    const denied = { status: 'denied', reason: expect.stringMatching(/^collar: There is no fresh mark price/) };
    expect(desk.command('place-order', { ...order, price: 59_980 })).toMatchObject(denied);
  });
});

describe('a kill', () => {
  it('is not made milder by a fault that only halts, nor is its reason forgotten', () => {
    const desk = quoting();
    desk.command('kill', {});
    desk.apply({ kind: 'fault-noticed', source: 'journal', message: 'The disk is full.', isFatal: true });
    expect(desk.state.safety).toMatchObject({ tradingState: 'killed', needsResume: true });
    expect(desk.state.safety.reason).toMatch(/^Killed by the trader/);
  });
});
