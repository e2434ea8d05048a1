/** Price steps that grow with the price, as option venues have them. */
import type { Instrument } from './instrument';
import { priceTicks, roundToPassiveTick, type PriceTicks } from './price';
import type { Side } from './side';

type Grid = Pick<Instrument, 'tickSize' | 'tickSteps'>;

/** The price step that applies at a price, quote units. */
export function tickSizeAt({ tickSize, tickSteps }: Grid, price: number): number {
  let step = tickSize;
  for (const candidate of tickSteps ?? []) if (price >= candidate.abovePrice) step = candidate.tickSize;
  return step;
}

/**
 * Rounds away from the market (a buy down, a sell up) to the step that applies where the result lies; the result counts the finest
 * tick. A buy that falls below a border lands on the border's own grid, because each coarser step is a multiple of the finer.
 */
export function roundToPassiveStep(grid: Grid, value: number, side: Side): PriceTicks {
  const step = tickSizeAt(grid, value);
  const steps = roundToPassiveTick(value, step, side);
  return priceTicks(Math.round((steps * step) / grid.tickSize));
}

/** Whether a price in finest ticks lies on the grid that applies there. */
export function isOnGrid(grid: Grid, ticks: PriceTicks): boolean {
  const step = Math.round(tickSizeAt(grid, ticks * grid.tickSize * (1 + 1e-12)) / grid.tickSize);
  return ticks % step === 0;
}
