/** Pools of x·y = k: what providing liquidity costs, and how much moves the price. */
import { allFinite, finiteOrNull } from '../finite';

/** Quantities of base (x) and quote (y) in the pool; the price is y/x. */
export interface PoolReserves {
  readonly base: number;
  readonly quote: number;
}

/** Value against holding, minus one: 2√r/(1+r) − 1 for a price that moved by the ratio r; never positive. `null` unless r > 0. */
export function impermanentLoss(priceRatio: number): number | null {
  return priceRatio > 0 && Number.isFinite(priceRatio) ? (2 * Math.sqrt(priceRatio)) / (1 + priceRatio) - 1 : null;
}

/**
 * Loss against rebalancing as a fraction of the pool's value, per the time of the volatility: σ²/8. It is not impermanent loss, which
 * is measured against holding. Milionis, Moallemi, Roughgarden and Zhang (2022). `null` for a negative volatility.
 */
export function lossVersusRebalancing(volatility: number): number | null {
  return volatility >= 0 && Number.isFinite(volatility) ? finiteOrNull((volatility * volatility) / 8) : null;
}

/**
 * What crosses the pool, without fee, to move its price by the fraction `move`: base that leaves and quote that enters are
 * positive for a rise, negative for a fall. `null` unless both reserves are positive and the price stays positive.
 */
export function depthToMove({ base, quote }: PoolReserves, move: number): PoolReserves | null {
  if (!(base > 0 && quote > 0 && move > -1 && Number.isFinite(base + quote + move))) return null;
  const growth = Math.sqrt(1 + move);
  // √(1+m) − 1 = m/(√(1+m) + 1) keeps its digits for a small move.
  const excess = move / (growth + 1);
  return allFinite({ base: (base * excess) / growth, quote: quote * excess });
}
