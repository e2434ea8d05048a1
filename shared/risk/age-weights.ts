/** Older days count less: weights by age, and what they do to value at risk and expected shortfall. */

/** λ^(age−1)·(1−λ)/(1−λ^count) for age 1 (yesterday) to `count`; Boudoukh, Richardson and Whitelaw (1998). `null` outside that range. */
export function ageWeight(decay: number, count: number, age: number): number | null {
  if (!(decay > 0 && decay < 1 && age >= 1 && age <= count)) return null;
  return (decay ** (age - 1) * (1 - decay)) / (1 - decay ** count);
}

/** A weighted tail: its VaR, its shortfall, and the weight gathered when the VaR is reached. */
export interface WeightedTail {
  /** The loss at which the weight of all losses as great or greater first reaches the tail. */
  readonly valueAtRisk: number;
  /** Mean of the worst losses that weigh `tail` together; the last of them counts with what is left. */
  readonly expectedShortfall: number;
  readonly gatheredWeight: number;
}

/** Age-weighted tail of returns, oldest first; losses positive. `null` without returns or for a decay outside 0 … 1. */
export function ageWeightedTail(returns: readonly number[], decay: number, tail: number): WeightedTail | null {
  if (!(tail > 0 && tail < 1) || returns.length === 0 || !returns.every(Number.isFinite)) return null;
  const count = returns.length;
  const days = returns.map((value, index) => ({ loss: -value, weight: ageWeight(decay, count, count - index) ?? NaN }));
  days.sort((first, second) => second.loss - first.loss);
  let gatheredWeight = 0;
  let weighted = 0;
  for (const { loss, weight } of days) {
    const before = gatheredWeight;
    gatheredWeight += weight;
    if (gatheredWeight >= tail) return { valueAtRisk: loss, expectedShortfall: (weighted + loss * (tail - before)) / tail, gatheredWeight };
    weighted += loss * weight;
  }
  return null;
}
