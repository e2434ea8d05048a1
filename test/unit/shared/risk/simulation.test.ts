/** Simulated value at risk: against closed forms, with the error that it claims, the same from the same seed. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { SeededRandom } from '../../../../shared/domain/random';
import { bookProfit, componentNames, openBookProfit, type SimulatedBook } from '../../../../shared/risk/book-simulation';
import { contributionsOf } from '../../../../shared/risk/contributions';
import { quadraticTail } from '../../../../shared/risk/delta-gamma';
import { factorise } from '../../../../shared/pricing/cholesky';
import { drawFactors } from '../../../../shared/risk/factor-model';
import { simulatedTail, simulateProfits, type SimulatedProfits, type Simulation } from '../../../../shared/risk/monte-carlo';
import { revalueLeg, type OptionLeg } from '../../../../shared/risk/revaluation';
import { propertyRuns } from '../../../support/property-runs';

function finish(simulation: Simulation): SimulatedProfits {
  const run = simulateProfits(simulation);
  for (;;) {
    const next = run.next();
    if (next.done === true) return next.value;
  }
}

/** Profit δ·x + ½·γ·x² in one normal return. */
function quadratic(delta: number, gamma: number, deviation: number): Simulation {
  const cholesky = factorise([[deviation * deviation]]);
  if (cholesky === null) throw new Error('expected a factor');
  return {
    scenarios: 40_000,
    seed: 7,
    cholesky,
    components: 2,
    profitOf: (factors, profits) => {
      const x = factors[0] ?? NaN;
      profits[0] = delta * x;
      profits[1] = 0.5 * gamma * x * x;
    },
  };
}

describe('Monte Carlo', () => {
  it.each([
    [1000, 0, 0.02, 0.05],
    [1000, 20_000, 0.02, 0.05],
    [1000, -20_000, 0.02, 0.01],
    [-500, -40_000, 0.03, 0.025],
  ])('finds the exact tail of the book δ=%d γ=%d within its own standard errors', (delta, gamma, deviation, tail) => {
    const exact = quadraticTail({ delta, gamma, deviation }, tail);
    const found = simulatedTail(finish(quadratic(delta, gamma, deviation)).total, tail);
    if (exact === null || found === null) throw new Error('expected both tails');
    expect(Math.abs(found.valueAtRisk - exact.valueAtRisk)).toBeLessThan(4 * found.valueAtRiskError);
    expect(Math.abs(found.expectedShortfall - exact.expectedShortfall)).toBeLessThan(4 * found.expectedShortfallError);
    expect(found.valueAtRiskError / found.valueAtRisk).toBeLessThan(0.05);
  });

  it('claims standard errors that repeated runs confirm', () => {
    const runs = Array.from({ length: 60 }, (_, seed) => {
      const tail = simulatedTail(finish({ ...quadratic(1000, -20_000, 0.02), scenarios: 4_000, seed }).total, 0.05);
      if (tail === null) throw new Error('expected a tail');
      return tail;
    });
    const deviationOf = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    };
    const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    // With 60 runs a deviation is itself known to ±9 %; three of those.
    expect(deviationOf(runs.map((run) => run.valueAtRisk)) / meanOf(runs.map((run) => run.valueAtRiskError))).toBeGreaterThan(0.73);
    expect(deviationOf(runs.map((run) => run.valueAtRisk)) / meanOf(runs.map((run) => run.valueAtRiskError))).toBeLessThan(1.27);
    expect(deviationOf(runs.map((run) => run.expectedShortfall)) / meanOf(runs.map((run) => run.expectedShortfallError))).toBeGreaterThan(
      0.73,
    );
    expect(deviationOf(runs.map((run) => run.expectedShortfall)) / meanOf(runs.map((run) => run.expectedShortfallError))).toBeLessThan(
      1.27,
    );
  });

  it('draws the same from the same seed and something else from another', () => {
    const simulation = { ...quadratic(1, 1, 1), scenarios: 300 };
    expect(finish(simulation).total).toEqual(finish(simulation).total);
    expect(finish({ ...simulation, seed: 8 }).total).not.toEqual(finish(simulation).total);
  });

  it('reports progress and can be left at any slice', () => {
    const run = simulateProfits({ ...quadratic(1, 0, 1), scenarios: 1_000 });
    expect([run.next().value, run.next().value]).toEqual([250, 500]);
    expect(run.return({ total: new Float64Array(), components: [] }).done).toBe(true);
  });

  it('has no tail where a profit is missing', () => {
    expect(simulatedTail(Float64Array.of(1, NaN, 3), 0.5)).toBeNull();
    expect(simulatedTail(new Float64Array(), 0.05)).toBeNull();
    expect(simulatedTail(Float64Array.of(1, 2), 0)).toBeNull();
  });
});

