/** Owner of all orders of a session: takes news in any order, applies each fill once, forgets only what is settled. */
import type { Fill } from '../domain/fill';
import type { InstrumentId } from '../domain/instrument';
import { clientOrderId, venueOrderId } from '../domain/order';
import type { ClientOrderId, OrderIntent, OrderReport, VenueOrderId } from '../domain/order';
import type { PriceTicks } from '../domain/price';
import { quantityLots, type QuantityLots } from '../domain/quantity';
import { timestampMs } from '../domain/time';
import type { TimestampMs } from '../domain/time';
import { deriveOrder, joinReports } from './order-join';
import { isSettled, type OrdersState, type TrackedOrder } from './order-state';
import { newOrder } from './tracked-order';

/** Settled orders kept for the screen and for late news. */
const SETTLED_KEPT = 500;

/** Labels that begin so were made by this desk, in this session or an earlier one. */
export const OWN_LABEL_PREFIX = 'keel-';

/** Ids of orders that carry no label of ours begin so; the venue's own id follows. */
const EXTERNAL_PREFIX = 'external-';

/** The venue's id of an order that this desk did not place; `null` for one of ours, which the venue knows by its label. */
export function venueIdOfExternal(id: ClientOrderId): VenueOrderId | null {
  return id.startsWith(EXTERNAL_PREFIX) ? venueOrderId(id.slice(EXTERNAL_PREFIX.length)) : null;
}

/** With what every client order id of a session begins. */
export function sessionLabel(sessionId: string): string {
  return `${OWN_LABEL_PREFIX}${sessionId.slice(0, 8)}-`;
}

/** What a fill did: applied to a known order, applied to one this desk did not place, or seen before. */
export type FillOutcome = { readonly kind: 'applied'; readonly order: TrackedOrder | null } | { readonly kind: 'duplicate' };

/** What an earlier session knew of an order, and why nothing more is known. Quantities in lots. */
export interface EarlierOrder {
  readonly venueOrderId: VenueOrderId | null;
  readonly fillsQuantity: number;
  readonly reason: string;
}

/** Everything a tracker holds, as plain data in its order: what a snapshot of the state keeps of it. */
export interface OrderTrackerImage {
  readonly open: readonly TrackedOrder[];
  readonly openByInstrument: readonly (readonly [InstrumentId, readonly ClientOrderId[]])[];
  readonly settled: readonly TrackedOrder[];
  readonly idByVenueOrderId: readonly (readonly [VenueOrderId, ClientOrderId])[];
  readonly knownTradeIds: readonly string[];
  readonly orphanFills: readonly (readonly [VenueOrderId, number])[];
  readonly revision: number;
  /** Absent in an image of before there was one per instrument. */
  readonly revisions?: readonly (readonly [InstrumentId, number])[];
}

/** How prices and quantities are said in other ticks and lots. */
export interface NewSteps {
  /** An old price in the new ticks. */
  readonly inTicks: (price: PriceTicks) => PriceTicks;
  /** An old quantity in the new lots. */
  readonly inLots: (quantity: QuantityLots) => QuantityLots;
}

/** Mutated in place by the engine only; its orders are replaced values. Quantities in lots. */
export class OrderTracker implements OrdersState {
  readonly open = new Map<ClientOrderId, TrackedOrder>();
  readonly openByInstrument = new Map<InstrumentId, Set<ClientOrderId>>();
  readonly settled = new Map<ClientOrderId, TrackedOrder>();
  readonly idByVenueOrderId = new Map<VenueOrderId, ClientOrderId>();
  readonly knownTradeIds = new Set<string>();
  private revision = 0;
  private readonly revisions = new Map<InstrumentId, number>();
  /** Fills that named an order not known yet, lots per venue order id. */
  private readonly orphanFills = new Map<VenueOrderId, number>();
  /** Answers of `openOf` until an order of theirs changes: several stages ask in each step. Truly private, because it is no part of the state. */
  readonly #openLists = new Map<InstrumentId, readonly TrackedOrder[]>();

  /** A tracker that goes on from an image. */
  static restore(image: OrderTrackerImage): OrderTracker {
    const tracker = new OrderTracker();
    for (const order of image.open) tracker.open.set(order.clientOrderId, order);
    for (const [id, orders] of image.openByInstrument) tracker.openByInstrument.set(id, new Set(orders));
    for (const order of image.settled) tracker.settled.set(order.clientOrderId, order);
    for (const [venueId, id] of image.idByVenueOrderId) tracker.idByVenueOrderId.set(venueId, id);
    for (const key of image.knownTradeIds) tracker.knownTradeIds.add(key);
    for (const [venueId, lots] of image.orphanFills) tracker.orphanFills.set(venueId, lots);
    tracker.revision = image.revision;
    for (const [id, revision] of image.revisions ?? []) tracker.revisions.set(id, revision);
    return tracker;
  }

