/** How prices and volatilities move together in a day: out of the venue's volatility index where it is there, else assumed. */
import { covarianceOf, jointRows, type JointReturns } from './joint-returns';
import type { Histories, VolatilityHistories } from './risk-inputs';

/** Assumed where the venue has no index of volatility. */
const ASSUMED_MOVE = 0.05;
const ASSUMED_CORRELATION = -0.3;
/** Fewer days say nothing of a covariance. */
const FEWEST_DAYS = 60;

/** Covariance of one day, two factors per underlying in their order: price, volatility. */
export interface FactorMoves {
  readonly covariance: readonly (readonly number[])[];
  /** Where it comes from. */
  readonly words: string;
}

/** What the factors are estimated from. */
export interface FactorSources {
  readonly returns: JointReturns;
  readonly histories: Histories;
  readonly volatilities: VolatilityHistories;
  readonly windowDays: number;
}

/** Sample covariance of the days on which every underlying has a price and a volatility, and the day before too. */
function estimate({ returns: { underlyings }, histories, volatilities, windowDays }: FactorSources): FactorMoves | null {
  const series = underlyings.flatMap((name) => [
    (histories.get(name) ?? []).map(({ atMs, price }) => [atMs, Math.log(price)] as const),
    (volatilities.get(name) ?? []).map(({ atMs, volatility }) => [atMs, Math.log(volatility)] as const),
  ]);
  const rows = jointRows(series, (now, before) => now - before).slice(-windowDays);
  if (rows.length < FEWEST_DAYS) return null;
  const covariance = covarianceOf({ underlyings: series.map((_each, index) => String(index)), rows });
  // A series that never moves has no correlation.
  if (!covariance.every((row, index) => (row[index] ?? 0) > 0)) return null;
  const words = underlyings.map((name, index) => {
    const [price, volatility] = [covariance[2 * index]?.[2 * index] ?? 0, covariance[2 * index + 1]?.[2 * index + 1] ?? 0];
    const shared = covariance[2 * index]?.[2 * index + 1] ?? 0;
    const correlation = shared / Math.sqrt(price * volatility);
    return `${name} ${(Math.sqrt(volatility) * 100).toFixed(1)} % a day, correlation ${correlation.toFixed(2)}`;
  });
  return { covariance, words: `log volatility moves as the venue’s volatility index did on ${rows.length} days (${words.join('; ')})` };
}

/** A volatility moves with its own price, and through it with the other prices. */
function assume({ returns, volatilities }: FactorSources): FactorMoves {
  const { underlyings } = returns;
  const daily = covarianceOf(returns);
  const deviations = daily.map((row, index) => Math.sqrt(row[index] ?? 0));
  const scale = (kind: number, index: number): number => (kind === 0 ? 1 : (ASSUMED_CORRELATION * ASSUMED_MOVE) / (deviations[index] ?? 1));
  const covariance = underlyings.flatMap((_a, row) =>
    [0, 1].map((rowKind) =>
      underlyings.flatMap((_b, column) =>
        [0, 1].map((columnKind) => {
          const through = (daily[row]?.[column] ?? 0) * scale(rowKind, row) * scale(columnKind, column);
          return row === column && rowKind === 1 && columnKind === 1 ? ASSUMED_MOVE ** 2 : through;
        }),
      ),
    ),
  );
  const missing = underlyings.filter((name) => (volatilities.get(name)?.length ?? 0) <= FEWEST_DAYS);
  const why = missing.length === 0 ? 'too few days in common' : `no volatility index of ${missing.join(' and ')}`;
  const words = `log volatility moves ${ASSUMED_MOVE * 100} % a day, correlation ${ASSUMED_CORRELATION} with price (assumed: ${why})`;
  return { covariance, words };
}

/** The joint moves of one day. */
export function factorMoves(sources: FactorSources): FactorMoves {
  return estimate(sources) ?? assume(sources);
}
