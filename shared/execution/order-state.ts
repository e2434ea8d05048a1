/** An order as tracked: what we wanted joined with everything the venue ever said of it, in any order of arrival. */
import type { Order, OrderReport } from '../domain/order';
import { isFinal } from '../domain/order';
import type { QuantityLots } from '../domain/quantity';
import { quantityLots } from '../domain/quantity';
import type { TimestampMs } from '../domain/time';

/** An order with what is needed to join further news of it. Replaced, never mutated. */
export interface TrackedOrder extends Order {
  /** Sum of our fills seen for it, lots. */
  readonly fillsQuantity: QuantityLots;
  /** The report that ranks highest so far; `null` before the first. */
  readonly report: OrderReport | null;
  /** Why it is unknown, lost, rejected or canceled, in words; empty if there is nothing to say. */
  readonly reason: string;
  /** When a cancel was last requested; `null` if never. */
  readonly cancelRequestedAtMs: TimestampMs | null;
  /** When the venue was last asked about it; `null` if never. */
  readonly queriedAtMs: TimestampMs | null;
  /** Targeted queries sent while its fate was unknown. */
  readonly queryCount: number;
  /** Targeted queries answered "no such order". */
  readonly notFoundCount: number;
}

/** Lots of an order that may still change the position: what rests, plus what the venue says filled but we have not seen. */
export function outstandingLots(order: TrackedOrder): QuantityLots {
  const ceiling = isFinal(order.status) ? order.filledQuantity : order.quantity;
  return quantityLots(Math.max(0, ceiling - order.fillsQuantity));
}

/** Whether nothing more is expected of an order: it is final and every fill the venue counted has been seen. */
export function isSettled(order: TrackedOrder): boolean {
  return isFinal(order.status) && outstandingLots(order) === 0;
}

/** Lots not yet filled, by the best knowledge of reports and fills. */
export function remainingLots(order: TrackedOrder): QuantityLots {
  return quantityLots(Math.max(0, order.quantity - order.filledQuantity));
}

/** Whether the order may rest at the venue now, so that it must be counted, shown and cancelable. */
export function isWorking(order: TrackedOrder): boolean {
  return !isFinal(order.status);
}
