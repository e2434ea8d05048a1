/** Value at risk by simulation: joint factor moves, the book repriced in full, and how sure the result is. */
import { SeededRandom } from '../domain/random';
import type { Cholesky } from '../pricing/cholesky';
import { allFinite } from '../pricing/finite';
import { drawFactors } from './factor-model';

/** What to simulate. */
export interface Simulation {
  readonly scenarios: number;
  readonly seed: number;
  readonly cholesky: Cholesky;
  /** How many parts a profit is split into: one per leg, underlying or greek. At least 1. */
  readonly components: number;
  /** Profit of each component under the factor moves, written into `profits`. NaN where it has no price. */
  readonly profitOf: (factors: Float64Array, profits: Float64Array) => void;
}

/** Simulated profits: of the book, and of each component in the same order of scenarios. */
export interface SimulatedProfits {
  readonly total: Float64Array;
  readonly components: readonly Float64Array[];
}

/** A tail with its sampling error. Losses positive. */
export interface SimulatedTail {
  readonly valueAtRisk: number;
  readonly valueAtRiskError: number;
  readonly expectedShortfall: number;
  readonly expectedShortfallError: number;
}

/** Scenarios between two looks at the clock by whoever drives the simulation. */
const SLICE = 250;

/** Yields the number of scenarios done, so that a caller can report, yield its thread or stop; returns the profits. */
export function* simulateProfits(simulation: Simulation): Generator<number, SimulatedProfits> {
  const { scenarios, cholesky, profitOf } = simulation;
  const random = new SeededRandom(simulation.seed);
  const factors = new Float64Array(cholesky.length);
  const row = new Float64Array(simulation.components);
  const components = Array.from(row, () => new Float64Array(scenarios));
  const total = new Float64Array(scenarios);
  for (let scenario = 0; scenario < scenarios; scenario++) {
    if (scenario > 0 && scenario % SLICE === 0) yield scenario;
    drawFactors(cholesky, random, factors);
    profitOf(factors, row);
    let sum = 0;
    for (const [index, column] of components.entries()) {
      const profit = row[index] ?? Number.NaN;
      column[scenario] = profit;
      sum += profit;
    }
    total[scenario] = sum;
  }
  return { total, components };
}

/**
 * VaR as the ⌈n·tail⌉-th greatest loss, shortfall as the mean of those. Standard errors: for the VaR half the distance between the
 * order statistics one binomial deviation away on either side; for the shortfall the deviation of VaR + (loss − VaR)⁺/tail over √n
 * (Trindade and others, 2007). `null` without profits or where one is not a number.
 */
export function simulatedTail(profits: Float64Array, tail: number): SimulatedTail | null {
  const count = profits.length;
  const rank = Math.ceil(count * tail - 1e-9);
  if (!(tail > 0 && tail < 1 && rank >= 1) || !profits.every(Number.isFinite)) return null;
  const losses = profits.map((profit) => -profit).sort();
  const greatest = (place: number): number => losses[count - Math.min(count, Math.max(1, place))] ?? Number.NaN;
  const valueAtRisk = greatest(rank);
  const spread = Math.max(1, Math.round(Math.sqrt(count * tail * (1 - tail))));
  let [sum, excess, squares] = [0, 0, 0];
  for (let place = 1; place <= rank; place++) {
    const loss = greatest(place);
    sum += loss;
    excess += loss - valueAtRisk;
    squares += (loss - valueAtRisk) ** 2;
  }
  const mean = excess / count;
  return allFinite({
    valueAtRisk,
    valueAtRiskError: 0.5 * (greatest(rank - spread) - greatest(rank + spread)),
    expectedShortfall: sum / rank,
    expectedShortfallError: Math.sqrt(Math.max(0, squares / count - mean * mean) / count) / tail,
  });
}
