/** Takes order reports, fills and refusals in: in any order, each fill once, whatever state the order is in. */
import { isFinal, type ClientOrderId } from '../../domain/order';
import { isWorking, type TrackedOrder } from '../../execution/order-state';
import { raiseAlert, updateQuoting, updateVenue, type StepWork } from '../step-work';
import { wantAnswer } from './ask-for-orders';
import { takeSnapshot } from './reconcile-account';
import { takeFill } from './take-fill';
import { cancelOrder } from './trading-halt';
import { noteStranger } from './twin-desk';
import { isUnasked, noteVenueCancel } from './venue-cancels';

/** Stage 3: the private lane. */
export function ingestAccount(work: StepWork): void {
  const { event } = work;
  switch (event.kind) {
    case 'order-reported':
      return takeReport(work, event);
    case 'fill-reported':
      return takeFill(work, event.fill);
    case 'balance-updated':
      return noteBalance(work, event);
    case 'order-rejected': {
      const order = work.orders.amend(event.clientOrderId, { localStatus: 'rejected', reason: event.reason, updatedAtMs: event.atMs });
      if (order !== null) noteRejection(work, order, `${event.reason} (${event.code})`);
      return;
    }
    case 'order-withheld': {
      const order = work.orders.amend(event.clientOrderId, { localStatus: 'rejected', reason: event.reason, updatedAtMs: event.atMs });
      // A cancel that came first is no trouble: the side goes on being quoted.
      if (order !== null && event.cause !== 'canceled') noteRejection(work, order, event.reason);
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
      updateVenue(work, event.venue, { reconciliationRequestedAtMs: null, readingFailedAtMs: work.session.nowMs });
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

function takeReport(work: StepWork, { report, atMs }: Extract<StepWork['event'], { kind: 'order-reported' }>): void {
  const known = report.clientOrderId === null ? null : work.orders.find(report.clientOrderId);
  const isBaseline = report.venueUpdatedAtMs < work.session.startedAtMs && known?.isCarriedOver === true;
  const isUnwanted = isUnasked(work, report);
  noteStranger(work, report);
  const order = work.orders.applyReport(report, atMs, isBaseline);
  if (isUnwanted) noteVenueCancel(work, order, report);
  if (report.status === 'rejected') noteToldRejection(work, known, order);
  // A cancel goes another way than its order, and found nothing if it was there first.
  if (known?.report === null && order.isCancelPending && isWorking(order)) cancelOrder(work, order);
}

/** Told by the answer and by the stream, it is one rejection. */
function noteToldRejection(work: StepWork, known: TrackedOrder | null, order: TrackedOrder): void {
  if (known === null || !isFinal(known.status)) noteRejection(work, order, order.report?.reason ?? 'no reason given');
}

function noteBalance(work: StepWork, event: Extract<StepWork['event'], { kind: 'balance-updated' }>): void {
  const known = work.venues[event.venue]?.balances ?? [];
  const others = known.filter((balance) => balance.currency !== event.balance.currency);
  updateVenue(work, event.venue, { balances: [...others, event.balance] });
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
  // What the venue has ended is no less over for a list that lags: its unseen fill is waited for from the end on, not from each denial.
  if (order === null || isFinal(order.status)) return;
  const notFoundCount = order.notFoundCount + 1;
  // A venue that listed the order before may only be late; one that never did, and denies it three times, has not got it.
  const isLost = notFoundCount >= NOT_FOUND_FOR_LOST && order.status !== 'lost';
  const change = isLost ? ({ localStatus: 'lost', reason: `the venue denied knowing it ${notFoundCount} times` } as const) : {};
  // A lost order that is denied again is no news: the time after which it stops counting goes on.
  const updatedAtMs = order.status === 'lost' ? order.updatedAtMs : work.session.nowMs;
  const next = work.orders.amend(id, { notFoundCount, ...change, updatedAtMs });
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
  if (order === null || isFinal(order.status)) return;
  // Still pending: the cancel is repeated, and the venue is asked whether there is anything to cancel.
  wantAnswer(work, id);
  // The first failure nearly always means that a fill was quicker; its report is on the way.
  if (order.queryCount === 0 && order.isQueryWanted !== true) return;
  raiseAlert(work, {
    key: `cancel-failed|${order.instrumentId}`,
    severity: 2,
    text: `Cancel of ${id} failed, ${reason}; asked for its state.`,
  });
}
