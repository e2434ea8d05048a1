/** Books an execution: once, to its order and its position, whatever state the order is in. */
import type { Fill, TradeId } from '../../domain/fill';
import type { VenueId } from '../../domain/venue';
import type { TrackedOrder } from '../../execution/order-state';
import { applyFill, flatPosition } from '../../inventory/position';
import type { PositionState } from '../account-state';
import { venueOfInstrument } from '../state';
import { isSuspendedUntil } from '../quoting-state';
import { raiseAlert, storePosition, touchControl, touchInventory, updateQuoting, updateVenue, type StepWork } from '../step-work';
import { venueTimeMs } from '../venue-time';
import { watchFee } from './fee-watch';
import { guardFillBurst } from './fill-burst';
import { recordFill } from './fill-records';
import { isForOpening, keepForOpening } from './raced-opening';
import { allowOnlyReducing } from './trading-halt';

/** The exactly-once key of an execution. */
export function fillKey(fill: Fill): string {
  return tradeKey(venueOfInstrument(fill.instrumentId), fill.tradeId);
}

/** … of which only the id could be read. */
export function tradeKey(venue: VenueId, id: TradeId): string {
  return `${venue}|${id}`;
}

/** Applies an execution to order and position unless it was seen before. */
export function takeFill(work: StepWork, fill: Fill): void {
  const market = work.markets.get(fill.instrumentId);
  if (market === undefined) {
    const text = `A fill came for ${fill.instrumentId}, which is not loaded; the position there is not known. Reconcile.`;
    raiseAlert(work, { key: `fill-instrument|${fill.instrumentId}`, severity: 3, text });
    return;
  }
  if (isForOpening(work, fill)) return keepForOpening(work, fill);
  if (isOlderThanSession(work, fill)) return work.orders.ignoreFill(fill, fillKey(fill));
  const outcome = work.orders.applyFill(fill, fillKey(fill), work.session.nowMs);
  if (outcome.kind === 'duplicate') return;
  const known = work.positions[fill.instrumentId] ?? emptyPosition(work, fill);
  storePosition(work, fill.instrumentId, { ...known, position: applyFill(known.position, fill, market.instrument) });
  touchInventory(work);
  watchFee(work, fill, market.instrument);
  recordFill(work, fill, outcome.order);
  coolDown(work, fill, outcome.order);
  if (outcome.order?.purpose === 'quote') guardFillBurst(work, fill);
  if (outcome.order !== null && outcome.order.fillsQuantity > outcome.order.quantity) raiseOverfill(work, outcome.order);
}

/** The venue's clock may run behind what we think it is by less than this, ms. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** What was executed before this session is in its opening balance, however late it is told again. */
function isOlderThanSession(work: StepWork, fill: Fill): boolean {
  const venue = venueOfInstrument(fill.instrumentId);
  return fill.executedAtMs < venueTimeMs(work, venue, work.session.startedAtMs) - CLOCK_TOLERANCE_MS;
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
  const untilMs = work.session.nowMs + quoting.parameters.fillCooldownMs;
  if (isSuspendedUntil(quoting.suspensions[fill.side], untilMs)) return;
  updateQuoting(work, quoting, {
    suspensions: { ...quoting.suspensions, [fill.side]: { cause: 'fill-cooldown', reason: 'waiting after a fill', untilMs } },
  });
}

function raiseOverfill(work: StepWork, order: TrackedOrder): void {
  const text = `${order.clientOrderId} filled ${order.fillsQuantity} lots of ${order.quantity} wanted; booked as the venue says.`;
  raiseAlert(work, { key: `overfill|${order.clientOrderId}`, severity: 3, text });
  allowOnlyReducing(work, `Overfill: ${text} It ends when a reconciliation matches.`);
  // What matched before says nothing of now.
  updateVenue(work, venueOfInstrument(order.instrumentId), {
    isMatched: false,
    reconciliation: 'more was filled than ordered: to be compared',
  });
  touchControl(work);
}
