/** Filtered historical simulation: past shocks at today's volatility. */
import type { GarchFit } from '../pricing/garch';

/**
 * Each past return as it would be tomorrow: μ + (r − μ)·√(h of tomorrow / h of its day), with the variances of the fit over the same
 * returns. Barone-Adesi, Giannopoulos and Vosper (1999). `null` where the fit is not of these returns.
 */
export function filteredReturns(returns: readonly number[], { parameters, variances, nextVariance }: GarchFit): readonly number[] | null {
  if (variances.length !== returns.length) return null;
  const filtered = returns.map(
    (value, index) => parameters.mu + (value - parameters.mu) * Math.sqrt(nextVariance / (variances[index] ?? Number.NaN)),
  );
  return filtered.every(Number.isFinite) ? filtered : null;
}
