/** Bounds how many messages a window may send; beyond it a window is broken or hostile. */

export interface RateCap {
  /** Whether one more message at `nowMs` is within the cap. */
  admits(windowId: number, nowMs: number): boolean;
  forget(windowId: number): void;
}

/** A bucket of `burst` messages per window, refilled at `perSecond`. */
export function createRateCap(perSecond: number, burst: number): RateCap {
  const buckets = new Map<number, { tokens: number; atMs: number }>();
  return {
    admits(windowId, nowMs) {
      const bucket = buckets.get(windowId) ?? { tokens: burst, atMs: nowMs };
      const elapsedMs = Math.max(0, nowMs - bucket.atMs);
      const tokens = Math.min(burst, bucket.tokens + (elapsedMs * perSecond) / 1_000);
      const isAdmitted = tokens >= 1;
      buckets.set(windowId, { tokens: isAdmitted ? tokens - 1 : tokens, atMs: nowMs });
      return isAdmitted;
    },
    forget: (windowId) => void buckets.delete(windowId),
  };
}
