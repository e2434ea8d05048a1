/** Takes order reports, fills and refusals in: in any order, each fill once, whatever state the order is in. */
import type { Fill } from '../../domain/fill';
import type { ClientOrderId } from '../../domain/order';
import { applyFill, flatPosition } from '../../inventory/position';
import type { TrackedOrder } from '../../execution/order-state';
import type { PositionState } from '../account-state';
import { venueOfInstrument } from '../state';
import { raiseAlert, storePosition, touchInventory, updateQuoting, type StepWork } from '../step-work';
import { recordFill } from './fill-records';
import { takeSnapshot } from './reconcile-account';
import { updateVenue } from '../step-work';

/** Stage 3: the private lane. */
export function ingestAccount(work: StepWork): void {
  const { event } = work;
  switch (event.kind) {
    case 'order-reported': {
      const order = work.orders.applyReport(event.report, event.atMs);
      if (event.report.status === 'rejected') noteRejection(work, order, event.report.reason ?? 'no reason given');
      return;
    }
    case 'fill-reported':
      return takeFill(work, event.fill);
    case 'order-rejected': {
      const order = work.orders.amend(event.clientOrderId, { localStatus: 'rejected', reason: event.reason, updatedAtMs: event.atMs });
      if (order !== null) noteRejection(work, order, `${event.reason} (${event.code})`);
      return;
    }
    case 'order-outcome-unknown':
      return markUnknown(work, event.clientOrderId, event.reason);
    case 'order-not-found':
      return noteNotFound(work, event.clientOrderId);
    case 'cancel-failed':
      return noteCancelFailure(work, event.clientOrderId, event.reason);
    case 'account-snapshot':
      return takeSnapshot(work, event);
    case 'reconciliation-failed':
      updateVenue(work, event.venue, { reconciliationRequestedAtMs: null });
      raiseAlert(work, {
        key: `reconciliation|${event.venue}`,
        severity: 2,
        text: `${event.venue}: reconciliation failed, ${event.reason}; tried again.`,
      });
      return;
    default:
      return;
  }
}

/** The exactly-once key of an execution. */
export function fillKey(fill: Fill): string {
  return `${venueOfInstrument(fill.instrumentId)}|${fill.tradeId}`;
}

/** Applies an execution to order and position unless it was seen before. */
export function takeFill(work: StepWork, fill: Fill): void {
  const market = work.markets.get(fill.instrumentId);
  if (market === undefined) {
    const text = `A fill came for ${fill.instrumentId}, which is not loaded; the position there is not known. Reconcile.`;
    raiseAlert(work, { key: `fill-instrument|${fill.instrumentId}`, severity: 3, text });
    return;
  }
  const outcome = work.orders.applyFill(fill, fillKey(fill), work.session.nowMs);
  if (outcome.kind === 'duplicate') return;
  const known = work.positions[fill.instrumentId] ?? emptyPosition(work, fill);
  storePosition(work, fill.instrumentId, { ...known, position: applyFill(known.position, fill, market.instrument) });
  touchInventory(work);
  recordFill(work, fill, outcome.order);
  coolDown(work, fill, outcome.order);
  if (outcome.order !== null && outcome.order.fillsQuantity > outcome.order.quantity) raiseOverfill(work, outcome.order);
}

function emptyPosition(work: StepWork, fill: Fill): PositionState {
  const underlying = work.markets.get(fill.instrumentId)?.instrument.underlying;
  if (underlying === undefined) throw new RangeError(`Expected ${fill.instrumentId} to be loaded before its fill is booked.`);
  return { position: flatPosition(fill.instrumentId), underlying, openingLots: 0, venueLots: null, differenceLots: null };
}

/** After a fill of a quote its side waits, so that one sweep does not take a quote again and again. */
function coolDown(work: StepWork, fill: Fill, order: TrackedOrder | null): void {
  const quoting = work.quoting[fill.instrumentId];
  if (quoting === undefined || order?.purpose !== 'quote' || quoting.parameters.fillCooldownMs === 0) return;
  const suspension = quoting.suspensions[fill.side];
  if (suspension !== null && suspension.untilMs === null) return;
  const untilMs = work.session.nowMs + quoting.parameters.fillCooldownMs;
  updateQuoting(work, quoting, {
    suspensions: { ...quoting.suspensions, [fill.side]: { cause: 'fill-cooldown', reason: 'waiting after a fill', untilMs } },
  });
}

