/** Spot options with carry: price and greeks to third order. */
import { valueBlackScholes, type BlackScholesInputs, type Greeks } from '../../../shared/pricing/greeks';
import type { TableChecker } from './checker';
import { relative } from './comparison';
import type { TableRow } from './table';

/** Third order is compared more loosely, as the table states for its wings. */
const TOLERANCE: readonly (readonly [keyof Greeks, number])[] = [
  ['price', 1e-10],
  ['delta', 1e-10],
  ['gamma', 1e-10],
  ['vega', 1e-10],
  ['theta', 1e-10],
  ['rho', 1e-10],
  ['vanna', 1e-10],
  ['volga', 1e-10],
  ['charm', 1e-10],
  ['speed', 1e-7],
  ['zomma', 1e-7],
  ['color', 1e-7],
];

/** `C` or `P` of a row. */
export function optionTypeOf(row: TableRow): 'call' | 'put' {
  const letter = row.text('type');
  if (letter !== 'C' && letter !== 'P') throw row.error(`expected C or P in type, found "${letter}"`);
  return letter === 'C' ? 'call' : 'put';
}

/** Inputs as both tables of spot options name them. */
export function spotInputs(row: TableRow, yearsColumn: string): BlackScholesInputs {
  return {
    optionType: optionTypeOf(row),
    spot: row.number('S'),
    strike: row.number('K'),
    years: row.number(yearsColumn),
    volatility: row.number('sigma'),
    rate: row.number('r'),
    carryYield: row.number('q'),
  };
}

/** `options_reference.csv`. */
export const optionsReference: TableChecker = {
  file: 'options_reference.csv',
  columns: ['id', 'block', 'type', 'S', 'K', 'T_expr', 'T_years', 'sigma', 'r', 'q', ...TOLERANCE.map(([name]) => name)],
  open: () => (row) => {
    const greeks = valueBlackScholes(spotInputs(row, 'T_years'));
    return TOLERANCE.map(([name, tolerance]) => relative(`${row.text('id')} ${name}`, [greeks?.[name], row.number(name)], tolerance));
  },
};
