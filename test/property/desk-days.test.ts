/** Whatever happens to a desk over days: its days are whole, each on record once, sum to its profit, and replay to the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../shared/engine/day-profit';
import type { DeskDay } from '../../shared/engine/desk-days';
import { createInitialState } from '../../shared/engine/initial-state';
import { digestState } from '../../shared/engine/state-digest';
import { step } from '../../shared/engine/step';
import { DayDesk } from '../support/day-desk';
import { propertyRuns } from '../support/property-runs';

const START_MS = Date.parse('2027-01-15T12:00:00Z');

const happening = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), usd: fc.integer({ min: 40_000, max: 90_000 }), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    kind: fc.constant('trade' as const),
    lots: fc.integer({ min: -3_000, max: 3_000 }),
    usd: fc.integer({ min: 40_000, max: 90_000 }),
  }),
  fc.record({ kind: fc.constant('forecast' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant('restart' as const), hours: fc.integer({ min: 1, max: 60 }) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** The next 00:00 UTC with a price a second after it, as a desk that runs sees it. */
function live(desk: DayDesk, untilMs: number, usd: number): void {
  for (let next = Math.floor(desk.nowMs / DAY_MS + 1) * DAY_MS; next <= untilMs; next += DAY_MS) desk.goTo(iso(next + 1_000), usd);
  if (untilMs > desk.nowMs) desk.goTo(iso(untilMs), usd);
}

/** Every session of the story, oldest first. */
function play(story: readonly Happening[]): readonly DayDesk[] {
  let desk = DayDesk.at(iso(START_MS), { lots: 5_000 });
  const sessions = [desk];
  let usd = 60_000;
  for (const each of story) {
    if (each.kind === 'move') {
      ({ usd } = each);
      live(desk, desk.nowMs + each.hours * 3_600_000, usd);
    }
    if (each.kind === 'trade' && each.lots !== 0) desk.trade(each.lots, each.usd, 0.0001);
    if (each.kind === 'forecast') {
      const endMs = Math.floor(desk.nowMs / DAY_MS + 1) * DAY_MS;
      live(desk, endMs - each.minutes * 60_000, usd);
      desk.forecast(iso(desk.nowMs));
    }
    if (each.kind === 'restart') {
      const lots = Object.values(desk.state.positions).reduce((sum, { position }) => sum + position.lots, 0);
      desk = DayDesk.at(iso(desk.nowMs + each.hours * 3_600_000), { lots, recovered: desk.leave() });
      sessions.push(desk);
    }
  }
  return sessions;
}

function replayed(desk: DayDesk) {
  let state = createInitialState();
  for (const event of desk.events) ({ state } = step(state, event));
  return state;
}

function check(record: readonly DeskDay[]): void {
  record.forEach((day, index) => {
    expect(day.startsAtMs % DAY_MS).toBe(0);
    if (index > 0) expect(day.startsAtMs).toBe((record[index - 1]?.startsAtMs ?? 0) + DAY_MS);
    expect(day.forecast === null).toBe(day.forecastReason !== '');
    expect(day.actualUsd === null).toBe(day.actualReason !== '');
    expect(day.hypotheticalUsd === null).toBe(day.hypotheticalReason !== '');
    if (day.forecast !== null) expect(day.startsAtMs - day.forecast.asOfMs).toBeLessThanOrEqual(5 * 60_000);
  });
}

describe('the record of days', () => {
  it('has every day once, with a figure or a reason, and is the same when replayed', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 25 }), (story) => {
        for (const desk of play(story)) {
          check(desk.record);
          const state = replayed(desk);
          expect(digestState(state)).toBe(digestState(desk.state));
          expect(state.days).toEqual(desk.state.days);
        }
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('only grows over restarts: what is on record stays as it is', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 5, maxLength: 25 }), (story) => {
        const records = play(story).map((desk) => desk.record);
        records.forEach((record, index) => {
          const next = records[index + 1];
          if (next !== undefined) expect(next.slice(0, record.length)).toEqual(record);
        });
      }),
      { numRuns: propertyRuns(40) },
    );
  });
});
