/** What the depth of a book offers: the cost of taking from it now, and how much rests near the touch. */
import { priceTicks, type PriceTicks } from '../domain/price';
import { quantityLots, type QuantityLots } from '../domain/quantity';
import { oppositeSide, type Side } from '../domain/side';
import type { OrderBook } from './order-book';

/** What an order would get if it took from the book as it stands. */
export interface DepthWalk {
  /** Lots that the book can fill; less than asked when it is too thin. */
  readonly filledLots: QuantityLots;
  /** Σ lots × ticks of what is filled: exact for cost, in lot·ticks. */
  readonly lotTicks: number;
  /** Quantity-weighted price in fractional ticks; `null` when nothing fills. */
  readonly averageTicks: number | null;
  /** Price of the last level touched; `null` when nothing fills. */
  readonly worstTicks: PriceTicks | null;
  readonly levelsTouched: number;
}

/** Takes `lots` as a buyer or a seller would, best price first. The book is not changed. */
export function walkDepth(book: OrderBook, takerSide: Side, lots: number): DepthWalk {
  let filled = 0;
  let lotTicks = 0;
  let worst: PriceTicks | null = null;
  let levelsTouched = 0;
  book.forEachLevel(oppositeSide(takerSide), Infinity, (ticks, resting) => {
    if (filled >= lots) return false;
    const taken = Math.min(resting, lots - filled);
    filled += taken;
    lotTicks += taken * ticks;
    worst = ticks;
    levelsTouched += 1;
    return filled < lots;
  });
  return {
    filledLots: quantityLots(filled),
    lotTicks,
    averageTicks: filled > 0 ? lotTicks / filled : null,
    worstTicks: worst,
    levelsTouched,
  };
}

/** Lots resting on a side no further than `ticks` from its best; 0 for an empty side. */
export function depthWithin(book: OrderBook, side: Side, ticks: number): QuantityLots {
  const best = book.best(side);
  let total = 0;
  if (best === null) return quantityLots(0);
  book.forEachLevel(side, Infinity, (at, lots) => {
    if (Math.abs(at - best) > ticks) return false;
    total += lots;
    return true;
  });
  return quantityLots(total);
}

/** One level with everything at or before it. */
export interface CumulativeLevel {
  readonly ticks: PriceTicks;
  readonly lots: QuantityLots;
  readonly cumulativeLots: QuantityLots;
}

/** The best `limit` levels of a side with their running total. */
export function cumulativeDepth(book: OrderBook, side: Side, limit: number): readonly CumulativeLevel[] {
  const levels: CumulativeLevel[] = [];
  let total = 0;
  book.forEachLevel(side, limit, (ticks, lots) => {
    total += lots;
    levels.push({ ticks: priceTicks(ticks), lots, cumulativeLots: quantityLots(total) });
  });
  return levels;
}
