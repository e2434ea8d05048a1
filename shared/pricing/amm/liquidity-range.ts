/** A concentrated position seen as a claim on the price: value, exposure and losses, in floating point. */
import { allFinite, finiteOrNull } from '../finite';

/** Lower and upper price of the range. */
export interface PriceRange {
  readonly lower: number;
  readonly upper: number;
}

/** One unit of liquidity at a price; amounts and value per unit of liquidity. */
export interface RangeExposure {
  /** Quantity of base held: dValue/dPrice. */
  readonly delta: number;
  /** Quantity of quote held. */
  readonly quote: number;
  /** In quote. */
  readonly value: number;
  /** d²Value/dPrice², negative inside the range and zero outside: liquidity is short an option. */
  readonly gamma: number;
}

/** Base L·(1/√p − 1/√b), quote L·(√p − √a) with p held inside [a, b]. `null` unless 0 < lower < upper and the price is positive. */
export function rangeExposure({ lower, upper }: PriceRange, price: number): RangeExposure | null {
  if (!(lower > 0 && upper > lower && price > 0 && Number.isFinite(upper + price))) return null;
  const root = Math.sqrt(Math.min(upper, Math.max(lower, price)));
  const delta = 1 / root - 1 / Math.sqrt(upper);
  const quote = root - Math.sqrt(lower);
  const isInside = price > lower && price < upper;
  return allFinite({ delta, quote, value: delta * price + quote, gamma: isInside ? -0.5 / (price * Math.sqrt(price)) : 0 });
}

/** Value against holding what was put in at `entry`, minus one. `null` where the range or a price is not one. */
export function rangeImpermanentLoss(range: PriceRange, entry: number, price: number): number | null {
  const before = rangeExposure(range, entry);
  const after = rangeExposure(range, price);
  if (before === null || after === null) return null;
  return finiteOrNull(after.value / (before.delta * price + before.quote) - 1);
}

/**
 * Loss against rebalancing as a fraction of the position's value, per the time of the volatility: −½σ²p²·gamma / value.
 * `null` where the position has no value.
 */
export function rangeLossVersusRebalancing(range: PriceRange, price: number, volatility: number): number | null {
  const exposure = rangeExposure(range, price);
  if (exposure === null || !(exposure.value > 0 && volatility >= 0)) return null;
  return finiteOrNull((-0.5 * volatility * volatility * price * price * exposure.gamma) / exposure.value);
}
