/** When nobody can see the quotes any more, and when a window is opened again. */
import { describe, expect, it } from 'vitest';
import { ASK_MS, WindowWatch } from '../../../../../electron/main/supervision/window-watch';

/** Looks every half second until `untilMs`; windows answer while `answers` says so. */
function run(watch: WindowWatch, untilMs: number, answers: (windowId: number, nowMs: number) => boolean) {
  const lostAtMs: number[] = [];
  const hung: (readonly [number, number])[] = [];
  for (let nowMs = ASK_MS; nowMs <= untilMs; nowMs += ASK_MS) {
    for (const id of [1, 2]) if (answers(id, nowMs)) watch.answered(id, nowMs);
    const verdict = watch.look(nowMs);
    if (verdict.isUiLost) lostAtMs.push(nowMs);
    for (const id of verdict.hungWindows) hung.push([id, nowMs]);
  }
  return { lostAtMs, hung };
}

describe('the watch over windows', () => {
  it('says once that no window answers, after five seconds, and names the one that hangs after ten (fault 51)', () => {
    const watch = new WindowWatch();
    watch.opened(1);
    const found = run(watch, 30_000, (_id, nowMs) => nowMs <= 2_000);
    expect(found.lostAtMs).toEqual([7_000]);
    expect(found.hung).toEqual([[1, 12_000]]);
  });

  it('is content with one window that answers', () => {
    const watch = new WindowWatch();
    watch.opened(1);
    watch.opened(2);
    const found = run(watch, 30_000, (id, nowMs) => id === 2 || nowMs <= 2_000);
    expect(found.lostAtMs).toEqual([]);
    expect(found.hung).toEqual([[1, 12_000]]);
  });

  it('does not count a window that has not loaded yet, nor one that was closed', () => {
    const watch = new WindowWatch();
    watch.opened(1);
    expect(run(watch, 20_000, () => false)).toEqual({ lostAtMs: [], hung: [] });
    const closed = new WindowWatch();
    closed.opened(1);
    closed.answered(1, 0);
    closed.closed(1);
    expect(run(closed, 20_000, () => false)).toEqual({ lostAtMs: [], hung: [] });
  });

  it('obeys the policy of the settings; 0 switches it off, the window is opened again all the same', () => {
    const slow = new WindowWatch();
    slow.setPolicy(20);
    slow.opened(1);
    expect(run(slow, 40_000, (_id, nowMs) => nowMs <= 1_000).lostAtMs).toEqual([21_000]);
    const off = new WindowWatch();
    off.setPolicy(0);
    off.opened(1);
    expect(run(off, 40_000, (_id, nowMs) => nowMs <= 1_000)).toEqual({ lostAtMs: [], hung: [[1, 11_000]] });
    expect([slow.isLossPulled, off.isLossPulled]).toEqual([true, false]);
  });

  it('tells a second loss after an answer between', () => {
    const watch = new WindowWatch();
    watch.opened(1);
    const found = run(watch, 20_000, (_id, nowMs) => nowMs <= 1_000 || nowMs === 9_000);
    expect(found.lostAtMs).toEqual([6_000, 14_000]);
  });
});
