/** Daily returns of several underlyings on the same days. */
import type { Histories } from './risk-inputs';

/** One row per day, oldest first: simple returns in the order of `underlyings`. */
export interface JointReturns {
  readonly underlyings: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** A series of a value per day, ascending: [start of the day ms, value]. */
export type DailySeries = readonly (readonly [number, number])[];

/** One row per day on which every series has a value, from the second such day on: how each changed since the one before. */
export function jointRows(series: readonly DailySeries[], change: (now: number, before: number) => number): JointReturns['rows'] {
  const byDay = series.map((values) => new Map(values));
  const [first] = byDay;
  const common = [...(first?.keys() ?? [])].filter((atMs) => byDay.every((values) => values.has(atMs)));
  return common.slice(1).map((atMs, index) => {
    const before = common[index] ?? atMs;
    return byDay.map((values) => change(values.get(atMs) ?? Number.NaN, values.get(before) ?? Number.NaN));
  });
}

/** The last `days` days on which every underlying has a close, and the day before too; fewer if history is shorter. */
export function jointReturns(underlyings: readonly string[], histories: Histories, days: number): JointReturns {
  const series = underlyings.map((name) => (histories.get(name) ?? []).map(({ atMs, price }) => [atMs, price] as const));
  return { underlyings, rows: jointRows(series, (now, before) => now / before - 1).slice(-days) };
}

/** One underlying's returns. */
export function columnOf({ rows }: JointReturns, column: number): readonly number[] {
  return rows.map((row) => row[column] ?? Number.NaN);
}

/** Sample covariance, means taken off. */
export function covarianceOf({ rows, underlyings }: JointReturns): readonly (readonly number[])[] {
  const columns = underlyings.map((_name, column) => rows.map((row) => row[column] ?? Number.NaN));
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  return columns.map((left, row) =>
    columns.map((right, column) => {
      const sum = left.reduce((total, value, day) => total + (value - (means[row] ?? 0)) * ((right[day] ?? 0) - (means[column] ?? 0)), 0);
      return sum / (left.length - 1);
    }),
  );
}
