/** Toxicity of order flow without knowing who was the aggressor. */
import { normalDistribution } from './normal';

/** Buckets of equal quantity; the change of the price over each. */
export interface VolumeBucket {
  readonly priceChange: number;
  readonly quantity: number;
}

/**
 * VPIN of Easley, López de Prado and O'Hara (2012): Σ|buys − sells| / Σ quantity, where Φ(ΔP/deviation) of each bucket is bought.
 * 0 (balanced) to 1 (one-sided). `null` without quantity or without a positive deviation of the changes.
 */
export function bulkVpin(buckets: readonly VolumeBucket[], deviation: number): number | null {
  const total = buckets.reduce((sum, { quantity }) => sum + quantity, 0);
  if (!(total > 0 && deviation > 0)) return null;
  const imbalance = buckets.reduce(
    (sum, { priceChange, quantity }) => sum + quantity * Math.abs(2 * normalDistribution(priceChange / deviation) - 1),
    0,
  );
  return Number.isFinite(imbalance) ? imbalance / total : null;
}
