/** Delta-one exposure: lots to coin, and the worst position that open and unknown orders can lead to. */
import type { Instrument } from '../domain/instrument';
import type { Side } from '../domain/side';

/** What an instrument counts quantities in. */
export type CountedIn = Pick<Instrument, 'quantityUnit' | 'lotSize'>;

/**
 * Coin of the underlying in a signed number of lots. Inverse perpetuals and futures: quantity in USD / price in USD
 * (the delta of quantity × (1/entry − 1/price)); options: the quantity itself is coin (their delta is not applied here).
 * `NaN` if a needed price is not positive and finite.
 */
export function lotsToCoin(instrument: CountedIn, lots: number, price: number): number {
  const quantity = lots * instrument.lotSize;
  if (instrument.quantityUnit === 'coin') return quantity;
  if (quantity === 0) return 0;
  return price > 0 && Number.isFinite(price) ? quantity / price : Number.NaN;
}

/** Lots of a quantity in coin, not rounded; price in quote units. `NaN` if a needed price is not positive and finite. */
export function coinToLots(instrument: CountedIn, coin: number, price: number): number {
  if (instrument.quantityUnit === 'coin') return coin / instrument.lotSize;
  return price > 0 && Number.isFinite(price) ? (coin * price) / instrument.lotSize : Number.NaN;
}

/** Value of a quantity in USD; `indexPrice` turns option coin into USD. */
export function lotsToUsd(instrument: CountedIn, lots: number, indexPrice: number): number {
  const quantity = lots * instrument.lotSize;
  return instrument.quantityUnit === 'USD' ? quantity : quantity * indexPrice;
}

/** Relative; far below a lot, far above the rounding of lots × lot size and of sums of them. */
const FIGURE_NOISE = 1e-9;

/** Whether a figure keeps a limit, which a trader states in decimals and must be able to reach. `false` for `NaN`. */
export function keepsLimit(figure: number, limit: number): boolean {
  return figure <= limit + FIGURE_NOISE * Math.abs(limit);
}

/** What an order can still do to a position. */
export interface Outstanding {
  readonly side: Side;
  /** Lots that may still fill or that filled unseen. */
  readonly lots: number;
}

/** Signed lots if every outstanding order of one side filled and none of the other. */
export function worstPositionLots(positionLots: number, outstanding: readonly Outstanding[], side: Side): number {
  let lots = 0;
  for (const order of outstanding) if (order.side === side) lots += order.lots;
  return side === 'buy' ? positionLots + lots : positionLots - lots;
}
