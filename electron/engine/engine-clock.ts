/** The engine's only clock and timer; everything below it receives time as data. */

/** Wall time for stamps, monotonic time for durations, and a timer. */
export interface EngineClock {
  nowMs(): number;
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** The clock of this process. */
export const systemClock: EngineClock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
