/** A book of coin-settled options and futures repriced in full after a move of price, volatility and time. */
import { valueBlack76 } from '../pricing/black76';

/** Volatility per √year at ln(strike/forward), for one expiry. */
export type Smile = (logMoneyness: number) => number;

/** An option on its own future; quantity in coin, signed. */
export interface OptionLeg {
  readonly kind: 'option';
  readonly optionType: 'call' | 'put';
  readonly forward: number;
  readonly strike: number;
  /** Act/365. */
  readonly years: number;
  /** Decimal per √year. */
  readonly volatility: number;
  readonly quantity: number;
  /** The expiry's smile, for scenarios in which it moves with the price; without one the volatility stays that of the strike. */
  readonly smile?: Smile | undefined;
}

/** An inverse future or perpetual; quantity in coin at the present price, signed. */
export interface FutureLeg {
  readonly kind: 'future';
  readonly forward: number;
  readonly quantity: number;
}

/** One position of a book. */
export type RiskLeg = OptionLeg | FutureLeg;

/** Whether a strike keeps its volatility when the price moves, or a distance from the money does. */
export type SmileMode = 'sticky-strike' | 'sticky-delta';

/** What happens to the market. */
export interface MarketMove {
  /** Relative move of every forward; above −1. */
  readonly move: number;
  /** Relative move of every volatility; above −1. */
  readonly volatilityMove: number;
  /** Act/365; what expires on the way is settled at the moved price. */
  readonly yearsPassed: number;
  readonly smileMode: SmileMode;
}

/** Profit in both currencies. The USD figure is at the moved price and is not the coin figure times a price. */
export interface ScenarioProfit {
  readonly usd: number;
  readonly coin: number;
}

/** A leg after the move. */
export interface LegOutcome extends ScenarioProfit {
  /** Black delta, coin. */
  readonly deltaCoin: number;
  /** Change of the delta for one per cent of the moved price, coin. */
  readonly gammaCoin: number;
  /** USD for one point of volatility. */
  readonly vegaUsd: number;
}

/** Where an option stands after a move: its new forward, volatility and time. */
export interface OptionState {
  readonly forward: number;
  readonly volatility: number;
  readonly years: number;
}

interface OptionValue {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
}

/** Beyond expiry an option is worth what it settles at. */
function valueAt(leg: OptionLeg, { forward, volatility, years }: OptionState): OptionValue | null {
  if (years > 0) return valueBlack76({ optionType: leg.optionType, strike: leg.strike, forward, volatility, years });
  if (!(forward > 0 && leg.strike > 0)) return null;
  const sign = leg.optionType === 'call' ? 1 : -1;
  const isExercised = sign * (forward - leg.strike) > 0;
  return { price: isExercised ? sign * (forward - leg.strike) : 0, delta: isExercised ? sign : 0, gamma: 0, vega: 0 };
}

/** An option's price before any move, undiscounted. `null` where it has none. */
function presentPrice(leg: OptionLeg): number | null {
  const valuation = valueBlack76(leg);
  return valuation === null || !Number.isFinite(leg.quantity) ? null : valuation.price;
}

/** An option taken to another state. `null` where one of the two states has no price. */
export function moveOption(leg: OptionLeg, state: OptionState, before = presentPrice(leg)): LegOutcome | null {
  const after = valueAt(leg, state);
  if (before === null || after === null) return null;
  const usd = leg.quantity * (after.price - before);
  const coin = leg.quantity * (after.price / state.forward - before / leg.forward);
  if (!Number.isFinite(usd + coin)) return null;
  return {
    usd,
    coin,
    deltaCoin: leg.quantity * after.delta,
    gammaCoin: leg.quantity * after.gamma * state.forward * 0.01,
    vegaUsd: leg.quantity * after.vega * 0.01,
  };
}

/**
 * Inverse future of N = quantity·F contracts: N·(1/F − 1/F′) coin; its delta is N/F′, and it counts as without gamma, as venues
 * have it. `null` where the price would not stay positive.
 */
export function moveFuture({ forward, quantity }: FutureLeg, move: number): LegOutcome | null {
  if (!(move > -1 && forward > 0 && Number.isFinite(quantity))) return null;
  const deltaCoin = quantity / (1 + move);
  const usd = quantity * forward * move;
  if (!Number.isFinite(usd + deltaCoin)) return null;
  return { usd, coin: quantity - deltaCoin, deltaCoin, gammaCoin: 0, vegaUsd: 0 };
}

/** The strike's volatility after the move; a moving smile keeps what the strike's own mark differs from it. */
function movedVolatility(leg: OptionLeg, { move, volatilityMove, smileMode }: MarketMove): number {
  const { smile, volatility } = leg;
  if (smileMode === 'sticky-strike' || smile === undefined) return volatility * (1 + volatilityMove);
  const logMoneyness = Math.log(leg.strike / leg.forward);
  return (volatility + smile(logMoneyness - Math.log1p(move)) - smile(logMoneyness)) * (1 + volatilityMove);
}

/** A leg with its price before any move, for whoever moves it many times. */
export interface PricedLeg {
  readonly leg: RiskLeg;
  /** `null` for an option without a price, and for a future, which needs none. */
  readonly before: number | null;
}

/** Prices a leg once. */
export function priceLeg(leg: RiskLeg): PricedLeg {
  return { leg, before: leg.kind === 'option' ? presentPrice(leg) : null };
}

/** One leg after the move. `null` where it has no price before or after. */
function movePriced({ leg, before }: PricedLeg, move: MarketMove): LegOutcome | null {
  if (leg.kind === 'future') return moveFuture(leg, move.move);
  if (!(move.move > -1)) return null;
  const state = {
    forward: leg.forward * (1 + move.move),
    volatility: movedVolatility(leg, move),
    years: leg.years - move.yearsPassed,
  };
  return moveOption(leg, state, before);
}

/** One leg after the move. `null` where it has no price before or after. */
export function revalueLeg(leg: RiskLeg, move: MarketMove): LegOutcome | null {
  return movePriced(priceLeg(leg), move);
}

/** The leg as it stands after the move, with the volatility that it then has. `null` where the price would not stay positive. */
export function legAfter(leg: RiskLeg, move: MarketMove): RiskLeg | null {
  if (!(move.move > -1)) return null;
  const forward = leg.forward * (1 + move.move);
  if (leg.kind === 'future') return { ...leg, forward, quantity: leg.quantity / (1 + move.move) };
  return { ...leg, forward, volatility: movedVolatility(leg, move), years: leg.years - move.yearsPassed, smile: undefined };
}

/** Sum of outcomes. `null` as soon as one leg has no price: a sum without it would look like safety. */
export function sumOutcomes(outcomes: Iterable<LegOutcome | null>): LegOutcome | null {
  let [usd, coin, deltaCoin, gammaCoin, vegaUsd] = [0, 0, 0, 0, 0];
  for (const outcome of outcomes) {
    if (outcome === null) return null;
    usd += outcome.usd;
    coin += outcome.coin;
    deltaCoin += outcome.deltaCoin;
    gammaCoin += outcome.gammaCoin;
    vegaUsd += outcome.vegaUsd;
  }
  return Number.isFinite(usd + coin + deltaCoin + gammaCoin + vegaUsd) ? { usd, coin, deltaCoin, gammaCoin, vegaUsd } : null;
}

/** The whole book after one move. `null` as above. */
export function revalueBook(legs: readonly PricedLeg[], move: MarketMove): LegOutcome | null {
  return sumOutcomes(legs.map((leg) => movePriced(leg, move)));
}
