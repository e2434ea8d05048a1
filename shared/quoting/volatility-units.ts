/** Translates the trader's annual percent into what models work in. */
import type { OptionTerms } from '../domain/instrument';
import { YEAR_MS } from '../domain/time';

/** Seconds of an act/365 year. */
const YEAR_SECONDS = YEAR_MS / 1000;

/**
 * Annualised volatility of the underlying in percent → standard deviation of a quote in ticks per √second (act/365). `slope`: quote units
 * by which the quote moves per 1.00 of return of the underlying; of a perpetual or future that is its price.
 */
export function volatilityInTicks(volatilityPercent: number, slope: number, tickSize: number): number {
  return ((volatilityPercent / 100) * slope) / Math.sqrt(YEAR_SECONDS) / tickSize;
}

/** So small a slope moves no tick; above zero, because inventory is counted in it. */
const LEAST_SLOPE = 1e-9;

/**
 * Size of F·d(price in coin)/dF of one option quoted in coin, which is its delta N(d1) less its price: by how much the quote moves. It is not
 * what a contract takes into inventory, see `contractDelta`. Without a delta that of an option deep in the money, the largest.
 */
export function optionSlope({ optionType }: OptionTerms, priceCoin: number, delta: number | null): number {
  const sign = optionType === 'call' ? 1 : -1;
  const known = delta !== null && Number.isFinite(delta) ? delta : sign;
  return Math.max(LEAST_SLOPE, sign * (known - priceCoin));
}

/**
 * Size of the delta that one contract of an option takes into inventory, coin: the venue's N(d1), as inventory counts it; the largest there
 * is where it is not known.
 */
export function contractDelta(delta: number | null): number {
  return delta !== null && Number.isFinite(delta) ? Math.max(LEAST_SLOPE, Math.abs(delta)) : 1;
}
