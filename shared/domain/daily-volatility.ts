/** One day of a history of implied volatility. */

/** The last value of a volatility index on the day that began at `atMs` (UTC); decimal per √year, 0.55 for an index of 55. */
export interface DailyVolatility {
  readonly atMs: number;
  readonly volatility: number;
}
