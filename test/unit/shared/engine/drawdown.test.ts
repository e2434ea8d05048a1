/** What a day earned and gave back is lost as well: the fall from its best has a limit, until a trader has looked at it. */
import { describe, expect, it } from 'vitest';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { project } from '../../../../shared/projection/project';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { leftBy, restart } from '../../../support/restarted-desk';

const limited = testSettings({ maximumDailyLossUsd: 1_000, maximumDrawdownUsd: 100 });
const HEALTH = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };
/** 10,000 USD long from 60,000: 120 ticks of half a dollar are 10 USD. */
const HELD = { positions: [positionOf(BTC, 1_000)] };

/** Long at the market's price, the day at nothing; then the market is at `ticks`. */
function deskAt(ticks: number, settings = limited): TestDesk {
  const desk = new TestDesk().start(settings, HELD);
  desk.market(120_000);
  desk.wait(25);
  moveTo(desk, ticks);
  return desk;
}

function moveTo(desk: TestDesk, ticks: number): void {
  desk.market(ticks);
  desk.wait(25);
}

function resume(desk: TestDesk): unknown {
  desk.command('arm', {});
  return desk.command('resume', { confirmation: 'RESUME' });
}

describe('the fall of a day from its best', () => {
  it('pulls and latches at its limit, long before the day is at a loss that has one', () => {
    const desk = deskAt(121_200);
    const best = dayProfitUsd(desk.state) ?? Number.NaN;
    expect(best).toBeGreaterThan(90);
    moveTo(desk, 120_060);
    expect(desk.state.safety.tradingState).toBe('active');
    moveTo(desk, 119_880);
    expect(dayProfitUsd(desk.state)).toBeGreaterThan(-20);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    expect(desk.state.safety.reason).toMatch(
      /^Profit of the day fell by 1\d\d\.\d\d USD from its best, \d+\.\d\d USD; the limit is 100 USD\./,
    );
    expect(desk.state.alerts).toMatchObject([{ key: 'drawdown', severity: 3 }]);
  });

  it('counts anew from where a trader resumed, and stops again', () => {
    const desk = deskAt(121_200);
    moveTo(desk, 119_880);
    expect(resume(desk)).toMatchObject({ status: 'accepted' });
    desk.wait(25);
    expect(desk.state.safety.tradingState).toBe('active');
    expect(desk.state.day?.bestUsd).toBeCloseTo(dayProfitUsd(desk.state) ?? Number.NaN, 9);
    moveTo(desk, 119_000);
    expect(desk.state.safety.tradingState).toBe('active');
    moveTo(desk, 118_600);
    expect(desk.state.safety.tradingState).toBe('halted');
  });

  it('is not forgotten by a RESUME after something else', () => {
    const desk = deskAt(121_200);
    const best = desk.state.day?.bestUsd;
    moveTo(desk, 120_600);
    desk.command('pull-quotes', { instrumentId: null });
    expect(resume(desk)).toMatchObject({ status: 'accepted' });
    expect(desk.state.day?.bestUsd).toBe(best);
    moveTo(desk, 119_880);
    expect(desk.state.safety.reason).toContain('from its best');
  });

  it('is measured from the best of every session of the day', () => {
    const first = deskAt(121_200);
    const best = first.state.day?.bestUsd;
    expect(best).toBeGreaterThan(90);
    expect(leftBy(first).day?.bestUsd).toBe(best);
    const second = restart(first, { afterMs: 60_000, settings: limited, snapshot: HELD });
    expect(second.state.day?.bestUsd).toBe(best);
    moveTo(second, 119_880);
    expect(second.state.safety.reason).toContain('from its best');
  });

  it.each([0, undefined])('has no limit where none is set: %s', (maximumDrawdownUsd) => {
    const { maximumDrawdownUsd: _default, ...rest } = limited;
    const settings = maximumDrawdownUsd === undefined ? rest : { ...rest, maximumDrawdownUsd };
    const desk = deskAt(121_200, settings);
    moveTo(desk, 118_000);
    expect(desk.state.safety.tradingState).toBe('active');
    expect(project(desk.state, 'desk', HEALTH).dayProfit).toMatchObject({ maximumDrawdownUsd: 0 });
  });

  it('is of the day: the next one begins at nothing', () => {
    const desk = deskAt(121_200);
    desk.nowMs += 86_400_000;
    moveTo(desk, 119_880);
    expect(desk.state.day?.bestUsd).toBe(0);
    expect(desk.state.alerts.map(({ key }) => key)).not.toContain('drawdown');
  });
});
