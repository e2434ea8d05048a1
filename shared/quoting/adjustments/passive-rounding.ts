/** Puts a price in fractional ticks where the venue takes one, away from the market, alike for both sides. */
import type { PriceTicks } from '../../domain/price';
import { priceTicks } from '../../domain/price';
import type { Side } from '../../domain/side';
import { stepInTicks, type PriceGrid } from '../../domain/tick-steps';

/** Binary noise of a price in ticks; the same at every price, so that bid and ask round as mirror images. */
const SLACK_TICKS = 1e-6;

/**
 * A buy down, a sell up, to a whole number of the step that applies there, counted in finest ticks; a value within a millionth of a
 * tick of such a price is that price.
 */
export function roundPassively(ticks: number, side: Side, grid: PriceGrid): PriceTicks {
  const step = stepInTicks(grid, ticks);
  const steps = side === 'buy' ? Math.floor((ticks + SLACK_TICKS) / step) : Math.ceil((ticks - SLACK_TICKS) / step);
  return priceTicks(steps * step);
}