  /** All there is, for a snapshot. */
  toImage(): OrderTrackerImage {
    return {
      open: [...this.open.values()],
      openByInstrument: [...this.openByInstrument].map(([id, orders]) => [id, [...orders]] as const),
      settled: [...this.settled.values()],
      idByVenueOrderId: [...this.idByVenueOrderId],
      knownTradeIds: [...this.knownTradeIds],
      orphanFills: [...this.orphanFills],
      revision: this.revision,
      revisions: [...this.revisions],
    };
  }

  /** Rises with every change of an order of this instrument; 0 before the first. */
  revisionOf(instrument: InstrumentId): number {
    return this.revisions.get(instrument) ?? 0;
  }

  /** Rises with every change of any order. */
  get latestRevision(): number {
    return this.revision;
  }

  /** The order of this id, settled ones included; `null` if never seen. */
  find(id: ClientOrderId): TrackedOrder | null {
    return this.open.get(id) ?? this.settled.get(id) ?? null;
  }

  /** Working orders of one instrument in order of creation. The list itself never changes. */
  openOf(instrument: InstrumentId): readonly TrackedOrder[] {
    const known = this.#openLists.get(instrument);
    if (known !== undefined) return known;
    const found: TrackedOrder[] = [];
    for (const id of this.openByInstrument.get(instrument) ?? []) {
      const order = this.open.get(id);
      if (order !== undefined) found.push(order);
    }
    this.#openLists.set(instrument, found);
    return found;
  }

  /** Takes in an order about to be sent; it counts against limits from here on. */
  submit(intent: OrderIntent, atMs: TimestampMs): TrackedOrder {
    return this.store(newOrder(intent, atMs));
  }

  /** Takes over an order of an earlier session: unknown, and counting against limits, until the venue says what became of it. */
  carryOver(intent: OrderIntent, earlier: EarlierOrder, atMs: TimestampMs): TrackedOrder {
    const { venueOrderId, fillsQuantity, reason } = earlier;
    const known = { venueOrderId, fillsQuantity: quantityLots(fillsQuantity), reason };
    const order = Object.assign(newOrder(intent, atMs), { localStatus: 'unknown', isCarriedOver: true } as const);
    return this.store(deriveOrder(order, known));
  }

  /** Joins a report; an order not known is adopted. `isBaseline`: fills before this instant are in the opening balance already. */
  applyReport(report: OrderReport, atMs: TimestampMs, isBaseline = false): TrackedOrder {
    const known = this.locate(report.clientOrderId, report.venueOrderId);
    const order = known ?? this.adopt(report, atMs, isBaseline);
    const joined = order.report === null ? report : joinReports(order.report, report);
    const isCounted = isBaseline && order.isCarriedOver === true;
    const fillsQuantity = isCounted ? quantityLots(Math.max(order.fillsQuantity, report.filledQuantity)) : order.fillsQuantity;
    const isNews = joined !== order.report || fillsQuantity !== order.fillsQuantity;
    if (!isNews && order.localStatus !== 'lost' && order.notFoundCount === 0) return order;
    // A report is proof of life: whoever was given up is not lost any more.
    const localStatus = order.localStatus === 'lost' ? 'submitted' : order.localStatus;
    return this.store(deriveOrder(order, { report: joined, fillsQuantity, localStatus, notFoundCount: 0, updatedAtMs: atMs }));
  }

  /** Applies an execution once per venue and trade id, in whatever state the order is. */
  applyFill(fill: Fill, key: string, atMs: TimestampMs): FillOutcome {
    if (this.knownTradeIds.has(key)) return { kind: 'duplicate' };
    this.knownTradeIds.add(key);
    this.touch(fill.instrumentId);
    const order = this.locate(fill.clientOrderId, fill.venueOrderId);
    if (order === null) {
      this.orphanFills.set(fill.venueOrderId, (this.orphanFills.get(fill.venueOrderId) ?? 0) + fill.quantity);
      return { kind: 'applied', order: null };
    }
    const fillsQuantity = quantityLots(order.fillsQuantity + fill.quantity);
    const venueOrderId = order.venueOrderId ?? fill.venueOrderId;
    return { kind: 'applied', order: this.store(deriveOrder(order, { fillsQuantity, venueOrderId, updatedAtMs: atMs })) };
  }

  /** Notes an execution that the opening balance holds already, so that it is never booked; an order carried over counts it as filled. */
  ignoreFill(fill: Fill, key: string): void {
    // To the end in any case: the newest are carried over, and a venue tells older ones again than a session remembers.
    const isKnown = this.knownTradeIds.delete(key);
    this.knownTradeIds.add(key);
    if (isKnown) return;
    const order = this.locate(fill.clientOrderId, fill.venueOrderId);
    if (order?.isCarriedOver !== true) return;
    const ceiling = order.report?.filledQuantity ?? order.quantity;
    const fillsQuantity = quantityLots(Math.max(order.fillsQuantity, Math.min(order.fillsQuantity + fill.quantity, ceiling)));
    this.store(deriveOrder(order, { fillsQuantity }));
  }

