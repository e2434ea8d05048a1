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

/** A line of the file with the number it has there; a quoted cell may hold line ends, and the line then ends where the quote does. */
interface TableLine {
  readonly text: string;
  readonly number: number;
}

function isOpen(text: string): boolean {
  return text.split('"').length % 2 === 0;
}

function linesOf(content: string): readonly TableLine[] {
  const lines: TableLine[] = [];
  for (const [index, text] of content
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = lines.at(-1);
    if (last !== undefined && isOpen(last.text)) lines.splice(-1, 1, { ...last, text: `${last.text}\n${text}` });
    else lines.push({ text, number: index + 1 });
  }
  return lines;
}

/** Splits one comma-separated line; a quoted cell may hold commas and doubled quotes. */
export function splitLine(line: string): readonly string[] {
  // The comma in front lets an empty first cell be found like any other.
  return [...`,${line}`.matchAll(/,(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '',
  );
}

/** Reads a table whose heading names exactly `columns`, in any order. Lines may end in LF, CRLF or CR. */
export function readTable(file: string, content: string, columns: readonly string[]): readonly TableRow[] {
  const [heading, ...lines] = linesOf(content).filter(({ text }) => text.trim() !== '');
  const names = splitLine(heading?.text ?? '');
  const unknown = names.filter((name) => !columns.includes(name));
  const missing = columns.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new TableError(`${file}: expected the columns ${columns.join(', ')}, found also ${unknown.join(', ')}.`);
  if (missing.length > 0) throw new TableError(`${file}: expected the columns ${columns.join(', ')}, found no ${missing.join(', ')}.`);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length > 0) throw new TableError(`${file}: expected each column once, found ${repeated.join(', ')} again.`);
  return lines.map((line) => readRow(file, line, names));
}

function readRow(file: string, line: TableLine, names: readonly string[]): TableRow {
  if (isOpen(line.text)) throw new TableError(`${file}, line ${line.number}: expected a quote that ends, found none.`);
  const cells = splitLine(line.text);
  if (cells.length !== names.length)
    throw new TableError(`${file}, line ${line.number}: expected ${names.length} cells, found ${cells.length}.`);
  return new TableRow(file, line.number, new Map(names.map((name, index) => [name, cells[index] ?? ''])));
}
