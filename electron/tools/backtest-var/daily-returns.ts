/** Reads a file of daily prices or returns and says what it understood. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

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
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
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

/** Hourly rows would make a "day" of an hour. */
function requireDaily(path: string, values: readonly DatedValue[]): void {
  for (const [index, [day]] of values.entries())
    if (day !== null && day === values[index - 1]?.[0])
      throw new SeriesError(`${path}: expected one row per day, found ${day} twice: give daily prices.`);
}

function seriesOf(values: readonly DatedValue[], isReturn: boolean): Pick<DailySeries, 'returns' | 'firstDay' | 'lastDay'> {
  const isNewestFirst = (values[0]?.[0] ?? '') > (values.at(-1)?.[0] ?? '');
  const ordered = isNewestFirst ? [...values].reverse() : values;
  const numbers = ordered.map(([, value]) => value);
  const returns = isReturn ? numbers : numbers.slice(1).map((price, index) => price / (numbers[index] ?? Number.NaN) - 1);
  return { returns, firstDay: ordered[0]?.[0] ?? null, lastDay: ordered.at(-1)?.[0] ?? null };
}

/** Every series in the file. Throws `SeriesError` with what was expected and found. */
export function readDailySeries(path: string): readonly DailySeries[] {
  const rows = readText(path)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const headerAt = rows.findIndex((row) => columnsOf(row).length > 0);
  if (headerAt < 0)
    throw new SeriesError(`${path}: expected a column named close, <coin>:close or return, found none: give a CSV file of daily prices.`);
  return columnsOf(rows[headerAt] ?? []).map((column) => {
    const values = valuesOf(path, rows.slice(headerAt + 1), column);
    requireDaily(path, values);
    const kind = column.isReturn ? 'returns as given' : 'simple returns of the closing price';
    return { name: column.name, kind, ...seriesOf(values, column.isReturn) };
  });
}
