/** Makes the chart library's branded seconds. */
import type { UTCTimestamp } from 'lightweight-charts';

/** Whole seconds since 1970 of epoch milliseconds. */
export function secondsOf(atMs: number): UTCTimestamp {
  return Math.floor(atMs / 1_000) as UTCTimestamp;
}
