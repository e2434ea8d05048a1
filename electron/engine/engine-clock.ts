/** The engine's only clock and timer; everything below it receives time as data. */

/** Wall time for stamps, monotonic time for durations, and a timer. */
export interface EngineClock {
  nowMs(): number;
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** A wall clock that gets this far ahead of the monotonic one was set forward, or the machine slept. */
const SLEPT_MS = 5_000;

/**
 * Epoch time in whole milliseconds that runs with the monotonic clock, so that setting the wall clock back stalls no timer that compares stamps.
 * Only a long lead of the wall clock is followed, because a sleeping machine's monotonic clock may stand still.
 */
export function steadyNow(wallMs: () => number, monotonicMs: () => number): () => number {
  let differenceMs = wallMs() - monotonicMs();
  return () => {
    const elapsedMs = monotonicMs();
    const leadMs = wallMs() - elapsedMs - differenceMs;
    if (leadMs > SLEPT_MS) differenceMs += leadMs;
    return Math.round(elapsedMs + differenceMs);
  };
}

/** The clock of this process. */
export const systemClock: EngineClock = {
  nowMs: steadyNow(
    () => Date.now(),
    () => performance.now(),
  ),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
