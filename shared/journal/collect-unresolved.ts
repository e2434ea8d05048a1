/** Reads from a session's entries alone which of its orders had no end and what its day came to, for recordings that this version of `step` does not decide again. */
import { isFinal, type ClientOrderId, type OrderIntent, type OrderReport, type VenueOrderId } from '../domain/order';
import type { RecoveredDay } from '../engine/day-state';
import { addDay, type CarriedDays } from '../engine/desk-days';
import type { EngineEvent } from '../engine/events';
import type { RecoveredAccount } from '../engine/recovered-account';
import { fillKey } from '../engine/stages/take-fill';
import type { JournalEntry } from './entry';

interface Seen {
  readonly intent: OrderIntent;
  readonly venueOrderId: VenueOrderId | null;
  readonly fillsQuantity: number;
}

/** Takes entries in order; `account` is what they leave behind. */
export interface UnresolvedOrders {
  /** Reads one entry, in the order in which they were written. */
  take(entry: JournalEntry): void;
  /** What the session left open. */
  account(): RecoveredAccount;
}

/** What the session made of the day under way is not known, only which days it put on record. */
function daysAfter(days: CarriedDays | undefined, event: EngineEvent): CarriedDays | undefined {
  if (event.kind === 'session-started')
    return { environment: event.environment, records: event.recovered?.days?.records ?? [], underWay: null, latest: null };
  if (event.kind === 'day-recorded' && days !== undefined) return { ...days, records: addDay(days.records, event.day) };
  return days;
}

/** An empty collection. */
export function collectUnresolved(): UnresolvedOrders {
  const orders = new Map<ClientOrderId, Seen>();
  const tradeIds = new Set<string>();
  let sessionId = '';
  let day: RecoveredDay | undefined;
  let days: CarriedDays | undefined;
  const takeFill = (event: Extract<EngineEvent, { kind: 'fill-reported' }>): void => {
    const { fill } = event;
    const key = fillKey(fill);
    const known = fill.clientOrderId === null ? undefined : orders.get(fill.clientOrderId);
    if (known !== undefined && !tradeIds.has(key))
      orders.set(known.intent.clientOrderId, { ...known, fillsQuantity: known.fillsQuantity + fill.quantity });
    tradeIds.add(key);
  };
  const takeBefore = ({ recovered }: Extract<EngineEvent, { kind: 'session-started' }>): void => {
    ({ day } = recovered ?? {});
    for (const key of recovered?.tradeIds ?? []) tradeIds.add(key);
    for (const order of recovered?.orders ?? []) orders.set(order.intent.clientOrderId, order);
  };
  const takeReport = ({ clientOrderId, venueOrderId, status }: OrderReport): void => {
    const known = clientOrderId === null ? undefined : orders.get(clientOrderId);
    if (known === undefined) return;
    if (isFinal(status)) orders.delete(known.intent.clientOrderId);
    else orders.set(known.intent.clientOrderId, { ...known, venueOrderId });
  };
  const takeEvent = (event: EngineEvent): void => {
    switch (event.kind) {
      case 'session-started':
        return takeBefore(event);
      case 'fill-reported':
        return takeFill(event);
      case 'order-reported':
        return takeReport(event.report);
      case 'order-rejected':
      case 'order-withheld':
        return void orders.delete(event.clientOrderId);
    }
  };
  return {
    take(entry) {
      if (entry.kind === 'session-started') {
        orders.clear();
        tradeIds.clear();
        ({ sessionId } = entry);
        day = undefined;
      }
      if (entry.kind === 'session-ended') day = entry.day ?? day;
      if (entry.kind === 'intent') orders.set(entry.intent.clientOrderId, { intent: entry.intent, venueOrderId: null, fillsQuantity: 0 });
      if (entry.kind === 'event') {
        days = daysAfter(days, entry.event);
        takeEvent(entry.event);
      }
    },
    account: () => ({
      ...{ sessionId, orders: [...orders.values()], tradeIds: [...tradeIds] },
      ...(day === undefined ? {} : { day }),
      ...(days === undefined || days.records.length === 0 ? {} : { days }),
    }),
  };
}
