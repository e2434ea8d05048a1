/** The engine's only clock and timer; everything below it receives time as data. */
import { uptime } from 'node:os';

/** Wall time for stamps, monotonic time for durations, and a timer. */
export interface EngineClock {
  nowMs(): number;
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** A machine that has been up this much longer than the monotonic clock ran has slept; the clocks of some systems count whole seconds only. */
const SLEPT_MS = 5_000;

/** Asking for the time since boot reads a file on some systems, so it is asked at this pace, and at once when the wall clock jumps. */
const LOOK_FOR_SLEEP_MS = 50;

/** The clocks of a machine, ms. */
export interface MachineClocks {
  /** Epoch time. Anyone may set it, forward and back. */
  wallMs(): number;
  /** Never set; stands still on some systems while the machine sleeps. */
  monotonicMs(): number;
  /** Since the machine was started: never set, counts sleep. */
  sinceBootMs(): number;
}

/**
 * Epoch time in whole milliseconds. The wall clock is read once: from then on time runs with the monotonic clock, so that setting the wall
 * clock, forward or back, moves no stamp and stalls no timer. A sleep is added from the time since boot.
 */
export function steadyNow({ wallMs, monotonicMs, sinceBootMs }: MachineClocks): () => number {
  let differenceMs = wallMs() - monotonicMs();
  let sleptMs = sinceBootMs() - monotonicMs();
  let lookedAtMs = monotonicMs();
  let wallAheadMs = differenceMs;
  return () => {
    const elapsedMs = monotonicMs();
    const nowAheadMs = wallMs() - elapsedMs;
    // The first thing done after a sleep may come before the pace is due again: it must not be stamped with the time of before.
    const hasJumped = Math.abs(nowAheadMs - wallAheadMs) > SLEPT_MS;
    if (hasJumped || elapsedMs - lookedAtMs >= LOOK_FOR_SLEEP_MS) {
      lookedAtMs = elapsedMs;
      wallAheadMs = nowAheadMs;
      const moreMs = sinceBootMs() - elapsedMs - sleptMs;
      if (moreMs > SLEPT_MS) {
        sleptMs += moreMs;
        differenceMs += moreMs;
      }
    }
    return Math.round(elapsedMs + differenceMs);
  };
}

/** The clock of this process. */
export const systemClock: EngineClock = {
  nowMs: steadyNow({ wallMs: () => Date.now(), monotonicMs: () => performance.now(), sinceBootMs: () => uptime() * 1_000 }),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
