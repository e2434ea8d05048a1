/** Fits one arbitrage-free family to all expiries at once: SSVI with a power law, its levels from the money of each expiry. */
import { residualAt, type FitPoint } from './fit-points';
import { minimiseSquares } from './levenberg-marquardt';
import { powerLawSlope, ssviTotalVariance, type SsviSlice } from './ssvi';
import type { SviRaw } from './svi';

/** The quotes of one expiry and the total variance at its money. */
export interface SsviExpiry {
  readonly points: readonly FitPoint[];
  readonly years: number;
  /** From the expiry's own fit; raised where an earlier expiry is higher. */
  readonly atTheMoneyVariance: number;
}

/** One correlation ρ, one power law, one level per expiry. */
export interface SsviFit {
  readonly rho: number;
  readonly eta: number;
  readonly gamma: number;
  /** In the order of the expiries, never falling. */
  readonly slices: readonly SsviSlice[];
}

const STEEPEST_RHO = 0.99;
/** η stays this much below its bound, so that rounding cannot break it. */
const WITHIN = 0.999;
/** Two expiries of equal level differ by this, so that no calendar is a draw. */
const RISE = 1 + 1e-9;

interface Family {
  readonly rho: number;
  readonly eta: number;
  readonly gamma: number;
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** η(1+|ρ|) ≤ 2 and γ ≤ ½ keep the whole surface free of arbitrage; Gatheral and Jacquier (2014), section 4. */
function familyOf([lean = 0, curve = 0, power = 0]: readonly number[]): Family {
  const rho = STEEPEST_RHO * Math.tanh(lean);
  return { rho, eta: ((WITHIN * 2) / (1 + Math.abs(rho))) * logistic(curve), gamma: 0.5 * logistic(power) };
}

function sliceOfFamily({ rho, eta, gamma }: Family, theta: number): SsviSlice {
  return { theta, rho, phi: powerLawSlope({ eta, gamma }, theta) ?? NaN };
}

/** Levels that never fall from one expiry to the next. */
function risingLevels(expiries: readonly SsviExpiry[]): readonly number[] {
  let highest = 0;
  return expiries.map(({ atTheMoneyVariance }) => (highest = Math.max(atTheMoneyVariance, highest * RISE)));
}

/** Least squares over all quotes, expiries ascending; `null` without an expiry or with a level that is not positive. */
export function fitSsvi(expiries: readonly SsviExpiry[]): SsviFit | null {
  if (expiries.length === 0 || !expiries.every(({ atTheMoneyVariance }) => atTheMoneyVariance > 0 && atTheMoneyVariance < Infinity))
    return null;
  const levels = risingLevels(expiries);
  const problem = {
    residualCount: expiries.reduce((sum, { points }) => sum + points.length, 0),
    fill: (coordinates: readonly number[], residuals: Float64Array): void => {
      const family = familyOf(coordinates);
      let at = 0;
      expiries.forEach(({ points, years }, index) => {
        const slice = sliceOfFamily(family, levels[index] ?? NaN);
        for (const point of points) residuals[at++] = residualAt(point, Math.sqrt((ssviTotalVariance(slice, point.k) ?? NaN) / years));
      });
    },
  };
  const family = familyOf(minimiseSquares(problem, [-0.3, 0.5, 1]).parameters);
  return { ...family, slices: levels.map((theta) => sliceOfFamily(family, theta)) };
}

/** The same smile in raw parameters: a = θ(1−ρ²)/2, b = θφ/2, m = −ρ/φ, σ = √(1−ρ²)/φ. */
export function ssviToRaw({ theta, rho, phi }: SsviSlice): SviRaw {
  const square = 1 - rho * rho;
  return { a: (theta * square) / 2, b: (theta * phi) / 2, rho, m: -rho / phi, sigma: Math.sqrt(square) / phi };
}
