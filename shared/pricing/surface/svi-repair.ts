/** The nearest smile of a family that cannot have a butterfly, for raw SVI that has one. */
import { ssviToRaw } from './fit-ssvi';
import { ssviBounds } from './ssvi';
import type { SviRaw } from './svi';

/** Below its bounds by this share, so that rounding cannot break them. */
const WITHIN = 0.999;
const MOST_LEAN = 0.99;

/**
 * The SSVI smile with the same total variance and slope at the money, its curvature that of the steeper wing but no more than the
 * bounds of theorem 4.2 allow: θφ(1+|ρ|) < 4 and θφ²(1+|ρ|) ≤ 4; Gatheral and Jacquier (2014). `null` where the smile is not positive
 * at the money.
 */
export function toFreeSmile({ a, b, rho, m, sigma }: SviRaw): SviRaw | null {
  const root = Math.hypot(m, sigma);
  const theta = a + b * (root - rho * m);
  if (!(theta > 0 && b > 0)) return null;
  const slope = b * (rho - m / root);
  // θφ(1 ± ρ)/2 are the slopes of the wings and θφρ that at the money.
  const wanted = Math.max((2 * b * (1 + Math.abs(rho)) - Math.abs(slope)) / theta, Math.abs(slope) / (MOST_LEAN * theta), 1e-9);
  let phi = wanted;
  for (let round = 0; round < 8; round++) {
    const lean = Math.max(-MOST_LEAN, Math.min(MOST_LEAN, slope / (theta * phi)));
    const bounds = ssviBounds({ theta, rho: lean, phi });
    if (bounds === null) return null;
    const { wing, curvature, isButterflyFree } = bounds;
    if (isButterflyFree && wing < WITHIN * 4) return ssviToRaw({ theta, rho: lean, phi });
    phi *= WITHIN * Math.min(4 / wing, Math.sqrt(4 / curvature));
  }
  const lean = Math.max(-MOST_LEAN, Math.min(MOST_LEAN, slope / (theta * phi)));
  const bounds = ssviBounds({ theta, rho: lean, phi });
  if (bounds === null) return null;
  const { wing, curvature } = bounds;
  return ssviToRaw({ theta, rho: lean, phi: phi * Math.min(1, (WITHIN * 4) / wing, WITHIN * Math.sqrt(4 / curvature)) });
}
