/** Widens quotes of a venue that answers slowly: what cannot be taken back at once must be worth more. */

/** Half-spread in ticks, `factor` times as wide; a factor below 1 never brings a quote nearer. */
export function widenForSlowVenue(halfSpreadTicks: number, factor: number): number {
  return halfSpreadTicks * Math.max(1, factor);
}
