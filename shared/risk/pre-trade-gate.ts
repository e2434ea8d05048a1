/** The one door to the market: returns `Approved` or `Denied`; the send effect takes only `Approved`. Cancels do not pass here. */
import type { Brand } from '../domain/brand';
import type { Instrument } from '../domain/instrument';
import type { OrderIntent } from '../domain/order';
import { ticksToPrice } from '../domain/price';
import { quantityLots } from '../domain/quantity';
import { isOnGrid, tickSizeAt } from '../domain/tick-steps';
import { coinToLots, keepsLimit, lotsToCoin, lotsToUsd, worstPositionLots } from './exposure';
import { checkDelta, checkGamma, checkVega } from './exposure-rules';
import { reducesOnly, roundedForWords, type Check, type GateContext, type GateRule, type Rule } from './gate-context';
import { checkOrderVega, checkPremium, checkVolatility } from './option-rules';
import { checkSoftLimit } from './order-size';
import { mayAddRisk } from './trading-state';

/** Something the gate let through. Made only inside this file. */
export type Approved<Intent> = Brand<{ readonly intent: Intent }, 'Approved'>;

/** Something the gate refused, with the rule and the number in words. */
export interface Denied<Intent> {
  readonly intent: Intent;
  readonly rule: GateRule;
  /** One sentence: the rule, the limit, what was found. */
  readonly reason: string;
}

/** Same side, price and quantity by hand within this time is taken for one gesture. */
const DUPLICATE_WINDOW_MS = 500;

/** No new order this close to expiry. */
const EXPIRY_GUARD_MS = 5 * 60_000;

/** Whether a contract expires so soon, or has expired, that nothing of ours may rest there. */
export function isExpiring({ expiresAtMs }: Pick<Instrument, 'expiresAtMs'>, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs - nowMs < EXPIRY_GUARD_MS;
}

/** In the order of `GateRule`; the first refusal is told. */
const RULES: readonly (readonly [GateRule, Rule])[] = [
  ['trading-state', checkTradingState],
  ['instrument', checkInstrument],
  ['number', checkNumber],
  ['collar', checkCollar],
  ['volatility', checkVolatility],
  ['quantity', checkQuantity],
  ['notional', checkNotional],
  ['premium', checkPremium],
  ['order-vega', checkOrderVega],
  ['soft-limit', checkSoftLimit],
  ['duplicate', checkDuplicate],
  ['self-cross', checkSelfCross],
  ['position', checkPosition],
  ['delta', checkDelta],
  ['gamma', checkGamma],
  ['vega', checkVega],
  ['margin', checkMargin],
  ['open-orders', checkOpenOrders],
  ['rate', checkRate],
  ['armed', checkArmed],
];

/** The gate's answer. */
export type GateVerdict =
  | { readonly isApproved: true; readonly order: Approved<OrderIntent> }
  | { readonly isApproved: false; readonly denied: Denied<OrderIntent> };

/** Applies every rule in order; the only place where `Approved` is made. Pure. */
export function passGate(intent: OrderIntent, context: GateContext): GateVerdict {
  const { instrument, limits } = context;
  if (instrument === null)
    return deny(intent, 'instrument', `Expected a known instrument, found ${intent.instrumentId}; wait until it is loaded.`);
  if (limits === null) return deny(intent, 'instrument', `No limits are set for ${instrument.name}, so none can be kept; set them first.`);
  const check: Check = { intent, context, instrument, limits, price: ticksToPrice(intent.price, instrument.tickSize) };
  for (const [rule, apply] of RULES) {
    const reason = apply(check);
    if (reason !== null) return deny(intent, rule, reason);
  }
  return { isApproved: true, order: { intent } as Approved<OrderIntent> };
}

function deny(intent: OrderIntent, rule: GateRule, reason: string): GateVerdict {
  return { isApproved: false, denied: { intent, rule, reason } };
}

function checkTradingState(check: Check): string | null {
  const { tradingState, tradingStateReason } = check.context;
  if (mayAddRisk(tradingState) || reducesOnly(check)) return null;
  return `Trading is ${tradingState}: only reduce-only orders within the position pass. ${tradingStateReason}`.trim();
}

function checkInstrument({ instrument, context }: Check): string | null {
  if (!instrument.isActive) return `${instrument.name} no longer accepts orders.`;
  if (context.lock != null) return `${instrument.name}: ${context.lock}.`;
  if (isExpiring(instrument, context.nowMs)) return `${instrument.name} expires in less than ${EXPIRY_GUARD_MS / 60_000} minutes.`;
  return null;
}

function checkNumber({ intent, instrument }: Check): string | null {
  if (!Number.isSafeInteger(intent.price) || intent.price <= 0) return `Expected a price of whole ticks above 0, found ${intent.price}.`;
  if (!Number.isSafeInteger(intent.quantity) || intent.quantity <= 0)
    return `Expected a quantity of whole lots above 0, found ${intent.quantity}.`;
  if (!isOnGrid(instrument, intent.price))
    return `Expected a price on the grid of ${instrument.name}, found one between its steps of ${tickSizeAt(instrument, intent.price * instrument.tickSize)}.`;
  const quantity = intent.quantity * instrument.lotSize;
  if (quantity < instrument.minimumQuantity * (1 - 1e-9)) {
    return `${instrument.name} takes at least ${instrument.minimumQuantity} ${instrument.quantityUnit}, found ${quantity}.`;
  }
  return null;
}

