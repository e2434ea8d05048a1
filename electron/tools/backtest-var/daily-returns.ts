/** Reads a file of daily prices or returns and says what it understood. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { splitLine } from '../reference/table';

/** A series of daily returns, oldest first. */
export interface DailySeries {
  readonly name: string;
  /** What the numbers are, in words. */
  readonly kind: string;
  readonly returns: readonly number[];
  /** `null` where the file gives no days. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** Bad input, as a sentence for the user. */
export class SeriesError extends Error {}

/** A column that holds what we look for, and what it makes the series. */
interface Column {
  readonly index: number;
  readonly name: string;
  readonly isReturn: boolean;
}

/** The day, where the first column is one, and the value. */
type DatedValue = readonly [string | null, number];

const DAY = /^\d{4}-\d{2}-\d{2}/;
const PRICE = /^(?:(\w+):)?close$/i;
const RETURN = /^(ret|return|returns|ret_pct|log_return)$/i;

function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') throw new SeriesError(`Expected a file at ${path}, found none: check the name.`);
    if (code === 'EISDIR') throw new SeriesError(`Expected a file at ${path}, found a folder: name its files.`);
    if (code.startsWith('Z_')) throw new SeriesError(`Expected a whole gzip file at ${path}, found one that is cut or damaged.`);
    throw new SeriesError(`Expected a readable file at ${path}, found it unreadable: ${code}.`);
  }
}

/** A line that was cut would make a price of half a price. */
function requireWholeRows(path: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const [index, row] of rows.entries())
    if (row.length !== header.length)
      throw new SeriesError(`${path}: expected ${header.length} cells in row ${index + 1} below the heading, found ${row.length}.`);
}

function columnsOf(header: readonly string[]): readonly Column[] {
  return header.flatMap((cell, index): readonly Column[] => {
    const price = PRICE.exec(cell);
    if (price !== null) return [{ index, name: price[1] ?? '', isReturn: false }];
    return RETURN.test(cell) ? [{ index, name: '', isReturn: true }] : [];
  });
}

/** Gaps at the start belong to a coin that was listed later; inside the series a missing price is an error. */
function valuesOf(path: string, rows: readonly (readonly string[])[], column: Column): readonly DatedValue[] {
  const first = rows.findIndex((row) => (row[column.index] ?? '') !== '');
  return rows.slice(first < 0 ? rows.length : first).map((row, index) => {
    const text = row[column.index] ?? '';
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || (!column.isReturn && !(value > 0)))
      throw new SeriesError(`${path}: expected a number in row ${index + 1} of the ${column.name || 'close'} series, found "${text}".`);
    return [DAY.exec(row[0] ?? '')?.[0] ?? null, value] as const;
  });
}

function isNewestFirst(values: readonly DatedValue[]): boolean {
  return (values[0]?.[0] ?? '') > (values.at(-1)?.[0] ?? '');
}

/** Hourly rows would make a "day" of an hour, and days out of order returns that never were. */
function requireDaily(path: string, values: readonly DatedValue[]): void {
  if (values.length < 2) throw new SeriesError(`${path}: expected at least two days, found ${values.length}.`);
  const newestFirst = isNewestFirst(values);
  for (const [index, [day]] of values.entries()) {
    const before = values[index - 1]?.[0] ?? null;
    if (day === null || before === null) continue;
    if (day === before) throw new SeriesError(`${path}: expected one row per day, found ${day} twice: give daily prices.`);
    if (day > before === newestFirst) throw new SeriesError(`${path}: expected days in order, found ${day} next to ${before}: sort them.`);
  }
}

function seriesOf(values: readonly DatedValue[], isReturn: boolean): Pick<DailySeries, 'returns' | 'firstDay' | 'lastDay'> {
  const ordered = isNewestFirst(values) ? [...values].reverse() : values;
  const numbers = ordered.map(([, value]) => value);
  const returns = isReturn ? numbers : numbers.slice(1).map((price, index) => price / (numbers[index] ?? Number.NaN) - 1);
  return { returns, firstDay: ordered[0]?.[0] ?? null, lastDay: ordered.at(-1)?.[0] ?? null };
}

/** Every series in the file. Throws `SeriesError` with what was expected and found. */
export function readDailySeries(path: string): readonly DailySeries[] {
  const rows = readText(path)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => splitLine(line).map((cell) => cell.trim()));
  const headerAt = rows.findIndex((row) => columnsOf(row).length > 0);
  if (headerAt < 0)
    throw new SeriesError(`${path}: expected a column named close, <coin>:close or return, found none: give a CSV file of daily prices.`);
  const header = rows[headerAt] ?? [];
  const body = rows.slice(headerAt + 1);
  requireWholeRows(path, header, body);
  return columnsOf(header).map((column) => {
    const values = valuesOf(path, body, column);
    requireDaily(path, values);
    const kind = column.isReturn ? 'returns as given' : 'simple returns of the closing price';
    return { name: column.name, kind, ...seriesOf(values, column.isReturn) };
  });
}
