/** The same smile in three languages: raw, natural and jump-wings, and the repair that jump-wings allow. */
import { allFinite } from '../finite';
import type { SviRaw } from './svi';

/** w(k) = Δ + ω/2·(1 + ζρ(k−μ) + √((ζ(k−μ)+ρ)² + 1 − ρ²)). */
export interface SviNatural {
  readonly delta: number;
  readonly mu: number;
  readonly rho: number;
  readonly omega: number;
  readonly zeta: number;
}

/** What a trader reads: variances per year, slopes per √(total variance at the money). */
export interface SviJumpWings {
  /** At-the-money variance per year. */
  readonly variance: number;
  /** At-the-money skew ψ. */
  readonly skew: number;
  /** Slope p of the put wing. */
  readonly putSlope: number;
  /** Slope c of the call wing. */
  readonly callSlope: number;
  /** Lowest variance per year. */
  readonly lowestVariance: number;
  readonly years: number;
}

/** Raw → natural; Gatheral and Jacquier (2014), lemma 3.1. `null` unless |ρ| < 1 and σ > 0. */
export function toNatural({ a, b, rho, m, sigma }: SviRaw): SviNatural | null {
  const root = Math.sqrt(1 - rho * rho);
  const omega = (2 * b * sigma) / root;
  return allFinite({ delta: a - 0.5 * omega * (1 - rho * rho), mu: m + (rho * sigma) / root, rho, omega, zeta: root / sigma });
}

/** Natural → raw. `null` unless |ρ| < 1 and ζ > 0. */
export function fromNatural({ delta, mu, rho, omega, zeta }: SviNatural): SviRaw | null {
  const root = Math.sqrt(1 - rho * rho);
  return allFinite({ a: delta + 0.5 * omega * root * root, b: 0.5 * omega * zeta, rho, m: mu - rho / zeta, sigma: root / zeta });
}

/** Raw → jump-wings. `null` unless the variance at the money and the time are positive. */
export function toJumpWings({ a, b, rho, m, sigma }: SviRaw, years: number): SviJumpWings | null {
  const root = Math.hypot(m, sigma);
  const w = a + b * (root - rho * m);
  if (!(w > 0 && years > 0)) return null;
  const scale = b / Math.sqrt(w);
  return allFinite({
    variance: w / years,
    skew: 0.5 * scale * (rho - m / root),
    putSlope: scale * (1 - rho),
    callSlope: scale * (1 + rho),
    lowestVariance: (a + b * sigma * Math.sqrt(1 - rho * rho)) / years,
    years,
  });
}

/** Jump-wings → raw; lemma 3.2. `null` where no raw smile has these wings (b ≤ 0, |ρ| ≥ 1 or |β| > 1). */
export function fromJumpWings(wings: SviJumpWings): SviRaw | null {
  const { variance, skew, putSlope, callSlope, lowestVariance, years } = wings;
  const rootW = Math.sqrt(variance * years);
  const b = 0.5 * rootW * (callSlope + putSlope);
  const rho = 1 - (putSlope * rootW) / b;
  const beta = rho - (2 * skew * rootW) / b;
  if (!(b > 0 && Math.abs(rho) < 1 && Math.abs(beta) < 1)) return null;
  const rootRho = Math.sqrt(1 - rho * rho);
  // With β = m/√(m²+σ²): w(0) − min w = b·√(m²+σ²)·(1 − ρβ − √(1−ρ²)·√(1−β²)).
  const rise = 1 - rho * beta - rootRho * Math.sqrt(1 - beta * beta);
  const radius = ((variance - lowestVariance) * years) / (b * rise);
  if (!(radius > 0 && Number.isFinite(radius))) return null;
  const sigma = radius * Math.sqrt(1 - beta * beta);
  return allFinite({ a: lowestVariance * years - b * sigma * rootRho, b, rho, m: beta * radius, sigma });
}

/**
 * The nearest smile of the same variance, skew and put wing without butterfly arbitrage: c′ = p + 2ψ and
 * ṽ′ = v·4pc′/(p + c′)²; Gatheral and Jacquier (2014), section 5.1. `null` where the smile has no jump-wings form.
 */
export function repairButterfly(raw: SviRaw, years: number): SviRaw | null {
  const wings = toJumpWings(raw, years);
  if (wings === null) return null;
  const { variance, skew, putSlope } = wings;
  const callSlope = putSlope + 2 * skew;
  const slopes = putSlope + callSlope;
  return fromJumpWings({ ...wings, callSlope, lowestVariance: (variance * 4 * putSlope * callSlope) / (slopes * slopes) });
}
