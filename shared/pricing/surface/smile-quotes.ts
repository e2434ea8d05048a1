/** The quotes of one expiry as volatilities: what a smile is fitted to, and whether the market is fit to be fitted. */
import { impliedVolatility } from '../implied-volatility';
import { normalDensity } from '../normal';
import type { OptionQuote } from '../parity-forward';

/** One strike, by its out-of-the-money option. Volatilities are decimals; `null`: no quote, or none that a volatility gives. */
export interface QuotedVolatility {
  readonly strike: number;
  /** ln(strike ÷ forward). */
  readonly logMoneyness: number;
  readonly bidVolatility: number | null;
  readonly askVolatility: number | null;
  /** Between the two; `null` unless there are both. */
  readonly midVolatility: number | null;
  /** Coin vega per 1.00 of volatility at the mid, else at the ask; 0 without either. */
  readonly coinVega: number;
}

/** All strikes of one expiry. */
export interface SmileMarket {
  readonly expiresAtMs: number;
  readonly years: number;
  readonly forward: number;
  /** Ascending by strike, strikes without any quote left out. */
  readonly quotes: readonly QuotedVolatility[];
  /** Strikes quoted on both sides. */
  readonly twoSidedCount: number;
  /** Strikes whose bid is at or above their ask. */
  readonly crossedCount: number;
}

/** An expiry as quoted: forward in USD, quotes in coin, time in years (act/365). */
export interface QuotedExpiry {
  readonly expiresAtMs: number;
  readonly years: number;
  readonly forward: number;
  readonly quotes: readonly OptionQuote[];
}

type Side = Pick<QuotedExpiry, 'forward' | 'years'>;

function volatilityOf({ optionType, strike }: OptionQuote, coin: number | null, { forward, years }: Side): number | null {
  if (coin === null || !(coin > 0)) return null;
  const implied = impliedVolatility({ optionType, strike, forward, years, price: coin * forward });
  return implied.ok ? implied.value : null;
}

/** Black-76 vega over the forward. */
function vegaInCoin(k: number, deviation: number, years: number): number {
  return normalDensity(-k / deviation + 0.5 * deviation) * Math.sqrt(years);
}

function isCrossed({ bid, ask }: OptionQuote): boolean {
  return bid !== null && ask !== null && bid > 0 && bid >= ask;
}

/** An option whose quotes are crossed, negative or not a number has no volatility at all. */
function readQuote(quote: OptionQuote, curve: Side): QuotedVolatility | null {
  if (isCrossed(quote)) return null;
  const seen = quote.seenForward ?? 0;
  const side = { years: curve.years, forward: seen > 0 ? seen : curve.forward };
  const [bidVolatility, askVolatility] = [volatilityOf(quote, quote.bid, side), volatilityOf(quote, quote.ask, side)];
  if (bidVolatility === null && askVolatility === null) return null;
  const midVolatility = bidVolatility !== null && askVolatility !== null ? (bidVolatility + askVolatility) / 2 : null;
  const logMoneyness = Math.log(quote.strike / side.forward);
  const level = midVolatility ?? askVolatility ?? bidVolatility ?? 0;
  const coinVega = vegaInCoin(logMoneyness, level * Math.sqrt(side.years), side.years);
  return { strike: quote.strike, logMoneyness, bidVolatility, askVolatility, midVolatility, coinVega };
}

/** Of the two options of a strike the one out of the money, unless only the other is quoted on both sides. */
function readStrike(options: readonly OptionQuote[], side: Side): QuotedVolatility | null {
  const strike = options[0]?.strike ?? NaN;
  const outside = strike >= side.forward ? 'call' : 'put';
  const [first, second] = [outside, outside === 'call' ? 'put' : 'call'].map((type) => {
    const quote = options.find(({ optionType }) => optionType === type);
    return quote === undefined ? null : readQuote(quote, side);
  });
  if (first?.midVolatility != null) return first;
  return second?.midVolatility != null ? second : (first ?? null);
}

/** Reads an expiry's quotes as volatilities. Strikes that are no positive number are left out. */
export function readSmile({ expiresAtMs, years, forward, quotes }: QuotedExpiry): SmileMarket {
  const byStrike = new Map<number, OptionQuote[]>();
  for (const quote of quotes) {
    if (!(quote.strike > 0 && quote.strike < Infinity)) continue;
    const known = byStrike.get(quote.strike);
    if (known === undefined) byStrike.set(quote.strike, [quote]);
    else known.push(quote);
  }
  const read = [...byStrike.values()].flatMap((options) => readStrike(options, { forward, years }) ?? []);
  return {
    expiresAtMs,
    years,
    forward,
    quotes: read.sort((left, right) => left.strike - right.strike),
    twoSidedCount: read.filter(({ midVolatility }) => midVolatility !== null).length,
    crossedCount: [...byStrike.values()].filter((options) => options.some(isCrossed)).length,
  };
}

/** The volatility that the market shows at the money: on the line between the mids around the forward; `null` without one on each side. */
export function marketAtTheMoney({ quotes }: SmileMarket): number | null {
  const mids = quotes.filter(({ midVolatility }) => midVolatility !== null);
  const above = mids.findIndex(({ logMoneyness }) => logMoneyness >= 0);
  const [right, left] = [mids[above], mids[above - 1]];
  if (right?.midVolatility == null) return null;
  if (right.logMoneyness === 0) return right.midVolatility;
  if (left?.midVolatility == null) return null;
  const share = -left.logMoneyness / (right.logMoneyness - left.logMoneyness);
  return left.midVolatility + share * (right.midVolatility - left.midVolatility);
}
