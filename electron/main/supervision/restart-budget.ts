/** How often a failed engine is started again by itself: an engine that fails at once would otherwise fail for ever. */

const MOST_RESTARTS = 5;
const WITHIN_MS = 5 * 60_000;

/** Counts restarts of the last minutes. */
export class RestartBudget {
  #restartsAtMs: readonly number[] = [];

  /** Whether one more restart is within the budget; counts it if so. */
  take(nowMs: number): boolean {
    const recent = this.#restartsAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS);
    const isWithin = recent.length < MOST_RESTARTS;
    this.#restartsAtMs = isWithin ? [...recent, nowMs] : recent;
    return isWithin;
  }
}
