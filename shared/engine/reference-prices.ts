/** Prices of the venue that an order is held against and valued by: each counts only while it is fresh. */
import type { MarketState } from './market-state';
import type { EngineState } from './state';

/** A mark or index price older than this is no reference, ms. */
const REFERENCE_STALE_MS = 10_000;

/** By the index channel, or by the ticker. USD per coin; `null`: none is fresh. */
export function freshIndex(
  { session, indexes }: Pick<EngineState, 'session' | 'indexes'>,
  { instrument, ticker, tickerAtMs }: MarketState,
): number | null {
  const index = indexes[instrument.underlying];
  const isFresh = (atMs: number): boolean => session.nowMs - atMs < REFERENCE_STALE_MS;
  if (index !== undefined && isFresh(index.atMs)) return index.price;
  return tickerAtMs !== null && isFresh(tickerAtMs) ? (ticker?.indexPrice ?? null) : null;
}

/** Quote units; `null`: none is fresh. */
export function freshMark({ session }: Pick<EngineState, 'session'>, { ticker, tickerAtMs }: MarketState): number | null {
  if (ticker === null || tickerAtMs === null) return null;
  return session.nowMs - tickerAtMs < REFERENCE_STALE_MS ? ticker.markPrice : null;
}
