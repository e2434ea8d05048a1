/** How a tracked order begins and how it is copied: field by field, because this is the hot path. */
import type { OrderIntent } from '../domain/order';
import { quantityLots } from '../domain/quantity';
import type { TimestampMs } from '../domain/time';
import type { TrackedOrder } from './order-state';

/** An order about to be stored. */
export type MutableTrackedOrder = { -readonly [Field in keyof TrackedOrder]: TrackedOrder[Field] };

/** A copy to be changed before it is stored. Fields are written out: spreading so many is some ten times as slow, and this runs with every report. */
export function copyOrder(order: TrackedOrder): MutableTrackedOrder {
  const copy: MutableTrackedOrder = {
    instrumentId: order.instrumentId,
    side: order.side,
    price: order.price,
    quantity: order.quantity,
    purpose: order.purpose,
    timeInForce: order.timeInForce,
    isPostOnly: order.isPostOnly,
    isReduceOnly: order.isReduceOnly,
    level: order.level,
    clientOrderId: order.clientOrderId,
    validUntilMs: order.validUntilMs,
    venueOrderId: order.venueOrderId,
    status: order.status,
    localStatus: order.localStatus,
    filledQuantity: order.filledQuantity,
    fillsQuantity: order.fillsQuantity,
    report: order.report,
    reason: order.reason,
    isCancelPending: order.isCancelPending,
    createdAtMs: order.createdAtMs,
    updatedAtMs: order.updatedAtMs,
    cancelRequestedAtMs: order.cancelRequestedAtMs,
    queriedAtMs: order.queriedAtMs,
    queryCount: order.queryCount,
    notFoundCount: order.notFoundCount,
  };
  if (order.isQueryWanted !== undefined) copy.isQueryWanted = order.isQueryWanted;
  if (order.isCarriedOver !== undefined) copy.isCarriedOver = order.isCarriedOver;
  return copy;
}

/** An order about to be sent: nothing was heard of it. Its fields stand in the order of `copyOrder`, so that all orders have one shape. */
export function newOrder(intent: OrderIntent, atMs: TimestampMs): TrackedOrder {
  return {
    instrumentId: intent.instrumentId,
    side: intent.side,
    price: intent.price,
    quantity: intent.quantity,
    purpose: intent.purpose,
    timeInForce: intent.timeInForce,
    isPostOnly: intent.isPostOnly,
    isReduceOnly: intent.isReduceOnly,
    level: intent.level,
    clientOrderId: intent.clientOrderId,
    validUntilMs: intent.validUntilMs,
    venueOrderId: null,
    status: 'submitted',
    localStatus: 'submitted',
    filledQuantity: quantityLots(0),
    fillsQuantity: quantityLots(0),
    report: null,
    reason: '',
    isCancelPending: false,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    cancelRequestedAtMs: null,
    queriedAtMs: null,
    queryCount: 0,
    notFoundCount: 0,
  };
}
