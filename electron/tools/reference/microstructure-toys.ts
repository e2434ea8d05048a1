/** Small cases of volatility, implied correlation and toxicity; the rows about books and fills belong to later work. */
import { bulkVpin } from '../../../shared/pricing/bulk-classification';
import { impliedCorrelation } from '../../../shared/pricing/implied-correlation';
import {
  closeToCloseVolatility,
  garmanKlassVolatility,
  parkinsonVolatility,
  rogersSatchellVolatility,
  yangZhangVolatility,
  type PriceBar,
  type VolatilityEstimator,
} from '../../../shared/pricing/volatility-estimators';
import { LaterWork, type TableChecker } from './checker';
import { printed } from './comparison';
import { NamedArguments } from './named-arguments';
import { readNumber, type TableRow } from './table';

type Compute = (row: TableRow) => number | null;

/** `[0.5, 0.3, 0.2]`. */
function listOf(row: TableRow, words: NamedArguments, name: string): readonly number[] {
  const numbers = words
    .text(name)
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map(readNumber);
  if (!numbers.every((value): value is number => value !== null)) throw row.error(`expected a list such as [0.5, 0.5] for ${name}`);
  return numbers;
}

/** Bars as open,high,low,close, one after the other with | between them. */
function barsOf(row: TableRow): readonly PriceBar[] {
  const number = String.raw`\s*(-?[\d.]+(?:e-?\d+)?)\s*`;
  const bars = [...row.text('inputs').matchAll(new RegExp(Array(4).fill(number).join(','), 'gi'))];
  if (bars.length === 0) throw row.error(`expected bars such as 100,102,99,101|101,103,100,102, found "${row.text('inputs')}"`);
  return bars.map(([, open, high, low, close]) => ({ open: Number(open), high: Number(high), low: Number(low), close: Number(close) }));
}

function volatility(estimate: VolatilityEstimator): Compute {
  return (row) => estimate(barsOf(row));
}

function correlation(row: TableRow): number | null {
  const words = new NamedArguments(row, row.text('inputs'));
  const volatilities = listOf(row, words, 'sigma');
  const parts = listOf(row, words, 'w').map((weight, index) => ({ weight, volatility: volatilities[index] ?? NaN }));
  return impliedCorrelation(parts, words.number('index vol'));
}

function toxicity(row: TableRow): number | null {
  const words = new NamedArguments(row, row.text('inputs'));
  const quantities = listOf(row, words, 'V');
  const buckets = listOf(row, words, 'dP').map((priceChange, index) => ({ priceChange, quantity: quantities[index] ?? NaN }));
  return bulkVpin(buckets, words.number('sigma'));
}

const QUANTITIES: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ['close_to_close', volatility(closeToCloseVolatility)],
  ['parkinson', volatility(parkinsonVolatility)],
  ['garman_klass', volatility(garmanKlassVolatility)],
  ['rogers_satchell', volatility(rogersSatchellVolatility)],
  ['yang_zhang', volatility(yangZhangVolatility)],
  ['implied_correlation', correlation],
  ['vpin', toxicity],
]);

const LATER: ReadonlySet<string> = new Set(['microprice', 'weighted_mid', 'ofi', 'markout', 'intensity_ols', 'intensity_poisson_mle']);

/** `microstructure_toys.csv`. */
export const microstructureToys: TableChecker = {
  file: 'microstructure_toys.csv',
  columns: ['quantity', 'inputs', 'result'],
  open: () => (row) => {
    const quantity = row.text('quantity');
    if (LATER.has(quantity)) return new LaterWork(quantity);
    const compute = QUANTITIES.get(quantity);
    if (compute === undefined) throw row.error(`expected ${[...QUANTITIES.keys()].join(', ')} in quantity, found "${quantity}"`);
    const name = `${quantity} ${row.text('inputs')}`;
    return [printed(name, [compute(row), row.text('result')], 1e-10)];
  },
};
