/** One expiry's smile: stochastic-volatility-inspired total variance, its derivatives, and where it admits arbitrage. */
import { finiteOrNull } from '../finite';

/** Raw parameters of Gatheral and Jacquier (2014): w(k) = a + b·(ρ(k−m) + √((k−m)² + σ²)), k = ln(K/F), w = σ²T. */
export interface SviRaw {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
}

/** Total variance and its first two derivatives in log-moneyness. */
interface TotalVariance {
  readonly w: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Whether the parameters describe a smile at all: b ≥ 0, |ρ| < 1, σ > 0 and a non-negative lowest variance. */
export function isSviValid({ a, b, rho, m, sigma }: SviRaw): boolean {
  return Number.isFinite(a + b + m + sigma) && b >= 0 && Math.abs(rho) < 1 && sigma > 0 && a + b * sigma * Math.sqrt(1 - rho * rho) >= 0;
}

function varianceAt({ a, b, rho, m, sigma }: SviRaw, k: number): TotalVariance {
  const distance = k - m;
  const root = Math.hypot(distance, sigma);
  return {
    w: a + b * (rho * distance + root),
    slope: b * (rho + distance / root),
    curvature: (b * sigma * sigma) / (root * root * root),
  };
}

/** Total variance w(k); `null` where it is negative or not a number. */
export function sviTotalVariance(raw: SviRaw, k: number): number | null {
  const { w } = varianceAt(raw, k);
  return w >= 0 && Number.isFinite(w) ? w : null;
}

/**
 * g(k) = (1 − k·w′/2w)² − (w′²/4)(1/w + 1/4) + w″/2. The implied density has the sign of g: below zero, a butterfly costs less than
 * nothing. `null` where the total variance is not positive and finite.
 */
export function sviDensityFactor(raw: SviRaw, k: number): number | null {
  const { w, slope, curvature } = varianceAt(raw, k);
  if (!(w > 0)) return null;
  const lean = 1 - (k * slope) / (2 * w);
  return finiteOrNull(lean * lean - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature);
}

/** A stretch of log-moneyness to search, in `steps` equal parts. */
export interface SearchRange {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** The stretches of log-moneyness on which g < 0; a stretch narrower than one part can be missed. */
export function butterflyIntervals(raw: SviRaw, range: SearchRange): readonly (readonly [number, number])[] {
  const g = (k: number): number => sviDensityFactor(raw, k) ?? -1;
  const width = (range.to - range.from) / range.steps;
  if (!(width > 0 && Number.isFinite(range.from + range.to))) return [];
  const intervals: (readonly [number, number])[] = [];
  let start: number | null = g(range.from) < 0 ? range.from : null;
  for (let index = 1; index <= range.steps; index++) {
    const right = range.from + index * width;
    const isNegative = g(right) < 0;
    if (isNegative === (start !== null)) continue;
    const crossing = signChange(g, right - width, right);
    if (start !== null) intervals.push([start, crossing]);
    start = isNegative ? crossing : null;
  }
  return start === null ? intervals : [...intervals, [start, range.to]];
}

function signChange(g: (k: number) => number, left: number, right: number): number {
  const isNegativeLeft = g(left) < 0;
  let [low, high] = [left, right];
  for (let halving = 0; halving < 60; halving++) {
    const middle = 0.5 * (low + high);
    if (g(middle) < 0 === isNegativeLeft) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}