describe('correlated factors', () => {
  it('reproduces the covariance it was given', () => {
    const covariance = [
      [0.04, 0.018, -0.01],
      [0.018, 0.09, 0],
      [-0.01, 0, 0.01],
    ];
    const cholesky = factorise(covariance);
    if (cholesky === null) throw new Error('expected a factor');
    const random = new SeededRandom(3);
    const into = new Float64Array(3);
    const draws = Array.from({ length: 60_000 }, () => {
      drawFactors(cholesky, random, into);
      return Array.from(into);
    });
    for (const [row, line] of covariance.entries())
      for (const [column, value] of line.entries()) {
        const products = draws.map((draw) => (draw[row] ?? NaN) * (draw[column] ?? NaN));
        const found = products.reduce((sum, product) => sum + product, 0) / draws.length;
        const spread = Math.sqrt(products.reduce((sum, product) => sum + (product - found) ** 2, 0)) / draws.length;
        expect(Math.abs(found - value)).toBeLessThan(4 * spread);
      }
  });

  it.each([
    [
      'not symmetric',
      [
        [1, 0.5],
        [0.4, 1],
      ],
    ],
    ['not square', [[1, 0]]],
    [
      'more than fully correlated',
      [
        [1, 1.1],
        [1.1, 1],
      ],
    ],
    ['not a number', [[NaN]]],
    ['of negative variance', [[-1]]],
  ])('refuses a matrix that is %s', (_, covariance) => expect(factorise(covariance)).toBeNull());

  it('leaves a factor without variance where it is', () => {
    expect(
      factorise([
        [0, 0],
        [0, 4],
      ]),
    ).toEqual([[0], [0, 2]]);
  });
});

