/** What a venue delivers contracts at when they expire. */
import type { Underlying } from './instrument';
import type { TimestampMs } from './time';

/** The published price of one day. */
export interface DeliveryPrice {
  readonly underlying: Underlying;
  /** The instant of expiry that it is of. */
  readonly deliveredAtMs: TimestampMs;
  /** USD per coin. */
  readonly price: number;
}
