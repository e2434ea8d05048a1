/** Prices on the order path are whole numbers of ticks; floats live only inside models. */
import type { Brand } from './brand';
import type { Side } from './side';
import { multiplyStep } from './step-product';

/** A price in the instrument's quote unit (USD for perpetuals and futures, coin for options). */
export type Price = Brand<number, 'Price'>;

/** A price as a whole number of the instrument's tick. */
export type PriceTicks = Brand<number, 'PriceTicks'>;

/** Marks a finite number as a price. */
export function price(value: number): Price {
  return value as Price;
}

/** Marks a whole number as a price in ticks. */
export function priceTicks(value: number): PriceTicks {
  return value as PriceTicks;
}

/** A ratio this close to a whole number (relative) is that number: decimal ticks are not exact in binary. */
const TICK_TOLERANCE = 1e-9;

/** Rounds away from the market: a buy down, a sell up. Price in quote units, tick size > 0; result in ticks. */
export function roundToPassiveTick(value: number, tickSize: number, side: Side): PriceTicks {
  const ratio = value / tickSize;
  const slack = TICK_TOLERANCE * Math.max(1, Math.abs(ratio));
  return priceTicks(side === 'buy' ? Math.floor(ratio + slack) : Math.ceil(ratio - slack));
}

/** Rounds to the nearest tick, halves up. Price in quote units, tick size > 0; result in ticks. */
export function roundToNearestTick(value: number, tickSize: number): PriceTicks {
  return priceTicks(Math.round(value / tickSize));
}

/** Ticks back to quote units, free of the binary noise of a plain product. */
export function ticksToPrice(ticks: PriceTicks, tickSize: number): Price {
  return price(multiplyStep(ticks, tickSize));
}
