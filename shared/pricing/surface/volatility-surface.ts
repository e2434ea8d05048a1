/** The surface that prices the book: one smile per expiry, where it came from, and how to read a volatility off it. */
import { ok } from '../../domain/result';
import { YEAR_MS } from '../../domain/time';
import { unpriced, type Priced } from '../priced';
import { adjustmentAt, type SmileAdjustment } from './smile-adjustment';
import { shapeVolatility, type SmileShape } from './smile-shape';

/**
 * `fitted`: to the market now. `held`: the market is sparse or crossed, the previous smile stays. `repaired`: fitted, then changed to
 * remove arbitrage. `fallback`: the smile of the whole-surface model, because none of its own was free of arbitrage. `edited`: by the trader.
 */
export type SliceLabel = 'fitted' | 'held' | 'repaired' | 'fallback' | 'edited';

/** How a smile met the quotes it was fitted to, in volatility points. */
export interface SliceFit {
  readonly quotesUsed: number;
  readonly medianErrorPoints: number;
  readonly p95ErrorPoints: number;
  /** Share of quotes whose bid and ask enclose the smile. */
  readonly insideShare: number;
  readonly fittedAtMs: number;
}

/** The smile of one expiry. */
export interface SurfaceSlice {
  readonly expiresAtMs: number;
  /** Act/365 left at the time of the surface. */
  readonly years: number;
  /** USD, when fitted: log-moneyness is k = ln(strike ÷ forward). */
  readonly forward: number;
  readonly shape: SmileShape;
  /** The trader's hand on top of the shape. */
  readonly adjustment: SmileAdjustment;
  readonly label: SliceLabel;
  /** Why the label is not `fitted`; empty when it is. */
  readonly because: string;
  /** `null` for a smile that was never compared with quotes. */
  readonly fit: SliceFit | null;
  /** Log-moneyness of the lowest and highest strike with quotes. */
  readonly quotedFrom: number;
  readonly quotedTo: number;
}

/** An expiry that has no smile. */
export interface MissingSlice {
  readonly expiresAtMs: number;
  readonly because: string;
}

/** A surface as published: immutable, plain data. */
export interface VolatilitySurface {
  readonly underlying: string;
  /** Rises with each publish; 0 before the first. */
  readonly revision: number;
  readonly asOfMs: number;
  /** Ascending by expiry. */
  readonly slices: readonly SurfaceSlice[];
  readonly missing: readonly MissingSlice[];
}

/** Volatility (decimal per √year) of a smile at log-moneyness k; `null` where the smile is not positive there. */
export function sliceVolatility(slice: SurfaceSlice, k: number): number | null {
  const volatility = shapeVolatility(slice.shape, k);
  if (volatility === null) return null;
  const adjusted = volatility + adjustmentAt(slice.adjustment, k);
  return adjusted > 0 && Number.isFinite(adjusted) ? adjusted : null;
}

/** Total variance σ²T of a smile at log-moneyness k over the time that it now has left; `null` as above. */
export function sliceTotalVariance(slice: SurfaceSlice, k: number): number | null {
  const volatility = sliceVolatility(slice, k);
  return volatility === null ? null : volatility * volatility * slice.years;
}

/** The smile of an expiry; `null` without one. */
export function sliceOf(surface: VolatilitySurface, expiresAtMs: number): SurfaceSlice | null {
  return surface.slices.find((slice) => slice.expiresAtMs === expiresAtMs) ?? null;
}

/** Where a volatility is asked for. */
export interface SurfacePoint {
  readonly expiresAtMs: number;
  /** ln(strike ÷ forward): with the forward of now the smile moves with the price, with the forward of the fit it stays with the strike. */
  readonly logMoneyness: number;
}

/**
 * Volatility of any expiry and log-moneyness. An expiry of its own reads its smile; between two expiries total variance is linear in
 * time at equal log-moneyness, which keeps calendars free; before the first and after the last the nearest volatility is kept.
 */
export function surfaceVolatility(surface: VolatilitySurface, { expiresAtMs, logMoneyness }: SurfacePoint): Priced<number> {
  if (!Number.isFinite(logMoneyness))
    return unpriced('bad-input', `expected a positive strike and forward, found ln(K/F) = ${logMoneyness}`);
  const told = surface.missing.find((one) => one.expiresAtMs === expiresAtMs);
  if (told !== undefined) return unpriced('no-volatility', told.because);
  const after = surface.slices.findIndex((slice) => slice.expiresAtMs >= expiresAtMs);
  const right = surface.slices[after < 0 ? surface.slices.length - 1 : after];
  if (right === undefined) return unpriced('no-surface', `expected a surface of ${surface.underlying}, found none`);
  const left = after > 0 && right.expiresAtMs !== expiresAtMs ? surface.slices[after - 1] : undefined;
  const volatility =
    left === undefined ? sliceVolatility(right, logMoneyness) : volatilityBetween(left, right, { expiresAtMs, logMoneyness });
  if (volatility === null || !Number.isFinite(volatility))
    return unpriced('no-volatility', `the smile is not positive at ln(K/F) = ${logMoneyness.toFixed(3)}`);
  return ok(volatility);
}

function volatilityBetween(left: SurfaceSlice, right: SurfaceSlice, point: SurfacePoint): number | null {
  const [near, far] = [sliceTotalVariance(left, point.logMoneyness), sliceTotalVariance(right, point.logMoneyness)];
  if (near === null || far === null) return null;
  const share = (point.expiresAtMs - left.expiresAtMs) / (right.expiresAtMs - left.expiresAtMs);
  const years = left.years + (point.expiresAtMs - left.expiresAtMs) / YEAR_MS;
  return Math.sqrt((near + share * (far - near)) / years);
}

/** The same volatilities with the time that is left at another instant; for a smile that is kept while time passes. */
export function sliceAt(slice: SurfaceSlice, asOfMs: number): SurfaceSlice {
  return { ...slice, years: (slice.expiresAtMs - asOfMs) / YEAR_MS };
}

/** Volatility at the money of one smile; `null` where it has none. */
export function atTheMoneyVolatility(slice: SurfaceSlice): number | null {
  return sliceVolatility(slice, 0);
}
