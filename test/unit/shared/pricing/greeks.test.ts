/** Every column of the exact table of spot options. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

  it.each([0, -1, NaN])('has no value for %d years', (years) => {
    expect(valueBlackScholes({ optionType: 'call', spot: 100, strike: 100, years, volatility: 0.2, rate: 0, carryYield: 0 })).toBeNull();
  });
});
