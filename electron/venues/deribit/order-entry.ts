/** Sends each approved order exactly once, on the lane that carries cancel-on-disconnect, and says how it ended. */
import type { EngineEventBody } from '../../../shared/engine/events';
import type { OrderIntent } from '../../../shared/domain/order';
import { ticksToPrice } from '../../../shared/domain/price';
import { lotsToQuantity } from '../../../shared/domain/quantity';
import type { Instrument } from '../../../shared/domain/instrument';
import type { Announcer } from './announcer';
import type { InstrumentsByName } from './decode-account';
import { SYSTEM_MAINTENANCE } from './decode';
import { decodeFill, decodeOrder } from './decode-account';
import type { ListDoubts } from './instrument-list';
import { nameOfInstrument } from './instruments';
import type { RpcFailure, RpcOutcome, RpcSession } from './rpc';
import { FieldRefused, PriceRefused, readList, readRecord } from './decode-fields';

/** What order entry needs of the connection. */
export interface OrderEntryOptions {
  readonly announcer: Announcer;
  readonly instruments: InstrumentsByName;
  /** The live private lane, or why there is none. */
  readonly session: () => RpcSession | null;
  /** Venue clock minus ours: the venue judges `valid_until` by its own clock. */
  readonly clockOffsetMs: () => number;
  /** The venue closed for maintenance: nothing that rests there can be managed. */
  readonly onMaintenance: () => void;
  /** Told when the venue takes prices at other steps than those listed, or none at all. */
  readonly list: ListDoubts;
}

/** Past this the outcome is unknown; a later answer is still heard. */
const ANSWER_WITHIN_MS = 2_000;

/** Codes after which the order may rest all the same: general error, request failed, internal, unavailable, timed out. */
const AMBIGUOUS_CODES = new Set([10001, 11031, 11094, 13008, 13028, 13888, -32603]);

/** A price off the steps that are listed, or an instrument that is not open: the list says otherwise, and is out of date. */
const LIST_OUTDATED_CODES = new Set([10012, 10043, 13019]);

/** Code of a refusal by this adapter: the order was never written to the socket. */
const NEVER_SENT = 0;

/** The venue's words for an order. Clock offset in ms, venue minus ours. */
export function orderParameters(order: OrderIntent, instrument: Instrument, clockOffsetMs: number): Readonly<Record<string, unknown>> {
  return {
    instrument_name: instrument.name,
    amount: lotsToQuantity(order.quantity, instrument.lotSize),
    type: 'limit',
    price: ticksToPrice(order.price, instrument.tickSize),
    label: order.clientOrderId,
    time_in_force: order.timeInForce === 'immediate-or-cancel' ? 'immediate_or_cancel' : 'good_til_cancelled',
    ...(order.isPostOnly ? { post_only: true, reject_post_only: true } : {}),
    ...(order.isReduceOnly ? { reduce_only: true } : {}),
    valid_until: Math.round(order.validUntilMs + clockOffsetMs),
  };
}

/** What an answer to an order means: its fills first, so that a filled order never lacks them. */
function eventsOfAnswer(value: unknown, instruments: InstrumentsByName): readonly EngineEventBody[] {
  const raw = readRecord(value, 'order answer');
  const report = decodeOrder(raw['order'], instruments);
  const fills = readList(raw['trades'] ?? [], 'trades').map((trade) => decodeFill(trade, instruments));
  return [...fills.map((fill) => ({ kind: 'fill-reported', fill }) as const), { kind: 'order-reported', report }];
}

/** A refusal that leaves nothing at the venue, or a silence that may. */
export function eventOfFailure(order: Pick<OrderIntent, 'clientOrderId'>, failure: RpcFailure): EngineEventBody {
  const { clientOrderId } = order;
  if (failure.kind === 'not-sent') {
    return { kind: 'order-rejected', clientOrderId, code: NEVER_SENT, reason: `never sent: ${failure.reason}` };
  }
  if (failure.kind === 'error' && !AMBIGUOUS_CODES.has(failure.code)) {
    return { kind: 'order-rejected', clientOrderId, code: failure.code, reason: failure.reason };
  }
  return { kind: 'order-outcome-unknown', clientOrderId, reason: failure.reason };
}

export class OrderEntry {
  constructor(private readonly options: OrderEntryOptions) {}

  send(order: OrderIntent): void {
    const session = this.options.session();
    const instrument = this.options.instruments.get(nameOfInstrument(order.instrumentId));
    if (!session) return this.refuse(order, 'the private lane is not live');
    if (!instrument) return this.refuse(order, `expected an instrument that was loaded, found ${order.instrumentId}`);
    session.sendNow({
      method: order.side === 'buy' ? 'private/buy' : 'private/sell',
      params: orderParameters(order, instrument, this.options.clockOffsetMs()),
      requestClass: 'order',
      timeoutMs: ANSWER_WITHIN_MS,
      onOutcome: (outcome) => this.conclude(order, outcome),
      onLate: (outcome) => this.conclude(order, outcome),
    });
  }

  private conclude(order: OrderIntent, outcome: RpcOutcome): void {
    const { announcer, instruments } = this.options;
    if (!outcome.ok) {
      announcer.emit(eventOfFailure(order, outcome.error));
      return this.actOn(outcome.error);
    }
    try {
      for (const event of eventsOfAnswer(outcome.value, instruments)) announcer.emit(event);
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      if (error instanceof PriceRefused) this.options.list.refine(error.offStep);
      const reason = `the answer was unreadable: ${error.message}`;
      announcer.emit({ kind: 'order-outcome-unknown', clientOrderId: order.clientOrderId, reason });
    }
  }

  private actOn(failure: RpcFailure): void {
    if (failure.kind !== 'error') return;
    if (failure.code === SYSTEM_MAINTENANCE) this.options.onMaintenance();
    if (LIST_OUTDATED_CODES.has(failure.code)) this.options.list.miss();
  }

  private refuse(order: OrderIntent, reason: string): void {
    this.options.announcer.emit(eventOfFailure(order, { kind: 'not-sent', reason }));
  }
}
