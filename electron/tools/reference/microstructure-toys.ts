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

/** Quantities by the word that their name holds: `parkinson` as well as `vol_parkinson` and `parkinson_sigma`. */
const QUANTITIES: readonly (readonly [RegExp, Compute])[] = [
  [/close_?(?:to_?)?close/i, volatility(closeToCloseVolatility)],
  [/parkinson/i, volatility(parkinsonVolatility)],
  [/garman_?klass/i, volatility(garmanKlassVolatility)],
  [/rogers_?satchell/i, volatility(rogersSatchellVolatility)],
  [/yang_?zhang/i, volatility(yangZhangVolatility)],
  [/implied_?corr/i, correlation],
  [/vpin/i, toxicity],
];

function computeOf(name: string): Compute | null {
  return QUANTITIES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** A result is one number, or names with their numbers: `parkinson=0.02;yang_zhang=0.03`. */
function resultsOf(row: TableRow): readonly (readonly [name: string, number: string])[] {
  return row
    .text('result')
    .split(';')
    .map((part) => {
      const cut = part.indexOf('=');
      return [cut < 0 ? '' : part.slice(0, cut).trim(), part.slice(cut + 1).trim()];
    });
}

const LATER: ReadonlySet<string> = new Set(['microprice', 'weighted_mid', 'ofi', 'markout', 'intensity_ols', 'intensity_poisson_mle']);

/** `microstructure_toys.csv`. */
export const microstructureToys: TableChecker = {
  file: 'microstructure_toys.csv',
  columns: ['quantity', 'inputs', 'result'],
  open: () => (row) => {
    const quantity = row.text('quantity');
    if (LATER.has(quantity)) return new LaterWork(quantity);
    return resultsOf(row).map(([name, number]) => {
      const compute = computeOf(name) ?? computeOf(quantity);
      if (compute === null)
        throw row.error(`expected a volatility of bars, implied_correlation or vpin in quantity, found "${quantity}" with "${name}"`);
      if (readNumber(number) === null) throw row.error(`expected a number in result, found "${number}"`);
      return printed(`${quantity} ${name} ${row.text('inputs')}`, [compute(row), number], 1e-10);
    });
  },
};
