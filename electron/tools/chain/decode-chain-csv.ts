/** Decodes the two tables that chains were recorded in: snapshots of the whole chain, and order books with greeks. */
import { readNumber, readTable, TableError, type TableRow } from '../reference/table';
import { ChainError, readOptionName, type Chain, type ChainOption } from './chain-market';

const SNAPSHOT_COLUMNS = [
  ...['timestamp', 'instrument_name', 'underlying', 'underlying_name', 'option_type', 'strike', 'expiry_datetime', 'time_to_maturity'],
  ...[
    'bid_price',
    'ask_price',
    'mark_price',
    'mid_price',
    'futures_price',
    'futures_instrument_name',
    'implied_volatility',
    'delta',
    'vega',
  ],
  ...['open_interest', 'volume', 'bid_ask_spread', 'currency', 'index_price', 'volume_usd'],
];

const ORDER_BOOK_COLUMNS = [
  ...[
    'underlying_price',
    'underlying_index',
    'timestamp',
    'open_interest',
    'min_price',
    'max_price',
    'mark_price',
    'mark_iv',
    'last_price',
  ],
  ...['interest_rate', 'instrument_name', 'index_price', 'change_id', 'bids', 'bid_iv', 'best_bid_price', 'best_bid_amount'],
  ...['best_ask_price', 'best_ask_amount', 'asks', 'ask_iv', 'stats.volume', 'stats.price_change', 'stats.low', 'stats.high'],
  ...['greeks.vega', 'greeks.theta', 'greeks.rho', 'greeks.gamma', 'greeks.delta', 'settlement_period', 'settlement_price'],
];

/** One row and what it belongs to. */
interface ChainRow {
  readonly underlying: string;
  readonly atMs: number;
  readonly spot: number | null;
  readonly option: ChainOption;
}

/** A positive number; `null` for an empty cell, and for the zero that stands for no quote. */
function quoteIn(row: TableRow, column: string): number | null {
  if (row.text(column).trim() === '') return null;
  const value = row.number(column);
  return value > 0 ? value : null;
}

function optionalNumber(row: TableRow, column: string): number | null {
  return row.text(column).trim() === '' ? null : row.number(column);
}

function strikeIn(row: TableRow): number {
  const strike = row.number('strike');
  if (!(strike > 0)) throw row.error(`expected a positive strike, found ${strike}`);
  return strike;
}

function instantIn(row: TableRow, column: string): number {
  const value = Date.parse(row.text(column));
  if (Number.isNaN(value)) throw row.error(`expected a time in ${column}, found "${row.text(column)}"`);
  return value;
}

function isListed(futureName: string): boolean {
  return !futureName.startsWith('SYN.') && futureName !== 'index_price';
}

function snapshotRow(row: TableRow): ChainRow {
  const type = row.text('option_type');
  if (type !== 'call' && type !== 'put') throw row.error(`expected call or put in option_type, found "${type}"`);
  return {
    underlying: row.text('currency'),
    atMs: instantIn(row, 'timestamp'),
    spot: quoteIn(row, 'index_price'),
    option: {
      name: row.text('instrument_name'),
      expiresAtMs: instantIn(row, 'expiry_datetime'),
      strike: strikeIn(row),
      optionType: type,
      bid: quoteIn(row, 'bid_price'),
      ask: quoteIn(row, 'ask_price'),
      markPrice: optionalNumber(row, 'mark_price'),
      markVolatility: quoteIn(row, 'implied_volatility'),
      underlyingPrice: quoteIn(row, 'futures_price'),
      isListed: isListed(row.text('futures_instrument_name')),
      delta: optionalNumber(row, 'delta'),
    },
  };
}

function orderBookRow(row: TableRow): ChainRow {
  const name = row.text('instrument_name');
  const { underlying, ...terms } = readOptionName(name);
  const markPercent = quoteIn(row, 'mark_iv');
  return {
    underlying,
    atMs: row.number('timestamp'),
    spot: quoteIn(row, 'index_price'),
    option: {
      name,
      ...terms,
      bid: quoteIn(row, 'best_bid_price'),
      ask: quoteIn(row, 'best_ask_price'),
      markPrice: optionalNumber(row, 'mark_price'),
      markVolatility: markPercent === null ? null : markPercent / 100,
      underlyingPrice: quoteIn(row, 'underlying_price'),
      isListed: isListed(row.text('underlying_index')),
      delta: optionalNumber(row, 'greeks.delta'),
    },
  };
}

/** One chain per coin, coins in alphabetical order; a chain is as old as its latest row. */
function chainsOf(rows: readonly ChainRow[]): readonly Chain[] {
  const coins = [...new Set(rows.map(({ underlying }) => underlying))].sort();
  return coins.map((underlying) => {
    const own = rows.filter((row) => row.underlying === underlying);
    const asOfMs = own.reduce((latest, { atMs }) => Math.max(latest, atMs), -Infinity);
    return { underlying, asOfMs, spot: own[0]?.spot ?? null, options: own.map(({ option }) => option) };
  });
}

function readHeading(content: string): readonly string[] {
  return (content.slice(0, content.search(/\r?\n|$/)) || '').replace(/^\uFEFF/, '').split(',');
}

/** Chains of a table, by its heading. Throws `ChainError` or `TableError` with one sentence for any other table. */
export function decodeChainCsv(file: string, content: string): readonly Chain[] {
  if (content.trim() === '') throw new ChainError(`${file}: expected a Deribit chain, found an empty file.`);
  const heading = readHeading(content);
  const known = [
    { columns: SNAPSHOT_COLUMNS, key: 'expiry_datetime', decode: snapshotRow },
    { columns: ORDER_BOOK_COLUMNS, key: 'greeks.delta', decode: orderBookRow },
  ].find(({ key }) => heading.includes(key));
  if (known === undefined) {
    const found = readNumber(heading[0] ?? '') === null ? `the columns ${heading.slice(0, 6).join(', ')}` : 'numbers without a heading';
    throw new ChainError(`${file}: expected a Deribit chain (a column expiry_datetime or greeks.delta), found ${found}.`);
  }
  const rows = readTable(file, content, known.columns);
  if (rows.length === 0) throw new ChainError(`${file}: expected options below the heading, found none.`);
  return chainsOf(
    rows.map((row) => {
      try {
        return known.decode(row);
      } catch (error) {
        if (error instanceof ChainError) throw row.error(error.message);
        throw error instanceof TableError ? error : row.error(String(error));
      }
    }),
  );
}
