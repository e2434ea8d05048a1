/** A whole surface of smiles that share one correlation, and the conditions under which it is free of arbitrage. */
import { allFinite, finiteOrNull } from '../finite';

/** One slice: θ is the total variance at the money, φ the slope function at that θ. */
export interface SsviSlice {
  readonly theta: number;
  readonly rho: number;
  readonly phi: number;
}

/** φ(θ) = η / (θ^γ·(1+θ)^(1−γ)), which never crosses calendars for η(1+|ρ|) ≤ 2. */
export interface SsviPowerLaw {
  readonly eta: number;
  readonly gamma: number;
}

/** φ at a total variance; `null` unless θ > 0. */
export function powerLawSlope({ eta, gamma }: SsviPowerLaw, theta: number): number | null {
  return theta > 0 ? finiteOrNull(eta / (theta ** gamma * (1 + theta) ** (1 - gamma))) : null;
}

/** w(k) = θ/2·(1 + ρφk + √((φk + ρ)² + 1 − ρ²)); Gatheral and Jacquier (2014), section 4. `null` unless θ > 0, φ > 0, |ρ| < 1. */
export function ssviTotalVariance({ theta, rho, phi }: SsviSlice, k: number): number | null {
  if (!(theta > 0 && phi > 0 && Math.abs(rho) < 1)) return null;
  const leaning = phi * k + rho;
  return finiteOrNull(0.5 * theta * (1 + rho * phi * k + Math.sqrt(leaning * leaning + 1 - rho * rho)));
}

/** The two quantities that bound the wings and the curvature of a slice. */
export interface SsviBounds {
  /** θφ(1+|ρ|), must stay below 4. */
  readonly wing: number;
  /** θφ²(1+|ρ|), must not exceed 4. */
  readonly curvature: number;
  /** Both hold: no butterfly arbitrage (theorem 4.2, sufficient). */
  readonly isButterflyFree: boolean;
}

/** The bounds of one slice. `null` where they are no numbers. */
export function ssviBounds({ theta, rho, phi }: SsviSlice): SsviBounds | null {
  const wing = theta * phi * (1 + Math.abs(rho));
  const curvature = wing * phi;
  return allFinite({ wing, curvature, isButterflyFree: wing < 4 && curvature <= 4 });
}

/** Whether the power law alone rules out arbitrage at every θ: η(1+|ρ|) ≤ 2. */
export function isPowerLawFree({ eta }: SsviPowerLaw, rho: number): boolean {
  return eta * (1 + Math.abs(rho)) <= 2;
}
