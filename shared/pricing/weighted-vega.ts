/** Vegas of different expiries on one scale: short volatility moves more than long. */
import { finiteOrNull } from './finite';

/** The expiry whose vega counts as it is: 30 days, act/365. */
export const REFERENCE_YEARS = 30 / 365;

/**
 * "vega × √(30 days ÷ days left)", vega·√(T_ref/T): if volatilities move in proportion to 1/√T, this is the loss for one point of the reference expiry. In the unit of
 * the vega given. `null` unless both times are positive and the vega is a number: an expired option has none.
 */
export function weightedVega(vega: number, years: number, referenceYears: number = REFERENCE_YEARS): number | null {
  if (!(years > 0 && years < Infinity && referenceYears > 0) || !Number.isFinite(vega)) return null;
  return finiteOrNull(vega * Math.sqrt(referenceYears / years));
}
