/** The out-of-the-money Black price without units: b(x, s) with x = −|ln(F/K)| and s = σ√T, accurate far into the wings. */
import { normalDistribution, scaledErfc } from './normal';

const SQRT_HALF = Math.SQRT1_2;
const INVERSE_SQRT_TWO_PI = 0.3989422804014326779;
const SQRT_HALF_PI = 1.2533141373155002512;

/** Below these the two terms of the price nearly cancel and their difference is a series instead. */
const SERIES_HALF_DEVIATION = 0.21;
const SERIES_LOG_MONEYNESS = 1;

/** Φ(u)/φ(u). */
function cumulativeOverDensity(u: number): number {
  return SQRT_HALF_PI * scaledErfc(-u * SQRT_HALF);
}

/**
 * Y(h+t) − Y(h−t) with Y = Φ/φ, as its odd Taylor series about h. Derivatives follow Y⁽ⁿ⁺¹⁾ = h·Y⁽ⁿ⁾ + n·Y⁽ⁿ⁻¹⁾ from Y′ = 1 + h·Y.
 * The recursion loses digits like h²; an implied volatility regains them, its relative condition falls like 1/h².
 */
function differenceSeries(h: number, t: number): number {
  let earlier = cumulativeOverDensity(h);
  let later = 1 + h * earlier;
  let power = t;
  let sum = later * t;
  for (let order = 1; order < 24; order += 2) {
    earlier = h * later + order * earlier;
    later = h * earlier + (order + 1) * later;
    power *= (t * t) / ((order + 1) * (order + 2));
    const term = later * power;
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
  }
  return 2 * sum;
}

/** φ((h² + t²)^½), the common factor of price and vega; h = x/s, t = s/2. */
function commonDensity(h: number, t: number): number {
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * (h * h + t * t));
}

/** b(x, s) = e^(x/2)·Φ(x/s + s/2) − e^(−x/2)·Φ(x/s − s/2), for x ≤ 0 and s > 0; price / √(F·K). */
export function normalisedBlack(x: number, s: number): number {
  const h = x / s;
  const t = 0.5 * s;
  const density = commonDensity(h, t);
  // Beyond the least number there is no price, and the series would multiply nothing by infinity.
  if (density === 0 && h + t < 0) return 0;
  if (t < SERIES_HALF_DEVIATION && -x < SERIES_LOG_MONEYNESS) return density * differenceSeries(h, t);
  if (h + t < 0) return density * (cumulativeOverDensity(h + t) - cumulativeOverDensity(h - t));
  return Math.exp(0.5 * x) * normalDistribution(h + t) - Math.exp(-0.5 * x) * normalDistribution(h - t);
}

/** e^(x/2) − b(x, s): how far the price lies below its upper bound, accurate where that is little. */
export function normalisedBlackComplement(x: number, s: number): number {
  const h = x / s;
  const t = 0.5 * s;
  return Math.exp(0.5 * x) * normalDistribution(-h - t) + Math.exp(-0.5 * x) * normalDistribution(h - t);
}

/** db/ds. */
export function normalisedVega(x: number, s: number): number {
  return commonDensity(x / s, 0.5 * s);
}

/** The two terms of a Black value, discounted, and what they are made of. */
export interface BlackLegs {
  /** 1 for a call, −1 for a put. */
  readonly sign: number;
  readonly forwardLeg: number;
  readonly strikeLeg: number;
  /** ln(forwardLeg/strikeLeg). */
  readonly x: number;
  /** σ√T. */
  readonly deviation: number;
}

/**
 * The value of an option as its intrinsic value and the time value of the out-of-the-money side, for whoever finds that the difference
 * of the two terms has lost its digits: minutes before expiry, or with next to no volatility.
 */
export function valueWithoutCancellation({ sign, forwardLeg, strikeLeg, x, deviation }: BlackLegs): number {
  const timeValue = Math.sqrt(forwardLeg) * Math.sqrt(strikeLeg) * normalisedBlack(-Math.abs(x), deviation);
  return timeValue + Math.max(0, sign * strikeLeg * Math.expm1(x));
}

/**
 * Below this σ√T the plain form is left: ln of the quotient F/K costs 1e-16/σ√T of d1, and the difference of the two terms as much of
 * the price. Above it both are good to about 1e-11 in the furthest wing and to 1e-13 near the money.
 */
export const LEAST_PLAIN_DEVIATION = 2e-3;
