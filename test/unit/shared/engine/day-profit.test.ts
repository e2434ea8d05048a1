/** The loss of the day outlives the desk that made it; only the day ends it. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { venueOrderId } from '../../../../shared/domain/order';
import { priceTicks } from '../../../../shared/domain/price';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd, startOfDay } from '../../../../shared/engine/day-profit';
import { createInitialState } from '../../../../shared/engine/initial-state';
import { digestState } from '../../../../shared/engine/state-digest';
import { step } from '../../../../shared/engine/step';
import { decodeState } from '../../../../shared/journal/decode-state';
import { encodeState } from '../../../../shared/journal/encode-state';
import { project } from '../../../../shared/projection/project';
import { ordersSent, TestDesk } from '../../../support/engine-builder';
import { BTC, perpetual, positionOf, START_MS, testSettings, VENUE } from '../../../support/engine-parts';
import { leftBy, restart } from '../../../support/restarted-desk';

const LIMIT = 100;
const limited = testSettings({ maximumDailyLossUsd: LIMIT });
const HEALTH = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };
const NEXT_DAY_MS = startOfDay(START_MS) + 86_400_000;

/** Bought or sold elsewhere or by an order long gone: 10 lots are 100 USD. */
function execution(desk: TestDesk, change: Partial<Fill> = {}): Fill {
  return {
    tradeId: tradeId(`t-${desk.nowMs}-${String(change.price)}-${change.side ?? 'buy'}`),
    instrumentId: BTC,
    venueOrderId: venueOrderId('v-elsewhere'),
    clientOrderId: null,
    side: 'buy',
    price: priceTicks(120_000),
    quantity: quantityLots(1_000),
    liquidity: 'taker',
    fee: 0,
    feeCurrency: 'BTC',
    indexPrice: 60_000,
    executedAtMs: timestampMs(desk.nowMs),
    ...change,
  };
}

/** Holds 10,000 USD from 60,000; at 59,700 it is 50 USD down. */
function losingDesk(settings = limited): TestDesk {
  const desk = new TestDesk().start(settings);
  desk.apply({ kind: 'fill-reported', fill: execution(desk) });
  desk.market(119_400);
  desk.wait(25);
  return desk;
}

const profitOf = (desk: TestDesk): number => dayProfitUsd(desk.state) ?? Number.NaN;

