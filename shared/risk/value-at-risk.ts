/** Value at risk of a list of returns: a loss, positive when money is lost, at probability `tail` (0.01 is one day in a hundred). */
import { finiteOrNull } from '../pricing/finite';
import { normalQuantile } from '../pricing/normal';
import type { Moments } from './moments';

/** Guards `n·tail` against its own rounding, so that 0.05 of 500 is 25. */
const WHOLE = 1e-9;

function isTail(tail: number): boolean {
  return tail > 0 && tail < 1;
}

/** Losses, greatest first. `null` if there is none or one is not a number. */
export function sortedLosses(returns: readonly number[]): readonly number[] | null {
  if (returns.length === 0 || !returns.every(Number.isFinite)) return null;
  return returns.map((value) => -value).sort((first, second) => second - first);
}

/** Historical VaR with the quantile of type 7 (linear between order statistics, as R and numpy default). `null` without returns. */
export function historicalVar(returns: readonly number[], tail: number): number | null {
  const losses = sortedLosses(returns);
  if (losses === null || !isTail(tail)) return null;
  const place = (losses.length - 1) * tail;
  const index = Math.floor(place);
  const upper = losses[index] ?? NaN;
  return upper - (place - index) * (upper - (losses[index + 1] ?? upper));
}

/** Historical VaR as the ⌈n·tail⌉-th greatest loss, without interpolation. `null` without returns. */
export function orderStatisticVar(returns: readonly number[], tail: number): number | null {
  const losses = sortedLosses(returns);
  return losses === null || !isTail(tail) ? null : (losses[Math.ceil(losses.length * tail - WHOLE) - 1] ?? null);
}

/** VaR of a normal distribution with this mean and population deviation. */
export function normalVar({ mean, deviation }: Pick<Moments, 'mean' | 'deviation'>, tail: number): number | null {
  return isTail(tail) && deviation >= 0 ? finiteOrNull(-(mean + deviation * normalQuantile(tail))) : null;
}

/** VaR by the Cornish–Fisher expansion of the quantile in skewness and excess kurtosis ("modified VaR"); population moments. */
export function cornishFisherVar({ mean, deviation, skewness, excessKurtosis }: Moments, tail: number): number | null {
  if (!isTail(tail) || !(deviation >= 0)) return null;
  const z = normalQuantile(tail);
  const quantile =
    z + ((z * z - 1) * skewness) / 6 + ((z * z - 3) * z * excessKurtosis) / 24 - ((2 * z * z - 5) * z * skewness * skewness) / 36;
  return finiteOrNull(-(mean + deviation * quantile));
}
