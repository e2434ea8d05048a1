/** A reference table as rows of named cells; anything that is not such a table is one sentence. */

/** Why a table, a column or a row cannot be read. The message is shown to the person at the console. */
export class TableError extends Error {}

/** One row. `line` counts from 1, the heading included. */
export class TableRow {
  constructor(
    private readonly file: string,
    readonly line: number,
    private readonly cells: ReadonlyMap<string, string>,
  ) {}

  /** The cell as it is written; empty where the table leaves it out. */
  text(column: string): string {
    const cell = this.cells.get(column);
    if (cell === undefined) throw this.error(`expected a column ${column}, found none`);
    return cell;
  }

  /** The cell as a finite number. */
  number(column: string): number {
    const value = readNumber(this.text(column));
    if (value === null) throw this.error(`expected a number in ${column}, found "${this.text(column)}"`);
    return value;
  }

  /** A sentence about this row. */
  error(problem: string): TableError {
    return new TableError(`${this.file}, line ${this.line}: ${problem}.`);
  }
}

/** A finite number or a fraction such as `30/365`; `null` for anything else, the empty text included. */
export function readNumber(text: string): number | null {
  const parts = text.trim().split('/');
  if (parts.length > 2 || parts.some((part) => part.trim() === '')) return null;
  const [numerator = NaN, denominator = 1] = parts.map(Number);
  const value = numerator / denominator;
  return Number.isFinite(value) ? value : null;
}

/** Splits one comma-separated line; a quoted cell may hold commas and doubled quotes. */
function splitLine(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** Reads a table whose heading names exactly `columns`, in any order. Lines may end in LF or CRLF. */
export function readTable(file: string, content: string, columns: readonly string[]): readonly TableRow[] {
  const [heading = '', ...lines] = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = splitLine(heading);
  const unknown = names.filter((name) => !columns.includes(name));
  const missing = columns.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new TableError(`${file}: expected the columns ${columns.join(', ')}, found also ${unknown.join(', ')}.`);
  if (missing.length > 0) throw new TableError(`${file}: expected the columns ${columns.join(', ')}, found no ${missing.join(', ')}.`);
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [readRow(file, { line, number: index + 2, names })]));
}

function readRow(file: string, row: { readonly line: string; readonly number: number; readonly names: readonly string[] }): TableRow {
  const cells = splitLine(row.line);
  if (cells.length !== row.names.length)
    throw new TableError(`${file}, line ${row.number}: expected ${row.names.length} cells, found ${cells.length}.`);
  return new TableRow(file, row.number, new Map(row.names.map((name, index) => [name, cells[index] ?? ''])));
}
