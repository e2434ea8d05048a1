/** One option on curve and surface: both currencies, both deltas, weighted vega, and the reason where there is no value. */
import { describe, expect, it } from 'vitest';
import { valueInverseOption } from '../../../../shared/pricing/inverse';
import { theoAtVolatility, theoOf, type OptionContract } from '../../../../shared/pricing/option-theo';
import { describeUnpriced } from '../../../../shared/pricing/priced';
import { DEFAULT_FIT_SETTINGS } from '../../../../shared/pricing/surface/fit-surface';
import { strikeFromDelta } from '../../../../shared/pricing/surface/strike-from-delta';
import { sliceTotalVariance, sliceVolatility, type SurfaceSlice } from '../../../../shared/pricing/surface/volatility-surface';
import { normalDensity } from '../../../../shared/pricing/normal';
import {
  constantMaturityVolatility,
  stripVariance,
  termStructure,
  volatilityIndex,
  volatilityPremium,
} from '../../../../shared/pricing/term-structure';
import { REFERENCE_YEARS, weightedVega } from '../../../../shared/pricing/weighted-vega';
import { chainInputs, CHAIN_AT_MS, expiryAt, fitMade, places, smileOf, type MadeExpiry } from '../../../support/option-chains';

const settings = DEFAULT_FIT_SETTINGS;
const YEARS = [0.04, 0.25, 0.5];
const expiries = YEARS.map((years): MadeExpiry => ({
  years,
  forward: 60_000 * (1 + 0.04 * years),
  raw: smileOf(0.6, years),
  places: places(1.5 * Math.sqrt(years), 25),
  halfWidth: 0.01,
}));
const { surface } = fitMade(expiries, { settings });
const { curve } = chainInputs(expiries, { settings });
const market = { curve, surface, nowMs: CHAIN_AT_MS };
const contract: OptionContract = { expiresAtMs: expiryAt(0.25), strike: 64_000, optionType: 'call' };

describe('theo', () => {
  it('is Black-76 on the option’s own forward at the volatility of the smile', () => {
    const theo = theoOf(contract, market);
    if (!theo.ok) throw new Error(theo.error.because);
    const { value } = theo;
    const plain = valueInverseOption({ ...contract, forward: 60_600, years: 0.25, volatility: value.volatility });
    if (plain === null) throw new Error('expected a value of Black-76, found none');
    expect(value).toMatchObject({ smile: 'fitted', forward: { forward: 60_600, source: 'future' } });
    expect(value.priceCoin).toBeCloseTo(plain.priceCoin, 9);
    expect(value.netTransactionDelta).toBeCloseTo(plain.delta - plain.priceCoin, 9);
    expect(value.vegaUsd).toBeCloseTo(plain.vega / 100, 4);
    expect(value.weightedVegaUsd / value.vegaUsd).toBeCloseTo(Math.sqrt(30 / 365 / 0.25), 6);
  });

  it('prices an expiry between two smiles by total variance linear in time', () => {
    const theo = theoOf({ ...contract, expiresAtMs: expiryAt(0.4) }, market);
    expect(theo.ok && theo.value).toMatchObject({ smile: 'interpolated', forward: { source: 'interpolated' } });
    expect(theo.ok && theo.value.volatility).toBeGreaterThan(0.5);
  });

  it('says why there is no value: expired, no forward, no surface, no strike, no volatility', () => {
    const because = (changes: Partial<OptionContract>, other: Partial<typeof market> = {}): string => {
      const theo = theoOf({ ...contract, ...changes }, { ...market, ...other });
      return theo.ok ? '' : describeUnpriced(theo.error);
    };
    expect(because({ expiresAtMs: CHAIN_AT_MS })).toBe('unpriced, because it expired 2026-01-02T12:00Z');
    expect(because({}, { curve: { ...curve, points: [], spot: null } })).toMatch(/^unpriced, because expected a future or put–call pairs/);
    expect(because({}, { surface: { ...surface, slices: [] } })).toBe('unpriced, because expected a surface of BTC, found none');
    for (const strike of [0, -1, NaN, Infinity]) expect(because({ strike })).toMatch(/^unpriced, because expected a positive strike/);
    for (const volatility of [0, -0.5, NaN, Infinity]) {
      const theo = theoAtVolatility(contract, volatility, market);
      expect(theo.ok ? '' : theo.error.cause).toBe('no-volatility');
    }
  });
});

