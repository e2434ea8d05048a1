/** Asks the venue about single orders, one after the other: a question costs up to four calls, and twenty at once would get no answer for want of credits. */
import { isFinal, type ClientOrderId } from '../../domain/order';
import { isWorking, outstandingLots, type TrackedOrder } from '../../execution/order-state';
import type { VenueState } from '../account-state';
import { venueOfInstrument } from '../state';
import { updateVenue, type StepWork } from '../step-work';

/** The fate of an unknown order is asked for this often at most, ms. */
const QUERY_INTERVAL_MS = 2000;

/** Between two questions to one venue, ms: of 20 calls a second they leave a third to everything else. */
const QUERY_PACE_MS = 300;

/** Has the venue asked about an order as soon as its turn comes; an order that is not known is left alone. */
export function wantAnswer(work: StepWork, id: ClientOrderId): void {
  work.orders.amend(id, { isQueryWanted: true });
}

/** On the clock: the next question to a venue, if it is time for one; who has waited longest comes first. */
export function askForOrders(work: StepWork, { venue, orderQueriedAtMs }: VenueState): void {
  const { nowMs } = work.session;
  if (nowMs - (orderQueriedAtMs ?? 0) < QUERY_PACE_MS) return;
  let next: TrackedOrder | null = null;
  for (const order of work.orders.open.values()) {
    if (!isDue(order, nowMs) || venueOfInstrument(order.instrumentId) !== venue) continue;
    if (next === null || waitsSinceMs(order) < waitsSinceMs(next)) next = order;
  }
  if (next === null) return;
  const { instrumentId, clientOrderId, queryCount } = next;
  work.effects.push({ kind: 'query-order', instrumentId, clientOrderId });
  work.orders.amend(clientOrderId, { isQueryWanted: false, queriedAtMs: nowMs, queryCount: queryCount + 1 });
  updateVenue(work, venue, { orderQueriedAtMs: nowMs });
}

function isDue(order: TrackedOrder, nowMs: number): boolean {
  if (order.status === 'lost') return false;
  return order.isQueryWanted === true || (needsAnswer(order) && nowMs - (order.queriedAtMs ?? 0) >= QUERY_INTERVAL_MS);
}

/** Unknown, denied by the venue before, or final with fills that we have not seen. */
function needsAnswer(order: TrackedOrder): boolean {
  return (
    order.status === 'unknown' || (order.notFoundCount > 0 && isWorking(order)) || (isFinal(order.status) && outstandingLots(order) > 0)
  );
}

/** Never asked counts from its last news, so that neither old nor new orders wait for ever. */
function waitsSinceMs({ queriedAtMs, updatedAtMs }: TrackedOrder): number {
  return queriedAtMs ?? updatedAtMs;
}
