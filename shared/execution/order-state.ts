/** An order as tracked: what we wanted joined with everything the venue ever said of it, in any order of arrival. */
import type { InstrumentId } from '../domain/instrument';
import type { ClientOrderId, Order, OrderReport, VenueOrderId } from '../domain/order';
import { isFinal } from '../domain/order';
import type { QuantityLots } from '../domain/quantity';
import { quantityLots } from '../domain/quantity';
import type { TimestampMs } from '../domain/time';

/** What we know without a word from the venue's order stream. */
export type LocalStatus = 'submitted' | 'unknown' | 'lost' | 'rejected';

/** An order with what is needed to join further news of it. Replaced, never mutated. */
export interface TrackedOrder extends Order {
  readonly localStatus: LocalStatus;
  /** Sum of our fills seen for it (plus, for an adopted order, what was filled before), lots. */
  readonly fillsQuantity: QuantityLots;
  /** All reports so far joined into one; `null` before the first. */
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
  /** The venue is to be asked about it as soon as its turn comes. Absent means `false`. */
  readonly isQueryWanted?: boolean;
  /** Not sent by this session: what filled before it is in the opening balance, whoever counted it. Absent means `false`. */
  readonly isCarriedOver?: boolean;
}

/** Orders and fills as read from outside; `OrderTracker` is the owner and the only writer. */
export interface OrdersState {
  /** Working and not yet settled orders, in order of creation. */
  readonly open: ReadonlyMap<ClientOrderId, TrackedOrder>;
  readonly openByInstrument: ReadonlyMap<InstrumentId, ReadonlySet<ClientOrderId>>;
  /** The newest settled orders, bounded, oldest first. */
  readonly settled: ReadonlyMap<ClientOrderId, TrackedOrder>;
  readonly idByVenueOrderId: ReadonlyMap<VenueOrderId, ClientOrderId>;
  /** Every execution known in this session, `<venue>|<trade id>`: the key of exactly-once. */
  readonly knownTradeIds: ReadonlySet<string>;
  /** Rises with every change of an order of this instrument; 0 before the first. */
  revisionOf(instrument: InstrumentId): number;
  /** Rises with every change of any order. */
  readonly latestRevision: number;
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

/** So long a fill that the venue counted is waited for; who asks for it every two seconds has it by then, ms. */
const UNSEEN_FILL_MS = 10_000;

/** Whether the position may change by an order at any moment: it works, or is over with a fill that was not seen and is still to be expected. */
export function mayYetFill(order: TrackedOrder, nowMs: number): boolean {
  return isWorking(order) || (outstandingLots(order) > 0 && nowMs - order.updatedAtMs < UNSEEN_FILL_MS);
}

/** Lots not yet filled, by the best knowledge of reports and fills. */
export function remainingLots(order: TrackedOrder): QuantityLots {
  return quantityLots(Math.max(0, order.quantity - order.filledQuantity));
}

/** Whether nobody can say if the order rests or traded: it counts in full, and nothing takes its place yet. */
export function isUncertain(order: TrackedOrder): boolean {
  return order.status === 'unknown' || order.status === 'lost';
}

/** Whether the order may rest at the venue now, so that it must be counted, shown and cancelable. */
export function isWorking(order: TrackedOrder): boolean {
  return !isFinal(order.status);
}
