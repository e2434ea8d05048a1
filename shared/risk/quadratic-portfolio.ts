/** A book as a quadratic in several correlated normal returns: its moments, exactly, and the tail that Cornish and Fisher make of them. */
import { allFinite } from '../pricing/finite';
import type { Moments } from './moments';
import { cornishFisherVar } from './value-at-risk';

/** Profit = Σ delta·r + ½·Σ gamma·r², one entry per return; money per 1.00 of return, and per its square. */
export interface QuadraticPortfolio {
  readonly deltas: readonly number[];
  readonly gammas: readonly number[];
  /** Of the returns over the horizon. */
  readonly covariance: readonly (readonly number[])[];
}

/** Losses positive. */
export interface ExpandedTail {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

type Vector = readonly number[];
type Matrix = readonly Vector[];

function times(matrix: Matrix, vector: Vector): Vector {
  return matrix.map((row) => row.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0));
}

function dot(left: Vector, right: Vector): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function multiply(left: Matrix, right: Matrix): Matrix {
  const columns = right.map((_row, column) => right.map((row) => row[column] ?? 0));
  return left.map((row) => columns.map((column) => dot(row, column)));
}

function trace(matrix: Matrix): number {
  return matrix.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
}

/**
 * Cumulants of δᵀr + ½·rᵀΓr for r ~ N(0, Σ), with A = ΓΣ: ½·tr A; δᵀΣδ + ½·tr A²; 3·δᵀΣΓΣδ + tr A³; 12·δᵀΣΓΣΓΣδ + 3·tr A⁴. `null`
 * where the profit cannot vary.
 */
export function portfolioMoments({ deltas, gammas, covariance }: QuadraticPortfolio): Moments | null {
  const a = covariance.map((_row, row) => covariance.map((_column, column) => (gammas[row] ?? 0) * (covariance[row]?.[column] ?? 0)));
  const [second, spread] = [multiply(a, a), times(covariance, deltas)];
  const curved = spread.map((value, index) => value * (gammas[index] ?? 0));
  const curvedSpread = times(covariance, curved);
  const variance = dot(deltas, spread) + 0.5 * trace(second);
  if (!(variance > 0 && Number.isFinite(variance))) return null;
  const third = 3 * dot(spread, curved) + trace(multiply(second, a));
  const fourth = 12 * dot(curved, curvedSpread) + 3 * trace(multiply(second, second));
  return allFinite({
    mean: 0.5 * trace(a),
    deviation: Math.sqrt(variance),
    skewness: third / variance ** 1.5,
    excessKurtosis: fourth / (variance * variance),
  });
}

/** Points of the tail over which the quantiles are averaged. */
const POINTS = 200;

/**
 * Cornish–Fisher VaR, and as shortfall the mean of its quantiles over the tail by the midpoint rule. `null` without risk. Where skewness
 * and kurtosis are too large for the expansion, a rarer loss comes out as the smaller one, and none of its figures means anything
 * (Maillard 2012): `too-curved`.
 */
export function expandedTail(portfolio: QuadraticPortfolio, tail: number): ExpandedTail | 'too-curved' | null {
  const moments = portfolioMoments(portfolio);
  if (moments === null) return null;
  const valueAtRisk = cornishFisherVar(moments, tail);
  const rarestFirst = Array.from(
    { length: POINTS },
    (_, point) => cornishFisherVar(moments, (tail * (point + 0.5)) / POINTS) ?? Number.NaN,
  );
  const expectedShortfall = rarestFirst.reduce((sum, loss) => sum + loss, 0) / POINTS;
  if (valueAtRisk === null || !Number.isFinite(expectedShortfall)) return null;
  const isInOrder = rarestFirst.every((loss, point) => loss >= (rarestFirst[point + 1] ?? valueAtRisk));
  return isInOrder ? { valueAtRisk, expectedShortfall } : 'too-curved';
}
