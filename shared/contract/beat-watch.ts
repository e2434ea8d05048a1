/** Measures how long the other side has been silent, and forgives the time by which this side itself was late. */

/**
 * Watches regular beats of another thread or process. Call `look` every `lookEveryMs`; times are monotonic ms.
 * A look that comes late proves that this side stood still: beats may be waiting unread, so that delay is not held against the other side.
 */
export class BeatWatch {
  readonly #lookEveryMs: number;
  #lastBeatMs: number;
  #lastLookMs: number;

  /** Starts as if a beat had just come. */
  constructor(lookEveryMs: number, nowMs: number) {
    this.#lookEveryMs = lookEveryMs;
    this.#lastBeatMs = nowMs;
    this.#lastLookMs = nowMs;
  }

  /** A beat came. */
  beat(nowMs: number): void {
    this.#lastBeatMs = nowMs;
  }

  /** Silence since the last beat, ms, less what this side was late by. */
  look(nowMs: number): number {
    const lateMs = nowMs - this.#lastLookMs - this.#lookEveryMs;
    this.#lastLookMs = nowMs;
    if (lateMs > 0) this.#lastBeatMs = Math.min(nowMs, this.#lastBeatMs + lateMs);
    return nowMs - this.#lastBeatMs;
  }
}