describe('the profit of the day', () => {
  it('goes on over a restart in the middle of the day, and the limit binds on the sum', () => {
    const first = losingDesk();
    const lost = profitOf(first);
    expect(lost).toBeCloseTo(-50, 0);
    expect(first.state.safety.tradingState).toBe('active');
    // The venue's own average price is another; ours goes on.
    const second = restart(first, { afterMs: 60_000, settings: limited, snapshot: { positions: [positionOf(BTC, 1_000, 59_900)] } });
    second.market(119_400);
    expect(profitOf(second)).toBeCloseTo(lost, 9);
    expect(second.state.day?.sinceMs).toBe(first.state.day?.sinceMs);
    expect(second.state.safety.tradingState).toBe('active');
    second.market(118_600);
    second.wait(25);
    expect(profitOf(second)).toBeLessThan(-LIMIT);
    expect(second.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    expect(second.state.safety.reason).toContain('since 2027-01-15 08:00 UTC; the limit is 100 USD');
  });

  it('holds a desk that restarts beyond its limit: no RESUME and no order until the day is over', () => {
    const first = losingDesk();
    first.market(118_000);
    first.wait(25);
    expect(first.state.safety.tradingState).toBe('halted');
    const second = restart(first, { afterMs: 3_600_000, settings: limited, snapshot: { positions: [positionOf(BTC, 1_000)] } });
    second.market(118_000);
    second.wait(25);
    expect(second.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    second.command('arm', {});
    expect(second.command('resume', { confirmation: 'RESUME' })).toMatchObject({
      status: 'denied',
      reason: expect.stringContaining('until 00:00 UTC'),
    });
    second.command('set-trading', { instrumentId: BTC, isOn: true });
    second.wait(25);
    expect(ordersSent(second.effects)).toEqual([]);
    second.nowMs = NEXT_DAY_MS;
    second.market(118_000);
    second.wait(25);
    second.reconcile({ positions: [positionOf(BTC, 1_000)] });
    second.command('arm', {});
    expect(second.command('resume', { confirmation: 'RESUME' })).toMatchObject({ status: 'accepted' });
  });

  it('cannot be escaped by restarting again before the venue has spoken', () => {
    const first = losingDesk();
    const cut = new TestDesk();
    cut.nowMs = first.nowMs + 1_000;
    cut.apply({ kind: 'session-started', sessionId: 'cut', environment: 'practice', settings: limited, recovered: leftBy(first) });
    cut.apply({ kind: 'clock-ticked' });
    expect(leftBy(cut).day).toEqual(leftBy(first).day);
    expect(profitOf(cut)).toBeCloseTo(profitOf(first), 9);
    const last = restart(cut, { afterMs: 1_000, settings: limited, snapshot: { positions: [positionOf(BTC, 1_000)] } });
    last.market(119_400);
    expect(profitOf(last)).toBeCloseTo(profitOf(first), 9);
  });

  it.each([
    { side: 'sell', lots: 400 },
    { side: 'buy', lots: 400 },
    { side: 'sell', lots: 1_500 },
  ] as const)('keeps what a session traded that never read the account: $side $lots lots', ({ side, lots }) => {
    const first = losingDesk();
    const cut = new TestDesk();
    cut.nowMs = first.nowMs + 1_000;
    cut.apply({ kind: 'session-started', sessionId: 'cut', environment: 'practice', settings: limited, recovered: leftBy(first) });
    cut.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    cut.market(119_400);
    const fill = execution(cut, { side, quantity: quantityLots(lots), price: priceTicks(119_000), indexPrice: 59_500, fee: 1e-5 });
    for (const desk of [first, cut]) desk.apply({ kind: 'fill-reported', fill });
    const left = leftBy(cut).day;
    expect(left?.positions.map(({ instrumentId }) => instrumentId)).toEqual([BTC]);
    expect(left?.positions).toEqual(leftBy(first).day?.positions);
    expect(left?.closedUsd).toBeCloseTo(leftBy(first).day?.closedUsd ?? Number.NaN, 9);
    const held = 1_000 + (side === 'buy' ? lots : -lots);
    const last = restart(cut, { afterMs: 1_000, settings: limited, snapshot: { positions: [positionOf(BTC, held, 59_900)] } });
    last.market(119_400);
    expect(profitOf(last)).toBeCloseTo(profitOf(first), 9);
    expect(last.state.alerts.filter(({ key }) => key.startsWith('day|'))).toEqual([]);
  });

  it('books what was executed while the desk was off', () => {
    const first = losingDesk();
    first.nowMs += 10_000;
    const sold = execution(first, { side: 'sell', price: priceTicks(119_000), indexPrice: 59_500 });
    const second = restart(first, { afterMs: 50_000, settings: limited, snapshot: { fills: [sold] } });
    expect(second.state.positions[BTC]?.position.lots).toBe(0);
    expect(profitOf(second)).toBeCloseTo((10_000 / 60_000 - 10_000 / 59_500) * 59_500, 6);
    expect(second.state.alerts).toEqual([]);
  });

  it('books what was executed shortly before the account was last read and told only later', () => {
    const first = losingDesk();
    first.wait(30_000);
    const sold = execution(first, { side: 'sell', price: priceTicks(119_000), indexPrice: 59_500 });
    first.wait(10_000);
    first.reconcile({ positions: [positionOf(BTC, 1_000)] });
    const second = restart(first, { afterMs: 50_000, settings: limited, snapshot: { fills: [sold] } });
    expect(second.state.positions[BTC]?.position.lots).toBe(0);
    expect(second.state.alerts).toEqual([]);
  });

  it('books what was executed while the desk ran on for hours without its account', () => {
    const first = losingDesk();
    first.lane('private', 'closed');
    first.nowMs += 10_000;
    const sold = execution(first, { side: 'sell', price: priceTicks(119_000), indexPrice: 59_500 });
    first.wait(2 * 3_600_000);
    const second = restart(first, { afterMs: 50_000, settings: limited, snapshot: { fills: [sold] } });
    expect(second.state.positions[BTC]?.position.lots).toBe(0);
    expect(profitOf(second)).toBeCloseTo((10_000 / 60_000 - 10_000 / 59_500) * 59_500, 6);
    expect(second.state.alerts).toEqual([]);
  });

  it('does not book again what the venue tells again of the last minute before', () => {
    const desk = new TestDesk().start(limited);
    const bought = execution(desk);
    desk.apply({ kind: 'fill-reported', fill: bought });
    desk.market(119_400);
    const second = restart(desk, {
      afterMs: 30_000,
      settings: limited,
      snapshot: { positions: [positionOf(BTC, 1_000)], fills: [bought] },
    });
    second.market(119_400);
    expect(profitOf(second)).toBeCloseTo(profitOf(desk), 9);
    expect(second.state.alerts).toEqual([]);
  });

  it('leaves it to the next session when the account was last read: when that was asked for, not when it came', () => {
    const desk = losingDesk();
    const requestedAtMs = timestampMs(desk.nowMs);
    desk.wait(20_000);
    desk.reconcile({ requestedAtMs, positions: [positionOf(BTC, 1_000)] });
    expect(leftBy(desk).day?.readUntilMs).toBe(requestedAtMs);
  });

  it('goes on from no entry that nobody knows, and leaves such a position beside what was executed since', () => {
    const left = leftBy(losingDesk());
    if (left.day === undefined) throw new Error('expected a day');
    const positions = left.day.positions.map((each) => ({ ...each, entryCoin: 0 }));
    expect(positions).toMatchObject([{ instrumentId: BTC, lots: 1_000 }]);
    const recovered = { ...left, day: { ...left.day, positions } };
    const cut = new TestDesk();
    cut.apply({ kind: 'session-started', sessionId: 'cut', environment: 'practice', settings: limited, recovered });
    cut.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    cut.market(120_000);
    cut.apply({ kind: 'fill-reported', fill: execution(cut, { side: 'sell', quantity: quantityLots(400) }) });
    expect(leftBy(cut).day?.positions).toEqual(positions);
    const last = new TestDesk().start(limited, { positions: [positionOf(BTC, 1_000)] }, recovered);
    expect(last.state.positions[BTC]?.position.entryCoin).toBeCloseTo(10_000 / 60_000, 12);
  });

  it('counts what is gone without an explanation at its last worth, and says so', () => {
    const first = losingDesk();
    const second = restart(first, { afterMs: 60_000, settings: limited });
    expect(profitOf(second)).toBeCloseTo(profitOf(first), 9);
    expect(second.state.alerts).toMatchObject([{ key: `day|${BTC}`, text: expect.stringContaining('the venue holds 0') }]);
    const half = restart(first, { afterMs: 60_000, settings: limited, snapshot: { positions: [positionOf(BTC, 500, 59_700)] } });
    half.market(119_400);
    expect(profitOf(half)).toBeCloseTo(profitOf(first) / 2, 6);
  });

  it('begins anew at 00:00 UTC, with what is unrealised left to the day that made it', () => {
    const desk = losingDesk();
    desk.nowMs = NEXT_DAY_MS - 100;
    desk.market(119_000);
    desk.wait(25);
    expect(profitOf(desk)).toBeLessThan(-80);
    desk.wait(75);
    expect(profitOf(desk)).toBeCloseTo(0, 9);
    expect(project(desk.state, 'desk', HEALTH).dayProfit).toEqual({
      profitUsd: expect.closeTo(0, 9),
      sinceMs: NEXT_DAY_MS,
      maximumLossUsd: LIMIT,
      bestUsd: expect.closeTo(0, 9),
      maximumDrawdownUsd: expect.any(Number),
    });
    desk.market(119_400);
    expect(profitOf(desk)).toBeGreaterThan(30);
    // Also over a restart on the new day.
    const second = restart(desk, { afterMs: 60_000, settings: limited, snapshot: { positions: [positionOf(BTC, 1_000)] } });
    second.market(119_400);
    expect(profitOf(second)).toBeCloseTo(profitOf(desk), 9);
  });

  it('is not carried into another day, another environment, or by a clock that was set back', () => {
    const first = losingDesk();
    const positions = [positionOf(BTC, 1_000)];
    const tomorrow = restart(first, { afterMs: 86_400_000, settings: limited, snapshot: { positions } });
    expect(profitOf(tomorrow)).toBeCloseTo(0, 9);
    const earlier = restart(first, { afterMs: -10 * 3_600_000, settings: limited, snapshot: { positions } });
    earlier.market(119_400);
    expect(profitOf(earlier)).toBeCloseTo(profitOf(first), 9);
    const recovered = leftBy(first);
    const live = new TestDesk();
    live.apply({ kind: 'session-started', sessionId: 's', environment: 'testnet', settings: limited, recovered });
    expect(live.state.day).toBeNull();
  });

  it('leaves what was unrealised before the desk first looked to whoever made it', () => {
    const desk = new TestDesk().start(limited, { positions: [positionOf(BTC, 1_000, 70_000)] });
    desk.wait(25);
    expect(profitOf(desk)).toBeCloseTo(0, 9);
    expect(desk.state.safety.tradingState).toBe('active');
  });
});

describe('a journal with the profit of the day', () => {
  it('replays to the state of the live desk', () => {
    const second = restart(losingDesk(), { afterMs: 60_000, settings: limited, snapshot: { positions: [positionOf(BTC, 1_000)] } });
    second.market(118_600);
    second.wait(25);
    const replayed = second.events.reduce((state, event) => step(state, event).state, createInitialState());
    expect(digestState(replayed)).toBe(digestState(second.state));
  });

  it('loads a snapshot from before it was kept, and counts the session that it tells of', () => {
    const desk = losingDesk();
    const { day: _day, ...older } = desk.state;
    const text = encodeState(older as typeof desk.state);
    const restored = text.ok ? decodeState(text.value) : text;
    if (!restored.ok) throw new Error(restored.error);
    expect(restored.value.day).toMatchObject({ sinceMs: desk.state.session.startedAtMs, carried: null });
    expect(dayProfitUsd(restored.value)).toBeCloseTo(profitOf(desk), 9);
  });
});