describe('weighted vega', () => {
  it('counts 30 days as they are, 120 days half, and nothing that has expired', () => {
    expect(weightedVega(100, REFERENCE_YEARS)).toBe(100);
    expect(weightedVega(100, 4 * REFERENCE_YEARS)).toBeCloseTo(50, 12);
    for (const years of [0, -1, NaN]) expect(weightedVega(100, years)).toBeNull();
  });
});

describe('strike from delta', () => {
  it('finds the strike whose delta on the smile is the one asked for, in both conventions', () => {
    const slice = surface.slices[1];
    if (slice === undefined) throw new Error('expected a smile, found none');
    for (const [optionType, delta] of [
      ['call', 0.25],
      ['call', 0.1],
      ['call', 0.45],
      ['put', -0.25],
      ['put', -0.05],
    ] as const) {
      for (const convention of ['forward', 'adjusted-forward'] as const) {
        const place = strikeFromDelta(slice, { optionType, delta, convention });
        if (!place.ok) throw new Error(place.error.because);
        const { strike, volatility } = place.value;
        const value = valueInverseOption({ optionType, strike, forward: slice.forward, years: slice.years, volatility });
        expect(convention === 'forward' ? value?.delta : value?.netTransactionDelta).toBeCloseTo(delta, 9);
        expect(volatility).toBe(sliceVolatility(slice, place.value.logMoneyness));
      }
    }
    const none = strikeFromDelta(slice, { optionType: 'call', delta: 1.2, convention: 'forward' });
    expect(none.ok ? '' : none.error.because).toBe('expected a delta that a strike of this smile has, found 1.2');
    expect(strikeFromDelta(slice, { optionType: 'put', delta: 0.2, convention: 'forward' }).ok).toBe(false);
  });
});

/** The same variance by another way: ∫ w·φ(d₂) dd₂; Gatheral, "The Volatility Surface" (2006), chapter 11. */
function varianceByDensity(slice: SurfaceSlice): number {
  const places = Array.from({ length: 20_001 }, (_, index) => (index / 10_000 - 1) * 60 * 0.6 * Math.sqrt(slice.years)).map((k) => {
    const w = sliceTotalVariance(slice, k) ?? NaN;
    return { w, d2: -k / Math.sqrt(w) - 0.5 * Math.sqrt(w) };
  });
  return places.slice(1).reduce((sum, { w, d2 }, index) => {
    const before = places[index] ?? { w, d2 };
    return sum + 0.5 * (w + before.w) * normalDensity(0.5 * (d2 + before.d2)) * (before.d2 - d2);
  }, 0);
}

describe('term structure', () => {
  it('has levels, skew and forward volatilities of each expiry', () => {
    const points = termStructure(surface);
    expect(points.map(({ atTheMoney }) => atTheMoney?.toFixed(3))).toEqual(['0.600', '0.600', '0.600']);
    expect(points[0]?.forwardVolatility).toBeNull();
    expect(points[1]?.forwardVolatility).toBeCloseTo(0.6, 3);
    expect(points[1]?.riskReversal25).toBeLessThan(0);
    expect(points[1]?.butterfly25).toBeGreaterThan(0);
  });

  it('reads a constant maturity, and IV − HV', () => {
    const month = constantMaturityVolatility(surface, 30);
    expect(month.ok && month.value).toBeCloseTo(0.6, 3);
    expect(constantMaturityVolatility(surface, 0).ok).toBe(false);
    const premium = volatilityPremium(0.6, 0.45);
    expect(premium.ok && premium.value).toBeCloseTo(0.15, 12);
    expect(volatilityPremium(0.6, 0).ok).toBe(false);
  });

  it('replicates a flat smile’s own variance, and a 30-day index only with expiries on both sides', () => {
    const flat = { a: 0.36 * 0.25, b: 0, rho: 0, m: 0, sigma: 0.1 };
    const slice = surface.slices[1];
    const strip = slice && stripVariance({ ...slice, years: 0.25, shape: { kind: 'svi', raw: flat, years: 0.25 } });
    expect(strip).toBeCloseTo(0.36, 6);
    const index = volatilityIndex(surface);
    const [near, far] = surface.slices.slice(0, 2).map((each) => varianceByDensity(each));
    const share = (30 / 365 - 0.04) / 0.21;
    const total = (near ?? NaN) + share * ((far ?? NaN) - (near ?? NaN));
    expect(index.ok && index.value).toBeCloseTo(100 * Math.sqrt(total / (30 / 365)), 2);
    const short = volatilityIndex({ ...surface, slices: surface.slices.slice(0, 1) });
    expect(short.ok ? '' : short.error.because).toBe('expected smiles of BTC before and after 30 days, found 1 smiles, not on both sides');
  });
});
