/** Quantities of working orders in coin. */
import type { OpenOrdersRow } from '../../shared/projection/risk-snapshot';

/** Coin of a quantity in the order's own unit; inverse contracts at the order's price. */
export function quantityToCoin({ position, price }: OpenOrdersRow, quantity: number): number {
  if (!position.isInverse || quantity === 0) return quantity;
  const at = price ?? position.markPrice ?? Number.NaN;
  return quantity / at;
}
