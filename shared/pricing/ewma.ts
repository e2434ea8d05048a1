/** Variance that forgets: exponentially weighted squares. */

/** Variance forecast for the day after each return: v ← λ·v + (1−λ)·r², from the seed. One entry per return. Zero mean. */
export function ewmaVariances(returns: readonly number[], decay: number, seed: number): readonly number[] {
  let variance = seed;
  return returns.map((value) => {
    variance = decay * variance + (1 - decay) * value * value;
    return variance;
  });
}
