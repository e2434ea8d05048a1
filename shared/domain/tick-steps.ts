/** Price steps that grow with the price, as option venues have them. */
import type { Instrument } from './instrument';
import { priceTicks, roundToPassiveTick, type PriceTicks } from './price';
import type { Side } from './side';

/** What of an instrument says where prices may lie. */
export type PriceGrid = Pick<Instrument, 'tickSize' | 'tickSteps'>;

/** The price step that applies at a price, quote units. */
export function tickSizeAt({ tickSize, tickSteps }: PriceGrid, price: number): number {
  let step = tickSize;
  for (const candidate of tickSteps ?? []) if (price >= candidate.abovePrice) step = candidate.tickSize;
  return step;
}

/**
 * Rounds away from the market (a buy down, a sell up) to the step that applies where the result lies; the result counts the finest
 * tick. A buy that falls below a border lands on the border's own grid, because each coarser step is a multiple of the finer.
 */
export function roundToPassiveStep(grid: PriceGrid, value: number, side: Side): PriceTicks {
  const step = tickSizeAt(grid, value);
  const steps = roundToPassiveTick(value, step, side);
  return priceTicks(Math.round((steps * step) / grid.tickSize));
}

/** The step that applies at a price in finest ticks, which need not be whole; itself in finest ticks. */
export function stepInTicks(grid: PriceGrid, ticks: number): number {
  if (grid.tickSteps === undefined) return 1;
  return Math.round(tickSizeAt(grid, ticks * grid.tickSize * (1 + 1e-12)) / grid.tickSize);
}

/** Whether a price in finest ticks lies on the grid that applies there. */
export function isOnGrid(grid: PriceGrid, ticks: PriceTicks): boolean {
  return ticks % stepInTicks(grid, ticks) === 0;
}
