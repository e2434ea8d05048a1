/** Surfaces: what is known is found again, what is unfit is held and says so, what could be traded for sure is repaired. */
import { describe, expect, it } from 'vitest';
import { butterflyBreaches, calendarBreaches, findArbitrage } from '../../../../../shared/pricing/surface/arbitrage';
import { DEFAULT_FIT_SETTINGS, fitMarketMid, fitSurface, marketLevels } from '../../../../../shared/pricing/surface/fit-surface';
import { sviTotalVariance, type SviRaw } from '../../../../../shared/pricing/surface/svi';
import { NO_ADJUSTMENT } from '../../../../../shared/pricing/surface/smile-adjustment';
import { sliceAt, sliceVolatility, surfaceVolatility, type SurfaceSlice } from '../../../../../shared/pricing/surface/volatility-surface';
import { chainInputs, CHAIN_AT_MS, expiryAt, fitMade, places, smileOf, type MadeExpiry } from '../../../../support/option-chains';

const settings = DEFAULT_FIT_SETTINGS;
const expiry = (years: number, volatility: number, changes: Partial<MadeExpiry> = {}): MadeExpiry => ({
  years,
  forward: 60_000,
  raw: smileOf(volatility, years),
  places: places(2.5 * volatility * Math.sqrt(years), 21),
  halfWidth: 0.01,
  ...changes,
});
const calm = [expiry(0.02, 0.55), expiry(0.08, 0.58), expiry(0.25, 0.6), expiry(1, 0.62)];
const first = (slices: readonly SurfaceSlice[]): SurfaceSlice => {
  const [slice] = slices;
  if (slice === undefined) throw new Error('expected a smile, found none');
  return slice;
};
const truth = ({ raw, years }: MadeExpiry, k: number): number => Math.sqrt((sviTotalVariance(raw, k) ?? NaN) / years);

describe('fit of a surface', () => {
  it('finds every smile again and changes nothing that is free of arbitrage', () => {
    const { surface, breachesBefore, breachesAfter } = fitMade(calm, { settings });
    expect(breachesBefore).toEqual([]);
    expect(breachesAfter).toEqual([]);
    expect(surface.slices.map(({ label }) => label)).toEqual(['fitted', 'fitted', 'fitted', 'fitted']);
    calm.forEach((one, index) => {
      const slice = surface.slices[index];
      for (const k of one.places) expect(slice && sliceVolatility(slice, k)).toBeCloseTo(truth(one, k), 3);
      expect(slice?.fit?.insideShare).toBe(1);
    });
  });

  it('fits SABR where it is asked to', () => {
    const { surface } = fitMade([expiry(0.25, 0.6)], { settings: { ...settings, model: 'sabr' } });
    const slice = first(surface.slices);
    expect(slice.shape.kind).toBe('sabr');
    expect(slice.fit?.insideShare).toBeGreaterThan(0.9);
  });

  it('holds the smile before where the market is sparse, and has none where there was none', () => {
    const before = fitMade(calm, { settings }).surface;
    const sparse = [expiry(0.02, 0.9, { places: places(0.05, 4) }), ...calm.slice(1)];
    const held = fitMade(sparse, { settings, previous: before }).surface;
    expect(held.slices[0]).toMatchObject({ label: 'held', because: 'sparse: expected 6 strikes quoted on both sides, found 4' });
    expect(sliceVolatility(first(held.slices), 0)).toBe(sliceVolatility(first(before.slices), 0));
    const nothing = fitMade(sparse, { settings }).surface;
    expect(nothing.slices).toHaveLength(3);
    expect(nothing.missing[0]?.because).toBe(
      'sparse: expected 6 strikes quoted on both sides, found 4; there is no smile before it to hold',
    );
    const point = surfaceVolatility(nothing, { expiresAtMs: expiryAt(0.02), logMoneyness: 0 });
    expect(point.ok ? '' : point.error.cause).toBe('no-volatility');
  });

  it('holds the smile before where the chain is crossed', () => {
    const before = fitMade(calm, { settings }).surface;
    const inputs = chainInputs(calm, { settings, previous: before });
    const crossed = inputs.expiries.map((one, index) =>
      index > 0 ? one : { ...one, quotes: one.quotes.map((quote) => ({ ...quote, bid: quote.ask, ask: quote.bid })) },
    );
    const { surface } = fitSurface({ ...inputs, expiries: crossed });
    expect(surface.slices[0]).toMatchObject({ label: 'held', because: 'crossed: 21 of 21 strikes have their bid at or above the ask' });
  });

  it('gives no smile and no exception for a chain of one strike, of nonsense, and without a forward', () => {
    const one = fitMade([expiry(0.25, 0.6, { places: [0] })], { settings }).surface;
    expect(one.missing[0]?.because).toContain('sparse: expected 6 strikes quoted on both sides, found 1');
    const inputs = chainInputs([expiry(0.25, 0.6)], { settings });
    for (const bad of [NaN, -1, 0, Infinity]) {
      const quotes = (inputs.expiries[0]?.quotes ?? []).map((quote) => ({ ...quote, bid: bad, ask: bad }));
      expect(fitSurface({ ...inputs, expiries: [{ expiresAtMs: expiryAt(0.25), quotes }] }).surface.slices).toEqual([]);
    }
    const without = fitSurface({ ...inputs, curve: { ...inputs.curve, points: [], spot: null } }).surface;
    expect(without.missing[0]?.because).toContain('expected a future or put–call pairs of this expiry');
  });

  it('removes a calendar between two expiries', () => {
    const inverted = [expiry(0.08, 0.9), expiry(0.1, 0.7)];
    const { surface, breachesBefore, breachesAfter } = fitMade(inverted, { settings });
    expect(breachesBefore.some(({ kind }) => kind === 'calendar')).toBe(true);
    expect(breachesBefore[0]?.words).toMatch(/^calendar from 2026-01-31 to 2026-02-08: total variance falls for k from /);
    expect(breachesAfter).toEqual([]);
    expect(surface.slices.some(({ label }) => label === 'repaired')).toBe(true);
  });

  it('removes the butterfly of Vogt’s smile and stays near its quotes', () => {
    const vogt: SviRaw = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 };
    const quoted = { ...expiry(1, 0.2), raw: vogt, places: places(1.5, 41), halfWidth: 0.005 };
    const { surface, breachesBefore, breachesAfter } = fitMade([quoted], { settings });
    expect(breachesBefore.map(({ kind }) => kind)).toContain('butterfly');
    expect(breachesAfter).toEqual([]);
    const slice = first(surface.slices);
    expect(slice.label).toBe('repaired');
    expect(slice.fit?.medianErrorPoints).toBeLessThan(1);
  });
});

