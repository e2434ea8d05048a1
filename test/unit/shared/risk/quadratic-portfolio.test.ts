/** Several correlated returns, quadratically: equal to the one-factor law where there is one, and to a simulation where there are more. */
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../shared/domain/random';
import { quadraticMoments } from '../../../../shared/risk/delta-gamma';
import { factorise } from '../../../../shared/pricing/cholesky';
import { drawFactors } from '../../../../shared/risk/factor-model';
import { momentsOf } from '../../../../shared/risk/moments';
import { expandedTail, portfolioMoments } from '../../../../shared/risk/quadratic-portfolio';

describe('a quadratic portfolio', () => {
  it('of one return has the moments of the one-factor book', () => {
    const one = quadraticMoments({ delta: 12_000, gamma: -340_000, deviation: 0.03 });
    const many = portfolioMoments({ deltas: [12_000], gammas: [-340_000], covariance: [[0.0009]] });
    for (const name of ['mean', 'deviation', 'skewness', 'excessKurtosis'] as const)
      expect((many?.[name] ?? 0) / (one?.[name] ?? 1)).toBeCloseTo(1, 12);
  });

  it('of perfectly correlated returns is that of their sum', () => {
    const split = portfolioMoments({
      deltas: [5_000, 7_000],
      gammas: [0, 0],
      covariance: [
        [0.0009, 0.0009],
        [0.0009, 0.0009],
      ],
    });
    expect(split?.deviation).toBeCloseTo(360, 9);
    expect(split?.skewness).toBeCloseTo(0, 9);
  });

  it('of two returns has the moments that a simulation of them shows', () => {
    const covariance = [
      [0.0009, 0.0007],
      [0.0007, 0.0016],
    ];
    const [deltas, gammas] = [
      [9_000, -4_000],
      [-200_000, 90_000],
    ];
    const cholesky = factorise(covariance);
    if (cholesky === null) throw new Error('Expected a covariance that can be factorised.');
    const random = new SeededRandom(5);
    const draw = new Float64Array(2);
    const profitOf = ([first = 0, second = 0]: Float64Array): number =>
      9_000 * first - 100_000 * first ** 2 - 4_000 * second + 45_000 * second ** 2;
    const profits = Array.from({ length: 200_000 }, () => {
      drawFactors(cholesky, random, draw);
      return profitOf(draw);
    });
    const exact = portfolioMoments({ deltas, gammas, covariance });
    const seen = momentsOf(profits);
    if (exact === null || seen === null) throw new Error('Expected moments, found none.');
    expect(seen.mean / exact.mean).toBeCloseTo(1, 1);
    expect(seen.deviation / exact.deviation).toBeCloseTo(1, 2);
    expect(seen.skewness).toBeCloseTo(exact.skewness, 1);
    expect(seen.excessKurtosis).toBeCloseTo(exact.excessKurtosis, 0);
  });

  it('has a shortfall above its VaR, or says that it is too curved for four moments', () => {
    const book = (gamma: number) => ({ deltas: [1_000], gammas: [gamma], covariance: [[0.0009]] });
    for (const gamma of [-1e9, -2_000, 0, 2_000, 20_000, 1e6, 1e9]) {
      const tail = expandedTail(book(gamma), 0.01);
      if (tail === null) throw new Error('Expected a tail, found none.');
      if (tail !== 'too-curved') expect(tail.expectedShortfall).toBeGreaterThan(tail.valueAtRisk);
    }
    expect(expandedTail(book(0), 0.01)).toMatchObject({ valueAtRisk: expect.closeTo(69.79, 2) });
    // All gamma, as of an option at the money in its last minutes: the expansion has the rarest profit as the largest one.
    expect(expandedTail(book(1e9), 0.01)).toBe('too-curved');
  });

  it('without risk has no tail', () => {
    expect(expandedTail({ deltas: [0], gammas: [0], covariance: [[0.0009]] }, 0.01)).toBeNull();
    expect(portfolioMoments({ deltas: [1], gammas: [0], covariance: [[Number.NaN]] })).toBeNull();
  });
});