function raiseOverfill(work: StepWork, order: TrackedOrder): void {
  const text = `${order.clientOrderId} filled ${order.fillsQuantity} lots of ${order.quantity} wanted; booked as the venue says.`;
  raiseAlert(work, { key: `overfill|${order.clientOrderId}`, severity: 3, text });
}

/** Rejections of quotes within this time are counted. */
const REJECTION_WINDOW_MS = 1000;
/** So many of them suspend the side … */
const REJECTIONS_TOLERATED = 3;
/** … for so long. */
const REJECTION_PAUSE_MS = 5000;

function noteRejection(work: StepWork, order: TrackedOrder, reason: string): void {
  const quoting = work.quoting[order.instrumentId];
  const name = work.markets.get(order.instrumentId)?.instrument.name ?? order.instrumentId;
  const severity = order.purpose === 'quote' ? 1 : 2;
  raiseAlert(work, {
    key: `rejected|${order.instrumentId}|${order.purpose}`,
    severity,
    text: `${name}: ${order.purpose} ${order.side} rejected, ${reason}.`,
  });
  if (order.purpose !== 'quote' || quoting === undefined) return;
  const { nowMs } = work.session;
  const rejectedAtMs = [...quoting.rejectedAtMs.filter((atMs) => nowMs - atMs < REJECTION_WINDOW_MS), nowMs];
  const isLoop = rejectedAtMs.length >= REJECTIONS_TOLERATED && quoting.suspensions[order.side] === null;
  const pause = {
    cause: 'denied',
    reason: `rejected ${rejectedAtMs.length} times in a second: ${reason}`,
    untilMs: nowMs + REJECTION_PAUSE_MS,
  } as const;
  updateQuoting(work, quoting, {
    rejectedAtMs,
    suspensions: isLoop ? { ...quoting.suspensions, [order.side]: pause } : quoting.suspensions,
  });
}

/** Never resent: it counts against limits and is asked for until its fate is known. */
function markUnknown(work: StepWork, id: ClientOrderId, reason: string): void {
  const known = work.orders.find(id);
  if (known === null || known.localStatus !== 'submitted') return;
  const order = work.orders.amend(id, { localStatus: 'unknown', reason, updatedAtMs: work.session.nowMs });
  if (order?.status !== 'unknown') return;
  work.effects.push({ kind: 'query-order', instrumentId: order.instrumentId, clientOrderId: id });
  work.orders.amend(id, { queriedAtMs: work.session.nowMs, queryCount: order.queryCount + 1 });
  raiseAlert(work, {
    key: `unknown|${id}`,
    severity: 3,
    text: `${id}: outcome unknown, ${reason}; it counts as open while the venue is asked.`,
  });
}

/** So many answers "no such order" make an order lost. */
const NOT_FOUND_FOR_LOST = 3;

function noteNotFound(work: StepWork, id: ClientOrderId): void {
  const order = work.orders.find(id);
  if (order === null) return;
  const notFoundCount = order.notFoundCount + 1;
  // A venue that listed the order before may only be late; one that never did, and denies it three times, has not got it.
  const isLost = notFoundCount >= NOT_FOUND_FOR_LOST && order.status !== 'lost';
  const change = isLost ? ({ localStatus: 'lost', reason: `the venue denied knowing it ${notFoundCount} times` } as const) : {};
  const next = work.orders.amend(id, { notFoundCount, ...change, updatedAtMs: work.session.nowMs });
  if (next?.status === 'lost' && isLost) {
    raiseAlert(work, {
      key: `unknown|${id}`,
      severity: 3,
      text: `${id} is lost: the venue denied knowing it ${notFoundCount} times. A late fill would still be booked.`,
    });
  }
}

function noteCancelFailure(work: StepWork, id: ClientOrderId, reason: string): void {
  const order = work.orders.find(id);
  if (order === null) return;
  // Still pending: the cancel is repeated, and the venue is asked whether there is anything to cancel.
  work.effects.push({ kind: 'query-order', instrumentId: order.instrumentId, clientOrderId: id });
  work.orders.amend(id, { queriedAtMs: work.session.nowMs, queryCount: order.queryCount + 1 });
  raiseAlert(work, {
    key: `cancel-failed|${order.instrumentId}`,
    severity: 2,
    text: `Cancel of ${id} failed, ${reason}; asked for its state.`,
  });
}
