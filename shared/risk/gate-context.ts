/** What the rules of the gate look at, and their names. */
import type { Instrument } from '../domain/instrument';
import type { OrderIntent } from '../domain/order';
import type { Price, PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';
import type { TimestampMs } from '../domain/time';
import { worstPositionLots } from './exposure';
import type { GateLimits, OptionOrderLimits } from './limits';
import type { TradingState } from './trading-state';

/** Names of the rules, in the order in which they are applied. */
export type GateRule =
  | 'trading-state'
  | 'instrument'
  | 'number'
  | 'collar'
  | 'volatility'
  | 'quantity'
  | 'notional'
  | 'premium'
  | 'order-vega'
  | 'soft-limit'
  | 'duplicate'
  | 'self-cross'
  | 'position'
  | 'delta'
  | 'gamma'
  | 'vega'
  | 'margin'
  | 'open-orders'
  | 'rate'
  | 'armed';

/** An own order that rests, is under way, or whose fate is not known. */
export interface GateOrder {
  readonly side: Side;
  readonly price: PriceTicks;
  /** Lots that may still fill, or filled unseen. */
  readonly lots: number;
  /** `false` once final: it only counts for the position. */
  readonly isWorking: boolean;
}

/** What a greek of an underlying could become if everything outstanding went the way of the order. Signed; `null` is unknown. */
export interface WorstExposure {
  /** With every outstanding order filled that moves the greek as this one does. */
  readonly before: number | null;
  /** Of the order itself. */
  readonly order: number | null;
  /** Size that may be reached; infinite where no limit is set. */
  readonly maximum: number;
}

/** What is asked of an order of an option besides. `null` is unknown or not fresh. */
export interface OptionOrderTerms {
  readonly optionType: 'call' | 'put';
  readonly strike: number;
  /** To expiry, act/365. */
  readonly years: number;
  /** Price of the underlying for the day of expiry, USD. */
  readonly forward: number | null;
  /** The venue's, as a decimal. */
  readonly markVolatility: number | null;
  readonly limits: OptionOrderLimits;
}

/** Size from which on an order by hand is typed to confirm; either is enough. */
export interface SoftOrder {
  readonly coin: number;
  readonly usd: number;
}

/** A manual order sent lately. */
export interface RecentOrder {
  readonly side: Side;
  readonly price: PriceTicks;
  readonly quantity: QuantityLots;
  readonly sentAtMs: TimestampMs;
}

/** Everything the gate looks at, for one instrument at one instant. Prices in quote units; `null` is unknown or not fresh. */
export interface GateContext {
  readonly tradingState: TradingState;
  readonly tradingStateReason: string;
  readonly instrument: Instrument | null;
  readonly limits: GateLimits | null;
  /** Why the venue takes no order in its underlying now, as the end of a sentence; absent or `null`: it does. */
  readonly lock?: string | null;
  readonly markPrice: number | null;
  readonly bookMid: number | null;
  readonly indexPrice: number | null;
  /** Signed. */
  readonly positionLots: number;
  /** Of the whole underlying, over all its instruments. Coin; coin per 1 % of the index; USD per point of volatility. */
  readonly delta: WorstExposure;
  readonly gamma: WorstExposure;
  readonly vega: WorstExposure;
  /** `null` of a perpetual or future, and where no limits of options' orders are set. */
  readonly option: OptionOrderTerms | null;
  /** Left of the venue's own margin figures in the coin the instrument settles in; whatever its rules are now, it is they that count. `null`: not told. */
  readonly availableFunds: number | null;
  readonly orders: readonly GateOrder[];
  readonly recentManual: readonly RecentOrder[];
  readonly sendsLastSecond: number;
  readonly maximumOrdersPerSecond: number;
  /** What quotes may use of it; the rest is kept for hedges and manual orders. */
  readonly maximumQuotesPerSecond: number;
  readonly nowMs: TimestampMs;
  readonly isArmed: boolean;
  readonly isArmedRequired: boolean;
  /** `null`: nothing is asked. */
  readonly soft: SoftOrder | null;
  /** Whether the quantity was typed to confirm. */
  readonly isTyped: boolean;
}

/** What one rule sees; the nulls are out of the way. */
export interface Check {
  readonly intent: OrderIntent;
  readonly context: GateContext;
  readonly instrument: Instrument;
  readonly limits: GateLimits;
  readonly price: Price;
}

/** A sentence if the rule refuses, else `null`. */
export type Rule = (check: Check) => string | null;

/** Whether the order can only bring the position nearer to zero, with all that is outstanding on its side counted. */
export function reducesOnly({ intent, context }: Check): boolean {
  if (intent.purpose === 'quote' || !intent.isReduceOnly) return false;
  const worst = worstPositionLots(context.positionLots, context.orders, intent.side);
  const after = intent.side === 'buy' ? worst + intent.quantity : worst - intent.quantity;
  return intent.side === 'buy' ? context.positionLots < 0 && after <= 0 : context.positionLots > 0 && after >= 0;
}

/** Six figures: enough for a sentence. */
export function roundedForWords(value: number): string {
  return String(Number(value.toPrecision(6)));
}
