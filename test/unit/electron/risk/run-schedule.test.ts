/** When a run is due: a cause, an age, a wish, and never twice for one of them. */
import { describe, expect, it } from 'vitest';
import { BACK_RUNS, FRONT_RUNS, RunSchedule } from '../../../../electron/risk/run-schedule';
import { createInitialState } from '../../../../shared/engine/initial-state';
import { projectRiskSnapshot, type RiskSnapshot } from '../../../../shared/projection/risk-snapshot';

function snapshot(change: Partial<RiskSnapshot> = {}): RiskSnapshot {
  return { ...projectRiskSnapshot(createInitialState()), indexes: { BTC: 60_000 }, ...change };
}

/** Every front run that is due at an instant. */
function dueAt(schedule: RunSchedule, nowMs: number, seen = snapshot()): readonly string[] {
  const found: string[] = [];
  for (let run = schedule.due(FRONT_RUNS, seen, nowMs); run !== null; run = schedule.due(FRONT_RUNS, seen, nowMs)) found.push(run);
  return found;
}

describe('the schedule', () => {
  it('begins with everything, once', () => {
    const schedule = new RunSchedule();
    expect(dueAt(schedule, 0)).toEqual(['greeks', 'slide']);
    expect(dueAt(schedule, 100)).toEqual([]);
  });

  it('runs the slide on a fill, a move of the index, or after five seconds', () => {
    const schedule = new RunSchedule();
    dueAt(schedule, 0);
    expect(dueAt(schedule, 1_000)).not.toContain('slide');
    expect(dueAt(schedule, 1_500, snapshot({ revision: 1 }))).toContain('slide');
    expect(dueAt(schedule, 3_000, snapshot({ revision: 1, indexes: { BTC: 60_200 } }))).toContain('slide');
    expect(dueAt(schedule, 4_000, snapshot({ revision: 1, indexes: { BTC: 60_200 } }))).not.toContain('slide');
    expect(dueAt(schedule, 8_000, snapshot({ revision: 1, indexes: { BTC: 60_200 } }))).toContain('slide');
  });

  it('runs what is asked for at once, and counts a canceled run as done', () => {
    const schedule = new RunSchedule();
    expect(schedule.due(BACK_RUNS, snapshot(), 0)).toBe('capital');
    expect(schedule.due(BACK_RUNS, snapshot(), 100)).toBeNull();
    schedule.force('capital');
    expect(schedule.due(BACK_RUNS, snapshot(), 200)).toBe('capital');
    schedule.force('capital');
    schedule.skip('capital', 300);
    expect(schedule.due(BACK_RUNS, snapshot(), 400)).toBeNull();
  });
});
