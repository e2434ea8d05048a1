/** What a perpetual earns or costs by being held is profit of the day, by the venue's own figure. */
import { describe, expect, it } from 'vitest';
import type { VenuePosition } from '../../../../shared/domain/position';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { createInitialState } from '../../../../shared/engine/initial-state';
import { digestState } from '../../../../shared/engine/state-digest';
import { step } from '../../../../shared/engine/step';
import { decodeState } from '../../../../shared/journal/decode-state';
import { encodeState } from '../../../../shared/journal/encode-state';
import { project } from '../../../../shared/projection/project';
import { DayDesk } from '../../../support/day-desk';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings, VENUE } from '../../../support/engine-parts';
import { restart } from '../../../support/restarted-desk';

const HEALTH = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };

const held = (fundingCoin: number, lots = 1_000): readonly VenuePosition[] => [{ ...positionOf(BTC, lots), fundingCoin }];

/** Holds 10,000 USD at 60,000, and the figure of the session stands at −0.001 coin when the desk first looks. */
function holdingDesk(maximumDailyLossUsd = 0): TestDesk {
  const desk = new TestDesk().start(testSettings({ maximumDailyLossUsd }), { positions: held(-0.001) });
  desk.wait(25);
  return desk;
}

const profitOf = (desk: TestDesk): number => dayProfitUsd(desk.state) ?? Number.NaN;

describe('funding', () => {
  it('before the desk first looked is of whoever held it then', () => {
    expect(profitOf(holdingDesk())).toBeCloseTo(0, 9);
  });

  it('is a loss when paid and a gain when received, at the index of the moment, and the panels say so', () => {
    const desk = holdingDesk();
    desk.reconcile({ positions: held(-0.0015) });
    expect(profitOf(desk)).toBeCloseTo(-0.0005 * 60_000, 9);
    desk.market(100_000);
    const moved = profitOf(desk);
    desk.reconcile({ positions: held(-0.0011) });
    expect(profitOf(desk) - moved).toBeCloseTo(0.0004 * 50_000, 9);
    expect(project(desk.state, 'positions', HEALTH).rows[BTC]?.fundingUsd).toBeCloseTo(-30 + 20, 9);
    expect(project(desk.state, 'desk', HEALTH).realisedPnlUsd).toBeCloseTo(-30 + 20, 9);
  });

  it('counts against the loss limit when it spikes, and the trader is told (fault 38)', () => {
    const desk = holdingDesk(100);
    desk.reconcile({ positions: held(-0.004) });
    desk.wait(25);
    expect(profitOf(desk)).toBeCloseTo(-180, 9);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    expect(desk.state.safety.reason).toContain('the limit is 100 USD');
  });

  it('in a reading that was overtaken by a later one is of before: it takes nothing back', () => {
    const desk = holdingDesk();
    const askedAtMs = timestampMs(desk.nowMs);
    const overtaken = { positions: held(-0.0012), balances: [{ currency: 'BTC', availableFunds: 1 }] as never, requestedAtMs: askedAtMs };
    desk.wait(500);
    desk.reconcile({ positions: held(-0.0015) });
    const [profit, balances] = [profitOf(desk), desk.state.venues[VENUE]?.balances];
    desk.reconcile(overtaken);
    expect(profitOf(desk)).toBe(profit);
    expect(desk.state.venues[VENUE]?.balances).toBe(balances);
    desk.market(100_000);
    const moved = profitOf(desk);
    desk.reconcile({ positions: held(-0.0016) });
    expect(profitOf(desk) - moved).toBeCloseTo(-0.0001 * 50_000, 9);
  });

  it('of the time between two sessions of a day is booked when the venue next speaks', () => {
    const first = holdingDesk();
    first.reconcile({ positions: held(-0.0015) });
    const second = restart(first, { afterMs: 3_600_000, snapshot: { positions: held(-0.0025) } });
    expect(profitOf(second)).toBeCloseTo(-0.0015 * 60_000, 9);
    const third = restart(second, { afterMs: 60_000, snapshot: { positions: held(-0.0025) } });
    expect(profitOf(third)).toBeCloseTo(profitOf(second), 9);
  });

  it('is settled by the venue’s clock, whatever ours says', () => {
    const desk = new TestDesk();
    desk.nowMs = Date.parse('2027-01-15T06:59:50Z');
    desk.start(testSettings(), { positions: [] });
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 2, clockOffsetMs: 3_600_000 });
    desk.reconcile({ positions: held(-0.004) });
    desk.wait(1_800_000);
    desk.reconcile({ positions: held(-0.005) });
    expect(desk.state.funding[BTC]?.bookedCoin).toBe(-0.005);
  });

  it('of another day is not taken for that of today', () => {
    const tomorrow = restart(holdingDesk(), { afterMs: 86_400_000, snapshot: { positions: held(-0.5) } });
    tomorrow.wait(25);
    expect(profitOf(tomorrow)).toBeCloseTo(0, 9);
  });

  it('of a position that was gone from the list begins with its first figure again', () => {
    const desk = holdingDesk();
    desk.reconcile({ positions: held(-0.0015, 0) });
    desk.reconcile({ positions: [] });
    desk.reconcile({ positions: held(0.7, 0) });
    expect(desk.state.funding[BTC]?.bookedCoin).toBeCloseTo(-0.0005, 12);
  });

  it('leaves a day without a figure when the desk was off over the settlement, with the reason', () => {
    const first = DayDesk.at('2027-01-15T00:00:10Z', { lots: 1_000 }).goTo('2027-01-15T05:00:00Z');
    first.reconcile({ positions: held(-0.001) });
    expect(first.state.days.underWay).toMatchObject({ opening: { revision: 1 }, profitReason: '' });
    const second = new DayDesk();
    second.nowMs = Date.parse('2027-01-15T12:00:00Z');
    second.start(testSettings(), { positions: held(-0.0002) }, first.leave());
    expect(second.state.funding[BTC]).toMatchObject({ bookedCoin: -0.0002 });
    expect(second.state.days.underWay?.profitReason).toBe(`the funding of ${BTC} until the settlement at 08:00 UTC was not seen`);
  });

  it('of nothing held is not missed when the desk was off over the settlement', () => {
    const first = DayDesk.at('2027-01-15T00:00:10Z', { lots: 0 }).goTo('2027-01-15T05:00:00Z');
    first.reconcile({ positions: held(0, 0) });
    const second = new DayDesk();
    second.nowMs = Date.parse('2027-01-15T12:00:00Z');
    second.start(testSettings(), { positions: held(0, 0) }, first.leave());
    expect(second.state.days.underWay?.profitReason).toBe('');
  });

  it('replays, and states of before it was booked still load', () => {
    const desk = holdingDesk();
    desk.reconcile({ positions: held(-0.0015) });
    const replayed = desk.events.reduce((state, event) => step(state, event).state, createInitialState());
    expect(digestState(replayed)).toBe(digestState(desk.state));
    const { funding: _funding, ...older } = desk.state;
    const text = encodeState(older as typeof desk.state);
    const restored = text.ok ? decodeState(text.value) : text;
    expect(restored.ok && restored.value.funding).toEqual({});
  });
});
