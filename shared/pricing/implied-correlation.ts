/** The one correlation at which a basket's parts add up to the volatility quoted for the basket. */

/** One part of the basket. */
export interface BasketPart {
  readonly weight: number;
  readonly volatility: number;
}

/**
 * (σ² − Σw²σᵢ²) / ((Σwσᵢ)² − Σw²σᵢ²), the average over pairs weighted by wᵢwⱼσᵢσⱼ. Outside −1 … 1 where the quotes disagree.
 * `null` for fewer than two parts that matter.
 */
export function impliedCorrelation(parts: readonly BasketPart[], basketVolatility: number): number | null {
  const alone = parts.reduce((sum, { weight, volatility }) => sum + (weight * volatility) ** 2, 0);
  const together = parts.reduce((sum, { weight, volatility }) => sum + weight * volatility, 0) ** 2;
  const correlation = (basketVolatility * basketVolatility - alone) / (together - alone);
  return together - alone > 1e-12 * together && Number.isFinite(correlation) ? correlation : null;
}
