/** What the ticker says of the book: two channels rarely fail together, so each is a witness of the other. */
import type { Ticker } from '../../domain/ticker';
import type { TimestampMs } from '../../domain/time';
import type { MarketState, TopOfBook } from '../market-state';

/** Whether the ticker names the top of the book; a ticker without any prices says nothing and contradicts nothing. */
function agrees({ bestBid, bestAsk }: Ticker, top: TopOfBook, tickSize: number): boolean {
  return isSamePrice(bestBid, top.bid, tickSize) && isSamePrice(bestAsk, top.ask, tickSize);
}

function isSamePrice(price: number | null, ticks: number | null, tickSize: number): boolean {
  if (price === null || ticks === null) return price === ticks;
  return Math.abs(price - ticks * tickSize) < tickSize / 2;
}

/** When the top of the book was last known to be right: with its last message, or with a later ticker that agrees. */
export function confirmedAtMs({ ticker, tickerAtMs, top, bookAtMs, instrument }: MarketState): number | null {
  if (ticker === null || tickerAtMs === null || bookAtMs === null) return bookAtMs;
  return agrees(ticker, top, instrument.tickSize) ? Math.max(bookAtMs, tickerAtMs) : bookAtMs;
}

/** Since when the ticker has named another top than the book; `null` if it does not, or says nothing. */
export function contradictedSinceMs(
  { instrument, contradictedSinceMs: before }: MarketState,
  { ticker, top }: Pick<MarketState, 'ticker' | 'top'>,
  nowMs: TimestampMs,
): TimestampMs | null {
  if (ticker === null || (ticker.bestBid === null && ticker.bestAsk === null) || agrees(ticker, top, instrument.tickSize)) return null;
  return before ?? nowMs;
}
