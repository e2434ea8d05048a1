/** Values each market from its own book: mid and microprice, absent whenever the book may not be believed. */
import type { InstrumentId } from '../../domain/instrument';
import { price } from '../../domain/price';
import { copyMarket, type FairValue, type MarketState } from '../market-state';
import type { StepWork } from '../step-work';
import { isUsable } from './trust';

/** Stage 5: fair value of the markets that this event can have changed. */
export function valueMarkets(work: StepWork): void {
  const { event } = work;
  if (work.isTrustShaken) for (const id of work.markets.keys()) valueMarket(work, id);
  switch (event.kind) {
    case 'book-delta':
    case 'book-snapshot':
    case 'book-invalidated':
      return valueMarket(work, event.instrumentId);
    case 'ticker-updated':
      return valueMarket(work, event.ticker.instrumentId);
    case 'index-updated':
    case 'clock-ticked':
    case 'channel-changed':
    case 'latency-measured':
    case 'instruments-loaded':
    case 'command-received':
      for (const id of work.markets.keys()) valueMarket(work, id);
      return;
    default:
      return;
  }
}

function valueMarket(work: StepWork, id: InstrumentId): void {
  const market = work.markets.get(id);
  if (market === undefined) return;
  const fairValue = computeFairValue(market, work.quoting[id]?.parameters.fairValueSource ?? 'mid');
  const old = market.fairValue;
  const isSameValue = fairValue === old || (fairValue !== null && old !== null && fairValue.value === old.value);
  if (isSameValue && (fairValue === null || fairValue.atMs === old?.atMs)) return;
  const next = copyMarket(market);
  next.fairValue = fairValue;
  if (!isSameValue) next.revision += 1;
  work.markets.set(id, next);
}

/** Microprice: each side weighted by the other side's quantity at the top; prices in quote units; `null` unless the book is usable and two-sided. */
function computeFairValue(market: MarketState, source: 'mid' | 'microprice'): FairValue | null {
  const { top, instrument, bookAtMs } = market;
  if (!isUsable(market.trust) || top.bid === null || top.ask === null || bookAtMs === null) return null;
  const mid = ((top.bid + top.ask) / 2) * instrument.tickSize;
  const weight = top.bidQuantity + top.askQuantity;
  const microprice = weight > 0 ? ((top.bid * top.askQuantity + top.ask * top.bidQuantity) / weight) * instrument.tickSize : mid;
  return { value: price(source === 'mid' ? mid : microprice), mid: price(mid), microprice: price(microprice), atMs: bookAtMs };
}
