/** A snapshot is taken only when the state of the moment belongs to the end of the journal, and never so often that it shows. */
import { describe, expect, it } from 'vitest';
import { SnapshotTaker } from '../../../../electron/engine/snapshot-taker';
import type { StateSnapshot } from '../../../../electron/storage/snapshot-store';
import { fail, ok, type Result } from '../../../../shared/domain/result';
import { createInitialState } from '../../../../shared/engine/initial-state';
import type { EngineState } from '../../../../shared/engine/state';

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
  }) => void;
  readonly written: (result: Result<null, string>) => void;
}

function bench(hedge: () => unknown = () => null): Bench {
  const at = { sequence: 0, nowMs: 0, isIdle: true, isKeeping: false };
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
    monotonicMs: () => at.nowMs,
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

describe('a snapshot', () => {
  it('is taken after many events and some time, once what led to it is durable', () => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 29_999 });
    taker.takeIfDue();
    written(ok(null));
    expect(kept).toHaveLength(0);
    set({ nowMs: 30_000 });
    taker.takeIfDue();
    expect(kept).toHaveLength(0);
    written(ok(null));
    expect(kept).toEqual([expect.objectContaining({ end: END, deskVersion: '1.0.0', sessionId: 's' })]);
    taker.takeIfDue();
    expect(kept).toHaveLength(1);
  });

  it.each([{ isIdle: false }, { isKeeping: true }])('waits while %j', (change) => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 30_000, ...change });
    taker.takeIfDue();
    written(ok(null));
    expect(kept).toHaveLength(0);
  });

  it('is dropped if the disk refuses what led to it', () => {
    const { taker, kept, set, written } = bench();
    set({ sequence: 20_000, nowMs: 30_000 });
    taker.takeIfDue();
    written(fail('disk full'));
    expect(kept).toHaveLength(0);
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
