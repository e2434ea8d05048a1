/** Ticks and lots as a trader reads them: prices in quote units, quantities in coin. */
import type { Instrument } from '../domain/instrument';
import { priceTicks, ticksToPrice } from '../domain/price';
import { lotsToQuantity, quantityLots } from '../domain/quantity';
import { finiteOrZero } from './finite';

/** Whole ticks to quote units; `null` stays `null`. */
export function showPrice(instrument: Instrument, ticks: number | null): number | null {
  return ticks === null ? null : ticksToPrice(priceTicks(ticks), instrument.tickSize);
}

/** Whole lots, signed, to the instrument's own unit. */
export function showQuantity(instrument: Instrument, lots: number): number {
  return lotsToQuantity(quantityLots(lots), instrument.lotSize);
}

/** Whole lots, signed, to coin at a price in quote units; contracts counted in coin need none. 0 if the price is not positive. */
export function lotsToCoinAt(instrument: Instrument, lots: number, price: number | null): number {
  const quantity = showQuantity(instrument, lots);
  if (instrument.quantityUnit === 'coin' || quantity === 0) return quantity;
  return price !== null && price > 0 ? finiteOrZero(quantity / price) : 0;
}

/** Decimals at which quantities in coin are shown: about 100 USD for contracts in USD, the lot for those in coin. */
export function coinDecimals(instrument: Instrument, price: number | null): number {
  const step = instrument.quantityUnit === 'coin' ? instrument.lotSize : 100 / (price !== null && price > 0 ? price : 100_000);
  return Math.max(0, Math.min(8, Math.ceil(-Math.log10(step) - 1e-9)));
}