function checkCollar({ context, limits, price }: Check): string | null {
  const references = [
    ['mark price', context.markPrice],
    ['book mid', context.bookMid],
  ] as const;
  for (const [name, reference] of references) {
    if (reference === null || !(reference > 0) || !Number.isFinite(reference))
      return `There is no fresh ${name} to hold the price against.`;
    const distanceBps = Math.abs(price / reference - 1) * 10_000;
    if (!(distanceBps <= limits.collarBps)) {
      return `Price ${price} is ${distanceBps.toFixed(1)} bps from the ${name} ${reference}; the collar is ${limits.collarBps} bps.`;
    }
  }
  return null;
}

function checkQuantity({ intent, instrument, limits, price }: Check): string | null {
  const coin = lotsToCoin(instrument, intent.quantity, price);
  if (keepsLimit(coin, limits.maximumOrderCoin)) return null;
  return `Order of ${roundedForWords(coin)} ${instrument.underlying}; the limit per order is ${limits.maximumOrderCoin}.`;
}

function checkNotional({ intent, instrument, limits, context }: Check): string | null {
  const usd = lotsToUsd(instrument, intent.quantity, context.indexPrice ?? Number.NaN);
  if (keepsLimit(usd, limits.maximumOrderNotionalUsd)) return null;
  if (Number.isNaN(usd)) return `There is no index price to value the order in USD.`;
  return `Order of ${roundedForWords(usd)} USD; the limit per order is ${limits.maximumOrderNotionalUsd} USD.`;
}

function checkDuplicate({ intent, context }: Check): string | null {
  if (intent.purpose === 'quote') return null;
  const twin = context.recentManual.find(
    (order) =>
      order.side === intent.side &&
      order.price === intent.price &&
      order.quantity === intent.quantity &&
      context.nowMs - order.sentAtMs < DUPLICATE_WINDOW_MS,
  );
  if (twin === undefined) return null;
  return `The same order was sent ${context.nowMs - twin.sentAtMs} ms ago; a repeat within ${DUPLICATE_WINDOW_MS} ms is taken for one gesture.`;
}

function checkSelfCross({ intent, context, instrument }: Check): string | null {
  for (const order of context.orders) {
    if (!order.isWorking || order.side === intent.side) continue;
    const crosses = intent.side === 'buy' ? intent.price >= order.price : intent.price <= order.price;
    if (crosses) return `It would trade with our own ${order.side} at ${ticksToPrice(order.price, instrument.tickSize)}.`;
  }
  return null;
}

function checkPosition({ intent, context, instrument, limits, price }: Check): string | null {
  const worst = worstPositionLots(context.positionLots, context.orders, intent.side);
  const reached = intent.side === 'buy' ? worst + intent.quantity : intent.quantity - worst;
  // The lower of price and mark gives the larger coin figure for a USD contract, so the limit errs on the safe side.
  const limitLots = coinToLots(instrument, limits.maximumPositionCoin, Math.min(price, context.markPrice ?? price));
  if (keepsLimit(reached, limitLots)) return null;
  const coin = lotsToCoin(instrument, quantityLots(reached), Math.min(price, context.markPrice ?? price));
  const direction = intent.side === 'buy' ? 'long' : 'short';
  return `With all open and unknown orders filled we would be ${roundedForWords(coin)} ${instrument.underlying} ${direction}; the limit is ${limits.maximumPositionCoin}.`;
}

/** Orders that stay behind zero may pass: they give margin back. A balance that nobody told is none. */
function checkMargin(check: Check): string | null {
  const { availableFunds } = check.context;
  if ((availableFunds !== null && availableFunds > 0) || reducesOnly(check)) return null;
  if (availableFunds === null)
    return `The balance of ${check.instrument.underlying} is not known, nor what is left of it as margin; only reduce-only orders within the position pass.`;
  return `The venue leaves ${roundedForWords(availableFunds)} ${check.instrument.underlying} of margin; only reduce-only orders within the position pass.`;
}

function checkOpenOrders({ context, limits, instrument }: Check): string | null {
  let working = 0;
  for (const order of context.orders) if (order.isWorking) working += 1;
  if (working < limits.maximumOpenOrders) return null;
  return `Orders open in ${instrument.name}: ${working}; the limit is ${limits.maximumOpenOrders}.`;
}

function checkRate({ intent, context }: Check): string | null {
  const isQuote = intent.purpose === 'quote';
  const limit = isQuote ? context.maximumQuotesPerSecond : context.maximumOrdersPerSecond;
  if (context.sendsLastSecond < limit) return null;
  return `${context.sendsLastSecond} orders were sent in the last second; the limit is ${limit} per second${isQuote ? ' for quotes' : ''}.`;
}

function checkArmed({ context }: Check): string | null {
  return context.isArmedRequired && !context.isArmed ? 'The desk is not armed; arm it (Ctrl+Shift+A) and repeat.' : null;
}
