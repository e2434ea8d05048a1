/** Quotes that are taken too fast: the desk stops itself, because requoting would only feed whoever takes them. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { instrumentId } from '../../../../shared/domain/instrument';
import { clientOrderId } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { InstrumentLimits } from '../../../../shared/engine/settings';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, perpetual, START_MS, testSettings, VENUE } from '../../../support/engine-parts';

/** One coin, in lots of 10 USD at 60,000. */
const COIN = 6_000;

/** Two coins may be held; quotes of both sides rest. */
function quoting(): TestDesk {
  const { limits } = testSettings();
  const btc = limits['BTC'];
  if (btc === undefined) throw new Error('no limits');
  const desk = new TestDesk().startTrading(testSettings({ limits: { BTC: { ...btc, maximumPositionCoin: 2 } } }));
  desk.acceptAll();
  return desk;
}

/** A quote of a side is taken for so many lots. */
function take(desk: TestDesk, side: 'buy' | 'sell', lots: number): void {
  const order = [...desk.state.orders.open.values()].find((each) => each.side === side && each.purpose === 'quote');
  if (order === undefined) throw new Error(`no ${side}`);
  const change = { quantity: quantityLots(lots), tradeId: tradeId(`t-${desk.state.fillCount}`), executedAtMs: timestampMs(desk.nowMs) };
  desk.apply({ kind: 'fill-reported', fill: fillOf(order, change) });
}

/** An overfill is another alarm; here the quantities only count. */
const isHalted = (desk: TestDesk): boolean => desk.state.safety.tradingState === 'halted';

describe('quotes taken too fast', () => {
  it('are pulled once both sides together brought more than a position may be within five seconds, until RESUME', () => {
    const desk = quoting();
    take(desk, 'buy', COIN);
    take(desk, 'sell', COIN - 10);
    expect(isHalted(desk)).toBe(false);
    const before = desk.effects.length;
    take(desk, 'buy', 20);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    expect(desk.state.safety.reason).toMatch(/^Quotes of 2\.0\d* BTC were taken within 5 s; the limit is 2/);
    expect(desk.effects.slice(before)).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'quotes' });
    expect(desk.state.alerts).toContainEqual(expect.objectContaining({ key: 'fill-burst|BTC', severity: 3 }));
  });

  it('are held against the quarter of the limit that is in force where the venue guards no order', () => {
    const desk = quoting();
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null });
    desk.command('acknowledge-unprotected', { venue: VENUE, confirmation: 'UNPROTECTED' });
    take(desk, 'buy', COIN / 2 - 10);
    expect(isHalted(desk)).toBe(false);
    take(desk, 'sell', 20);
    expect(isHalted(desk)).toBe(true);
    expect(desk.state.safety.reason).toMatch(/the limit is 0\.5\./);
  });

  it('count only within the window, and only as quotes', () => {
    const desk = quoting();
    take(desk, 'buy', COIN);
    desk.nowMs += 5_000;
    take(desk, 'sell', COIN + 500);
    expect(isHalted(desk)).toBe(false);
    const elsewhere = intentOf({ clientOrderId: clientOrderId('by hand elsewhere') });
    const fill = fillOf(elsewhere, { quantity: quantityLots(3 * COIN), executedAtMs: timestampMs(desk.nowMs), clientOrderId: null });
    desk.apply({ kind: 'fill-reported', fill });
    expect(isHalted(desk)).toBe(false);
  });
});

