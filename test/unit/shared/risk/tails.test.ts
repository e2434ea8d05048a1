/** Tails of returns and of quadratic books: order, limits, and agreement with simulation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../../shared/pricing/normal';
import { ageWeight, ageWeightedTail } from '../../../../shared/risk/age-weights';
import { deltaNormalVar, quadraticMoments, quadraticTail } from '../../../../shared/risk/delta-gamma';
import { historicalShortfall, normalShortfall } from '../../../../shared/risk/expected-shortfall';
import { momentsOf } from '../../../../shared/risk/moments';
import { cornishFisherVar, historicalVar, normalVar, orderStatisticVar } from '../../../../shared/risk/value-at-risk';
import { propertyRuns } from '../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const history = fc.array(between(-0.2, 0.2), { minLength: 20, maxLength: 300 });

describe('historical tails', () => {
  it('lose more the rarer the day, and the shortfall is never below the VaR it averages beyond', () => {
    fc.assert(
      fc.property(history, between(0.01, 0.2), (returns, tail) => {
        const shortfall = historicalShortfall(returns, tail) ?? NaN;
        expect(shortfall).toBeGreaterThanOrEqual((orderStatisticVar(returns, tail) ?? NaN) - 1e-12);
        expect(historicalVar(returns, tail / 2)).toBeGreaterThanOrEqual((historicalVar(returns, tail) ?? NaN) - 1e-12);
        expect(shortfall).toBeLessThanOrEqual(-Math.min(...returns) + 1e-12);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('scale with the position and shift with the mean', () => {
    fc.assert(
      fc.property(history, between(0.1, 5), between(-1, 1), (returns, factor, shift) => {
        const moved = returns.map((value) => factor * value + shift);
        expect(historicalVar(moved, 0.05)).toBeCloseTo(factor * (historicalVar(returns, 0.05) ?? NaN) - shift, 10);
        expect(historicalShortfall(moved, 0.05)).toBeCloseTo(factor * (historicalShortfall(returns, 0.05) ?? NaN) - shift, 10);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('knows 25 of 500 days as 5 %', () => {
    const returns = Array.from({ length: 500 }, (_, index) => -index);
    expect(orderStatisticVar(returns, 0.05)).toBe(475);
    expect(historicalShortfall(returns, 0.05)).toBeCloseTo(487, 12);
  });

  it.each([[[]], [[NaN, 1]]])('has none for the history %j', (returns) => {
    expect([historicalVar(returns, 0.05), orderStatisticVar(returns, 0.05), historicalShortfall(returns, 0.05)]).toEqual([
      null,
      null,
      null,
    ]);
    expect([ageWeightedTail(returns, 0.98, 0.05), momentsOf(returns)]).toEqual([null, null]);
  });
});

describe('age weights', () => {
  it('sum to one, and approach the plain history as nothing is forgotten', () => {
    const sum = Array.from({ length: 100 }, (_, index) => ageWeight(0.98, 100, index + 1) ?? NaN).reduce(
      (total, weight) => total + weight,
      0,
    );
    expect(sum).toBeCloseTo(1, 12);
    expect(ageWeight(0.98, 100, 101)).toBeNull();
    fc.assert(
      fc.property(history, (returns) => {
        const weighted = ageWeightedTail(returns, 1 - 1e-9, 0.05);
        expect(weighted?.expectedShortfall).toBeCloseTo(historicalShortfall(returns, 0.05) ?? NaN, 6);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});

describe('quadratic books', () => {
  it('are the delta alone without gamma', () => {
    const book = { delta: -700, gamma: 0, deviation: 0.03 };
    const tail = quadraticTail(book, 0.01);
    const normal = { mean: 0, deviation: 21 };
    expect(tail?.valueAtRisk).toBeCloseTo(deltaNormalVar(book, 0.01) ?? NaN, 9);
    expect(tail?.valueAtRisk).toBeCloseTo(normalVar(normal, 0.01) ?? NaN, 9);
    expect(tail?.expectedShortfall).toBeCloseTo(normalShortfall(normal, 0.01) ?? NaN, 9);
    const moments = quadraticMoments(book);
    expect(moments && cornishFisherVar(moments, 0.01)).toBeCloseTo(tail?.valueAtRisk ?? NaN, 9);
    expect(quadraticTail({ ...book, delta: 0 }, 0.01)).toBeNull();
  });

  it('keep the digits of a convex book, whose worst days lie in a narrow stretch about its lowest point', () => {
    // Computed with 40 digits.
    const even = quadraticTail({ delta: 0, gamma: 67_496, deviation: 0.03 }, 0.001)?.expectedShortfall ?? NaN;
    const leaning = quadraticTail({ delta: 1, gamma: 20_000, deviation: 0.03 }, 0.001)?.expectedShortfall ?? NaN;
    expect(Math.abs(even / -1.590337533e-5 - 1)).toBeLessThan(5e-10);
    expect(Math.abs(leaning / 2.028759645e-5 - 1)).toBeLessThan(5e-10);
  });

  it('agree with every return revalued on a fine grid of probabilities', () => {
    const count = 200_000;
    fc.assert(
      fc.property(between(-1000, 1000), between(-50_000, 50_000), (delta, gamma) => {
        fc.pre(Math.abs(delta) > 1);
        const profits = Array.from({ length: count }, (_, index) => {
          const x = 0.02 * normalQuantile((index + 0.5) / count);
          return delta * x + 0.5 * gamma * x * x;
        });
        const tail = quadraticTail({ delta, gamma, deviation: 0.02 }, 0.05);
        const unit = quadraticMoments({ delta, gamma, deviation: 0.02 })?.deviation ?? NaN;
        expect(Math.abs((tail?.valueAtRisk ?? NaN) - (historicalVar(profits, 0.05) ?? NaN)) / unit).toBeLessThan(1e-3);
        expect(Math.abs((tail?.expectedShortfall ?? NaN) - (historicalShortfall(profits, 0.05) ?? NaN)) / unit).toBeLessThan(1e-3);
      }),
      { numRuns: propertyRuns(3) },
    );
  });
});
