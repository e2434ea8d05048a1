/** Laws of fitted surfaces and drafts, on chains that nobody chose. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parityForward } from '../../shared/pricing/parity-forward';
import { findArbitrage } from '../../shared/pricing/surface/arbitrage';
import { DEFAULT_FIT_SETTINGS } from '../../shared/pricing/surface/fit-surface';
import { SMILE_MOVES } from '../../shared/pricing/surface/smile-adjustment';
import { addEdit, beginDraft, undoEdit, type SurfaceEdit } from '../../shared/pricing/surface/surface-draft';
import { isSviValid, sviTotalVariance } from '../../shared/pricing/surface/svi';
import { sliceVolatility } from '../../shared/pricing/surface/volatility-surface';
import { expiryAt, fitMade, places, quotesOf, smileOf, type MadeExpiry } from '../support/option-chains';
import { propertyRuns } from '../support/property-runs';

const settings = DEFAULT_FIT_SETTINGS;
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const FORWARD = 60_000;

/** A smile of crypto shape: level, wings, lean and middle vary. */
const smile = fc
  .record({
    level: between(0.25, 1.5),
    wing: between(0.3, 1.2),
    rho: between(-0.6, 0.6),
    m: between(-0.3, 0.3),
    curve: between(0.4, 1.5),
    years: between(0.01, 1.5),
  })
  .map(({ level, wing, rho, m, curve, years }) => {
    const deviation = level * Math.sqrt(years);
    const [b, middle, sigma] = [wing * deviation, m * deviation, curve * deviation];
    const a = deviation * deviation - b * (Math.hypot(middle, sigma) - rho * middle);
    return { years, deviation, raw: { a, b, rho, m: middle, sigma } };
  })
  .filter(
    ({ raw, deviation }) => isSviValid(raw) && raw.a + raw.b * raw.sigma * Math.sqrt(1 - raw.rho * raw.rho) > 0.2 * deviation * deviation,
  );

/** The full run tries many times as many chains. */
const LONG = { timeout: 300_000 };

describe('fit', LONG, () => {
  it('recovers a smile from its own quotes, and stays within the noise of noisy ones', () => {
    fc.assert(
      fc.property(smile, between(0, 0.004), fc.integer({ min: 1, max: 1e6 }), ({ years, deviation, raw }, noise, seed) => {
        const shake = (index: number): number => noise * Math.sin(seed + 12.9898 * index * index);
        const made: MadeExpiry = { years, forward: FORWARD, raw, places: places(2 * deviation, 25), halfWidth: 0.005, noise: shake };
        const [slice] = fitMade([made], { settings }).surface.slices;
        fc.pre(slice?.label === 'fitted');
        for (const k of made.places) {
          const truth = Math.sqrt((sviTotalVariance(raw, k) ?? NaN) / years);
          expect(Math.abs((sliceVolatility(slice, k) ?? NaN) - truth)).toBeLessThan(0.005 + noise);
        }
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('leaves no arbitrage on its grid, whatever the chain', () => {
    const expiry = fc.record({
      gap: between(0.003, 0.3),
      level: between(0.3, 1.4),
      reach: between(0.3, 3),
      count: fc.integer({ min: 6, max: 30 }),
      noise: between(0, 0.15),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(fc.array(expiry, { minLength: 1, maxLength: 6 }), (list) => {
        let years = 0;
        const made = list.map(({ gap, level, reach, count, noise, seed }): MadeExpiry => {
          years += gap;
          const shake = (index: number): number => noise * level * Math.sin(seed + 78.233 * index * index);
          return {
            years,
            forward: FORWARD,
            raw: smileOf(level, years),
            places: places(reach * level * Math.sqrt(years), count),
            halfWidth: 0.01,
            noise: shake,
          };
        });
        const { surface, breachesAfter } = fitMade(made, { settings });
        expect(breachesAfter.map(({ words }) => words)).toEqual([]);
        expect(findArbitrage(surface.slices)).toEqual([]);
      }),
      { numRuns: propertyRuns(40) },
    );
  });
});

describe('put–call parity', () => {
  it('returns the forward of any smile', () => {
    fc.assert(
      fc.property(smile, between(100, 200_000), ({ years, deviation, raw }, forward) => {
        const parity = parityForward(quotesOf({ years, forward, raw, places: places(deviation, 11), halfWidth: 0.004 }));
        expect(parity.ok && Math.abs(parity.value.forward / forward - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});

describe('draft', () => {
  const years = [0.1, 0.4];
  const { surface } = fitMade(
    years.map((each): MadeExpiry => ({ years: each, forward: FORWARD, raw: smileOf(0.6, each), places: places(0.6, 15), halfWidth: 0.01 })),
    { settings },
  );
  const expiresAtMs = fc.constantFrom(...years.map(expiryAt));
  const strike = between(40_000, 90_000);
  const edit: fc.Arbitrary<SurfaceEdit> = fc.oneof(
    fc.record({
      kind: fc.constant('move' as const),
      expiries: fc.uniqueArray(expiresAtMs, { minLength: 1 }),
      move: fc.constantFrom(...SMILE_MOVES),
      amount: between(-0.05, 0.05),
    }),
    fc.record({ kind: fc.constant('drag' as const), expiresAtMs, strike, volatility: between(0.3, 1) }),
    fc.record({ kind: fc.constantFrom('lock' as const, 'unlock' as const), expiresAtMs, strike }),
    fc.record({ kind: fc.constant('recentre' as const), levels: fc.tuple(fc.record({ expiresAtMs, volatility: between(0.3, 1) })) }),
    fc.constant({ kind: 'snap' as const, to: 'autofit' as const, slices: surface.slices }),
  );

  it('is after an undo what it was before the edit, for any edits', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        let draft = beginDraft(surface);
        for (const one of edits) {
          const next = addEdit(draft, one);
          if (!next.ok) continue;
          expect(undoEdit(next.value)).toEqual(draft);
          draft = next.value;
        }
        while (draft.edits.length > 0) draft = undoEdit(draft);
        expect(draft).toEqual(beginDraft(surface));
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});
