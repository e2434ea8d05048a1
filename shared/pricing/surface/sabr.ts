/** SABR: the lognormal volatility of Hagan, Kumar, Lesniewski and Woodward (2002), equation 2.17a. */

/** Initial volatility α, elasticity β, volatility of volatility ν, correlation ρ. */
export interface SabrParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly nu: number;
  readonly rho: number;
}

/** Where the smile is read: forward and strike in one currency, time in years. */
export interface SabrPoint {
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
}

/** Below this |z| the quotient z/χ(z) is its series. */
const SERIES_Z = 1e-4;

/** Black volatility at a strike. `null` unless forward, strike, years and α are positive, 0 ≤ β ≤ 1, ν ≥ 0 and |ρ| < 1. */
export function sabrVolatility({ alpha, beta, nu, rho }: SabrParameters, { forward, strike, years }: SabrPoint): number | null {
  if (!(forward > 0 && strike > 0 && years > 0 && alpha > 0 && nu >= 0)) return null;
  if (!(beta >= 0 && beta <= 1 && Math.abs(rho) < 1)) return null;
  const rest = 1 - beta;
  const logarithm = Math.log(forward / strike);
  const power = (forward * strike) ** (0.5 * rest);
  const width = (rest * logarithm) ** 2;
  const lead = alpha / (power * (1 + width / 24 + (width * width) / 1920));
  const z = (nu / alpha) * power * logarithm;
  const drift =
    (rest * rest * alpha * alpha) / (24 * power * power) + (rho * beta * nu * alpha) / (4 * power) + ((2 - 3 * rho * rho) * nu * nu) / 24;
  const volatility = lead * quotient(z, rho) * (1 + drift * years);
  return volatility > 0 && Number.isFinite(volatility) ? volatility : null;
}

/**
 * z/χ(z) with χ(z) = ln((√(1 − 2ρz + z²) + z − ρ)/(1 − ρ)), written as arsinh((z − ρ)/√(1 − ρ²)) + arsinh(ρ/√(1 − ρ²)): in the logarithm
 * the root and z − ρ cancel for a z far below zero.
 */
function quotient(z: number, rho: number): number {
  if (Math.abs(z) < SERIES_Z) return 1 - 0.5 * rho * z + ((2 - 3 * rho * rho) * z * z) / 12;
  const rest = Math.sqrt((1 - rho) * (1 + rho));
  return z / (Math.asinh((z - rho) / rest) + Math.asinh(rho / rest));
}