describe('a book under simulation', () => {
  const option: OptionLeg = {
    kind: 'option',
    optionType: 'put',
    forward: 60_000,
    strike: 55_000,
    years: 0.1,
    volatility: 0.7,
    quantity: -4,
  };
  const book: SimulatedBook = {
    underlyings: ['BTC', 'ETH'],
    legs: [
      { underlying: 'BTC', leg: option },
      { underlying: 'BTC', leg: { kind: 'future', forward: 60_000, quantity: -1 } },
      { underlying: 'ETH', leg: { kind: 'future', forward: 3_000, quantity: 10 } },
    ],
    horizonYears: 1 / 365,
  };

  it('adds its sources up to the full revaluation of each leg', () => {
    const profitOf = bookProfit(book);
    if (profitOf === null) throw new Error('expected a profit');
    const profits = new Float64Array(componentNames(book).length);
    profitOf(Float64Array.of(-0.05, 0.2, 0.03, 0), profits);
    const moved = { move: Math.expm1(-0.05), volatilityMove: Math.expm1(0.2), yearsPassed: 1 / 365, smileMode: 'sticky-strike' } as const;
    const bitcoin = (revalueLeg(option, moved)?.usd ?? NaN) + 60_000 * Math.expm1(-0.05) * -1;
    expect(profits.slice(0, 5).reduce((sum, value) => sum + value, 0)).toBeCloseTo(bitcoin, 7);
    expect(profits.slice(5).reduce((sum, value) => sum + value, 0)).toBeCloseTo(10 * 3_000 * Math.expm1(0.03), 8);
    expect(Math.abs(profits[4] ?? NaN)).toBeLessThan(0.2 * Math.abs(bitcoin));
  });

  it.each([
    ['a leg without a price', { ...book, legs: [{ underlying: 'BTC', leg: { ...option, volatility: -1 } }] }],
    ['a leg of a coin that has no factors', { ...book, legs: [{ underlying: 'SOL', leg: option }] }],
  ])('refuses %s', (_, refused) => {
    expect(bookProfit(refused)).toBeNull();
    expect(openBookProfit(refused)).toBeNull();
  });

  it('has the same profits all at once, also of what is settled on the way, whatever the book', () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const leg = fc.record({
      kind: fc.constant('option' as const),
      optionType: fc.constantFrom('call' as const, 'put' as const),
      forward: fc.constant(60_000),
      strike: between(20_000, 150_000),
      // A fifth of them expires within the horizon.
      years: between(0.0005, 0.02),
      volatility: between(0.2, 1.5),
      quantity: between(-20, 20),
    });
    const underlying = fc.constantFrom('BTC', 'ETH');
    const legs = fc.array(fc.record({ underlying, leg }), { maxLength: 12 });
    const draws = fc.array(fc.tuple(between(-0.5, 0.5), between(-0.5, 0.5), between(-0.5, 0.5), between(-0.5, 0.5)), { maxLength: 4 });
    fc.assert(
      fc.property(legs, draws, (many, factors) => {
        const whole = { underlyings: ['BTC', 'ETH'], legs: [...book.legs, ...many], horizonYears: 1.5 / 365 };
        const [plain, batched] = [bookProfit(whole), openBookProfit(whole)];
        const scale = whole.legs.reduce((sum, each) => sum + Math.abs(each.leg.quantity) * each.leg.forward, 0);
        for (const draw of factors) {
          const [expected, found] = [new Float64Array(10), new Float64Array(10)];
          plain?.(Float64Array.from(draw), expected);
          batched?.(Float64Array.from(draw), found);
          expected.forEach((profit, place) => expect(Math.abs((found[place] ?? Number.NaN) - profit)).toBeLessThanOrEqual(1e-13 * scale));
        }
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  it('has its profits option by option where the runtime has no vector instructions', () => {
    vi.stubGlobal('WebAssembly', undefined);
    const batched = openBookProfit(book);
    vi.unstubAllGlobals();
    const [expected, found] = [new Float64Array(10), new Float64Array(10)];
    bookProfit(book)?.(Float64Array.of(-0.05, 0.2, 0.03, 0), expected);
    batched?.(Float64Array.of(-0.05, 0.2, 0.03, 0), found);
    expect(found).toEqual(expected);
    expect(found[0]).not.toBe(0);
  });

  it('splits shortfall and VaR into parts that add up to them', () => {
    const profitOf = bookProfit(book);
    const day = 1 / Math.sqrt(365);
    const deviations = [0.7 * day, 0.06, 0.8 * day, 0.06];
    const correlation = [
      [1, -0.5, 0.8, 0],
      [-0.5, 1, 0, 0],
      [0.8, 0, 1, 0],
      [0, 0, 0, 1],
    ];
    const cholesky = factorise(
      correlation.map((line, row) => line.map((value, column) => value * (deviations[row] ?? 0) * (deviations[column] ?? 0))),
    );
    if (profitOf === null || cholesky === null) throw new Error('expected a book and a model');
    const names = componentNames(book);
    const { total, components } = finish({ scenarios: 5_000, seed: 1, cholesky, components: names.length, profitOf });
    const tail = simulatedTail(total, 0.05);
    const parts = contributionsOf(
      components.map((profits, index) => ({ name: names[index]?.join(' ') ?? '', profits })),
      0.05,
    );
    const sum = (pick: (part: { valueAtRisk: number; expectedShortfall: number }) => number): number =>
      (parts ?? []).reduce((total_, part) => total_ + pick(part), 0);
    expect(sum((part) => part.expectedShortfall) / (tail?.expectedShortfall ?? NaN)).toBeCloseTo(1, 9);
    expect(sum((part) => part.valueAtRisk) / (tail?.valueAtRisk ?? NaN)).toBeCloseTo(1, 9);
    expect(parts?.find((part) => part.name === 'ETH theta')).toEqual({ name: 'ETH theta', valueAtRisk: -0, expectedShortfall: -0 });
  });

  it('has no parts of lists that differ in length or hold something that is no number', () => {
    const whole = Float64Array.of(1, 2);
    expect(
      contributionsOf(
        [
          { name: 'a', profits: whole },
          { name: 'b', profits: Float64Array.of(1) },
        ],
        0.5,
      ),
    ).toBeNull();
    expect(contributionsOf([{ name: 'a', profits: Float64Array.of(1, NaN) }], 0.5)).toBeNull();
    expect(contributionsOf([], 0.5)).toBeNull();
  });
});
