/** The smile that a venue settles by: options are settled, and margin is reckoned, at its mark volatilities. */
import { fail, ok, type Result } from '../../domain/result';
import { snapToMarks, type MarkedVolatility } from '../../pricing/surface/snap-to-marks';
import { sliceOf, type SurfaceSlice } from '../../pricing/surface/volatility-surface';
import type { SurfaceState } from '../surface-state';
import type { StepWork } from '../step-work';

/** Marks older than this are of another market, ms: chains come every few seconds. */
const STALE_MS = 20_000;

/** The market's smile of an expiry, moved to the venue's marks; the error completes a sentence. */
export function settlementSmile(work: StepWork, surface: SurfaceState, expiresAtMs: number): Result<SurfaceSlice, string> {
  const chain = work.chains[surface.underlying];
  const slice = sliceOf(surface.fitted, expiresAtMs) ?? sliceOf(surface.published, expiresAtMs);
  if (slice === null) return fail('expected a smile to move to the venue’s marks, found none for this expiry');
  const ageMs = work.session.nowMs - (chain?.atMs ?? -Infinity);
  if (chain === undefined || ageMs > STALE_MS)
    return fail(
      `expected marks of the venue at most ${STALE_MS / 1000} s old, found ${chain === undefined ? 'none' : `some of ${Math.round(ageMs / 1000)} s`}`,
    );
  const marks = chain.quotes.flatMap(({ instrumentId, markVolatility, underlyingPrice }): readonly MarkedVolatility[] => {
    const instrument = work.markets.get(instrumentId)?.instrument;
    if (instrument?.option == null || instrument.expiresAtMs !== expiresAtMs || markVolatility === null) return [];
    return [{ strike: instrument.option.strike, volatility: markVolatility, underlyingPrice: underlyingPrice ?? slice.forward }];
  });
  const snapped = snapToMarks(slice, marks);
  return snapped.ok ? ok(snapped.value) : fail(snapped.error.because);
}
