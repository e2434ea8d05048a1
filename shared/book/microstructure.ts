/** Prices and pressure read from the top of a book; all prices in (fractional) ticks, `null` where the book does not carry the number. */
import type { Side } from '../domain/side';
import type { OrderBook } from './order-book';

/** (bid + ask) / 2, in ticks. `null` unless both sides exist and do not cross. */
export function midTicks(book: OrderBook): number | null {
  const bid = book.bestBid();
  const ask = book.bestAsk();
  return bid === null || ask === null || bid > ask ? null : (bid + ask) / 2;
}

/**
 * Mid weighted by the opposite side's quantity at the touch: I·ask + (1 − I)·bid with I = bid / (bid + ask) quantity, in ticks.
 * The desk's microprice. Stoikov (2018), "The micro-price", calls it the weighted mid and corrects it by a fitted table.
 * `null` unless both sides exist and do not cross.
 */
export function micropriceTicks(book: OrderBook): number | null {
  return weightedMidTicks(book, 1);
}

/** As `micropriceTicks`, weighted by the quantity of the best `levels` levels of each side. */
export function weightedMidTicks(book: OrderBook, levels: number): number | null {
  const bid = book.bestBid();
  const ask = book.bestAsk();
  const share = bidShare(book, levels);
  return bid === null || ask === null || bid > ask || share === null ? null : bid + share * (ask - bid);
}

/** Bid quantity over total quantity of the best `levels` levels, 0 (all asks) to 1 (all bids). `null` unless both sides exist. */
export function bidShare(book: OrderBook, levels: number): number | null {
  const bids = lotsOfBest(book, 'buy', levels);
  const asks = lotsOfBest(book, 'sell', levels);
  return bids > 0 && asks > 0 ? bids / (bids + asks) : null;
}

/** (bids − asks) / (bids + asks) of the best `levels` levels, −1 to 1; positive presses up. `null` unless both sides exist. */
export function imbalance(book: OrderBook, levels: number): number | null {
  const share = bidShare(book, levels);
  return share === null ? null : 2 * share - 1;
}

function lotsOfBest(book: OrderBook, side: Side, levels: number): number {
  let total = 0;
  book.forEachLevel(side, levels, (_, lots) => {
    total += lots;
  });
  return total;
}
