/** A smile moved to a venue's own volatilities. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveSlice } from '../../../../../shared/pricing/surface/edit-slice';
import { NO_ADJUSTMENT, SMILE_MOVES } from '../../../../../shared/pricing/surface/smile-adjustment';
import { snapToMarks, type MarkedVolatility } from '../../../../../shared/pricing/surface/snap-to-marks';
import { sliceVolatility, type SurfaceSlice } from '../../../../../shared/pricing/surface/volatility-surface';
import { propertyRuns } from '../../../../support/property-runs';

const FORWARD = 60_000;
const slice: SurfaceSlice = {
  ...{ expiresAtMs: 1_800_000_000_000, years: 0.1, forward: FORWARD, adjustment: NO_ADJUSTMENT, label: 'fitted', because: '', fit: null },
  shape: { kind: 'svi', raw: { a: 0.01, b: 0.08, rho: -0.3, m: 0.02, sigma: 0.15 }, years: 0.1 },
  ...{ quotedFrom: -0.5, quotedTo: 0.5 },
};
const strikes = Array.from({ length: 25 }, (_each, index) => 36_000 + 2_000 * index);

function marksOf(of: SurfaceSlice): readonly MarkedVolatility[] {
  return strikes.map((strike) => ({
    strike,
    volatility: sliceVolatility(of, Math.log(strike / FORWARD)) ?? Number.NaN,
    underlyingPrice: FORWARD,
  }));
}

function snapped(marks: readonly MarkedVolatility[]): SurfaceSlice {
  const found = snapToMarks(slice, marks);
  if (!found.ok) throw new Error(found.error.because);
  return found.value;
}

describe('a smile snapped to marks', () => {
  it('is the smile itself where the venue marks by it', () => {
    const same = snapped(marksOf(slice));
    for (const move of SMILE_MOVES) expect(Math.abs(same.adjustment.moves[move])).toBeLessThan(1e-12);
    expect(same).toMatchObject({ label: 'edited', because: 'on the venue’s marks of 25 strikes, median 0.00 v away' });
  });

  it('finds whatever moves the venue made, to a hundredth of them', () => {
    const amount = fc.double({ min: -0.05, max: 0.05, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(amount, amount, amount, amount, amount), (amounts) => {
        const marked = SMILE_MOVES.reduce((smile, move, index) => moveSlice(smile, move, amounts[index] ?? 0), slice);
        const largest = Math.max(...amounts.map(Math.abs));
        const marks = marksOf(marked).filter(({ volatility }) => volatility > 0);
        const smile = snapped(marks);
        for (const { strike, volatility } of marks) {
          const k = Math.log(strike / FORWARD);
          const isNear = Math.abs(k) < 0.15;
          if (isNear) expect(Math.abs((sliceVolatility(smile, k) ?? Number.NaN) - volatility)).toBeLessThanOrEqual(0.02 * largest + 1e-12);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('reads each mark on the price that the venue values it on', () => {
    const shifted = marksOf(slice).map((mark) => ({ ...mark, strike: mark.strike * 1.01, underlyingPrice: FORWARD * 1.01 }));
    expect(Math.abs(snapped(shifted).adjustment.moves.shift)).toBeLessThan(1e-12);
  });

  it('says what is missing', () => {
    const five = marksOf(slice).slice(0, 5);
    const broken = [
      { strike: Number.NaN, volatility: 0.5, underlyingPrice: FORWARD },
      { strike: 1, volatility: -1, underlyingPrice: FORWARD },
      { strike: 1, volatility: 0.5, underlyingPrice: 0 },
    ];
    const because = 'expected mark volatilities at 6 strikes or more, found 5';
    expect(snapToMarks(slice, [...five, ...five, ...broken])).toMatchObject({ ok: false, error: { cause: 'sparse', because } });
    expect(snapToMarks({ ...slice, years: 0 }, marksOf(slice))).toMatchObject({ ok: false });
  });
});
