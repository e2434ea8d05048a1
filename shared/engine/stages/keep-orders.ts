/** Looks after orders on the clock: asks for the unknown, repeats cancels, gives up the lost, asks for reconciliation in time. */
import { isWorking, type TrackedOrder } from '../../execution/order-state';
import { RECENCY_GUARD_MS } from '../../execution/reconciliation';
import type { VenueState } from '../account-state';
import { venueOfInstrument } from '../state';
import { raiseAlert, updateVenue, type StepWork } from '../step-work';
import { askForOrders } from './ask-for-orders';
import { cancelOrder } from './trading-halt';

/** Without an answer after this an order is unknown, ms. */
const ACKNOWLEDGE_TIMEOUT_MS = 2000;
/** A cancel that changed nothing is repeated this often, ms. */
const CANCEL_RETRY_MS = 2000;
/** A lost order that nothing disproves stops counting against limits after this, ms. */
const LOST_HOLD_MS = 60_000;
/** The account is compared this often, ms. */
const RECONCILE_INTERVAL_MS = 5000;
/** A reconciliation without an answer is asked for again after this, ms. */
const RECONCILE_TIMEOUT_MS = 10_000;
/** After one that failed or was put off, ms: soon, and no burden on the venue that cannot answer. */
const RECONCILE_AGAIN_MS = 1500;

/** Stage 10: housekeeping of orders, on the clock only. */
export function keepOrders(work: StepWork): void {
  if (work.event.kind !== 'clock-ticked') return;
  for (const order of [...work.orders.open.values()]) keepOrder(work, order);
  for (const venue of Object.values(work.venues)) {
    askForOrders(work, venue);
    keepReconciled(work, venue);
  }
}

function keepOrder(work: StepWork, order: TrackedOrder): void {
  const { nowMs } = work.session;
  if (order.status === 'submitted' && nowMs - order.createdAtMs >= ACKNOWLEDGE_TIMEOUT_MS) {
    const reason = `no answer for ${ACKNOWLEDGE_TIMEOUT_MS} ms`;
    work.orders.amend(order.clientOrderId, { localStatus: 'unknown', reason, updatedAtMs: nowMs });
    raiseAlert(work, {
      key: `unknown|${order.clientOrderId}`,
      severity: 3,
      text: `${order.clientOrderId}: outcome unknown, ${reason}; it counts as open while the venue is asked.`,
    });
    return;
  }
  if (order.status === 'lost') {
    if (nowMs - order.updatedAtMs >= LOST_HOLD_MS || hasNeverCome(work, order)) work.orders.retire(order.clientOrderId);
    return;
  }
  if (isForsaken(work, order)) return cancelOrder(work, order);
  const isCancelDue = order.isCancelPending && isWorking(order) && nowMs - (order.cancelRequestedAtMs ?? 0) >= CANCEL_RETRY_MS;
  if (!isCancelDue) return;
  work.orders.amend(order.clientOrderId, { cancelRequestedAtMs: nowMs });
  const { instrumentId, clientOrderId, venueOrderId } = order;
  work.effects.push({ kind: 'cancel-order', instrumentId, clientOrderId, venueOrderId });
}

/** A quote of an earlier session in what is not quoted any more, or not listed: it has no ladder that wants it out of the market. */
function isForsaken({ quoting, markets }: StepWork, order: TrackedOrder): boolean {
  const hasLadder = quoting[order.instrumentId] !== undefined && markets.has(order.instrumentId);
  return order.purpose === 'quote' && isWorking(order) && !order.isCancelPending && !hasLadder;
}

/**
 * The venue refuses what comes after its time limit, and lists what came before it after the recency guard at the latest. So an order that was
 * denied, that nobody ever told of, and that a whole reading asked for after limit and guard does not have, is not on its way.
 */
function hasNeverCome(work: StepWork, { venueOrderId, fillsQuantity, instrumentId, validUntilMs }: TrackedOrder): boolean {
  // The venue's own id may be known from a life before this one.
  if (venueOrderId !== null || fillsQuantity > 0) return false;
  const readAtMs = work.venues[venueOfInstrument(instrumentId)]?.readAtMs;
  return readAtMs !== undefined && readAtMs > validUntilMs + RECENCY_GUARD_MS;
}

function keepReconciled(work: StepWork, venue: VenueState): void {
  if (venue.lanes.private.state !== 'live') return;
  if (work.session.nowMs >= reconciliationDueMs(venue)) requestReconciliation(work, venue.venue);
}

function reconciliationDueMs(venue: VenueState): number {
  const { reconciliationRequestedAtMs: askedAtMs, readingFailedAtMs: failedAtMs = null, reconciledAtMs } = venue;
  if (askedAtMs !== null) return askedAtMs + RECONCILE_TIMEOUT_MS;
  if (failedAtMs !== null) return failedAtMs + RECONCILE_AGAIN_MS;
  return (reconciledAtMs ?? venue.lanes.private.sinceMs) + RECONCILE_INTERVAL_MS;
}

/** Asks a venue for everything and remembers having asked. */
export function requestReconciliation(work: StepWork, venue: VenueState['venue']): void {
  work.effects.push({ kind: 'request-reconciliation', venue });
  updateVenue(work, venue, { reconciliationRequestedAtMs: work.session.nowMs });
}
