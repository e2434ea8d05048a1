/** Puts a price in fractional ticks on a whole tick, away from the market, alike for both sides. */
import type { PriceTicks } from '../../domain/price';
import { priceTicks } from '../../domain/price';
import type { Side } from '../../domain/side';

/** Binary noise of a price in ticks; the same at every price, so that bid and ask round as mirror images. */
const SLACK_TICKS = 1e-6;

/** A buy down, a sell up, to a whole tick; a value within a millionth of a tick of a whole one is that one. */
export function roundPassively(ticks: number, side: Side): PriceTicks {
  return priceTicks(side === 'buy' ? Math.floor(ticks + SLACK_TICKS) : Math.ceil(ticks - SLACK_TICKS));
}
