/** Joins news of an order: commutative, associative and idempotent, so every order of arrival ends in the same state. */
import { isFinal, type OrderReport, type OrderStatus } from '../domain/order';
import { quantityLots } from '../domain/quantity';
import type { TrackedOrder } from './order-state';
import { copyOrder } from './tracked-order';

const RANK: Readonly<Record<OrderReport['status'], number>> = { accepted: 0, rejected: 1, expired: 2, canceled: 3, filled: 4 };

/**
 * Two reports of one order as one: the larger filled quantity, and the later word on everything else. A final word stands against
 * any that is not final, whatever its time; equal times are settled by status, then by content, never by arrival.
 */
export function joinReports(first: OrderReport, second: OrderReport): OrderReport {
  const later = compareReports(first, second) >= 0 ? first : second;
  const earlier = later === first ? second : first;
  if (later.filledQuantity >= earlier.filledQuantity && (later.clientOrderId !== null || earlier.clientOrderId === null)) return later;
  return {
    ...later,
    clientOrderId: later.clientOrderId ?? earlier.clientOrderId,
    filledQuantity: quantityLots(Math.max(later.filledQuantity, earlier.filledQuantity)),
  };
}

/** Positive if the first report has the last word. */
function compareReports(first: OrderReport, second: OrderReport): number {
  return (
    Number(first.status !== 'accepted') - Number(second.status !== 'accepted') ||
    first.venueUpdatedAtMs - second.venueUpdatedAtMs ||
    RANK[first.status] - RANK[second.status] ||
    first.filledQuantity - second.filledQuantity ||
    first.quantity - second.quantity ||
    first.price - second.price ||
    compareText(first.reason ?? '', second.reason ?? '')
  );
}

function compareText(first: string, second: string): number {
  if (first === second) return 0;
  return first > second ? 1 : -1;
}

/** The order with a change, and with status, filled quantity and terms worked out anew from its report, its fills and what we know ourselves. */
export function deriveOrder(order: TrackedOrder, change: Partial<TrackedOrder> = {}): TrackedOrder {
  const next = Object.assign(copyOrder(order), change);
  const { report } = next;
  if (report !== null) {
    next.quantity = report.quantity;
    next.price = report.price;
    next.venueOrderId = report.venueOrderId;
  }
  next.filledQuantity = quantityLots(Math.max(next.fillsQuantity, report?.filledQuantity ?? 0));
  next.status = deriveStatus(next, next.quantity, next.filledQuantity);
  next.isCancelPending = next.isCancelPending && !isFinal(next.status);
  next.reason = deriveReason(next, next.status);
  return next;
}

function deriveStatus(order: TrackedOrder, quantity: number, filled: number): OrderStatus {
  if (quantity > 0 && filled >= quantity) return 'filled';
  const { report } = order;
  if (report !== null && report.status !== 'accepted') return report.status;
  if (order.localStatus === 'lost') return 'lost';
  // A fill tells what traded, not what became of the rest: only a report, or an answer, ends the doubt.
  if (report === null && order.localStatus === 'unknown') return 'unknown';
  if (filled > 0) return 'partially-filled';
  return report === null ? order.localStatus : 'accepted';
}

function deriveReason(order: TrackedOrder, status: OrderStatus): string {
  if (status === 'accepted' || status === 'partially-filled' || status === 'filled') return '';
  return order.report?.reason ?? order.reason;
}
