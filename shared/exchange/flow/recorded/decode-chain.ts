/** One Deribit chain file (CSV) to the expiries, strikes and volatilities it holds. */
import { fail, ok, type Result } from '../../../domain/result';
import type { Currency } from '../../contract-spec';
import { nextDailyExpiry, nextFridayExpiry } from '../../expiry-calendar';
import type { ChainEntry } from './recorded-market';

/** The columns that are read. */
const COLUMNS = ['instrument_name', 'strike', 'time_to_maturity', 'implied_volatility', 'currency', 'index_price'] as const;
const DAY_MS = 24 * 3600 * 1000;
const YEAR_MS = 365 * DAY_MS;

/** One row of the file that has a volatility. */
export interface ChainRow {
  readonly currency: Currency;
  /** USD. */
  readonly strike: number;
  readonly years: number;
  readonly volatility: number;
  /** USD. */
  readonly indexPrice: number;
}

/** Whether a text begins like a chain file. */
export function isChainText(text: string): boolean {
  return /^timestamp,instrument_name,/.test(text);
}

/** Reads all rows, or says in one clause what was expected and what was found. Rows without a positive volatility or time are left out. */
export function decodeChain(text: string): Result<readonly ChainRow[], string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const header = (lines[0] ?? '').trim().split(',');
  const missing = COLUMNS.find((column) => !header.includes(column));
  if (missing !== undefined) return fail(`expected a column ${missing} in line 1, found "${(lines[0] ?? '').slice(0, 80)}"`);
  const rows: ChainRow[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const cells = line.trim().split(',');
    if (cells.length !== header.length)
      return fail(`expected ${header.length} columns in line ${index + 2}, found ${cells.length}; the file may be cut`);
    const row = decodeRow(header, cells);
    if (row !== null) rows.push(row);
  }
  return rows.length === 0 ? fail('expected options with a volatility, found none') : ok(rows);
}

function decodeRow(header: readonly string[], cells: readonly string[]): ChainRow | null {
  const cell = (name: (typeof COLUMNS)[number]): string => cells[header.indexOf(name)] ?? '';
  const currency = cell('currency');
  if (currency !== 'BTC' && currency !== 'ETH') return null;
  const row = {
    currency,
    strike: Number(cell('strike')),
    years: Number(cell('time_to_maturity')),
    volatility: Number(cell('implied_volatility')),
    indexPrice: Number(cell('index_price')),
  } as const;
  const isUsable = row.strike > 0 && row.years > 1 / 365 && row.volatility > 0.01 && row.volatility < 5 && row.indexPrice > 0;
  return isUsable ? row : null;
}

/**
 * Moves a recorded chain to the present: each expiry to the 08:00 UTC that is as far away as it was, strikes by the ratio of the
 * prices, rounded to what the recorded strikes are multiples of.
 */
export function presentChain(
  rows: readonly ChainRow[],
  currency: Currency,
  now: { readonly ms: number; readonly price: number },
): readonly ChainEntry[] {
  const own = rows.filter((row) => row.currency === currency);
  const scale = now.price / (own[0]?.indexPrice ?? now.price);
  const grid = currency === 'BTC' ? 250 : 5;
  const entries = new Map<string, ChainEntry>();
  for (const row of own) {
    const strike = scale === 1 ? row.strike : Math.max(grid, Math.round((row.strike * scale) / grid) * grid);
    const expiresAtMs = nextDailyExpiry(now.ms + row.years * YEAR_MS - DAY_MS / 2);
    const period = expiresAtMs - now.ms < 2 * DAY_MS ? 'day' : expiresAtMs === nextFridayExpiry(now.ms) ? 'week' : 'month';
    entries.set(`${expiresAtMs}:${strike}`, { expiry: { expiresAtMs, period }, strike, volatility: row.volatility });
  }
  return [...entries.values()].sort((a, b) => a.expiry.expiresAtMs - b.expiry.expiresAtMs || a.strike - b.strike);
}
