/** Rows of the fills panel: newest first, with what the market did afterwards. */
import type { FillRow } from '../../../shared/projection/view-state';

/** Newest first; equal times by trade id so that the order never flickers. */
export function fillRows(rows: Readonly<Record<string, FillRow>>): readonly FillRow[] {
  return Object.values(rows).sort(
    (left, right) => right.executedAtMs - left.executedAtMs || right.tradeId.localeCompare(left.tradeId, 'en', { numeric: true }),
  );
}

/** How long a fill's row is tinted. */
const FRESH_MS = 1_500;

/** Whether the fill has just happened. */
export function isFresh(row: FillRow, engineNowMs: number | null): boolean {
  return engineNowMs !== null && engineNowMs - row.executedAtMs < FRESH_MS;
}

/** Mean of the known markouts, weighted by value: a coin of one underlying is not one of another. `null` if none is known. */
export function meanMarkout(rows: readonly FillRow[], read: (row: FillRow) => number | null): number | null {
  let weight = 0;
  let sum = 0;
  for (const row of rows) {
    const value = read(row);
    if (value === null) continue;
    weight += row.valueUsd;
    sum += value * row.valueUsd;
  }
  return weight === 0 ? null : sum / weight;
}
