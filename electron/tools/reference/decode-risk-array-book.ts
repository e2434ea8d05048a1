/** Reads the stated book of the risk array; anything else is one sentence. */
import type { RiskLeg } from '../../../shared/risk/revaluation';
import type { VolatilityShock } from '../../../shared/risk/risk-array';
import { TableError } from './table';

/** The book and the shocks that its array was made with. */
export interface RiskArrayBook {
  readonly legs: readonly RiskLeg[];
  readonly shock: VolatilityShock;
  readonly priceRange: number;
}

function problem(file: string, expected: string): TableError {
  return new TableError(`${file}: expected ${expected}, found something else.`);
}

function decodeLeg(file: string, leg: unknown): RiskLeg {
  if (!Array.isArray(leg)) throw problem(file, 'each leg as a list');
  const [kind, ...values] = leg as readonly unknown[];
  const numbers = values.map((value) => (typeof value === 'number' ? value : NaN));
  if (numbers.some(Number.isNaN)) throw problem(file, 'numbers in each leg');
  const at = (index: number): number => numbers[index] ?? NaN;
  if (kind === 'fut' && numbers.length === 2) return { kind: 'future', forward: at(0), quantity: at(1) };
  if (kind !== 'opt' || numbers.length !== 6) throw problem(file, '["opt", ±1, forward, strike, days, volatility, quantity]');
  const optionType = at(0) === 1 ? 'call' : 'put';
  return { kind: 'option', optionType, forward: at(1), strike: at(2), years: at(3) / 365, volatility: at(4), quantity: at(5) };
}

/** Throws `TableError` unless the text is such a book. */
export function decodeRiskArrayBook(file: string, text: string): RiskArrayBook {
  const { book, params } = JSON.parse(text) as { readonly book?: unknown; readonly params?: Readonly<Record<string, unknown>> };
  if (!Array.isArray(book) || params === undefined) throw problem(file, 'book and params');
  const parameter = (name: string): number => {
    const value = params[name];
    if (typeof value !== 'number') throw problem(file, `a number for ${name}`);
    return value;
  };
  return {
    legs: book.map((leg) => decodeLeg(file, leg)),
    priceRange: parameter('price_range'),
    shock: {
      up: parameter('vol_up'),
      down: parameter('vol_down'),
      leastAfterUp: parameter('min_vol_for_up_shock'),
      shortPower: parameter('short_power'),
      longPower: parameter('long_power'),
    },
  };
}
