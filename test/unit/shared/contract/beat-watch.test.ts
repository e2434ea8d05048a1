/** Silence is counted, the watcher's own delay is not. */
import { describe, expect, it } from 'vitest';
import { BeatWatch } from '../../../../shared/contract/beat-watch';

describe('the watch over beats', () => {
  it('counts silence from the last beat', () => {
    const watch = new BeatWatch(50, 1_000);
    for (let nowMs = 1_050; nowMs <= 1_200; nowMs += 50) watch.look(nowMs);
    watch.beat(1_220);
    expect(watch.look(1_250)).toBe(30);
    expect(watch.look(1_300)).toBe(80);
  });

  it('forgives what it was late by itself, so that a stopped process accuses nobody (fault 54)', () => {
    const watch = new BeatWatch(50, 0);
    watch.beat(40);
    expect(watch.look(50)).toBe(10);
    expect(watch.look(60_000)).toBe(60);
    expect(watch.look(60_050)).toBe(110);
  });

  it('still counts what the other side is silent for after the delay', () => {
    const watch = new BeatWatch(50, 0);
    watch.look(5_000);
    let silentMs = 0;
    for (let nowMs = 5_050; nowMs <= 5_500; nowMs += 50) silentMs = watch.look(nowMs);
    expect(silentMs).toBe(550);
  });

  it('never counts less than nothing', () => {
    const watch = new BeatWatch(50, 0);
    watch.beat(990);
    expect(watch.look(1_000)).toBe(0);
  });
});
