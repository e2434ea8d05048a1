/** What a new session must know of the one before it: orders whose end nobody saw, executions that must never be booked again, the day, the kill, the pull. */
import { isFinal, type OrderIntent, type VenueOrderId } from '../domain/order';
import type { TimestampMs } from '../domain/time';
import type { TrackedOrder } from '../execution/order-state';
import { collectDay } from './day-profit';
import type { RecoveredDay } from './day-state';
import { addDay, type CarriedDays } from './desk-days';
import type { EngineState } from './state';

/** Executions carried over, newest: more than a venue ever tells again. */
const TRADES_CARRIED = 5_000;

/** An order of the last session that may still rest, or of which nobody knows. */
export interface RecoveredOrder {
  readonly intent: OrderIntent;
  readonly venueOrderId: VenueOrderId | null;
  /** Lots whose fills were booked. */
  readonly fillsQuantity: number;
}

/** Plain data; part of the `session-started` event, so that a session still replays from its own entries alone. */
export interface RecoveredAccount {
  readonly sessionId: string;
  readonly orders: readonly RecoveredOrder[];
  /** `<venue>|<trade id>`, oldest first. */
  readonly tradeIds: readonly string[];
  /** Absent if no day had begun, and in journals of before it was kept. */
  readonly day?: RecoveredDay;
  /** The record of the desk's days; absent as above. */
  readonly days?: CarriedDays;
  /** The trader killed it and nobody typed RESUME since: a restart is no way around that. Absent means `false`. */
  readonly isKilled?: boolean;
  /** When everything was pulled, if nobody resumed or turned trading on since. */
  readonly pulledAtMs?: TimestampMs;
  /** That account is gone, and its orders, positions and profit with it: the new session has another one. Absent means `false`. */
  readonly isGone?: boolean;
}

/** What is carried over from the last state of a session. Orders of others are not: the venue lists them. */
export function collectRecovered(state: EngineState): RecoveredAccount {
  const orders = [...state.orders.open.values()].filter((order) => order.purpose !== 'external' && !isFinal(order.status));
  const [day, days] = [collectDay(state), collectDays(state)];
  return {
    sessionId: state.session.sessionId,
    orders: orders.map(toRecovered),
    tradeIds: [...state.orders.knownTradeIds].slice(-TRADES_CARRIED),
    ...(day === null ? {} : { day }),
    ...(days === null ? {} : { days }),
    ...(state.safety.tradingState === 'killed' ? { isKilled: true } : {}),
    ...(state.safety.pulledAllAtMs == null ? {} : { pulledAtMs: state.safety.pulledAllAtMs }),
  };
}

/** What is left to know when the exchange of the session before is gone: the kill or the pull, and the record of the desk's days. */
export function withoutAccount({ sessionId, days, isKilled, pulledAtMs }: RecoveredAccount): RecoveredAccount {
  return {
    sessionId,
    orders: [],
    tradeIds: [],
    ...(days === undefined ? {} : { days: withoutBook(days) }),
    ...(isKilled === undefined ? {} : { isKilled }),
    ...(pulledAtMs === undefined ? {} : { pulledAtMs }),
    isGone: true,
  };
}

/** The day under way began with a book that is gone, at prices that no later one follows, and what was forecast for the next was forecast of it. */
function withoutBook(days: CarriedDays): CarriedDays {
  const { underWay } = days;
  const profitReason = 'the account that it began with is gone';
  return { ...days, underWay: underWay === null ? null : { ...underWay, opening: null, profitReason }, latest: null };
}

/** The record of the desk's days; `null` if it has seen none. */
function collectDays({ days, session }: EngineState): CarriedDays | null {
  const { underWay, latest } = days;
  const records = days.unrecorded.reduce(addDay, days.records);
  return underWay === null && records.length === 0 ? null : { environment: session.environment, records, underWay, latest };
}

function toRecovered(order: TrackedOrder): RecoveredOrder {
  const { clientOrderId, instrumentId, side, price, quantity, purpose, timeInForce, isPostOnly, isReduceOnly, level, validUntilMs } = order;
  return {
    intent: { clientOrderId, instrumentId, side, price, quantity, purpose, timeInForce, isPostOnly, isReduceOnly, level, validUntilMs },
    venueOrderId: order.venueOrderId,
    fillsQuantity: order.fillsQuantity,
  };
}
