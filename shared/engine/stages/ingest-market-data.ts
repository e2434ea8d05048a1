/** Takes books, tickers, trades and index prices in; a gap or a crossed book is never believed until it is healed. */
import { OrderBook } from '../../book/order-book';
import { toInstrumentId, type Instrument, type InstrumentId } from '../../domain/instrument';
import { quantityLots } from '../../domain/quantity';
import type { Ticker } from '../../domain/ticker';
import type { Trade } from '../../domain/fill';
import type { BookDelta, BookInvalidated, BookSnapshot } from '../events';
import { copyMarket, type MarketState, type TopOfBook } from '../market-state';
import { isExpiring } from '../../risk/pre-trade-gate';
import { venueOfInstrument } from '../state';
import { contradictedSinceMs } from './book-witness';
import { countAnew } from './count-anew';
import { watchFunding } from './funding-watch';
import { noteLag } from './market-lag';
import { cancelOrder } from './trading-halt';
import { isBookWanted } from './wanted-books';
import { noteInMarket, raiseAlert, touchControl, touchInventory, updateMarket, updateVenue, type StepWork } from '../step-work';

/** A book crossed for longer than this is thrown away and asked for again: a whole one may come by itself before. */
const CROSSED_TOLERANCE_MS = 250;

const EMPTY_TOP: TopOfBook = { bid: null, bidQuantity: quantityLots(0), ask: null, askQuantity: quantityLots(0) };

/** Stage 1: market data. */
export function ingestMarketData(work: StepWork): void {
  const { event } = work;
  switch (event.kind) {
    case 'book-delta':
      return applyDelta(work, event);
    case 'book-snapshot':
      return applySnapshot(work, event);
    case 'book-invalidated':
      return invalidate(work, event);
    case 'ticker-updated':
      return applyTicker(work, event.ticker);
    case 'trades-printed':
      return applyTrades(work, event.trades);
    case 'index-updated':
      return applyIndex(work, event.underlying, event.price);
    case 'instruments-loaded':
      return loadInstruments(work, event.venue, event.instruments);
    case 'clock-ticked':
      return healCrossed(work);
    default:
      return;
  }
}

function applyDelta(work: StepWork, delta: BookDelta): void {
  const market = work.markets.get(delta.instrumentId);
  if (market !== undefined) noteLag(work, market.instrument.venue, { venueTimeMs: delta.venueTimeMs, mayBeOld: false });
  if (market === undefined || delta.generation < market.generation) return;
  if (market.bookState !== 'live' && market.bookState !== 'crossed') return;
  if (delta.generation === market.generation && delta.changeId <= market.changeId) return;
  if (delta.generation !== market.generation || delta.previousChangeId !== market.changeId) {
    loseBook(work, market, `expected the change after ${market.changeId}, found the one after ${delta.previousChangeId}`);
    return;
  }
  applyLevels(work, market, delta);
}

function applySnapshot(work: StepWork, snapshot: BookSnapshot): void {
  const market = work.markets.get(snapshot.instrumentId);
  if (market === undefined || snapshot.generation < market.generation) return;
  applyLevels(work, market, snapshot);
}

/** Levels that are no whole ticks and lots never enter a book: the book refuses them, and is lost. */
function applyLevels(work: StepWork, market: MarketState, message: BookDelta | BookSnapshot): void {
  const { book } = market;
  try {
    if (message.kind === 'book-snapshot') book.applySnapshot(message.bids, message.asks, message.changeId);
    else book.applyDelta(message.bids, message.asks, message.changeId);
  } catch (error) {
    loseBook(work, market, error instanceof RangeError ? error.message : 'its levels could not be applied');
    return;
  }
  noteBook(work, market, message);
}

function noteBook(work: StepWork, market: MarketState, message: BookDelta | BookSnapshot): void {
  const isCrossed = market.book.isCrossed() || market.book.isLocked();
  const top = readTop(market);
  const bookState = isCrossed ? 'crossed' : 'live';
  const next = copyMarket(market);
  next.generation = message.generation;
  next.changeId = message.changeId;
  next.bookAtMs = work.session.nowMs;
  next.bookState = bookState;
  next.bookReason = isCrossed ? `bid ${top.bid ?? '—'} is at or above ask ${top.ask ?? '—'} (ticks)` : '';
  next.crossedSinceMs = isCrossed ? (market.crossedSinceMs ?? work.session.nowMs) : null;
  next.contradictedSinceMs = contradictedSinceMs(market, { ticker: market.ticker, top }, work.session.nowMs);
  next.top = top;
  if (top !== market.top || bookState !== market.bookState) next.revision += 1;
  work.markets.set(market.instrument.id, next);
  if (isCrossed) healCrossedMarket(work, market.instrument.id);
  else if (market.bookState === 'crossed') judgeUncrossed(work, next, message);
}

