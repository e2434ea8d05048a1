/** Square roots of covariance matrices. */

/** A matrix as rows. */
type Matrix = readonly (readonly number[])[];

/** The lower triangle L with L·Lᵀ = covariance, row after row. */
export type Cholesky = Matrix;

/** Relative difference that rounding may leave. */
const TOLERANCE = 1e-9;

function entry(matrix: Matrix, row: number, column: number): number {
  return matrix[row]?.[column] ?? 0;
}

/** Size against which an entry's rounding is judged. */
function scaleOf(covariance: Matrix, row: number, column: number): number {
  return Math.sqrt(Math.abs(entry(covariance, row, row) * entry(covariance, column, column)));
}

function isSymmetric(covariance: Matrix): boolean {
  return covariance.every(
    (line, row) =>
      line.length === covariance.length &&
      line.every((value, column) => Math.abs(value - entry(covariance, column, row)) <= TOLERANCE * scaleOf(covariance, row, column)),
  );
}

/** The pivot of a row: what is left of its variance. `null` if less than nothing is left. */
function pivotOf(rest: number, scale: number): number | null {
  return rest >= -TOLERANCE * scale ? Math.sqrt(Math.max(0, rest)) : null;
}

/** An entry beside the diagonal. `null` where it would have to follow a factor that never moves. */
function shareOf(rest: number, pivot: number, scale: number): number | null {
  if (pivot > 0) return rest / pivot;
  return Math.abs(rest) <= TOLERANCE * scale ? 0 : null;
}

/**
 * Cholesky's factor of a covariance matrix; a factor without variance is allowed and never moves. `null` if the matrix is not square,
 * symmetric to 1e-9 and positive semi-definite.
 */
export function factorise(covariance: Matrix): Cholesky | null {
  if (!isSymmetric(covariance)) return null;
  const rows: number[][] = [];
  for (const [row, line] of covariance.entries()) {
    const built: number[] = [];
    rows.push(built);
    for (const [column, value] of line.slice(0, row + 1).entries()) {
      const above = rows[column] ?? [];
      const rest = above.slice(0, column).reduce((left, factor, index) => left - factor * (built[index] ?? 0), value);
      const scale = scaleOf(covariance, row, column);
      const next = column === row ? pivotOf(rest, scale) : shareOf(rest, above[column] ?? 0, scale);
      if (next === null) return null;
      built.push(next);
    }
  }
  return rows;
}
