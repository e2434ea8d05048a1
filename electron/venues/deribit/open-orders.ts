/** Which orders rest at the venue as far as this connection has heard: the basis of a cancel that need not ask first. */
import type { OrderReport, VenueOrderId } from '../../../shared/domain/order';
import { nameOfInstrument } from './instruments';

/** An open order, and whether this desk placed it. */
export interface OpenOrder {
  readonly venueOrderId: VenueOrderId;
  readonly instrumentName: string;
  readonly isOurs: boolean;
}

/** So many lists in a row, over so long a time, must lack an order of another tool before it counts as gone: a pull asks often. */
const LISTS_BELIEVED = 3;
const LAG_BELIEVED_MS = 15_000;

/** Since when lists lack an order without a word of its end. */
interface Absence {
  readonly sinceMs: number;
  readonly lists: number;
}

export class OpenOrders {
  private readonly orders = new Map<VenueOrderId, OpenOrder>();
  /** Orders of others that lists lack. */
  private readonly missing = new Map<VenueOrderId, Absence>();
  private isComplete = false;
  /** Lists that the venue is asked for, each with what was heard since: newer than the answer may be. */
  private readonly expected = new Set<OrderReport[]>();

  constructor(private readonly nowMs: () => number) {}

  hear(report: OrderReport): void {
    for (const heard of this.expected) heard.push(report);
    this.take(report);
  }

  private take(report: OrderReport): void {
    if (report.status !== 'accepted') this.orders.delete(report.venueOrderId);
    else this.orders.set(report.venueOrderId, openOrderOf(report));
  }

  /** Call before the venue is asked for its list; what is heard from here on counts on top of the answer. */
  expectList(): readonly OrderReport[] {
    const heard: OrderReport[] = [];
    this.expected.add(heard);
    return heard;
  }

  /** The list expected does not come. */
  dismiss(heard: readonly OrderReport[]): void {
    for (const each of this.expected) if (each === heard) this.expected.delete(each);
  }

  /** A complete list from the venue; what was `heard` since it was asked for counts on top. */
  replace(list: readonly OpenOrder[], heard: readonly OrderReport[] = []): void {
    this.dismiss(heard);
    const doubtful = this.stillBelieved(list);
    this.orders.clear();
    for (const order of [...list, ...doubtful]) this.orders.set(order.venueOrderId, order);
    for (const report of heard) this.take(report);
    this.isComplete = true;
  }

  /** Orders of others known before that this list lacks: a list can lag behind, and a wholesale cancel would take them along. */
  private stillBelieved(list: readonly OpenOrder[]): readonly OpenOrder[] {
    const listed = new Set(list.map((order) => order.venueOrderId));
    const absent = [...this.orders.values()].filter((order) => !order.isOurs && !listed.has(order.venueOrderId));
    const absences = absent.map(({ venueOrderId: id }) => [id, this.absentOnceMore(id)] as const);
    this.missing.clear();
    for (const [id, absence] of absences) this.missing.set(id, absence);
    return absent.filter((order) => this.isBelieved(order.venueOrderId));
  }

  private absentOnceMore(id: VenueOrderId): Absence {
    const before = this.missing.get(id);
    return { sinceMs: before?.sinceMs ?? this.nowMs(), lists: (before?.lists ?? 0) + 1 };
  }

  private isBelieved(id: VenueOrderId): boolean {
    const absence = this.missing.get(id);
    return absence === undefined || absence.lists < LISTS_BELIEVED || this.nowMs() - absence.sinceMs < LAG_BELIEVED_MS;
  }

  /** The stream was lost: what rests is no longer known. */
  forget(): void {
    this.isComplete = false;
    this.expected.clear();
  }

  /** `null` if the list may lack orders of others. */
  list(): readonly OpenOrder[] | null {
    return this.isComplete ? this.heard() : null;
  }

  /** What was last known to rest, with everything heard of since, also after the stream was lost. */
  heard(): readonly OpenOrder[] {
    return [...this.orders.values()];
  }
}

function openOrderOf(report: OrderReport): OpenOrder {
  return {
    venueOrderId: report.venueOrderId,
    instrumentName: nameOfInstrument(report.instrumentId),
    isOurs: report.clientOrderId !== null,
  };
}