/**
 * Only a whole book heals a crossed one: a wrong level crosses no more when the other side moves away from it, and would be
 * believed. Nothing is gained by waiting, so the book is asked for anew at once.
 */
function judgeUncrossed(work: StepWork, market: MarketState, { kind }: BookDelta | BookSnapshot): void {
  if (kind === 'book-delta') loseBook(work, market, 'it was crossed, and changes cannot tell which level was wrong');
}

/** The top of the book, by reference the old one if nothing changed there. */
function readTop(market: MarketState): TopOfBook {
  const { book, top } = market;
  const [bid, ask, bidQuantity, askQuantity] = [book.bestBid(), book.bestAsk(), book.bestBidLots(), book.bestAskLots()];
  const isSame = bid === top.bid && ask === top.ask && bidQuantity === top.bidQuantity && askQuantity === top.askQuantity;
  return isSame ? top : { bid, bidQuantity, ask, askQuantity };
}

function loseBook(work: StepWork, market: MarketState, reason: string): void {
  updateMarket(work, market, { bookState: 'gap', bookReason: reason, crossedSinceMs: null, gapCount: market.gapCount + 1 });
  const venue = work.venues[market.instrument.venue];
  if (venue !== undefined) updateVenue(work, venue.venue, { gapCount: venue.gapCount + 1 });
  work.effects.push({ kind: 'resynchronise-book', instrumentId: market.instrument.id, reason });
  raiseAlert(work, {
    key: `book-gap|${market.instrument.id}`,
    severity: 1,
    text: `${market.instrument.name}: book lost, ${reason}; asked for it anew.`,
  });
}

/** The adapter resynchronises on its own; here only the belief ends. */
function invalidate(work: StepWork, event: BookInvalidated): void {
  const market = work.markets.get(event.instrumentId);
  if (market === undefined) return;
  updateMarket(work, market, { bookState: 'gap', bookReason: event.reason, crossedSinceMs: null, gapCount: market.gapCount + 1 });
  const venue = work.venues[market.instrument.venue];
  if (venue !== undefined) updateVenue(work, venue.venue, { gapCount: venue.gapCount + 1 });
}

function healCrossed(work: StepWork): void {
  for (const market of work.markets.values()) if (market.bookState === 'crossed') healCrossedMarket(work, market.instrument.id);
}

function healCrossedMarket(work: StepWork, id: InstrumentId): void {
  const market = work.markets.get(id);
  if (market?.crossedSinceMs === null || market === undefined) return;
  const heldMs = work.session.nowMs - market.crossedSinceMs;
  if (heldMs > CROSSED_TOLERANCE_MS) loseBook(work, market, `crossed for ${heldMs} ms`);
}

function applyTicker(work: StepWork, ticker: Ticker): void {
  const market = work.markets.get(ticker.instrumentId);
  if (market === undefined) return;
  noteLag(work, market.instrument.venue, { venueTimeMs: ticker.venueTimeMs, mayBeOld: true });
  if (market.ticker !== null && ticker.venueTimeMs < market.ticker.venueTimeMs) return;
  const isMarkNews = ticker.markPrice !== market.ticker?.markPrice;
  const { nowMs } = work.session;
  const witness = contradictedSinceMs(market, { ticker, top: market.top }, nowMs);
  noteInMarket(work, market, { ticker, tickerAtMs: nowMs, contradictedSinceMs: witness });
  replaceSilentIndex(work, market.instrument, ticker.indexPrice);
  watchFunding(work, market.instrument, ticker);
  const position = work.positions[ticker.instrumentId];
  if (isMarkNews && position !== undefined && position.position.lots !== 0) touchInventory(work);
}

/** The index comes every second by its own channel; silent for so long, that of the tickers counts, ms. */
const INDEX_SILENT_MS = 3000;

