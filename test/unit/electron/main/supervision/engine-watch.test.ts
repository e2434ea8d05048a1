/** When main pulls for an engine, when it replaces it, and when it leaves it alone. */
import { describe, expect, it } from 'vitest';
import { EngineWatch, LOOK_MS, type Verdict } from '../../../../../electron/main/supervision/engine-watch';
import { RestartBudget } from '../../../../../electron/main/supervision/restart-budget';

const busy = { memoryShare: 0.2, isAtRisk: true };

/** Looks as main's timer does, with beats at the given times; the verdicts other than `alive` with their times. */
function run(untilMs: number, beatsAtMs: readonly number[], beat = busy): readonly (readonly [number, Verdict['kind']])[] {
  const watch = new EngineWatch(0);
  const found: (readonly [number, Verdict['kind']])[] = [];
  watch.beat(0, beat);
  const waiting = [...beatsAtMs];
  for (let nowMs = LOOK_MS; nowMs <= untilMs; nowMs += LOOK_MS) {
    while ((waiting[0] ?? Infinity) <= nowMs) watch.beat(waiting.shift() ?? 0, beat);
    const { kind } = watch.look(nowMs);
    if (kind !== 'alive' && kind !== 'prepare') found.push([nowMs, kind]);
  }
  return found;
}

const everyBeat = (untilMs: number): readonly number[] => Array.from({ length: untilMs / 100 }, (_, index) => (index + 1) * 100);

describe('the watch over the engine', () => {
  it('leaves an engine alone that beats, also with four beats missing in a row, as on a busy machine', () => {
    expect(run(5_000, everyBeat(5_000))).toEqual([]);
    expect(run(3_000, [100, 600, 1_100, 1_600, 2_100, 2_600])).toEqual([]);
  });

  it('pulls once after five missed beats and replaces after two seconds (fault 49)', () => {
    const verdicts = run(2_000, []);
    expect(verdicts).toEqual([
      [600, 'pull'],
      [2_000, 'replace'],
    ]);
  });

  it('has main connect when a beat is late for certain, once, and only where there is something to pull', () => {
    const watch = new EngineWatch(0);
    watch.beat(0, busy);
    const kinds = [50, 100, 150, 200, 250, 300].map((nowMs) => watch.look(nowMs).kind);
    expect(kinds).toEqual(['alive', 'alive', 'alive', 'prepare', 'alive', 'alive']);
    watch.beat(310, { ...busy, isAtRisk: false });
    expect([350, 500, 650, 800, 950].map((nowMs) => watch.look(nowMs).kind)).toEqual(Array(5).fill('alive'));
  });

  it('pulls again for a second silence, not for the same one twice', () => {
    expect(run(2_000, [800, 900])).toEqual([
      [600, 'pull'],
      [1_500, 'pull'],
    ]);
  });

  it('gives an engine at rest time to start, yet not for ever', () => {
    expect(run(9_950, [], { memoryShare: 0.2, isAtRisk: false })).toEqual([]);
    expect(run(10_000, [], { memoryShare: 0.2, isAtRisk: false })).toEqual([[10_000, 'replace']]);
  });

  it('replaces an engine whose memory stays above four fifths for a second, not one that is cleaned up (fault 50)', () => {
    const full = run(2_000, everyBeat(2_000), { memoryShare: 0.81, isAtRisk: true });
    expect(full[0]).toEqual([1_000, 'replace']);
    const watch = new EngineWatch(0);
    for (let nowMs = 50; nowMs <= 5_000; nowMs += 50) {
      watch.beat(nowMs, { memoryShare: nowMs % 900 < 800 ? 0.9 : 0.3, isAtRisk: true });
      expect(watch.look(nowMs).kind).toBe('alive');
    }
  });

  it('accuses nobody after a stop of the whole process (fault 54)', () => {
    const watch = new EngineWatch(0);
    watch.beat(100, busy);
    watch.look(50);
    expect(watch.look(60_100).kind).toBe('alive');
    expect(watch.look(60_150).kind).toBe('alive');
    watch.beat(60_160, busy);
    expect(watch.look(60_200).kind).toBe('alive');
  });
});

describe('the budget of restarts', () => {
  it('is spent by five within five minutes and comes back with time', () => {
    const budget = new RestartBudget();
    for (let index = 0; index < 5; index += 1) expect(budget.take(index * 1_000)).toBe(true);
    expect(budget.take(10_000)).toBe(false);
    expect(budget.take(5 * 60_000 + 500)).toBe(true);
    expect(budget.take(5 * 60_000 + 600)).toBe(false);
  });
});
