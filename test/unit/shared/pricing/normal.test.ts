/** The normal distribution against 16-digit values computed elsewhere, and its symmetries. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { erfc, normalDistribution, normalQuantile, scaledErfc } from '../../../../shared/pricing/normal';

const KNOWN: readonly (readonly [number, number])[] = [
  [0.3, 0.6713732405408726],
  [1, 0.15729920705028513],
  [3, 2.209049699858544e-5],
  [6, 2.1519736712498913e-17],
  [20, 5.3958656116079009e-176],
];

describe('erfc', () => {
  it.each(KNOWN)('erfc(%d) to 4e-16 relative', (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(4e-16 * Math.max(1, x));
  });

  it('is symmetric: erfc(x) + erfc(-x) = 2', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(erfc(x) + erfc(-x)).toBeCloseTo(2, 14);
      }),
    );
  });

  it('falls monotonically', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalDistribution(x + 0.01)).toBeGreaterThanOrEqual(normalDistribution(x));
      }),
    );
  });
});

describe('normalQuantile', () => {
  it('undoes the distribution, tails included', () => {
    for (const p of [1e-300, 1e-100, 1e-12, 1e-4, 0.01, 0.05, 0.3, 0.5]) {
      expect(normalDistribution(normalQuantile(p)) / p).toBeCloseTo(1, 10);
      if (p > 1e-10) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 5);
    }
    expect([0, 1, NaN].map((p) => Number.isNaN(normalQuantile(p)))).toEqual([true, true, true]);
  });
});

describe('scaledErfc', () => {
  it('is erfc without its exponential, on both sides', () => {
    for (const x of [-3, -1, -0.3, 0, 0.2, 0.46, 0.47, 1, 3.99, 4.01, 5])
      expect(scaledErfc(x) / (Math.exp(x * x) * erfc(x))).toBeCloseTo(1, 12);
    expect([erfc(Infinity), erfc(-Infinity)]).toEqual([0, 2]);
  });
});
