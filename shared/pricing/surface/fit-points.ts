/** What a smile is fitted to: quotes as residuals that vanish inside bid and ask, but for a small pull to the middle. */
import type { QuotedVolatility, SmileMarket } from './smile-quotes';

/** One strike to be met. Volatilities are decimals; a missing side is ±∞. */
export interface FitPoint {
  readonly k: number;
  readonly bid: number;
  readonly ask: number;
  /** Where the pull goes; not a number without two sides. */
  readonly mid: number;
  /** Residual per unit of volatility: 1 ÷ half-width, lowered where vega is small. */
  readonly weight: number;
  /** Where the smile was before, and how strongly it stays there, in the same unit as the residual; 0: no memory. */
  readonly memory: number;
  readonly before: number;
}

/** Share of the pull to the middle inside bid and ask; outside, the whole distance to the nearest side counts as well. */
const PULL = 0.15;
/** No quote is believed to better than this volatility. */
const NARROWEST = 0.001;
/** A quote with one side only says where the smile is not. */
const ONE_SIDED_WEIGHT = 0.3;
const ONE_SIDED_WIDTH = 0.1;
const LEAST_VEGA_SHARE = 0.02;

function pointOf(quote: QuotedVolatility, greatestVega: number): FitPoint {
  const { bidVolatility, askVolatility, midVolatility, logMoneyness: k } = quote;
  const share = Math.sqrt(Math.max(LEAST_VEGA_SHARE, quote.coinVega / greatestVega));
  const none = { k, bid: bidVolatility ?? -Infinity, ask: askVolatility ?? Infinity, memory: 0, before: NaN };
  if (midVolatility === null || bidVolatility === null || askVolatility === null) {
    const level = askVolatility ?? bidVolatility ?? 1;
    return { ...none, mid: NaN, weight: (ONE_SIDED_WEIGHT * share) / Math.max(NARROWEST, ONE_SIDED_WIDTH * level) };
  }
  return { ...none, mid: midVolatility, weight: share / Math.max(NARROWEST, (askVolatility - bidVolatility) / 2) };
}

/** The quotes of a market as points; those with both sides first weighted by 1 ÷ half-width and the root of their vega. */
export function fitPoints({ quotes }: SmileMarket): readonly FitPoint[] {
  const greatestVega = quotes.reduce((most, { coinVega }) => Math.max(most, coinVega), 1e-12);
  return quotes.map((quote) => pointOf(quote, greatestVega));
}

/** The same points pulled to their middles alone, without the freedom inside bid and ask. */
export function midPoints(points: readonly FitPoint[]): readonly FitPoint[] {
  return points.filter(({ mid }) => Number.isFinite(mid)).map((point) => ({ ...point, bid: point.mid, ask: point.mid }));
}

/** Weighted residual of a volatility at a point. */
export function residualAt({ bid, ask, mid, weight }: FitPoint, volatility: number): number {
  const outside = volatility > ask ? volatility - ask : volatility < bid ? volatility - bid : 0;
  const pull = Number.isNaN(mid) ? 0 : PULL * (volatility - mid);
  return weight * (outside + pull);
}

/** How strongly a point holds to the smile before; 0 where it has no memory. */
export function memoryAt({ weight, memory, before }: FitPoint, volatility: number): number {
  return memory > 0 && Number.isFinite(before) ? memory * weight * (volatility - before) : 0;
}

/** Slope of the residual in the volatility. */
export function residualSlope({ bid, ask, mid, weight }: FitPoint, volatility: number): number {
  const outside = volatility > ask || volatility < bid ? 1 : 0;
  return weight * (outside + (Number.isNaN(mid) ? 0 : PULL));
}

/** Slope of the memory's residual in the volatility. */
export function memorySlope({ weight, memory, before }: FitPoint): number {
  return memory > 0 && Number.isFinite(before) ? memory * weight : 0;
}
