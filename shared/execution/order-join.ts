/** Joins news of an order: commutative, associative and idempotent, so every order of arrival ends in the same state. */
import { isFinal, type OrderReport, type OrderStatus } from '../domain/order';
import { quantityLots } from '../domain/quantity';
import type { TrackedOrder } from './order-state';

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

/** The order with status, filled quantity and terms worked out anew from its report, its fills and what we know ourselves. */
export function deriveOrder(order: TrackedOrder): TrackedOrder {
  const { report } = order;
  const quantity = report?.quantity ?? order.quantity;
  const filledQuantity = quantityLots(Math.max(order.fillsQuantity, report?.filledQuantity ?? 0));
  const status = deriveStatus(order, quantity, filledQuantity);
  return {
    ...order,
    quantity,
    ...(report === null ? {} : { price: report.price, venueOrderId: report.venueOrderId }),
    filledQuantity,
    status,
    isCancelPending: order.isCancelPending && !isFinal(status),
    reason: deriveReason(order, status),
  };
}

function deriveStatus(order: TrackedOrder, quantity: number, filled: number): OrderStatus {
  if (quantity > 0 && filled >= quantity) return 'filled';
  const { report } = order;
  if (report !== null && report.status !== 'accepted') return report.status;
  if (order.localStatus === 'lost') return 'lost';
  if (filled > 0) return 'partially-filled';
  return report === null ? order.localStatus : 'accepted';
}

function deriveReason(order: TrackedOrder, status: OrderStatus): string {
  if (status === 'accepted' || status === 'partially-filled' || status === 'filled') return '';
  return order.report?.reason ?? order.reason;
}
