/** Quantities on the order path are whole numbers of lots. */
import type { Brand } from './brand';
import { multiplyStep } from './step-product';

/** A quantity in the instrument's own unit: USD for inverse perpetuals and futures, coin for options. */
export type Quantity = Brand<number, 'Quantity'>;

/** A quantity as a whole number of the instrument's lot (its quantity step). */
export type QuantityLots = Brand<number, 'QuantityLots'>;

/** Marks a finite number as a quantity. */
export function quantity(value: number): Quantity {
  return value as Quantity;
}

/** Marks a whole number as a quantity in lots. */
export function quantityLots(value: number): QuantityLots {
  return value as QuantityLots;
}

/** Rounds towards zero to whole lots; a ratio within 1e-9 (relative) of a whole number is that number. */
export function roundDownToLot(value: number, lotSize: number): QuantityLots {
  const ratio = value / lotSize;
  const slack = 1e-9 * Math.max(1, Math.abs(ratio));
  return quantityLots(ratio < 0 ? Math.ceil(ratio - slack) : Math.floor(ratio + slack));
}

/** Lots back to the instrument's unit, free of binary noise. */
export function lotsToQuantity(lots: QuantityLots, lotSize: number): Quantity {
  return quantity(multiplyStep(lots, lotSize));
}

/** A figure in lots, or in ticks, free of binary noise: whole where it is within 1e-9 (relative) of a whole number; a part of one stays. */
export function toWholeLots(lots: number): number {
  const whole = Math.round(lots);
  return Math.abs(lots - whole) <= 1e-9 * Math.max(1, Math.abs(lots)) ? whole + 0 : lots;
}
