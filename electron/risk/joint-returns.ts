/** Daily returns of several underlyings on the same days. */
import type { Histories } from './risk-inputs';

/** One row per day, oldest first: simple returns in the order of `underlyings`. */
export interface JointReturns {
  readonly underlyings: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** The last `days` days on which every underlying has a close, and the day before too; fewer if history is shorter. */
export function jointReturns(underlyings: readonly string[], histories: Histories, days: number): JointReturns {
  const byDay = underlyings.map((name) => new Map((histories.get(name) ?? []).map(({ atMs, price }) => [atMs, price])));
  const [first] = byDay;
  const common = [...(first?.keys() ?? [])].filter((atMs) => byDay.every((closes) => closes.has(atMs)));
  const rows = common.slice(1).map((atMs, index) => {
    const before = common[index] ?? atMs;
    return byDay.map((closes) => (closes.get(atMs) ?? Number.NaN) / (closes.get(before) ?? Number.NaN) - 1);
  });
  return { underlyings, rows: rows.slice(-days) };
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
