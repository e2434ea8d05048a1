/** Translates the trader's annual percent into what models work in. */
import { YEAR_MS } from '../domain/time';

/** Seconds of an act/365 year. */
const YEAR_SECONDS = YEAR_MS / 1000;

/** Annualised volatility in percent at a price in quote units → standard deviation in ticks per √second (act/365). */
export function volatilityInTicks(volatilityPercent: number, priceInQuoteUnits: number, tickSize: number): number {
  return ((volatilityPercent / 100) * priceInQuoteUnits) / Math.sqrt(YEAR_SECONDS) / tickSize;
}
