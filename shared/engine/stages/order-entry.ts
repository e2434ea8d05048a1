/** The only way from a wish to an order: collects what the gate looks at, and on approval books the order and emits its send effect. */
import { extend } from '../../domain/extend';
import { clientOrderId, type ClientOrderId, type OrderIntent } from '../../domain/order';
import { timestampMs } from '../../domain/time';
import { isWorking, outstandingLots, type TrackedOrder } from '../../execution/order-state';
import { sessionLabel } from '../../execution/order-tracker';
import { quoteOrdersPerSecond, sendsInWindow } from '../../execution/throttle';
import type { GateContext, GateOrder, GateRule } from '../../risk/gate-context';
import { softOrder } from '../../risk/order-size';
import { passGate } from '../../risk/pre-trade-gate';
import { optionTerms } from './option-terms';
import { isUsable } from './trust';
import { lockOf } from './venue-locks';
import { worstExposures } from './worst-exposure';
import type { MarketState } from '../market-state';
import { freshIndex, freshMark } from '../reference-prices';
import { venueOfInstrument } from '../state';
import { limitsOf } from '../instrument-limits';
import { protectedLimits } from '../venue-protection';
import { updateSession, type StepWork } from '../step-work';

/** An order wanted; id and validity are given here. */
export type OrderWish = Omit<OrderIntent, 'clientOrderId' | 'validUntilMs'>;

/** What became of a wish. */
export type EntryResult =
  | { readonly isSent: true; readonly clientOrderId: ClientOrderId }
  | { readonly isSent: false; readonly rule: GateRule; readonly reason: string };

/** The venue must not execute an order later than this after it was decided, ms. */
const ORDER_VALIDITY_MS = 2000;

/** Whether a wish by hand or by the quoting engine: only the former needs ARMED, and its quantity typed where it is a large one. */
export interface EntryTerms {
  readonly isArmedRequired: boolean;
  /** Absent: it was not typed. */
  readonly isTyped?: boolean;
}

/** Passes a wish through the gate; on approval the order is in the state as submitted and its effect is emitted. */
export function enterOrder(work: StepWork, wish: OrderWish, terms: EntryTerms): EntryResult {
  const { session } = work;
  const intent: OrderIntent = extend(wish, {
    clientOrderId: clientOrderId(`${sessionLabel(session.sessionId)}${session.nextOrderNumber}`),
    validUntilMs: timestampMs(session.nowMs + ORDER_VALIDITY_MS),
  });
  work.sentAtMs = sendsInWindow(work.sentAtMs, session.nowMs);
  const verdict = passGate(intent, gateContext(work, intent, terms));
  if (!verdict.isApproved) return { isSent: false, rule: verdict.denied.rule, reason: verdict.denied.reason };
  work.orders.submit(intent, session.nowMs);
  work.sentAtMs = [...work.sentAtMs, session.nowMs];
  updateSession(work, { nextOrderNumber: session.nextOrderNumber + 1 });
  if (intent.purpose !== 'quote') noteManual(work, intent);
  work.effects.push({ kind: 'send-order', order: verdict.order });
  return { isSent: true, clientOrderId: intent.clientOrderId };
}

/** The same side and quantity again within this time needs a held confirmation, ms. */
export const REPEAT_WINDOW_MS = 10_000;

function noteManual(work: StepWork, intent: OrderIntent): void {
  const { nowMs } = work.session;
  const { instrumentId, side, price, quantity } = intent;
  const recent = work.recentManual.filter((order) => nowMs - order.sentAtMs < REPEAT_WINDOW_MS);
  work.recentManual = [...recent, { instrumentId, side, price, quantity, sentAtMs: nowMs }];
}

function gateContext(work: StepWork, intent: OrderIntent, terms: EntryTerms): GateContext {
  const { instrumentId: id, side, quantity: lots } = intent;
  const { session, safety } = work;
  const market = work.markets.get(id) ?? null;
  const { markPrice, bookMid, indexPrice } = references(work, market);
  const venue = work.venues[venueOfInstrument(id)];
  const limits = protectedLimits(limitsOf(session.settings, market?.instrument ?? null), venue);
  const limitsOfUnderlying = protectedLimits(session.settings.limits[market?.instrument.underlying ?? ''] ?? null, venue);
  const { delta, gamma, vega } = worstExposures(work, { instrumentId: id, side, lots }, limitsOfUnderlying ?? limits);
  return {
    tradingState: safety.tradingState,
    tradingStateReason: safety.reason,
    instrument: market?.instrument ?? null,
    limits,
    lock: lockOf(venue, market),
    markPrice,
    bookMid,
    indexPrice,
    // By name: every key after a spread costs about a microsecond.
    delta,
    gamma,
    vega,
    option: optionTerms(work, market, markPrice !== null),
    positionLots: work.positions[id]?.position.lots ?? 0,
    availableFunds: availableFunds(work, market),
    orders: work.orders.openOf(id).map(toGateOrder),
    recentManual: work.recentManual.filter((order) => order.instrumentId === id),
    sendsLastSecond: work.sentAtMs.length,
    maximumOrdersPerSecond: session.settings.maximumOrdersPerSecond,
    maximumQuotesPerSecond: quoteOrdersPerSecond(session.settings.maximumOrdersPerSecond),
    nowMs: session.nowMs,
    isArmed: safety.isArmed,
    isArmedRequired: terms.isArmedRequired,
    soft: softOf(work, intent, limits),
    isTyped: terms.isTyped === true,
  };
}

/** Only orders by hand have one. */
function softOf({ quoting }: StepWork, { instrumentId, purpose }: OrderIntent, limits: GateContext['limits']): GateContext['soft'] {
  if (purpose !== 'manual' || limits === null) return null;
  return softOrder(limits, quoting[instrumentId]?.parameters.quantityCoin ?? null);
}

/** What the venue says is left in the coin that the instrument settles in. */
function availableFunds(work: StepWork, market: MarketState | null): number | null {
  if (market === null) return null;
  const balances = work.venues[market.instrument.venue]?.balances ?? [];
  return balances.find(({ currency }) => currency === market.instrument.underlying)?.availableFunds ?? null;
}

function toGateOrder(order: TrackedOrder): GateOrder {
  return { side: order.side, price: order.price, lots: outstandingLots(order), isWorking: isWorking(order) };
}

/** Reference prices that are fresh; an old one is none. */
function references(work: StepWork, market: MarketState | null): Pick<GateContext, 'markPrice' | 'bookMid' | 'indexPrice'> {
  if (market === null) return { markPrice: null, bookMid: null, indexPrice: null };
  return {
    markPrice: freshMark(work, market),
    bookMid: isUsable(market.trust) ? (market.fairValue?.mid ?? null) : null,
    indexPrice: freshIndex(work, market),
  };
}
