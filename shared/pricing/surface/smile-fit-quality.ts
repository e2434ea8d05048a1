/** How well a smile meets the quotes of its expiry. */
import type { SmileMarket } from './smile-quotes';
import { sliceVolatility, type SliceFit, type SurfaceSlice } from './volatility-surface';

/** Nearest rank; not a number for no values. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN;
}

/** A smile against the strikes with both sides. */
export interface SmileErrors {
  /** Ascending distances to the mid in volatility points; infinite where there is no smile. */
  readonly errorsPoints: readonly number[];
  /** Strikes whose bid and ask enclose the smile. */
  readonly inside: number;
}

/** Distance of the smile to the mid at every strike with both sides. */
export function smileErrors(slice: SurfaceSlice, { quotes }: SmileMarket): SmileErrors {
  const errors: number[] = [];
  let inside = 0;
  for (const { logMoneyness, midVolatility, bidVolatility, askVolatility } of quotes) {
    if (midVolatility === null || bidVolatility === null || askVolatility === null) continue;
    const volatility = sliceVolatility(slice, logMoneyness);
    errors.push(volatility === null ? Infinity : 100 * Math.abs(volatility - midVolatility));
    if (volatility !== null && volatility >= bidVolatility && volatility <= askVolatility) inside += 1;
  }
  return { errorsPoints: errors.sort((left, right) => left - right), inside };
}

/** The figures that a surface carries with each smile; `null` without a strike that has both sides. */
export function measureFit(slice: SurfaceSlice, market: SmileMarket, fittedAtMs: number): SliceFit | null {
  const { errorsPoints, inside } = smileErrors(slice, market);
  if (errorsPoints.length === 0) return null;
  return {
    quotesUsed: errorsPoints.length,
    medianErrorPoints: quantile(errorsPoints, 0.5),
    p95ErrorPoints: quantile(errorsPoints, 0.95),
    insideShare: inside / errorsPoints.length,
    fittedAtMs,
  };
}
