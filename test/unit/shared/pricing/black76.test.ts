/** Black-76 against the exact table of spot options, through F = S·e^((r−q)T) and the discount factor. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { valueBlack76 } from '../../../../shared/pricing/black76';
import { sharedFile } from '../../../support/shared-data';

const positive = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

describe('valueBlack76', () => {
  it('hits every row of the exact table', (context) => {
    const file = sharedFile('reference/options_reference.csv');
    if (file === null) return context.skip('absent: reference/options_reference.csv');
    const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const names = head.split(',');
    for (const line of lines) {
      const cells = line.split(',');
      const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
      const [spot, years, rate, carry] = [Number(cell('S')), Number(cell('T_years')), Number(cell('r')), Number(cell('q'))];
      const forward = spot * Math.exp((rate - carry) * years);
      const valuation = valueBlack76({
        optionType: cell('type') === 'C' ? 'call' : 'put',
        forward,
        strike: Number(cell('K')),
        years,
        volatility: Number(cell('sigma')),
      });
      const expected = Number(cell('price'));
      const found = (valuation?.price ?? NaN) * Math.exp(-rate * years);
      expect(Math.abs(found - expected), `${cell('id')}: ${found} against ${expected}`).toBeLessThanOrEqual(1e-10 * expected);
    }
  });

  it('keeps put-call parity: call − put = forward − strike', () => {
    fc.assert(
      fc.property(positive(10, 1e5), positive(10, 1e5), positive(0.001, 3), positive(0.05, 3), (forward, strike, years, volatility) => {
        const call = valueBlack76({ optionType: 'call', forward, strike, years, volatility });
        const put = valueBlack76({ optionType: 'put', forward, strike, years, volatility });
        expect(Math.abs((call?.price ?? NaN) - (put?.price ?? NaN) - (forward - strike))).toBeLessThan(1e-11 * (forward + strike));
      }),
    );
  });

  it.each([[-1], [0], [NaN], [Infinity]])('has no price for volatility %d', (volatility) => {
    expect(valueBlack76({ optionType: 'call', forward: 100, strike: 100, years: 1, volatility })).toBeNull();
  });

  it('has no price for an expired option', () => {
    expect(valueBlack76({ optionType: 'call', forward: 100, strike: 90, years: 0, volatility: 0.5 })).toBeNull();
  });
});
