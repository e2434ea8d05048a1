/** The Basel traffic light: how many exceptions of a 99 % VaR in a year move the capital multiplier. */

/** Zones of the Basel Committee (1996): yellow from a cumulative probability of 95 %, red from 99.99 %. */
export type TrafficLight = 'green' | 'yellow' | 'red';

/** The zone, its probability, and what it adds to the multiplier of 3. */
export interface TrafficLightReading {
  readonly zone: TrafficLight;
  /** Probability of this many exceptions or fewer under a right model. */
  readonly cumulativeProbability: number;
  readonly plusFactor: number;
}

/** Plus factors of the yellow zone for 5 … 9 exceptions in 250 days, which the accord states as figures. */
const YELLOW_FACTORS: readonly number[] = [0.4, 0.5, 0.65, 0.75, 0.85];
const FIRST_YELLOW = 5;

function binomialCumulative(count: number, days: number, tail: number): number {
  let term = (1 - tail) ** days;
  let sum = term;
  for (let index = 1; index <= count; index++) {
    term *= ((days - index + 1) * tail) / (index * (1 - tail));
    sum += term;
  }
  return Math.min(1, sum);
}

/** The reading; plus factors are those of 250 days at 1 %. `null` unless 0 ≤ exceptions ≤ days and 0 < tail < 1. */
export function readTrafficLight(exceptions: number, days: number, tail: number): TrafficLightReading | null {
  if (!(Number.isInteger(exceptions) && exceptions >= 0 && exceptions <= days && days < Infinity && tail > 0 && tail < 1)) return null;
  const cumulativeProbability = binomialCumulative(exceptions, days, tail);
  if (cumulativeProbability < 0.95) return { zone: 'green', cumulativeProbability, plusFactor: 0 };
  if (cumulativeProbability >= 0.9999) return { zone: 'red', cumulativeProbability, plusFactor: 1 };
  return { zone: 'yellow', cumulativeProbability, plusFactor: YELLOW_FACTORS[exceptions - FIRST_YELLOW] ?? 1 };
}
