/** Keeps the half-spread between the trader's floor and cap, and wide enough for bid and ask to differ by a tick. */

/** Half a tick: below it both sides could round onto one price. Wins over a cap that is smaller still. */
const SMALLEST_HALF_SPREAD_TICKS = 0.5;

/** Limits of the half-spread in basis points of fair value. */
export interface HalfSpreadLimits {
  readonly minimumBps: number;
  readonly maximumBps: number;
}

/** Half-spread in ticks after floor and cap; `fairValueTicks` > 0. A floor above the cap gives the floor: wider is safer. */
export function clampHalfSpread(halfSpreadTicks: number, fairValueTicks: number, limits: HalfSpreadLimits): number {
  const floor = Math.max((limits.minimumBps / 10_000) * fairValueTicks, SMALLEST_HALF_SPREAD_TICKS);
  const cap = (limits.maximumBps / 10_000) * fairValueTicks;
  return Math.max(floor, Math.min(cap, halfSpreadTicks));
}
