/** The instant at which silence ends the belief in a quoted market is known before, so that the clock can tick then. */
import { describe, expect, it } from 'vitest';
import { untilNextTickMs } from '../../../../electron/engine/clock-ticks';
import { timestampMs } from '../../../../shared/domain/time';
import { silenceDueMs } from '../../../../shared/engine/silence-due';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, testSettings, VENUE } from '../../../support/engine-parts';

/** Best bid and ask of the built book, USD; the ticker may name others. */
function name(desk: TestDesk, id: typeof BTC, offBy = 0): void {
  const market = desk.state.markets.get(id);
  if (market?.ticker == null || market.top.bid === null || market.top.ask === null) throw new Error('Expected a market with a book.');
  const { tickSize } = market.instrument;
  const [bestBid, bestAsk] = [market.top.bid * tickSize + offBy, market.top.ask * tickSize + offBy];
  desk.apply({ kind: 'ticker-updated', ticker: { ...market.ticker, bestBid, bestAsk, venueTimeMs: timestampMs(desk.nowMs) } });
}

const cancels = (effects: ReturnType<TestDesk['wait']>): number => effects.filter(({ kind }) => kind === 'cancel-order').length;

/** The limit of the tests' settings, ms. */
function limitMs(desk: TestDesk): number {
  return desk.state.session.settings.staleness.bookStaleMs;
}

describe('the silence of a quoted market', () => {
  it('is due a limit after its last word, and to the millisecond: a tick then pulls its quotes, one before does not', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.wait(10);
    desk.delta(BTC, { bids: [[119_990, 7]] });
    const dueMs = desk.nowMs + limitMs(desk);
    expect(silenceDueMs(desk.state)).toBe(dueMs);
    expect(cancels(desk.wait(limitMs(desk) - 1))).toBe(0);
    expect(silenceDueMs(desk.state)).toBe(dueMs);
    expect(cancels(desk.wait(1))).toBeGreaterThan(0);
    expect(desk.state.markets.get(BTC)?.trust).toBe('stale');
    expect(silenceDueMs(desk.state)).toBe(Infinity);
  });

  it('is put off by a ticker that agrees with the book, and comes by one that does not', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.wait(100);
    name(desk, BTC);
    expect(silenceDueMs(desk.state)).toBe(desk.nowMs + limitMs(desk));
    desk.wait(100);
    name(desk, BTC, 10);
    const overruledAtMs = desk.nowMs;
    desk.wait(100);
    name(desk, BTC, 10);
    // Not confirmed since it was opened: the book itself is the older.
    const openedAtMs = desk.state.markets.get(BTC)?.bookAtMs ?? NaN;
    expect(silenceDueMs(desk.state)).toBe(openedAtMs + limitMs(desk));
    desk.delta(BTC, { bids: [[119_990, 7]] });
    expect(silenceDueMs(desk.state)).toBe(desk.nowMs + limitMs(desk));
    expect(desk.nowMs).toBeGreaterThan(overruledAtMs);
  });

  it('of what may be quiet is that of its venue, and a market that is not quoted has none', () => {
    const settings = testSettings({ quotedInstruments: [BTC, BTC_FUTURE] });
    const parameters = settings.parameters[BTC];
    if (parameters === undefined) throw new Error('Expected parameters of the perpetual, found none.');
    const desk = new TestDesk().start({ ...settings, parameters: { [BTC]: parameters, [BTC_FUTURE]: parameters } });
    expect(silenceDueMs(desk.state)).toBe(Infinity);
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: BTC_FUTURE, isOn: true });
    desk.wait(400);
    desk.apply({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price: 60_000 });
    expect(silenceDueMs(desk.state)).toBe(desk.nowMs + limitMs(desk));
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    expect(silenceDueMs(desk.state)).toBe(desk.nowMs - 400 + limitMs(desk));
  });
});

describe('the clock of the engine', () => {
  it('ticks every 25 ms, sooner where a quoted market falls silent before, and never without a pause', () => {
    const desk = new TestDesk().startTrading();
    const dueMs = silenceDueMs(desk.state);
    expect(untilNextTickMs(desk.state, dueMs - 26)).toBe(25);
    expect(untilNextTickMs(desk.state, dueMs - 24)).toBe(24);
    expect(untilNextTickMs(desk.state, dueMs)).toBe(1);
    expect(untilNextTickMs(desk.state, dueMs + 3)).toBe(1);
    expect(untilNextTickMs(new TestDesk().start().state, dueMs)).toBe(25);
  });
});
