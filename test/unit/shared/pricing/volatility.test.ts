/** Volatility from history: estimators that agree on a known walk, and histories that say nothing. */
import { describe, expect, it } from 'vitest';
import { bulkVpin } from '../../../../shared/pricing/bulk-classification';
import { ewmaVariances } from '../../../../shared/pricing/ewma';
import { fitGarch, forecastGarchVariance } from '../../../../shared/pricing/garch';
import { impliedCorrelation } from '../../../../shared/pricing/implied-correlation';
import {
  closeToCloseVolatility,
  garmanKlassVolatility,
  parkinsonVolatility,
  rogersSatchellVolatility,
  yangZhangVolatility,
  type PriceBar,
} from '../../../../shared/pricing/volatility-estimators';
import { normalQuantile } from '../../../../shared/pricing/normal';

const estimators = { closeToCloseVolatility, garmanKlassVolatility, parkinsonVolatility, rogersSatchellVolatility, yangZhangVolatility };

/** A repeatable uniform sequence (Lehmer). */
function uniforms(count: number): readonly number[] {
  let state = 20240617;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  });
}

function walk(bars: number, steps: number, deviation: number): readonly PriceBar[] {
  const draws = uniforms(bars * steps).map((p) => (normalQuantile(p) * deviation) / Math.sqrt(steps));
  let price = 100;
  return Array.from({ length: bars }, (_, bar) => {
    const path = [price];
    for (const draw of draws.slice(bar * steps, (bar + 1) * steps)) path.push((price *= Math.exp(draw)));
    return { open: path[0] ?? NaN, close: price, high: Math.max(...path), low: Math.min(...path) };
  });
}

describe('range estimators', () => {
  it.each(Object.entries(estimators))('%s recovers the volatility of a fine walk', (_, estimate) => {
    const found = estimate(walk(1500, 200, 0.03)) ?? NaN;
    // A discrete path understates its range a little.
    expect(found).toBeGreaterThan(0.0275);
    expect(found).toBeLessThan(0.032);
  });

  it.each(Object.entries(estimators))('%s says nothing of no bars, or of a bar that is none', (_, estimate) => {
    expect(estimate([])).toBeNull();
    expect(estimate([...walk(5, 5, 0.01), { open: 100, high: 99, low: 98, close: 99 }])).toBeNull();
  });
});

describe('GARCH', () => {
  it('recovers the parameters of a simulated history, and forecasts towards its level', () => {
    let [variance, shock] = [1, 0];
    const returns = uniforms(6000).map((p) => {
      variance = 0.05 + 0.1 * shock * shock + 0.85 * variance;
      shock = Math.sqrt(variance) * normalQuantile(p);
      return shock;
    });
    const fit = fitGarch(returns);
    if (fit === null) throw new Error('expected a fit');
    expect(fit.parameters.alpha).toBeGreaterThan(0.07);
    expect(fit.parameters.alpha).toBeLessThan(0.13);
    expect(fit.parameters.beta).toBeGreaterThan(0.78);
    expect(fit.parameters.beta).toBeLessThan(0.9);
    const level = fit.parameters.omega / (1 - fit.parameters.alpha - fit.parameters.beta);
    expect(forecastGarchVariance(fit, 1)).toBeCloseTo(fit.nextVariance, 12);
    expect(forecastGarchVariance(fit, 2000)).toBeCloseTo(level, 9);
    expect(forecastGarchVariance(fit, 0)).toBeNull();
  });

  it('has no fit for a short or motionless history', () => {
    expect(fitGarch([1, -1, 1])).toBeNull();
    expect(fitGarch(Array(100).fill(0.5) as number[])).toBeNull();
  });
});

describe('EWMA, implied correlation and VPIN', () => {
  it('keeps a constant variance and forgets the seed', () => {
    expect(ewmaVariances([2, -2, 2], 0.9, 4)).toEqual([4, 4, 4]);
    expect(ewmaVariances(Array(500).fill(1) as number[], 0.9, 50).at(-1)).toBeCloseTo(1, 12);
  });

  it('finds the correlation that a basket was built with', () => {
    const parts = [
      { weight: 0.5, volatility: 0.6 },
      { weight: 0.3, volatility: 0.7 },
      { weight: 0.2, volatility: 0.9 },
    ];
    expect(impliedCorrelation(parts, 0.6)).toBeCloseTo(0.625, 3);
    expect(impliedCorrelation(parts, 0.69)).toBeCloseTo(1, 12);
    expect(impliedCorrelation(parts.slice(0, 1), 0.6)).toBeNull();
  });

  it('is 0 for a price that stands still, near 1 for one that runs, and nothing without quantity', () => {
    expect(bulkVpin([{ priceChange: 0, quantity: 5 }], 1)).toBeCloseTo(0, 15);
    expect(
      bulkVpin(
        [
          { priceChange: 9, quantity: 5 },
          { priceChange: -9, quantity: 5 },
        ],
        1,
      ),
    ).toBeCloseTo(1, 12);
    expect(bulkVpin([], 1)).toBeNull();
    expect(bulkVpin([{ priceChange: 1, quantity: 5 }], 0)).toBeNull();
  });
});
