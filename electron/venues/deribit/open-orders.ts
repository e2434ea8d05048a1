/** Which orders rest at the venue as far as this connection has heard: the basis of a cancel that need not ask first. */
import type { CancelScope } from '../../../shared/engine/effects';
import type { InstrumentId } from '../../../shared/domain/instrument';
import type { OrderReport, VenueOrderId } from '../../../shared/domain/order';
import { nameOfInstrument } from './instruments';

/** An open order, and whether this desk placed it. */
export interface OpenOrder {
  readonly venueOrderId: VenueOrderId;
  readonly instrumentId: InstrumentId;
  readonly isOurs: boolean;
}

/** One call of the cancel lane. */
export interface CancelCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export class OpenOrders {
  private readonly orders = new Map<VenueOrderId, OpenOrder>();
  private isComplete = false;

  hear(report: OrderReport): void {
    if (report.status !== 'accepted') this.orders.delete(report.venueOrderId);
    else this.orders.set(report.venueOrderId, toOpenOrder(report));
  }

  /** A complete list from the venue. */
  replace(reports: readonly OrderReport[]): void {
    this.orders.clear();
    for (const report of reports) this.hear(report);
    this.isComplete = true;
  }

  /** The stream was lost: what rests is no longer known. */
  forget(): void {
    this.isComplete = false;
  }

  /** `null` if the list may lack orders of others. */
  list(): readonly OpenOrder[] | null {
    return this.isComplete ? [...this.orders.values()] : null;
  }
}

export function toOpenOrder(report: OrderReport): OpenOrder {
  return { venueOrderId: report.venueOrderId, instrumentId: report.instrumentId, isOurs: report.clientOrderId !== null };
}

/** Orders a scope means. Only orders with our label are `quotes` or `mine`; the engine tells those two apart. */
export function ordersInScope(orders: readonly OpenOrder[], scope: CancelScope): readonly OpenOrder[] {
  return scope === 'account' ? orders : orders.filter((order) => order.isOurs);
}

/**
 * The fewest calls that cancel what the scope means and nothing else: everything at once where no one else has an order,
 * else by instrument, else one by one.
 */
export function planCancel(orders: readonly OpenOrder[], scope: CancelScope): readonly CancelCall[] {
  if (scope === 'account' || orders.every((order) => order.isOurs)) return [{ method: 'private/cancel_all', params: {} }];
  const shared = new Set(orders.filter((order) => !order.isOurs).map((order) => order.instrumentId));
  const mine = orders.filter((order) => order.isOurs);
  const whole = new Set(mine.filter((order) => !shared.has(order.instrumentId)).map((order) => order.instrumentId));
  const byInstrument = [...whole].map((id) => ({
    method: 'private/cancel_all_by_instrument',
    params: { instrument_name: nameOfInstrument(id) },
  }));
  const single = mine.filter((order) => shared.has(order.instrumentId));
  return [...byInstrument, ...single.map((order) => ({ method: 'private/cancel', params: { order_id: order.venueOrderId } }))];
}
