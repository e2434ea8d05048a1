/** Small dense systems of linear equations, as fits and nodes of a smile need them. */

/**
 * Solves A·x = b by elimination with row pivoting; `rows` are the rows of A, each with its b appended. Copies its input.
 * `null` where the system is singular or not finite.
 */
export function solveLinear(rows: readonly (readonly number[])[]): readonly number[] | null {
  const work = rows.map((row) => Float64Array.from(row));
  const size = work.length;
  for (let column = 0; column < size; column++) {
    const pivot = bringPivot(work, column);
    if (pivot === null) return null;
    for (let below = column + 1; below < size; below++) eliminate(work[below], pivot, column);
  }
  return substituteBack(work);
}

type Row = Float64Array;

/** The row with the largest entry in the column, brought to the diagonal. */
function bringPivot(work: Row[], column: number): Row | null {
  let best = column;
  for (let index = column + 1; index < work.length; index++) if (entry(work[index], column) > entry(work[best], column)) best = index;
  const [top, pivot] = [work[column], work[best]];
  if (top === undefined || pivot === undefined || !(entry(pivot, column) > 0) || !Number.isFinite(entry(pivot, column))) return null;
  work[best] = top;
  work[column] = pivot;
  return pivot;
}

function entry(row: Row | undefined, column: number): number {
  return Math.abs(row?.[column] ?? 0);
}

function eliminate(row: Row | undefined, pivot: Row, column: number): void {
  if (row === undefined) return;
  const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
  if (factor === 0) return;
  for (let index = column; index < row.length; index++) row[index] = (row[index] ?? 0) - factor * (pivot[index] ?? 0);
}

function substituteBack(work: readonly Row[]): readonly number[] | null {
  const size = work.length;
  const solution = new Array<number>(size).fill(0);
  for (let index = size - 1; index >= 0; index--) {
    const row = work[index];
    if (row === undefined) return null;
    let sum = row[size] ?? NaN;
    for (let right = index + 1; right < size; right++) sum -= (row[right] ?? 0) * (solution[right] ?? 0);
    solution[index] = sum / (row[index] ?? NaN);
  }
  return solution.every(Number.isFinite) ? solution : null;
}
