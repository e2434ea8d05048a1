/** Smiles: translation between languages, derivatives against differences, and the repair of a bad one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sabrVolatility } from '../../../../../shared/pricing/surface/sabr';
import { powerLawSlope, ssviBounds, ssviTotalVariance } from '../../../../../shared/pricing/surface/ssvi';
import { butterflyIntervals, isSviValid, sviDensityFactor, sviTotalVariance, type SviRaw } from '../../../../../shared/pricing/surface/svi';
import { fromJumpWings, fromNatural, repairButterfly, toJumpWings, toNatural } from '../../../../../shared/pricing/surface/svi-parameters';
import { propertyRuns } from '../../../../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const smile = fc
  .record({ floor: between(0.001, 0.5), b: between(0.01, 0.6), rho: between(-0.9, 0.9), m: between(-0.4, 0.4), sigma: between(0.02, 0.8) })
  .map(({ floor, b, rho, m, sigma }): SviRaw => ({ a: floor - b * sigma * Math.sqrt(1 - rho * rho), b, rho, m, sigma }));
const vogt: SviRaw = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 };

describe('SVI', () => {
  it('is the same smile in natural parameters', () => {
    fc.assert(
      fc.property(smile, between(-2, 2), (raw, k) => {
        const natural = toNatural(raw);
        const back = natural && fromNatural(natural);
        expect(back && sviTotalVariance(back, k)).toBeCloseTo(sviTotalVariance(raw, k) ?? NaN, 12);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('is the same smile in jump-wings, wherever its lowest point is not at the money', () => {
    fc.assert(
      fc.property(smile, between(-1, 1), (raw, k) => {
        const wings = toJumpWings(raw, 0.25);
        fc.pre(wings !== null && wings.variance - wings.lowestVariance > 1e-4);
        const back = wings && fromJumpWings(wings);
        expect(back && sviTotalVariance(back, k)).toBeCloseTo(sviTotalVariance(raw, k) ?? NaN, 8);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('has a density factor that agrees with differences of the variance', () => {
    fc.assert(
      fc.property(smile, between(-1, 1), (raw, k) => {
        fc.pre(raw.sigma > 0.1);
        const h = 1e-4;
        const w = (at: number): number => sviTotalVariance(raw, at) ?? NaN;
        const [slope, curve] = [(w(k + h) - w(k - h)) / (2 * h), (w(k + h) - 2 * w(k) + w(k - h)) / (h * h)];
        const g = (1 - (k * slope) / (2 * w(k))) ** 2 - (slope * slope * (1 / w(k) + 0.25)) / 4 + curve / 2;
        expect(Math.abs((sviDensityFactor(raw, k) ?? NaN) - g)).toBeLessThan(1e-4 * (1 + Math.abs(g)));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('finds the butterfly of Vogt’s smile, and none once it is repaired', () => {
    const range = { from: -2, to: 2, steps: 400 };
    expect(butterflyIntervals(vogt, range)).toHaveLength(1);
    const repaired = repairButterfly(vogt, 1);
    expect(repaired && isSviValid(repaired)).toBe(true);
    expect(repaired && butterflyIntervals(repaired, range)).toEqual([]);
    expect(repaired && sviTotalVariance(repaired, 0)).toBeCloseTo(sviTotalVariance(vogt, 0) ?? NaN, 12);
  });

  it('says when parameters are no smile', () => {
    expect(isSviValid({ ...vogt, rho: 1 })).toBe(false);
    expect(isSviValid({ ...vogt, a: -1 })).toBe(false);
    expect(sviTotalVariance({ ...vogt, a: -1 }, 0)).toBeNull();
    expect(fromJumpWings({ variance: 0.04, skew: 0, putSlope: -1, callSlope: 0.5, lowestVariance: 0.03, years: 1 })).toBeNull();
  });
});

describe('SSVI', () => {
  it('has no butterfly wherever its bounds hold', () => {
    fc.assert(
      fc.property(between(0.002, 1), between(-0.95, 0.95), between(0.1, 3), (theta, rho, eta) => {
        const phi = powerLawSlope({ eta, gamma: 0.5 }, theta) ?? NaN;
        fc.pre(ssviBounds({ theta, rho, phi })?.isButterflyFree === true);
        const root = Math.sqrt(1 - rho * rho);
        const raw = { a: (theta * root * root) / 2, b: (theta * phi) / 2, rho, m: -rho / phi, sigma: root / phi };
        for (let k = -2; k <= 2; k += 0.05) {
          expect(sviTotalVariance(raw, k)).toBeCloseTo(ssviTotalVariance({ theta, rho, phi }, k) ?? NaN, 12);
          expect(sviDensityFactor(raw, k)).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
      { numRuns: propertyRuns(30) },
    );
    expect(ssviTotalVariance({ theta: 0, rho: 0, phi: 1 }, 0)).toBeNull();
  });
});

describe('SABR', () => {
  it('runs smoothly through the money', () => {
    const parameters = { alpha: 0.5, beta: 0.8, nu: 0.7, rho: -0.3 };
    const at = (strike: number): number => sabrVolatility(parameters, { forward: 100, strike, years: 0.5 }) ?? NaN;
    for (const distance of [1e-9, 1e-6, 1e-4, 1e-3, 1e-2]) expect((at(100 + distance) + at(100 - distance)) / 2).toBeCloseTo(at(100), 6);
    // Computed with 80 digits: z far below zero, where the textbook logarithm cancels.
    const far = sabrVolatility({ alpha: 1.4165, beta: 0, nu: 8, rho: 0.999 }, { forward: 1, strike: 909.047, years: 0.25 }) ?? NaN;
    expect(Math.abs(far / 0.6423657526585 - 1)).toBeLessThan(1e-12);
    expect(sabrVolatility({ ...parameters, rho: 1 }, { forward: 100, strike: 90, years: 1 })).toBeNull();
  });
});
