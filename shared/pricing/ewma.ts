/** Variance that forgets: exponentially weighted squares. */

/**
 * Variance forecast for the day after each return: v ← λ·v + (1−λ)·r², from the seed. One entry per return, none
 * at all unless 0 ≤ λ ≤ 1 and everything else is finite. Zero mean.
 */
export function ewmaVariances(returns: readonly number[], decay: number, seed: number): readonly number[] {
  if (!(decay >= 0 && decay <= 1 && seed >= 0)) return [];
  let variance = seed;
  const variances = returns.map((value) => {
    variance = decay * variance + (1 - decay) * value * value;
    return variance;
  });
  return Number.isFinite(variance) ? variances : [];
}