/** Profit and its limits would go on by an index of before. The ticker of an option may be quiet for longer and proves nothing. */
function replaceSilentIndex(work: StepWork, { kind, underlying }: Instrument, price: number): void {
  const known = work.indexes[underlying];
  if (kind === 'option' || known === undefined || work.session.nowMs - known.atMs < INDEX_SILENT_MS) return;
  applyIndex(work, underlying, price);
}

function applyTrades(work: StepWork, trades: readonly Trade[]): void {
  for (const trade of trades) {
    const market = work.markets.get(trade.instrumentId);
    if (market === undefined) continue;
    noteInMarket(work, market, { lastTrade: { price: trade.price, side: trade.side, atMs: work.session.nowMs } });
  }
}

function applyIndex(work: StepWork, underlying: string, price: number): void {
  if (!(price > 0) || !Number.isFinite(price)) return;
  work.indexes = { ...work.indexes, [underlying]: { price, atMs: work.session.nowMs } };
}

function loadInstruments(work: StepWork, venue: Instrument['venue'], instruments: readonly Instrument[]): void {
  for (const instrument of instruments) {
    const known = work.markets.get(instrument.id);
    if (known === undefined) work.markets.set(instrument.id, newMarket(instrument));
    else keepOrRenew(work, known, instrument);
  }
  const { settings } = work.session;
  const isWanted = ({ instrument }: MarketState): boolean =>
    isBookWanted(settings, instrument) || work.positions[instrument.id] !== undefined;
  const ofVenue = [...work.markets.values()].filter((market) => market.instrument.venue === venue && isWanted(market));
  // What the desk is to quote or watch and is not listed is asked for as well, so that the adapter looks for it.
  const unlisted = [...settings.quotedInstruments, ...settings.watchedInstruments]
    .map(toInstrumentId)
    .filter((id) => !work.markets.has(id) && venueOfInstrument(id) === venue);
  const instrumentIds = [...ofVenue.map((market) => market.instrument.id), ...new Set(unlisted)];
  if (instrumentIds.length > 0) work.effects.push({ kind: 'subscribe', venue, instrumentIds });
  touchControl(work);
}

/** Ticks and lots of another step size mean other prices: such a book is thrown away. */
function keepOrRenew(work: StepWork, market: MarketState, instrument: Instrument): void {
  if (market.instrument.isActive && !instrument.isActive) tellClosed(work, instrument);
  const isSameGrid = market.instrument.tickSize === instrument.tickSize && market.instrument.lotSize === instrument.lotSize;
  if (isSameGrid) {
    updateMarket(work, market, { instrument });
    return;
  }
  withdrawUnsent(work, instrument.id);
  countAnew(work, market.instrument, instrument);
  work.markets.set(instrument.id, { ...newMarket(instrument), generation: market.generation, revision: market.revision + 1 });
  const text = `${instrument.name}: the venue changed its price or quantity step; its quotes wait for a new book.`;
  raiseAlert(work, { key: `grid|${instrument.id}`, severity: 2, text });
}

/** Where nothing of ours is, or at its end, it is no news. */
function tellClosed(work: StepWork, instrument: Instrument): void {
  const { id, name, venue } = instrument;
  const isTouched = work.quoting[id]?.isTradingOn === true || (work.positions[id]?.position.lots ?? 0) !== 0;
  if (!isTouched || isExpiring(instrument, work.session.nowMs)) return;
  const text = `${venue} closed ${name}: no order is taken there, its quotes are pulled until it is open again.`;
  raiseAlert(work, { key: `closed|${id}`, severity: 2, text });
}

/** An order that was decided in the old ticks and is still on its way would be written in the new ones. */
function withdrawUnsent(work: StepWork, id: InstrumentId): void {
  for (const order of work.orders.openOf(id)) if (order.status === 'submitted' && !order.isCancelPending) cancelOrder(work, order);
}

function newMarket(instrument: Instrument): MarketState {
  return {
    instrument,
    book: new OrderBook(),
    bookState: 'loading',
    bookReason: 'no order book yet',
    generation: 0,
    changeId: 0,
    bookAtMs: null,
    crossedSinceMs: null,
    gapCount: 0,
    top: EMPTY_TOP,
    contradictedSinceMs: null,
    ticker: null,
    tickerAtMs: null,
    lastTrade: null,
    trust: 'loading',
    trustReason: 'no order book yet',
    trustInput: 'order book',
    fairValue: null,
    revision: 1,
  };
}
