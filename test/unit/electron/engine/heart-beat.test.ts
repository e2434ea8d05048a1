/** The engine beats, and notices when main does not renew its lease. */
import { describe, expect, it } from 'vitest';
import { HeartBeat } from '../../../../electron/engine/heart-beat';
import type { EngineClock } from '../../../../electron/engine/engine-clock';

/** A clock that runs appointments when the test lets time pass. */
class HandClock implements EngineClock {
  private timeMs = 1_000;
  private readonly waiting: { readonly atMs: number; readonly callback: () => void }[] = [];

  readonly nowMs = (): number => this.timeMs;
  readonly monotonicMs = (): number => this.timeMs;

  schedule(delayMs: number, callback: () => void): () => void {
    const appointment = { atMs: this.timeMs + delayMs, callback };
    this.waiting.push(appointment);
    return () => void this.waiting.splice(this.waiting.indexOf(appointment), 1);
  }

  pass(milliseconds: number): void {
    const untilMs = this.timeMs + milliseconds;
    for (;;) {
      const next = this.waiting.filter(({ atMs }) => atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) break;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.timeMs = Math.max(this.timeMs, next.atMs);
      next.callback();
    }
    this.timeMs = untilMs;
  }

  /** The thread stood still: time passed and nothing ran. */
  stall(milliseconds: number): void {
    this.timeMs += milliseconds;
  }
}

function begin(): { clock: HandClock; heart: HeartBeat; beats: () => number; losses: number[] } {
  const clock = new HandClock();
  const losses: number[] = [];
  let count = 0;
  const heart = new HeartBeat({ clock, beat: () => (count += 1), leaseLost: (silentMs) => void losses.push(silentMs) });
  heart.start();
  return { clock, heart, beats: () => count, losses };
}

describe('the heart beat', () => {
  it('beats every 100 ms until it is stopped', () => {
    const { clock, heart, beats } = begin();
    clock.pass(1_000);
    expect(beats()).toBe(11);
    heart.stop();
    clock.pass(1_000);
    expect(beats()).toBe(11);
  });

  it('tells once that main was silent for five seconds, and again for the next silence (fault 52)', () => {
    const { clock, heart, losses } = begin();
    for (let second = 0; second < 20; second += 1) {
      heart.renew();
      clock.pass(1_000);
    }
    expect(losses).toEqual([]);
    clock.pass(3_900);
    expect(losses).toEqual([]);
    clock.pass(10_000);
    expect(losses).toEqual([5_000]);
    heart.renew();
    clock.pass(6_000);
    expect(losses).toHaveLength(2);
  });

  it('asks nothing of a main that never renewed, as in a simulation', () => {
    const { clock, losses } = begin();
    clock.pass(60_000);
    expect(losses).toEqual([]);
  });

  it('does not take its own standing still for the silence of main (fault 54)', () => {
    const { clock, heart, losses } = begin();
    heart.renew();
    clock.stall(60_000);
    clock.pass(1_000);
    expect(losses).toEqual([]);
    clock.pass(5_000);
    expect(losses).toHaveLength(1);
  });
});
