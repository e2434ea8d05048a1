/** Every column of the exact table of spot options. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { valueBlack76 } from '../../../../shared/pricing/black76';
import { valueBlackScholes } from '../../../../shared/pricing/greeks';
import type { Greeks } from '../../../../shared/pricing/greeks';
import { sharedFile } from '../../../support/shared-data';

/** The table's own tolerance: 1e-7 for the third order in the wings. */
const TOLERANCE: Readonly<Record<keyof Greeks, number>> = {
  price: 1e-10,
  delta: 1e-10,
  gamma: 1e-10,
  vega: 1e-10,
  theta: 1e-10,
  rho: 1e-10,
  vanna: 1e-10,
  volga: 1e-10,
  charm: 1e-10,
  speed: 1e-7,
  zomma: 1e-7,
  color: 1e-7,
};

describe('valueBlackScholes', () => {
  it('hits every greek of every row', (context) => {
    const file = sharedFile('reference/options_reference.csv');
    if (file === null) return context.skip('absent: reference/options_reference.csv');
    const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const names = head.split(',');
    const problems: string[] = [];
    for (const line of lines) {
      const cells = line.split(',');
      const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
      const greeks = valueBlackScholes({
        optionType: cell('type') === 'C' ? 'call' : 'put',
        spot: Number(cell('S')),
        strike: Number(cell('K')),
        years: Number(cell('T_years')),
        volatility: Number(cell('sigma')),
        rate: Number(cell('r')),
        carryYield: Number(cell('q')),
      });
      for (const name of Object.keys(TOLERANCE) as (keyof Greeks)[]) {
        const [expected, found] = [Number(cell(name)), greeks?.[name] ?? NaN];
        const error = Math.abs(found - expected) / Math.abs(expected || 1);
        if (!(error <= TOLERANCE[name])) problems.push(`${cell('id')} ${name}: ${found} against ${expected} (${error})`);
      }
    }
    expect(problems).toEqual([]);
  });

  it.each([
    // Computed with 60 digits: a minute and an hour to expiry with next to no volatility.
    ['call', 100, 100.000966098, 1.9025875190258753e-6, 0.001076, 8.2421510567995103e-16, 3.775031874145474e-11, 1.3648650856101448e-6],
    ['put', 3_000, 2_999.97690537, 0.00011415525114155251, 0.0001197, 5.3086750352119489e-13, -8.756108879135603e-10, 0.05247932575313186],
  ] as const)('keeps its digits for a %s on %d struck at %d', (optionType, spot, strike, years, volatility, price, delta, volga) => {
    const greeks = valueBlackScholes({ optionType, spot, strike, years, volatility, rate: 0, carryYield: 0 });
    expect(Math.abs((greeks?.price ?? NaN) / price - 1)).toBeLessThan(1e-10);
    expect(Math.abs((greeks?.delta ?? NaN) / delta - 1)).toBeLessThan(1e-10);
    expect(Math.abs((greeks?.volga ?? NaN) / volga - 1)).toBeLessThan(1e-10);
    const inForwards = valueBlack76({ optionType, forward: spot, strike, years, volatility });
    expect(Math.abs((inForwards?.price ?? NaN) / price - 1)).toBeLessThan(1e-10);
    expect(Math.abs((inForwards?.delta ?? NaN) / delta - 1)).toBeLessThan(1e-10);
  });

  it.each([
    { rate: NaN },
    { rate: Infinity },
    { rate: -1e6 },
    { carryYield: 1e6 },
    { spot: Infinity },
    { volatility: Infinity },
    { volatility: 1e-300 },
    { years: 1e-320 },
  ])('has no value where a greek would not be a number: %o', (change) => {
    const option = { optionType: 'put' as const, spot: 100, strike: 100, years: 0.1, volatility: 0.5, rate: 0, carryYield: 0 };
    expect(valueBlackScholes({ ...option, ...change })).toBeNull();
  });

  it.each([0, -1, NaN])('has no value for %d years', (years) => {
    expect(valueBlackScholes({ optionType: 'call', spot: 100, strike: 100, years, volatility: 0.2, rate: 0, carryYield: 0 })).toBeNull();
  });
});
