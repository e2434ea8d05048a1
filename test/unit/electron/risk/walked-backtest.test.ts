/** Today's book on past days: every method that can be walked, compared with the plain way of computing it. */
import { describe, expect, it } from 'vitest';
import { profitsUnder, filteredRows } from '../../../../electron/risk/past-profits';
import { tabulateProfits } from '../../../../electron/risk/profit-tables';
import { quadraticMeasure } from '../../../../electron/risk/quadratic-measure';
import { covarianceOf } from '../../../../electron/risk/joint-returns';
import { walkedBacktests } from '../../../../electron/risk/walked-backtest';
import { historicalVar } from '../../../../shared/risk/value-at-risk';
import type { TailInputs } from '../../../../electron/risk/tail-inputs';
import { finish, tailBook } from '../../../support/tail-book';

function past(inputs: TailInputs): readonly number[] {
  const found = finish(profitsUnder(inputs, inputs.returns.rows));
  if (found === null) throw new Error('Expected a profit on every day, found none.');
  return found;
}

/** Days on which the loss went beyond what a forecast from the 250 days before said. */
function exceptionsBy(inputs: TailInputs, profits: readonly number[], varOf: (window: TailInputs) => number): number {
  let exceptions = 0;
  for (let day = 250; day < profits.length; day += 1) {
    const rows = inputs.returns.rows.slice(day - 250, day);
    if ((profits[day] ?? 0) < -varOf({ ...inputs, returns: { ...inputs.returns, rows } })) exceptions += 1;
  }
  return exceptions;
}

const inputs = tailBook({ days: 330 });
const profits = past(inputs);
const TAIL = 0.05;
const rows = finish(walkedBacktests(inputs, profits, TAIL));
const of = (method: string) => rows.find((row) => row.method === method);

describe('profits out of tables', () => {
  it('are those of repricing every leg, within a hundred-thousandth of the price', () => {
    const profitOf = finish(tabulateProfits(inputs));
    for (const moves of [
      [0, 0],
      [0.0731, -0.0412],
      [-0.2099, -0.3101],
      [0.5999, 0.4],
      [0.75, -0.7],
    ]) {
      const exact = finish(profitsUnder(inputs, [moves]))?.[0] ?? Number.NaN;
      expect(Math.abs(profitOf(moves) - exact)).toBeLessThan(66_000 * 1e-5);
    }
  });

  it('are not a number where a leg has no price', () => {
    const [first, ...others] = inputs.legs;
    if (first?.leg.kind !== 'option') throw new Error('Expected an option, found none.');
    const broken = { ...inputs, legs: [{ ...first, leg: { ...first.leg, volatility: -1 } }, ...others] };
    expect(finish(tabulateProfits(broken))([0.01, 0.01])).toBeNaN();
  });
});

describe('a walk', () => {
  it('has a row for every method, on eighty days, of one basis', () => {
    expect(rows.map(({ method, basis }) => [method, basis])).toEqual(
      ['historical', 'age-weighted', 'filtered-historical', 'delta-gamma', 'monte-carlo'].map((method) => [method, 'walked']),
    );
    expect(rows.slice(0, 4).map(({ observations }) => observations)).toEqual([80, 80, 80, 80]);
  });

  it('by history counts the exceptions that windows sorted by hand count', () => {
    const found = exceptionsBy(inputs, profits, (window) => historicalVar(past(window), TAIL) ?? Number.NaN);
    expect(of('historical')).toMatchObject({ exceptions: found, reason: '' });
    expect(of('historical')?.expectedExceptions).toBeCloseTo(4, 9);
  });

  it('by delta and gamma counts those of the quadratic book of each window', () => {
    const request = { ...inputs.request, confidence: 1 - TAIL };
    const found = exceptionsBy(inputs, profits, (window) => {
      const tail = quadraticMeasure({ ...window, request }, covarianceOf(window.returns));
      return typeof tail === 'string' ? Number.NaN : tail.valueAtRisk;
    });
    expect(of('delta-gamma')?.exceptions).toBe(found);
  });

  it('by filtered history counts about those of the book repriced on the shocks of each window', () => {
    const found = exceptionsBy(inputs, profits, (window) => {
      const repriced = finish(profitsUnder(window, filteredRows(window))) ?? [];
      return historicalVar(repriced, TAIL) ?? Number.NaN;
    });
    // Fitted daily here, every twenty days there.
    expect(Math.abs((of('filtered-historical')?.exceptions ?? Number.NaN) - found)).toBeLessThanOrEqual(2);
  }, 30_000);

  it('of a simulation is refused with its cost, of a short past with its length', () => {
    expect(of('monte-carlo')).toMatchObject({
      observations: 0,
      reason: expect.stringMatching(/^unpriced, because a walk would take 80 simulations/),
    });
    const short = finish(walkedBacktests(inputs, profits.slice(0, 250), TAIL));
    expect(short.map(({ reason }) => reason)).toEqual(
      short.map(() => 'unpriced, because expected more than 250 past days with a price of every position, found 250'),
    );
  });
});
