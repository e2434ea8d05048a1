/** A snapshot is taken only when the state of the moment belongs to the end of the journal, and never so often or so long that it shows. */
import { describe, expect, it } from 'vitest';
import { SnapshotTaker } from '../../../../electron/engine/snapshot-taker';
import type { StateSnapshot } from '../../../../electron/storage/snapshot-store';
import { fail, ok, type Result } from '../../../../shared/domain/result';
import { createInitialState } from '../../../../shared/engine/initial-state';
import type { EngineState } from '../../../../shared/engine/state';
import { decodeState } from '../../../../shared/journal/decode-state';

const END = { sequence: 77, link: 'a'.repeat(64) };

interface Bench {
  readonly taker: SnapshotTaker;
  readonly kept: StateSnapshot[];
  readonly refused: string[];
  readonly set: (change: {
    readonly sequence?: number;
    readonly nowMs?: number;
    readonly isIdle?: boolean;
    readonly isKeeping?: boolean;
    /** What a look at the clock costs: that the time of a tick ends. */
    readonly lookMs?: number;
  }) => void;
  readonly written: (result: Result<null, string>) => void;
}

function bench(hedge: () => unknown = () => null): Bench {
  const at = { sequence: 0, nowMs: 0, isIdle: true, isKeeping: false, lookMs: 0 };
  const kept: StateSnapshot[] = [];
  const refused: string[] = [];
  let done: ((result: Result<null, string>) => void) | undefined;
  const taker = new SnapshotTaker({
    deskVersion: '1.0.0',
    journal: {
      get isIdle() {
        return at.isIdle;
      },
      flush: (whenDone) => void (done = whenDone),
    },
    monotonicMs: () => (at.nowMs += at.lookMs),
    state: (): EngineState => {
      const state = createInitialState();
      return { ...state, hedge: hedge() as EngineState['hedge'], session: { ...state.session, sessionId: 's', sequence: at.sequence } };
    },
    end: () => END,
    keeper: {
      get isKeeping() {
        return at.isKeeping;
      },
      keep: (snapshot) => Promise.resolve(void kept.push(snapshot)),
    },
    refused: (problem) => void refused.push(problem),
  });
  return { taker, kept, refused, set: (change) => void Object.assign(at, change), written: (result) => done?.(result) };
}

function tickOften(taker: SnapshotTaker): void {
  for (let tick = 0; tick < 5; tick += 1) taker.tick();
}

function sequenceIn(text: string): number | null {
  const state = decodeState(text);
  return state.ok ? state.value.session.sequence : null;
}

describe('a snapshot', () => {
  it('is taken after many events and some time, once what led to it is durable', () => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 29_999 });
    tickOften(taker);
    written(ok(null));
    expect(kept).toHaveLength(0);
    set({ nowMs: 30_000 });
    tickOften(taker);
    expect(kept).toHaveLength(0);
    written(ok(null));
    tickOften(taker);
    expect(kept).toEqual([expect.objectContaining({ end: END, deskVersion: '1.0.0', sessionId: 's' })]);
    tickOften(taker);
    expect(kept).toHaveLength(1);
  });

  it.each([{ isIdle: false }, { isKeeping: true }])('waits while %j', (change) => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 30_000, ...change });
    tickOften(taker);
    written(ok(null));
    tickOften(taker);
    expect(kept).toHaveLength(0);
  });

  it('is dropped if the disk refuses what led to it, and the next one is taken in its time', () => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 30_000 });
    tickOften(taker);
    written(fail('disk full'));
    tickOften(taker);
    expect(kept).toHaveLength(0);
    set({ sequence: 40_000, nowMs: 60_000 });
    tickOften(taker);
    written(ok(null));
    tickOften(taker);
    expect(kept.map(({ state }) => sequenceIn(state))).toEqual([40_000]);
  });

  it('is written over many ticks where one would take too long, of the state as it was when it was taken', () => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 30_000 });
    taker.tick();
    written(ok(null));
    set({ sequence: 20_001, lookMs: 1 });
    let ticks = 0;
    for (; kept.length === 0 && ticks < 1_000; ticks += 1) taker.tick();
    expect(ticks).toBeGreaterThan(20);
    expect(kept.map(({ state }) => sequenceIn(state))).toEqual([20_000]);
  });

  it('under way is given up for the last one of a session', async () => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 30_000 });
    taker.tick();
    written(ok(null));
    set({ sequence: 20_001 });
    await taker.takeLast();
    tickOften(taker);
    expect(kept.map(({ state }) => sequenceIn(state))).toEqual([20_001]);
  });

  it('under way is refused, too, when it comes to what has no form as text', () => {
    const { taker, kept, refused, set, written } = bench(() => new Date(0));
    set({ sequence: 20_000, nowMs: 30_000 });
    taker.tick();
    written(ok(null));
    tickOften(taker);
    expect(kept).toHaveLength(0);
    expect(refused).toEqual([expect.stringContaining('Date')]);
  });

  it('is taken again once the state has a form as text again', async () => {
    const hedge: { current: unknown } = { current: new Date(0) };
    const { taker, kept, refused } = bench(() => hedge.current);
    await taker.takeLast();
    hedge.current = null;
    await taker.takeLast();
    expect(kept).toHaveLength(1);
    expect(refused).toHaveLength(1);
  });

  it('of a state that has no form as text is refused once, aloud', async () => {
    const { taker, kept, refused } = bench(() => new Date(0));
    await taker.takeLast();
    await taker.takeLast();
    expect(kept).toHaveLength(0);
    expect(refused).toEqual([expect.stringContaining('Date')]);
  });
});
