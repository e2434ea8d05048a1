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