  /** Notes executions of earlier sessions by their keys. */
  ignoreFills(keys: readonly string[]): void {
    for (const key of keys) this.knownTradeIds.add(key);
  }

  /** Changes what we know ourselves of an order; a word of the venue stands above it. `null` if the order is not known. */
  amend(id: ClientOrderId, change: Partial<TrackedOrder>): TrackedOrder | null {
    const order = this.find(id);
    return order === null ? null : this.store(deriveOrder(order, change));
  }

  /** Puts the prices and quantities of an instrument's orders into other ticks and lots. */
  countAnew(instrument: InstrumentId, { inTicks, inLots }: NewSteps): void {
    for (const orders of [this.open, this.settled]) {
      for (const [id, order] of orders) if (order.instrumentId === instrument) orders.set(id, inNewSteps(order, { inTicks, inLots }));
    }
    this.touch(instrument);
  }

  /** Sets an order aside that the venue denies knowing; a late fill still finds it. */
  retire(id: ClientOrderId): void {
    const order = this.open.get(id);
    if (order !== undefined) this.settle(order);
  }

  private locate(id: ClientOrderId | null, venueId: VenueOrderId): TrackedOrder | null {
    const byLabel = id === null ? null : this.find(id);
    if (byLabel !== null) return byLabel;
    const mapped = this.idByVenueOrderId.get(venueId);
    return mapped === undefined ? null : this.find(mapped);
  }

  private adopt(report: OrderReport, atMs: TimestampMs, isBaseline: boolean): TrackedOrder {
    const fromOrphans = this.orphanFills.get(report.venueOrderId) ?? 0;
    this.orphanFills.delete(report.venueOrderId);
    const isOurs = report.clientOrderId?.startsWith(OWN_LABEL_PREFIX) === true;
    const id = isOurs && report.clientOrderId !== null ? report.clientOrderId : clientOrderId(`${EXTERNAL_PREFIX}${report.venueOrderId}`);
    const order = newOrder(
      {
        clientOrderId: id,
        instrumentId: report.instrumentId,
        side: report.side,
        price: report.price,
        quantity: report.quantity,
        purpose: isOurs ? 'adopted' : 'external',
        timeInForce: 'good-til-canceled',
        isPostOnly: false,
        isReduceOnly: false,
        level: 0,
        validUntilMs: timestampMs(0),
      },
      atMs,
    );
    const fillsQuantity = quantityLots(isBaseline ? Math.max(fromOrphans, report.filledQuantity) : fromOrphans);
    return Object.assign(order, { fillsQuantity, isCarriedOver: true });
  }

  private store(order: TrackedOrder): TrackedOrder {
    this.touch(order.instrumentId);
    if (order.venueOrderId !== null) this.idByVenueOrderId.set(order.venueOrderId, order.clientOrderId);
    if (isSettled(order)) {
      this.settle(order);
      return order;
    }
    this.settled.delete(order.clientOrderId);
    this.open.set(order.clientOrderId, order);
    const ids = this.openByInstrument.get(order.instrumentId);
    if (ids === undefined) this.openByInstrument.set(order.instrumentId, new Set([order.clientOrderId]));
    else ids.add(order.clientOrderId);
    return order;
  }

  private touch(instrument: InstrumentId): void {
    this.revision += 1;
    this.revisions.set(instrument, this.revision);
    this.#openLists.delete(instrument);
  }

  private settle(order: TrackedOrder): void {
    this.#openLists.delete(order.instrumentId);
    this.open.delete(order.clientOrderId);
    this.openByInstrument.get(order.instrumentId)?.delete(order.clientOrderId);
    this.settled.set(order.clientOrderId, order);
    if (this.settled.size <= SETTLED_KEPT) return;
    const oldest = this.settled.values().next().value;
    if (oldest === undefined) return;
    this.settled.delete(oldest.clientOrderId);
    if (oldest.venueOrderId !== null) this.idByVenueOrderId.delete(oldest.venueOrderId);
  }
}

function inNewSteps(order: TrackedOrder, { inTicks, inLots }: NewSteps): TrackedOrder {
  const anew = <Said extends Pick<OrderReport, 'price' | 'quantity' | 'filledQuantity'>>(said: Said): Said => ({
    ...said,
    price: inTicks(said.price),
    quantity: inLots(said.quantity),
    filledQuantity: inLots(said.filledQuantity),
  });
  const report = order.report === null ? null : anew(order.report);
  return { ...anew(order), fillsQuantity: inLots(order.fillsQuantity), report };
}
