/** A rolling-second count of orders sent; cancels are never counted. */
import type { TimestampMs } from '../domain/time';

/** Length of the window. */
const WINDOW_MS = 1000;

/** The sends of the last second before `nowMs`, oldest first; `sentAtMs` is in rising order. */
export function sendsInWindow(sentAtMs: readonly TimestampMs[], nowMs: TimestampMs): readonly TimestampMs[] {
  let from = 0;
  while (from < sentAtMs.length && (sentAtMs[from] ?? nowMs) <= nowMs - WINDOW_MS) from += 1;
  return from === 0 ? sentAtMs : sentAtMs.slice(from);
}

/** Share of the order rate that quotes never touch, so that a hedge is not refused because the desk was busy requoting. */
const RESERVED_SHARE = 0.25;

/** Orders per second that quotes may use of a desk's `maximum`; at least one, and at least one less than the maximum where that is two or more. */
export function quoteOrdersPerSecond(maximum: number): number {
  return Math.max(Math.min(1, maximum), maximum - Math.max(1, Math.ceil(maximum * RESERVED_SHARE)));
}