describe('quotes told of together after a connection was lost', () => {
  /** One fill of so many lots for each time of execution, in this order, all heard now. */
  function hearAtOnce(desk: TestDesk, lots: number, executedAtMs: readonly number[]): void {
    const quote = [...desk.state.orders.open.values()].find((each) => each.side === 'buy');
    if (quote === undefined) throw new Error('no quote');
    const change = (atMs: number) => ({ quantity: quantityLots(lots), tradeId: tradeId(`late-${atMs}`), executedAtMs: timestampMs(atMs) });
    desk.reconcile({ fills: executedAtMs.map((atMs) => fillOf(quote, change(atMs))) });
  }

  it('count by when they were taken: over a minute they are no burst', () => {
    const desk = quoting();
    desk.nowMs += 4_000;
    hearAtOnce(
      desk,
      COIN,
      [1_000, 6_000, 11_000].map((ms) => desk.nowMs - 20_000 + ms),
    );
    expect(isHalted(desk)).toBe(false);
  });

  it('are a burst where they were taken together, told in whatever order, however late', () => {
    const desk = quoting();
    desk.nowMs += 4_000;
    hearAtOnce(
      desk,
      COIN - 200,
      [14_900, 6_000, 10_500].map((ms) => desk.nowMs - 20_000 + ms),
    );
    expect(isHalted(desk)).toBe(false);
    hearAtOnce(desk, 1_000, [desk.nowMs - 20_000 + 10_999]);
    expect(isHalted(desk)).toBe(true);
  });
});

describe('contracts of an option', () => {
  const CALL = instrumentId(VENUE, 'BTC-25DEC26-90000-C');
  const instrument = perpetual({
    ...{ id: CALL, name: 'BTC-25DEC26-90000-C', kind: 'option', option: { optionType: 'call', strike: 90_000 } },
    ...{ isInverse: false, quantityUnit: 'coin', tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1 },
    expiresAtMs: timestampMs(START_MS + 30 * 86_400_000),
  });

  /** So many contracts of a quoted call are taken; `delta` of one of them, as the venue last said. */
  function takeCalls(delta: number | null, contracts: number, limitOfCalls = 2): TestDesk {
    const { limits } = testSettings();
    const btc = { ...limits['BTC'], maximumPositionCoin: 2 } as InstrumentLimits;
    const intent = intentOf({ clientOrderId: clientOrderId('keel-earlier0-3'), instrumentId: CALL, purpose: 'quote', level: 1 });
    const recovered = { sessionId: 'earlier0', tradeIds: [], orders: [{ intent, venueOrderId: null, fillsQuantity: 0 }] };
    const desk = new TestDesk().start(
      testSettings({ limits: { BTC: btc, [CALL]: { ...btc, maximumPositionCoin: limitOfCalls } } }),
      {},
      recovered,
    );
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), instrument] });
    const greeks = delta === null ? null : { delta, gamma: 0, vega: 1, theta: -1, rho: 0 };
    const prices = { markPrice: 0.01, indexPrice: 60_000, bestBid: null, bestAsk: null, lastPrice: null, funding8h: null };
    const ticker = { instrumentId: CALL, ...prices, markVolatility: 0.6, greeks, venueTimeMs: timestampMs(desk.nowMs) };
    desk.apply({ kind: 'ticker-updated', ticker });
    const change = { quantity: quantityLots(contracts * 10), executedAtMs: timestampMs(desk.nowMs) };
    desk.apply({ kind: 'fill-reported', fill: fillOf(intent, change) });
    return desk;
  }

  it('are held against the limit of their underlying, not against how many of them may be held', () => {
    expect(isHalted(takeCalls(0.5, 3.9, 0.5))).toBe(false);
    expect(isHalted(takeCalls(0.5, 4.1, 100))).toBe(true);
  });

  it('count with the delta that they carry, not as coins; in full where none is known', () => {
    expect(isHalted(takeCalls(0.1, 10))).toBe(false);
    expect(isHalted(takeCalls(0.1, 19.9))).toBe(false);
    expect(isHalted(takeCalls(0.1, 20.1))).toBe(true);
    expect(isHalted(takeCalls(null, 2.1))).toBe(true);
    expect(takeCalls(0.1, 30).state.alerts.find(({ key }) => key === 'fill-burst|BTC')?.text).toMatch(/^Quotes of 3 BTC were taken/);
  });
});

describe('a side that the trader suspended', () => {
  it('is not let back by the pause after a fill that came late', () => {
    const desk = quoting();
    expect(desk.command('suspend-side', { instrumentId: BTC, side: 'buy', isSuspended: true }).status).toBe('accepted');
    const suspended = desk.state.quoting[BTC]?.suspensions.buy;
    take(desk, 'buy', 10);
    expect(desk.state.quoting[BTC]?.suspensions.buy).toEqual(suspended);
    expect(suspended).toMatchObject({ untilMs: null });
  });
});
