/** Watchlist: every instrument watched, quoted or held. */
import type { Instrument, InstrumentId } from '../domain/instrument';
import type { Side } from '../domain/side';
import type { MarketState } from '../engine/market-state';
import type { EngineState } from '../engine/state';
import { isWorking } from '../execution/order-state';
import { finiteOrNull } from './finite';
import { lotsToCoinAt, showPrice, showQuantity } from './instrument-units';
import { marketTrust } from './trust';
import type { QuoteState, WatchRow } from './view-state';

function sideState(state: EngineState, id: InstrumentId, side: Side): QuoteState {
  const statuses = state.quoting[id]?.levelStatuses ?? [];
  const best = statuses.find((status) => status.side === side && status.level === 1);
  return best?.state ?? 'off';
}

/** Whether a working order of ours rests at the best price of this side. */
function isOwnBest(state: EngineState, market: MarketState, side: Side): boolean {
  const best = side === 'buy' ? market.top.bid : market.top.ask;
  if (best === null) return false;
  const orders = state.orders.openOf(market.instrument.id).filter((order) => isWorking(order) && order.purpose !== 'external');
  return orders.some((order) => order.side === side && order.price === best);
}

/** Contracts in USD are no amount of coin before there is a price. */
function positionCoin(instrument: Instrument, lots: number, price: number | null): number | null {
  if (lots === 0) return 0;
  const coin = lotsToCoinAt(instrument, lots, price);
  return coin === 0 ? null : coin;
}

function projectRow(state: EngineState, market: MarketState): WatchRow {
  const { instrument, ticker, top } = market;
  const lots = state.positions[instrument.id]?.position.lots ?? 0;
  const bestBid = showPrice(instrument, top.bid);
  const markPrice = finiteOrNull(ticker?.markPrice);
  return {
    instrumentId: instrument.id,
    name: instrument.name,
    kind: instrument.kind,
    underlying: instrument.underlying,
    expiresAtMs: instrument.expiresAtMs,
    tickSize: instrument.tickSize,
    bestBid,
    bestAsk: showPrice(instrument, top.ask),
    isOwnBid: isOwnBest(state, market, 'buy'),
    isOwnAsk: isOwnBest(state, market, 'sell'),
    markPrice,
    funding8h: finiteOrNull(ticker?.funding8h),
    position: showQuantity(instrument, lots),
    quantityUnit: instrument.quantityUnit,
    positionCoin: positionCoin(instrument, lots, markPrice ?? bestBid),
    bidState: sideState(state, instrument.id, 'buy'),
    askState: sideState(state, instrument.id, 'sell'),
    isQuotable: instrument.isActive && state.quoting[instrument.id] !== undefined,
    trust: marketTrust(state, market),
  };
}

/** Rows keyed by instrument id: what was asked for, what is held, and whatever else has a book because it can hedge. */
export function projectWatchlist(state: EngineState): Readonly<Record<string, WatchRow>> {
  const { quotedInstruments, watchedInstruments } = state.session.settings;
  const shown = new Set<string>([...quotedInstruments, ...watchedInstruments]);
  for (const { position } of Object.values(state.positions)) if (position.lots !== 0) shown.add(position.instrumentId);
  const rows: Record<string, WatchRow> = {};
  for (const [id, market] of state.markets) if (shown.has(id) || market.bookAtMs !== null) rows[id] = projectRow(state, market);
  return rows;
}
