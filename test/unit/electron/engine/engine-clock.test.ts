/** The engine's time runs on, whatever is done to the wall clock and however long the machine sleeps. */
import { describe, expect, it } from 'vitest';
import { steadyNow } from '../../../../electron/engine/engine-clock';

/** Clocks of a machine that a test moves. */
class HandClocks {
  wall = 1_000_000;
  monotonic = 50;
  sinceBoot = 70_000;
  readonly wallMs = (): number => this.wall;
  readonly monotonicMs = (): number => this.monotonic;
  readonly sinceBootMs = (): number => this.sinceBoot;

  /** Time passes for all of them. */
  pass(milliseconds: number): void {
    this.wall += milliseconds;
    this.monotonic += milliseconds;
    this.sinceBoot += milliseconds;
  }

  /** Time passes while the machine sleeps. */
  sleep(milliseconds: number): void {
    this.wall += milliseconds;
    this.sinceBoot += milliseconds;
  }
}

describe('the engine clock', () => {
  it.each([-3_600_000, 3_600_000, 86_400_000, -200])('runs on through a wall clock set by %d ms and back (fault 55)', (jumpMs) => {
    const clocks = new HandClocks();
    const now = steadyNow(clocks);
    clocks.wall += jumpMs;
    clocks.pass(1_000);
    expect(now()).toBe(1_001_000);
    clocks.wall -= jumpMs;
    clocks.pass(1_000);
    expect(now()).toBe(1_002_000);
  });

  it('adds a sleep that the monotonic clock did not count, once (fault 54)', () => {
    const clocks = new HandClocks();
    const now = steadyNow(clocks);
    clocks.sleep(3_600_000);
    clocks.pass(60);
    expect(now()).toBe(4_600_060);
    clocks.pass(60);
    expect(now()).toBe(4_600_120);
  });

  it('stamps the very first thing after a sleep with the time after it (fault 54)', () => {
    const clocks = new HandClocks();
    const now = steadyNow(clocks);
    clocks.pass(60);
    expect(now()).toBe(1_000_060);
    clocks.sleep(3_600_000);
    clocks.pass(1);
    expect(now()).toBe(4_600_061);
  });

  it('counts a sleep as such although the wall clock was set back meanwhile (faults 54, 55)', () => {
    const clocks = new HandClocks();
    const now = steadyNow(clocks);
    clocks.sleep(600_000);
    clocks.wall -= 3_600_000;
    clocks.pass(60);
    expect(now()).toBe(1_600_060);
  });

  it('asks for the time since boot once for a jump of the wall clock, not with every look from there on', () => {
    const clocks = new HandClocks();
    let asked = 0;
    const sinceBootMs = (): number => {
      asked += 1;
      return clocks.sinceBoot;
    };
    const now = steadyNow({ wallMs: clocks.wallMs, monotonicMs: clocks.monotonicMs, sinceBootMs });
    clocks.wall += 3_600_000;
    now();
    const before = asked;
    for (let look = 0; look < 10; look += 1) {
      clocks.pass(1);
      now();
    }
    expect(asked).toBe(before);
  });

  it('ignores the grain of a boot clock that counts whole seconds', () => {
    const clocks = new HandClocks();
    const now = steadyNow({
      wallMs: clocks.wallMs,
      monotonicMs: clocks.monotonicMs,
      sinceBootMs: () => Math.floor(clocks.sinceBoot / 1_000) * 1_000,
    });
    for (let second = 1; second <= 20; second += 1) {
      clocks.pass(999);
      expect(now()).toBe(1_000_000 + second * 999);
    }
  });

  it.each([-100e-6, -20e-6, 20e-6, 100e-6])(
    'keeps the time of a wall clock from which the monotonic one drifts by %d a week long',
    (share) => {
      const clocks = new HandClocks();
      const now = steadyNow(clocks);
      const drifted = (): number => clocks.wall - now();
      let before = now();
      for (let second = 0; second < 7 * 86_400; second += 1) {
        clocks.pass(1_000);
        clocks.wall += 1_000 * share;
        clocks.sinceBoot += 1_000 * share;
        if (now() < before) throw new Error(`Expected time to run on from ${before}, found ${now()}.`);
        before = now();
      }
      expect(Math.abs(drifted())).toBeLessThan(1);
      clocks.wall += 3_600_000;
      for (let second = 0; second < 1_000; second += 1) {
        clocks.pass(1_000);
        now();
      }
      expect(Math.abs(drifted() - 3_600_000)).toBeLessThan(1);
      clocks.sleep(600_000);
      clocks.pass(60);
      expect(Math.abs(drifted() - 3_600_000)).toBeLessThan(1);
    },
  );

  it('follows no wall clock that was read later than the monotonic one, as where the machine gave the time between to others', () => {
    const clocks = new HandClocks();
    let isBusy = false;
    const wallMs = (): number => {
      if (isBusy) clocks.pass(19);
      return clocks.wall;
    };
    const now = steadyNow({ wallMs, monotonicMs: clocks.monotonicMs, sinceBootMs: clocks.sinceBootMs });
    isBusy = true;
    for (let look = 0; look < 1_000; look += 1) {
      clocks.pass(60);
      now();
    }
    isBusy = false;
    expect(now()).toBe(clocks.wall);
  });
});
