/** One day of a price history. */

/** The last price of a day that began at `atMs` (UTC), quote units. */
export interface DailyClose {
  readonly atMs: number;
  readonly price: number;
}
