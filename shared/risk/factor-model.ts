/** Joint moves of prices and volatilities: correlated normal factors, drawn from a seed. */
import type { SeededRandom } from '../domain/random';
import type { Cholesky } from '../pricing/cholesky';

/** One joint draw into `into`, which has as many entries as there are factors. */
export function drawFactors(cholesky: Cholesky, random: SeededRandom, into: Float64Array): void {
  const independent = cholesky.map(() => random.gaussian());
  for (const [row, line] of cholesky.entries())
    into[row] = line.reduce((sum, factor, column) => sum + factor * (independent[column] ?? 0), 0);
}
