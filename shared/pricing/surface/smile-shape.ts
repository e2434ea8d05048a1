/** The parametric forms that a smile can have, read in one way: the volatility at a log-moneyness. */
import { sabrVolatility, type SabrParameters } from './sabr';
import { sviTotalVariance, type SviRaw } from './svi';

/** Raw SVI; the whole-surface form SSVI is stored as the raw SVI that it is at one expiry. */
export interface SviShape {
  readonly kind: 'svi';
  readonly raw: SviRaw;
  /** Act/365 at the time of the fit: volatility² = w(k) ÷ years. */
  readonly years: number;
}

/** SABR with the forward as unit: α carries the level at forward 1. */
export interface SabrShape {
  readonly kind: 'sabr';
  readonly parameters: SabrParameters;
  /** Act/365 at the time of the fit. */
  readonly years: number;
}

/** One expiry's smile in parametric form. It keeps its volatilities as time passes. */
export type SmileShape = SviShape | SabrShape;

/** Volatility per √year at k = ln(strike ÷ forward); `null` where the form has none. */
export function shapeVolatility(shape: SmileShape, k: number): number | null {
  if (!(shape.years > 0)) return null;
  if (shape.kind === 'sabr') return sabrVolatility(shape.parameters, { forward: 1, strike: Math.exp(k), years: shape.years });
  const variance = sviTotalVariance(shape.raw, k);
  return variance === null ? null : Math.sqrt(variance / shape.years);
}
