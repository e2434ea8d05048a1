/** Runs every table of a folder and says what came of it, line by line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTable, type TableReport } from './checker';
import { checkers, companionFiles, laterTables } from './registry';
import { TableError } from './table';

/** How many failures of one table are told; the rest are counted. */
const TOLD_PROBLEMS = 10;

/** Whether every known row holds, and what to print. */
export interface FolderReport {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Checks one file of the folder; other files may be read beside it. */
function checkFile(folder: string, file: string): FolderReport {
  const read = (name: string): string | null => (readdirSync(folder).includes(name) ? readFileSync(join(folder, name), 'utf8') : null);
  const checker = checkers.find((candidate) => candidate.file === file);
  if (checker === undefined) {
    if (companionFiles.has(file)) return { ok: true, lines: [] };
    if (laterTables.has(file)) return { ok: true, lines: [`${file}: not yet covered`] };
    return { ok: false, lines: [`${file}: expected a table that this command knows, found an unknown file`] };
  }
  try {
    return describeReport(checkTable(checker, read(file) ?? '', read));
  } catch (error) {
    if (error instanceof TableError || error instanceof SyntaxError)
      return { ok: false, lines: [error instanceof SyntaxError ? `${file}: ${error.message}` : error.message] };
    throw error;
  }
}

function describeReport({ file, rows, failed, worst, problems, later }: TableReport): FolderReport {
  const summary =
    rows === 0 ? [] : [`${file}: ${rows} rows, ${failed} failed, worst error ${show(worst?.error)} (tolerance ${show(worst?.tolerance)})`];
  const told = problems.slice(0, TOLD_PROBLEMS).map((problem) => `  ${problem}`);
  const untold = problems.length > TOLD_PROBLEMS ? [`  and ${problems.length - TOLD_PROBLEMS} more`] : [];
  const uncovered = [...later].map(([kind, count]) => `${file}: ${kind} not yet covered (${count} ${count === 1 ? 'row' : 'rows'})`);
  return { ok: failed === 0, lines: [...summary, ...told, ...untold, ...uncovered] };
}

function show(value: number | undefined): string {
  return value === undefined || value === 0 ? '0' : value.toExponential(2);
}

/** Checks every file of the folder in the order of its names. A folder without one known table is an error. */
export function checkFolder(folder: string): FolderReport {
  const files = readdirSync(folder).sort();
  const reports = files.map((file) => checkFile(folder, file));
  const lines = reports.flatMap((report) => report.lines);
  if (!files.some((file) => checkers.some((checker) => checker.file === file)))
    return { ok: false, lines: [...lines, `Expected at least one known table in ${folder}, found none.`] };
  return { ok: reports.every((report) => report.ok), lines };
}
