/** Reads from a session's entries alone which of its orders had no end and what its day came to, for recordings that this version of `step` does not decide again. */
import { isFinal, type ClientOrderId, type OrderIntent, type OrderReport, type VenueOrderId } from '../domain/order';
import { pullOrigin } from '../domain/pull-origin';
import type { RecoveredDay } from '../engine/day-state';
import { addDay, type CarriedDays } from '../engine/desk-days';
import type { EngineEvent } from '../engine/events';
import type { RecoveredAccount, RecoveredOrder } from '../engine/recovered-account';
import { fillKey } from '../engine/stages/take-fill';
import type { JournalEntry } from './entry';

interface Seen {
  readonly intent: OrderIntent;
  readonly venueOrderId: VenueOrderId | null;
  readonly fillsQuantity: number;
  /** … of which the sessions before booked so many lots. */
  readonly bookedBefore: number;
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

function toRecovered({ intent, venueOrderId, fillsQuantity, bookedBefore }: Seen, isDayOfBefore: boolean): RecoveredOrder {
  return { intent, venueOrderId, fillsQuantity: isDayOfBefore ? bookedBefore : fillsQuantity };
}

/** An empty collection. */
export function collectUnresolved(): UnresolvedOrders {
  return new Collection();
}

class Collection implements UnresolvedOrders {
  private readonly orders = new Map<ClientOrderId, Seen>();
  private readonly tradeIds = new Set<string>();
  private tradesBefore: readonly string[] = [];
  private sessionId = '';
  private day: RecoveredDay | undefined;
  private isDayOfBefore = false;
  private days: CarriedDays | undefined;
  private isKilled = false;
  private isArmed = false;
  /** RESUME was typed by an armed desk; whether it was denied no entry says. */
  private isResumeAsked = false;
  private pulledAtMs: RecoveredAccount['pulledAtMs'];

  take(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'session-started':
        return this.begin(entry.sessionId);
      case 'session-ended':
        if (entry.day !== undefined) this.knowDay(entry.day, false);
        return;
      case 'intent':
        return this.takeIntent(entry.intent);
      case 'event':
        this.days = daysAfter(this.days, entry.event);
        return this.takeEvent(entry.event);
    }
  }

  /** What this session executed is not in a day of before: left untold, it is missed there, and booked once the venue tells it. */
  account(): RecoveredAccount {
    const { sessionId, day, days, isDayOfBefore } = this;
    return {
      sessionId,
      orders: [...this.orders.values()].map((order) => toRecovered(order, isDayOfBefore)),
      tradeIds: isDayOfBefore ? this.tradesBefore : [...this.tradeIds],
      ...(day === undefined ? {} : { day }),
      ...(days === undefined || days.records.length === 0 ? {} : { days }),
      ...(this.isKilled ? { isKilled: true } : {}),
      ...(this.pulledAtMs === undefined ? {} : { pulledAtMs: this.pulledAtMs }),
    };
  }

  private begin(sessionId: string): void {
    this.orders.clear();
    this.tradeIds.clear();
    this.tradesBefore = [];
    this.sessionId = sessionId;
    this.isKilled = false;
    this.isArmed = false;
    this.isResumeAsked = false;
    this.pulledAtMs = undefined;
    this.knowDay(undefined, false);
  }

  private knowDay(day: RecoveredDay | undefined, isDayOfBefore: boolean): void {
    this.day = day;
    this.isDayOfBefore = isDayOfBefore;
  }

  private takeEvent(event: EngineEvent): void {
    switch (event.kind) {
      case 'session-started':
        return this.takeBefore(event.recovered);
      case 'command-received':
        return this.takeCommand(event);
      case 'fill-reported':
        return this.takeFill(event);
      case 'order-reported':
        return this.takeReport(event.report);
      case 'order-rejected':
      case 'order-withheld':
        return void this.orders.delete(event.clientOrderId);
    }
  }

  private takeBefore(recovered: RecoveredAccount | undefined): void {
    this.knowDay(recovered?.day, recovered?.day !== undefined);
    this.tradesBefore = recovered?.tradeIds ?? [];
    this.isKilled = recovered?.isKilled === true;
    this.pulledAtMs = recovered?.pulledAtMs;
    for (const key of this.tradesBefore) this.tradeIds.add(key);
    for (const order of recovered?.orders ?? [])
      this.orders.set(order.intent.clientOrderId, { ...order, bookedBefore: order.fillsQuantity });
  }

  /** An order that adds risk leaves an active desk only: it is the proof that a RESUME before it was accepted. */
  private takeIntent(intent: OrderIntent): void {
    this.orders.set(intent.clientOrderId, { intent, venueOrderId: null, fillsQuantity: 0, bookedBefore: 0 });
    if (intent.isReduceOnly || !this.isResumeAsked) return;
    this.isKilled = false;
    this.pulledAtMs = undefined;
  }

  /** Kill and PULL ALL disarm, and RESUME is denied to a desk that nobody armed since, whose account is not live, or whose day has lost too much. */
  private takeCommand({ atMs, commandId, call: { name, args } }: Extract<EngineEvent, { kind: 'command-received' }>): void {
    const isPull = name === 'pull-quotes' && args.instrumentId === null;
    if (name === 'kill') this.isKilled = true;
    if (isPull && pullOrigin(commandId) !== 'shutdown') this.pulledAtMs = atMs;
    if (isPull || name === 'kill' || name === 'arm') this.isArmed = name === 'arm';
    if (isPull || name === 'kill') this.isResumeAsked = false;
    if (name === 'resume' && this.isArmed) this.isResumeAsked = true;
  }

  private takeFill({ fill }: Extract<EngineEvent, { kind: 'fill-reported' }>): void {
    const key = fillKey(fill);
    const known = fill.clientOrderId === null ? undefined : this.orders.get(fill.clientOrderId);
    if (known !== undefined && !this.tradeIds.has(key))
      this.orders.set(known.intent.clientOrderId, { ...known, fillsQuantity: known.fillsQuantity + fill.quantity });
    this.tradeIds.add(key);
  }

  private takeReport({ clientOrderId, venueOrderId, status }: OrderReport): void {
    const known = clientOrderId === null ? undefined : this.orders.get(clientOrderId);
    if (known === undefined) return;
    if (isFinal(status)) this.orders.delete(known.intent.clientOrderId);
    else this.orders.set(known.intent.clientOrderId, { ...known, venueOrderId });
  }
}
