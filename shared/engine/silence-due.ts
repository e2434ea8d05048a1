/** When silence alone will end the belief in a quoted market: the clock ticks then, so that its quotes are pulled in time and not a tick later. */
import type { MarketState } from './market-state';
import type { EngineState } from './state';
import { heardAtMs, overruledSinceMs } from './stages/book-witness';

/** Epoch ms of the next such instant; `Infinity` if no quoted market can become stale by silence. */
export function silenceDueMs(state: EngineState): number {
  const { session, markets, quoting } = state;
  const { bookStaleMs } = session.settings.staleness;
  let dueMs = Infinity;
  for (const { instrumentId, isTradingOn } of Object.values(quoting)) {
    const market = isTradingOn ? markets.get(instrumentId) : undefined;
    if (market === undefined) continue;
    const atMs = silentSinceMs(state, market) + bookStaleMs;
    // One that is past is a market that is stale already.
    if (atMs > session.nowMs && atMs < dueMs) dueMs = atMs;
  }
  return dueMs;
}

function silentSinceMs({ venues }: EngineState, market: MarketState): number {
  const venue = venues[market.instrument.venue];
  if (venue === undefined) return -Infinity;
  return Math.min(heardAtMs(market, venue.lanes['market-data']) ?? -Infinity, overruledSinceMs(market) ?? Infinity);
}
