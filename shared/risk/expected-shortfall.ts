/** Expected shortfall: the mean loss of the worst share `tail` of days, positive when money is lost. */
import { finiteOrNull } from '../pricing/finite';
import { normalDensity, normalQuantile } from '../pricing/normal';
import type { Moments } from './moments';
import { sortedLosses } from './value-at-risk';

/**
 * Historical shortfall with an exact tail: the whole days inside it, and of the next day the fraction that fills it up.
 * Acerbi and Tasche (2002). `null` without returns.
 */
export function historicalShortfall(returns: readonly number[], tail: number): number | null {
  const losses = sortedLosses(returns);
  if (losses === null || !(tail > 0 && tail < 1)) return null;
  const wanted = losses.length * tail;
  let sum = 0;
  losses.forEach((loss, index) => {
    sum += loss * Math.min(1, Math.max(0, wanted - index));
  });
  return sum / wanted;
}

/** Shortfall of a normal distribution: −mean + deviation·φ(z)/tail. */
export function normalShortfall({ mean, deviation }: Pick<Moments, 'mean' | 'deviation'>, tail: number): number | null {
  return tail > 0 && tail < 1 && deviation >= 0 ? finiteOrNull((deviation * normalDensity(normalQuantile(tail))) / tail - mean) : null;
}
