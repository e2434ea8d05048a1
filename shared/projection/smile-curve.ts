/** A smile as points to draw. */
import { sliceVolatility, type SurfaceSlice } from '../pricing/surface/volatility-surface';
import { remember } from './remember';
import type { SmileCurve } from './surface-view';

const POINTS = 41;
/** Drawn this much beyond the quoted strikes, as a share of their width. */
const MARGIN = 0.15;

/** Strikes ascending; points where the smile has no volatility are left out. The same slice gives the same curve object. */
export const drawSmile = remember((slice: SurfaceSlice): SmileCurve => {
  const margin = MARGIN * (slice.quotedTo - slice.quotedFrom);
  const [from, to] = [slice.quotedFrom - margin, slice.quotedTo + margin];
  const strikes: number[] = [];
  const volatilities: number[] = [];
  for (let index = 0; index < POINTS; index += 1) {
    const logMoneyness = from + ((to - from) * index) / (POINTS - 1);
    const volatility = sliceVolatility(slice, logMoneyness);
    if (volatility === null) continue;
    strikes.push(slice.forward * Math.exp(logMoneyness));
    volatilities.push(volatility);
  }
  return { strikes, volatilities };
});
