/** Geometry of the smile: scales invert, ranges hold what is drawn, and nothing is drawn of nothing. */
import { describe, expect, it } from 'vitest';
import {
  chooseExpiry,
  curvePath,
  fitWords,
  heldWords,
  neighbourOf,
  publishedText,
  rangeOf,
  scaleOf,
  smileRanges,
  snapTargets,
  ticksOf,
  twoSided,
} from '../../../../../renderer/panels/smile/model';
import { sampleSurface } from '../../../../support/fake-bridge/sample-surface';

const surface = sampleSurface()['BTC'];
const expiry = surface?.expiries[1];
if (surface === undefined || expiry === undefined) throw new Error('expected a sample with expiries');
const extent = { width: 800, height: 300 };

describe('the smile drawing', () => {
  it('turns px back into the volatility they stand for', () => {
    const scale = scaleOf({ x: [50_000, 70_000], y: [0.3, 0.6] }, extent);
    for (const volatility of [0.3, 0.41, 0.6]) expect(scale.fromY(scale.toY(volatility))).toBeCloseTo(volatility, 12);
    expect(scale.toX(60_000)).toBeGreaterThan(scale.toX(55_000));
    expect(scale.toY(0.5)).toBeLessThan(scale.toY(0.4));
  });

  it('holds every quote and curve, and never a volatility below zero', () => {
    const ranges = smileRanges(expiry);
    for (const { strike, bidVolatility, askVolatility } of expiry.market) {
      expect(strike).toBeGreaterThanOrEqual(ranges?.x[0] ?? Infinity);
      for (const value of [bidVolatility, askVolatility]) if (value !== null) expect(value).toBeLessThanOrEqual(ranges?.y[1] ?? -1);
    }
    const low = expiry.market.map((quote) => ({ ...quote, bidVolatility: 0.001, askVolatility: 3 }));
    expect(smileRanges({ ...expiry, market: low })?.y[0]).toBe(0);
  });

  it('holds the venue’s marks, also outside bid and ask', () => {
    const marked = expiry.market.map((quote, index) => ({ ...quote, markVolatility: index === 0 ? 1.9 : null }));
    expect(smileRanges({ ...expiry, market: marked })?.y[1]).toBeGreaterThan(1.9);
  });

  it('can be set to each of four smiles by a key of its own', () => {
    expect(snapTargets.map(({ to }) => to)).toEqual(['autofit', 'market-mid', 'previous', 'settlement']);
    expect(new Set(snapTargets.map(({ keys }) => keys)).size).toBe(4);
  });

  it('has no ranges for an expiry without market and model', () => {
    expect(smileRanges({ ...expiry, market: [], model: null, draft: null, previous: null, ownQuotes: [] })).toBeNull();
    expect(rangeOf([null, undefined, NaN])).toBeNull();
  });

  it('draws a curve only inside the strikes shown, and none of one point', () => {
    const scale = scaleOf({ x: [0, 10], y: [0, 1] }, extent);
    const path = curvePath({ strikes: [-5, 1, 5, 20], volatilities: [0.1, 0.2, 0.3, 0.4] }, scale, [0, 10]);
    expect(path.match(/[ML]/g)).toEqual(['M', 'L']);
    expect(curvePath({ strikes: [1], volatilities: [0.2] }, scale, [0, 10])).toBe('');
  });

  it('labels with round values inside the range', () => {
    expect(ticksOf([0.38, 0.62], 5)).toEqual([0.4, 0.45, 0.5, 0.55, 0.6]);
    expect(ticksOf([5, 5], 4)).toEqual([]);
  });
});

describe('expiries', () => {
  it('are chosen by key, else the first with a smile', () => {
    expect(chooseExpiry(surface.expiries, '27DEC26')?.key).toBe('27DEC26');
    const [first, ...others] = surface.expiries;
    if (first === undefined) throw new Error('expected an expiry');
    expect(chooseExpiry([{ ...first, model: null }, ...others], null)?.key).toBe('6DEC26');
    expect(chooseExpiry([], 'any')).toBeUndefined();
  });

  it('have neighbours that stop at the ends', () => {
    expect(neighbourOf(surface.expiries, '6DEC26', 1)).toBe('27DEC26');
    expect(neighbourOf(surface.expiries, '29NOV26', -1)).toBe('29NOV26');
    expect(neighbourOf(surface.expiries, '25SEP27', 1)).toBe('25SEP27');
  });

  it('say how they were fitted, and why they are held', () => {
    expect(fitWords(expiry)).toBe('24 quotes · median 0.18 v · p95 0.61 v · 94 % inside bid/ask');
    const held = surface.expiries[5];
    expect(held === undefined ? '' : fitWords({ ...held, fit: null })).toBe('held: three two-sided strikes, at least five are needed');
    expect(twoSided(expiry.market)).toBe(24);
  });
});

describe('the published surface', () => {
  it('is as old as its publish, however fresh the fit beside it is', () => {
    const published = { version: 12, publishedAtMs: 1_000_000 };
    expect(publishedText(published, 1_000_000 + 3 * 3_600_000)).toBe('v12 · 3 h');
    expect(publishedText(published, null)).toBe('v12 · —');
  });

  it('is said to be held where a draft keeps fits from being published, which the mode promises', () => {
    const { draft } = surface;
    expect(heldWords({ mode: 'automatic', draft })).toMatch(/draft keeps fits/);
    expect([heldWords({ mode: 'automatic', draft: null }), heldWords({ mode: 'manual', draft })]).toEqual(['', '']);
  });
});
