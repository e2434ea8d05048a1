/** What the ticker says of the book: two channels rarely fail together, so each is a witness of the other. */
import type { Ticker } from '../../domain/ticker';
import type { TimestampMs } from '../../domain/time';
import type { LaneState } from '../account-state';
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
function confirmedAtMs({ ticker, tickerAtMs, top, bookAtMs, instrument }: MarketState): number | null {
  if (ticker === null || tickerAtMs === null || bookAtMs === null) return bookAtMs;
  return agrees(ticker, top, instrument.tickSize) ? Math.max(bookAtMs, tickerAtMs) : bookAtMs;
}

/**
 * When a market was last heard of; `null` if never. Perpetuals always tick: theirs is that of the book, or of a ticker that agrees with it.
 * Others may be quiet for minutes: theirs is that of the venue's last message.
 */
export function heardAtMs(market: MarketState, lane: LaneState): number | null {
  return market.instrument.kind === 'perpetual' ? confirmedAtMs(market) : lane.lastMessageAtMs;
}

/** Since when a ticker that names another top has had the last word; `null` if it does not. */
export function overruledSinceMs({ contradictedSinceMs: sinceMs, bookAtMs }: MarketState): number | null {
  return sinceMs === null ? null : Math.max(sinceMs, bookAtMs ?? 0);
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
