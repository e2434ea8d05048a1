/** Mean and shape of a list of numbers, all with the population divisor n. */
import { allFinite } from '../pricing/finite';

/** Moments; skewness and excess kurtosis are 0 for a normal distribution. */
export interface Moments {
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
}

/** `null` for fewer than two numbers, or where one is not finite, or where they are all equal. */
export function momentsOf(values: readonly number[]): Moments | null {
  if (values.length < 2 || !values.every(Number.isFinite)) return null;
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const powers = [0, 0, 0];
  for (const value of values) {
    const distance = value - mean;
    const square = distance * distance;
    powers[0] = (powers[0] ?? 0) + square;
    powers[1] = (powers[1] ?? 0) + square * distance;
    powers[2] = (powers[2] ?? 0) + square * square;
  }
  const [second = 0, third = 0, fourth = 0] = powers.map((sum) => sum / count);
  if (!(second > 0)) return null;
  return allFinite({ mean, deviation: Math.sqrt(second), skewness: third / second ** 1.5, excessKurtosis: fourth / (second * second) - 3 });
}
