/** Volatility by expiry: at the money, skew and curvature by delta, forward volatilities, constant maturities and a volatility index. */
import { ok } from '../domain/result';
import { YEAR_MS } from '../domain/time';
import { valueBlack76 } from './black76';
import { finiteOrNull } from './finite';
import { unpriced, type Priced } from './priced';
import { strikeFromDelta } from './surface/strike-from-delta';
import {
  atTheMoneyVolatility,
  sliceTotalVariance,
  sliceVolatility,
  surfaceVolatility,
  type SurfaceSlice,
  type VolatilitySurface,
} from './surface/volatility-surface';

/** One expiry; volatilities are decimals per √year, `null` where the smile has none. */
export interface TermStructurePoint {
  readonly expiresAtMs: number;
  readonly years: number;
  readonly atTheMoney: number | null;
  /** Volatility of the 25-delta call minus that of the 25-delta put, N(d1). */
  readonly riskReversal25: number | null;
  /** Mean of the two minus the volatility at the money. */
  readonly butterfly25: number | null;
  /** From the expiry before to this one; `null` for the first, and where total variance falls between them. */
  readonly forwardVolatility: number | null;
}

function wingVolatility(slice: SurfaceSlice, optionType: 'call' | 'put'): number | null {
  const place = strikeFromDelta(slice, { optionType, delta: optionType === 'call' ? 0.25 : -0.25, convention: 'forward' });
  return place.ok ? place.value.volatility : null;
}

function forwardVolatility(earlier: SurfaceSlice, later: SurfaceSlice): number | null {
  const [near, far] = [atTheMoneyVolatility(earlier), atTheMoneyVolatility(later)];
  if (near === null || far === null) return null;
  const variance = (far * far * later.years - near * near * earlier.years) / (later.years - earlier.years);
  return variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : null;
}

/** The term structure of a surface, ascending by expiry. Forward volatility: σ² = (w₂ − w₁)/(T₂ − T₁) at the money. */
export function termStructure({ slices }: VolatilitySurface): readonly TermStructurePoint[] {
  return slices.map((slice, index) => {
    const earlier = slices[index - 1];
    const atTheMoney = atTheMoneyVolatility(slice);
    const [call, put] = [wingVolatility(slice, 'call'), wingVolatility(slice, 'put')];
    return {
      expiresAtMs: slice.expiresAtMs,
      years: slice.years,
      atTheMoney,
      riskReversal25: call === null || put === null ? null : call - put,
      butterfly25: call === null || put === null || atTheMoney === null ? null : 0.5 * (call + put) - atTheMoney,
      forwardVolatility: earlier === undefined ? null : forwardVolatility(earlier, slice),
    };
  });
}

/** Volatility at the money for a constant number of days, total variance linear in time between expiries. */
export function constantMaturityVolatility(surface: VolatilitySurface, days: number): Priced<number> {
  if (!(days > 0)) return unpriced('bad-input', `expected a positive number of days, found ${days}`);
  return surfaceVolatility(surface, { expiresAtMs: surface.asOfMs + (days / 365) * YEAR_MS, logMoneyness: 0 });
}

/** Implied minus realised volatility of the same horizon, decimals; positive where options cost more than history moved. */
export function volatilityPremium(implied: number, realised: number): Priced<number> {
  if (!(implied > 0 && realised > 0 && implied + realised < Infinity))
    return unpriced('bad-input', `expected two positive volatilities, found implied ${implied} and realised ${realised}`);
  return ok(implied - realised);
}

const STRIP_DEVIATIONS = 8;
const STRIP_STEPS = 1_000;
const MOST_DOUBLINGS = 8;

/** Log-moneyness beyond which both wings are this many of their own deviations away, so that nothing is left of the strip. */
function stripReach(slice: SurfaceSlice, deviation: number): number {
  let reach = STRIP_DEVIATIONS * deviation;
  for (let doubling = 0; doubling < MOST_DOUBLINGS; doubling++) {
    const widest = Math.max(sliceTotalVariance(slice, -reach) ?? 0, sliceTotalVariance(slice, reach) ?? 0);
    if (reach >= STRIP_DEVIATIONS * Math.sqrt(widest)) break;
    reach *= 2;
  }
  return reach;
}

/** Simpson's rule on each side of the money, where the strip has its kink; the money is an even point. */
function simpsonWeight(index: number): number {
  if (index === 0 || index === STRIP_STEPS) return 1;
  return index % 2 === 1 ? 4 : 2;
}

/**
 * Variance per year that a strip of all out-of-the-money options replicates, undiscounted on the forward:
 * σ² = 2/T·∫ O(K)/K² dK = 2/T·∫ O(k)/K dk; Demeterfi, Derman, Kamal and Zou (1999). `null` where the smile is not positive.
 */
export function stripVariance(slice: SurfaceSlice): number | null {
  const atTheMoney = atTheMoneyVolatility(slice);
  if (atTheMoney === null || !(slice.years > 0)) return null;
  const step = (2 * stripReach(slice, atTheMoney * Math.sqrt(slice.years))) / STRIP_STEPS;
  let sum = 0;
  for (let index = 0; index <= STRIP_STEPS; index++) {
    const k = (index - STRIP_STEPS / 2) * step;
    const volatility = sliceVolatility(slice, k);
    if (volatility === null) return null;
    const strike = Math.exp(k);
    const option = valueBlack76({ optionType: k < 0 ? 'put' : 'call', forward: 1, strike, years: slice.years, volatility });
    sum += simpsonWeight(index) * ((option?.price ?? 0) / strike);
  }
  return finiteOrNull((2 * sum * step) / (3 * slice.years));
}

/** 30 days, what DVOL and VIX look ahead. */
const INDEX_YEARS = 30 / 365;

/**
 * A 30-day volatility index in points, built as DVOL is: replicated variance of the two expiries around 30 days, linear in time, root
 * times 100. Computed from our surface, so it is ours, not the venue's; show the venue's beside it. Says why without an expiry on
 * each side of 30 days.
 */
export function volatilityIndex({ slices, underlying }: VolatilitySurface): Priced<number> {
  const after = slices.findIndex(({ years }) => years >= INDEX_YEARS);
  const [near, far] = [slices[after - 1], slices[after]];
  if (near === undefined || far === undefined)
    return unpriced(
      'no-surface',
      `expected smiles of ${underlying} before and after 30 days, found ${slices.length} smiles, not on both sides`,
    );
  const [left, right] = [stripVariance(near), stripVariance(far)];
  if (left === null || right === null) return unpriced('no-volatility', 'a smile next to 30 days is not positive everywhere');
  const share = (INDEX_YEARS - near.years) / (far.years - near.years);
  const total = left * near.years + share * (right * far.years - left * near.years);
  return ok(100 * Math.sqrt(total / INDEX_YEARS));
}
