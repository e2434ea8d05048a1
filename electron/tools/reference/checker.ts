/** What one table's checker is, and how a table is run through it. */
import { holds, uncomputed, type Comparison } from './comparison';
import { readTable, TableError, type TableRow } from './table';

/** The folder of tables: a file's content, or `null` where it is absent. */
export type ReadFile = (name: string) => string | null;

/** One table: its file, its columns, and its rows through the product's own functions. */
export interface TableChecker {
  readonly file: string;
  readonly columns: readonly string[];
  /** Companion files the rows need, beside the table. They are no tables themselves. */
  readonly companions?: readonly string[];
  /** The comparisons of one row; none means that this kind of row belongs to later work, and says which. */
  open(read: ReadFile, rows: readonly TableRow[]): (row: TableRow) => readonly Comparison[] | LaterWork;
}

/** A kind of row that no part of the product computes yet. */
export class LaterWork {
  constructor(readonly kind: string) {}
}

/** The outcome of one table. */
export interface TableReport {
  readonly file: string;
  readonly rows: number;
  readonly failed: number;
  /** The comparison nearest to its tolerance, or furthest beyond. */
  readonly worst: Comparison | null;
  /** One sentence per failed comparison. */
  readonly problems: readonly string[];
  /** Kinds of row that are not yet covered, with their count. */
  readonly later: ReadonlyMap<string, number>;
}

/** Runs every row. Throws `TableError` for a table that is not the one the checker knows. */
export function checkTable(checker: TableChecker, content: string, read: ReadFile): TableReport {
  const rows = readTable(checker.file, content, checker.columns);
  if (rows.length === 0) throw new TableError(`${checker.file}: expected rows below the heading, found none.`);
  const check = checker.open(read, rows);
  const problems: string[] = [];
  const later = new Map<string, number>();
  let worst: Comparison | null = null;
  let failed = 0;
  for (const row of rows) {
    const outcome = computeRow(check, row);
    if (outcome instanceof LaterWork) {
      later.set(outcome.kind, (later.get(outcome.kind) ?? 0) + 1);
      continue;
    }
    const wrong = outcome.filter((comparison) => !holds(comparison));
    if (wrong.length > 0) failed += 1;
    for (const comparison of outcome) if (worst === null || strain(comparison) > strain(worst)) worst = comparison;
    problems.push(...wrong.map((comparison) => describe(row, comparison)));
  }
  const laterRows = [...later.values()].reduce((sum, count) => sum + count, 0);
  return { file: checker.file, rows: rows.length - laterRows, failed, worst, problems, later };
}

function computeRow(check: (row: TableRow) => readonly Comparison[] | LaterWork, row: TableRow): readonly Comparison[] | LaterWork {
  try {
    const outcome = check(row);
    return outcome instanceof LaterWork || outcome.length > 0 ? outcome : [uncomputed('nothing was compared')];
  } catch (error) {
    return [uncomputed(error instanceof Error ? error.message : String(error))];
  }
}

/** How much of its tolerance a comparison uses up; an exact one uses nothing or too much. */
function strain({ error, tolerance }: Comparison): number {
  if (Number.isNaN(error)) return Infinity;
  return tolerance > 0 ? error / tolerance : error * Number.MAX_VALUE;
}

function describe(row: TableRow, { what, error, tolerance }: Comparison): string {
  return `line ${row.line}, ${what}: error ${error.toExponential(3)} (tolerance ${tolerance.toExponential(1)})`;
}
