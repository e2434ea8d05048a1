/** Instants and durations; time always arrives in events, it is never read here. */
import type { Brand } from './brand';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type TimestampMs = Brand<number, 'TimestampMs'>;

/** Length of the year used for time to expiry: act/365, in milliseconds. */
export const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Marks epoch milliseconds as an instant. */
export function timestampMs(value: number): TimestampMs {
  return value as TimestampMs;
}