describe('smoothness in time', () => {
  const at = (volatility: number, seconds: number, previous: SurfaceSlice | null): number => {
    const inputs = chainInputs([expiry(0.25, volatility)], { settings: { ...settings, halfLifeMs: 1_000 } });
    const asOfMs = CHAIN_AT_MS + seconds * 1_000;
    const surface = previous && { underlying: 'BTC', revision: 1, asOfMs: CHAIN_AT_MS, slices: [previous], missing: [] };
    return (
      sliceVolatility(first(fitSurface({ ...inputs, curve: { ...inputs.curve, asOfMs }, previous: surface }).surface.slices), 0) ?? NaN
    );
  };

  it('moves half the way in one half-life, all of it after many, and at once when the market jumps', () => {
    const before = first(fitMade([expiry(0.25, 0.6)], { settings }).surface.slices);
    const [half, whole, jumped] = [at(0.604, 1, before), at(0.604, 60, before), at(0.75, 1, before)];
    expect(half).toBeCloseTo(0.602, 3);
    expect(whole).toBeCloseTo(0.604, 3);
    expect(jumped).toBeCloseTo(0.75, 3);
  });

  it('keeps volatilities, not variances, of a smile that time passes over', () => {
    const slice = first(fitMade([expiry(0.25, 0.6)], { settings }).surface.slices);
    const later = sliceAt(slice, CHAIN_AT_MS + 1e9);
    expect(later.years).toBeLessThan(slice.years);
    expect(sliceVolatility(later, 0.1)).toBe(sliceVolatility(slice, 0.1));
  });
});

describe('arbitrage checks', () => {
  const slice = (raw: SviRaw, years: number): SurfaceSlice => ({
    ...{ expiresAtMs: expiryAt(years), years, forward: 60_000, adjustment: NO_ADJUSTMENT, label: 'fitted', because: '', fit: null },
    shape: { kind: 'svi', raw, years },
    quotedFrom: -1.5,
    quotedTo: 1.5,
  });

  it('finds Vogt’s butterfly where it is published to be', () => {
    const breaches = butterflyBreaches(slice({ a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 }, 1));
    expect(breaches).toHaveLength(1);
    expect(breaches[0]?.from).toBeGreaterThan(0.642);
    expect(breaches[0]?.from).toBeLessThan(0.66);
    expect(breaches[0]?.to).toBeLessThan(1.257);
  });

  it('finds a falling total variance and none between equal smiles', () => {
    const raw = smileOf(0.6, 0.25);
    expect(calendarBreaches(slice(raw, 0.25), slice(raw, 0.3))).toEqual([]);
    const [breach] = calendarBreaches(slice(raw, 0.25), slice({ ...raw, a: raw.a - 1e-4 }, 0.3));
    expect(breach?.worst).toBeCloseTo(-1e-4, 9);
    expect(findArbitrage([slice(raw, 0.25), slice({ ...raw, a: raw.a + 1e-4 }, 0.3)])).toEqual([]);
  });
});

describe('snap targets', () => {
  it('fits the mids alone and tells the level of the market at the money', () => {
    const { markets } = fitMade(calm, { settings });
    const [market] = markets;
    const mid = market && fitMarketMid(market, CHAIN_AT_MS);
    expect(mid?.ok && mid.value.fit?.medianErrorPoints).toBeLessThan(0.05);
    expect(marketLevels(markets)).toHaveLength(4);
    expect(marketLevels(markets)[2]?.volatility).toBeCloseTo(0.6, 4);
    const none = fitMarketMid({ expiresAtMs: 0, years: 1, forward: 1, quotes: [], twoSidedCount: 0, crossedCount: 0 }, 0);
    expect(none.ok ? '' : none.error.because).toBe('expected three strikes quoted on both sides, found 0');
  });
});
