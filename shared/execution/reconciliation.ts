/** Compares what we believe of orders and positions with a snapshot of the account; decides nothing. */
import type { Instrument, InstrumentId } from '../domain/instrument';
import type { OrderReport } from '../domain/order';
import type { VenuePosition } from '../domain/position';
import { toWholeLots } from '../domain/quantity';
import type { TimestampMs } from '../domain/time';
import { isWorking, type TrackedOrder } from './order-state';

/** Orders acknowledged this short before the request may be missing from the venue's list without being gone, ms. */
export const RECENCY_GUARD_MS = 5000;

/** Working orders that the venue did not list although it should have: each needs a targeted query, none is lost yet. */
export function findMissingOrders(
  orders: Iterable<TrackedOrder>,
  snapshot: { readonly openOrders: readonly OrderReport[]; readonly requestedAtMs: TimestampMs },
): readonly TrackedOrder[] {
  const listed = new Set<string>(snapshot.openOrders.map((report) => report.venueOrderId));
  return [...orders].filter(
    (order) =>
      isWorking(order) &&
      order.createdAtMs < snapshot.requestedAtMs - RECENCY_GUARD_MS &&
      (order.venueOrderId === null || !listed.has(order.venueOrderId)),
  );
}

/** One position as the venue sees it, in lots: whole, unless the lot grew while it was held. */
export interface VenueLots {
  readonly instrumentId: InstrumentId;
  readonly lots: number;
}

/** The venue's positions in lots; instruments it does not list are flat there. */
export function venueLots(positions: readonly VenuePosition[], find: (id: InstrumentId) => Instrument | null): readonly VenueLots[] {
  const found: VenueLots[] = [];
  for (const position of positions) {
    const instrument = find(position.instrumentId);
    if (instrument !== null) found.push({ instrumentId: position.instrumentId, lots: toWholeLots(position.quantity / instrument.lotSize) });
  }
  return found;
}

/** One instrument on which we and the venue disagree. */
export interface PositionDifference {
  readonly instrumentId: InstrumentId;
  /** Ours minus the venue's, lots. */
  readonly lots: number;
}

/** In words: `matched`, or what is off and by how much. Quantities in the instrument's own unit. */
export function describeDifferences(differences: readonly PositionDifference[], find: (id: InstrumentId) => Instrument | null): string {
  if (differences.length === 0) return 'matched';
  return differences
    .map(({ instrumentId, lots }) => {
      const instrument = find(instrumentId);
      const quantity = Number((lots * (instrument?.lotSize ?? 1)).toPrecision(12));
      const unit = instrument?.quantityUnit === 'USD' ? 'USD' : (instrument?.underlying ?? 'lots');
      return `${instrument?.name ?? instrumentId} off by ${quantity > 0 ? '+' : ''}${quantity} ${unit}`;
    })
    .join(', ');
}
