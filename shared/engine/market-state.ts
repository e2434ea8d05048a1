/** What the engine knows of each instrument's market. Values are replaced; only the order book inside is mutated in place. */
import type { OrderBook } from '../book/order-book';
import type { Instrument } from '../domain/instrument';
import type { OptionQuote } from '../domain/option-quote';
import type { Price, PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';
import type { Ticker } from '../domain/ticker';
import type { TimestampMs } from '../domain/time';
import type { VenueId } from '../domain/venue';

/** Whether a book may be believed. `loading`: no snapshot yet. `gap`, `crossed`, `disconnected`: not until the next snapshot. */
type BookState = 'loading' | 'live' | 'gap' | 'crossed' | 'disconnected';

/** Trust in an input; the worst input of a number is its trust. */
export type TrustState = 'loading' | 'live' | 'degraded' | 'stale' | 'blocked';

/** What of a market decides its trust, in words for the screen. */
export type MarketInput = 'order book' | 'mark price' | 'connection';

/** Best level of each side, ticks and lots; `null` where a side is empty. */
export interface TopOfBook {
  readonly bid: PriceTicks | null;
  readonly bidQuantity: QuantityLots;
  readonly ask: PriceTicks | null;
  readonly askQuantity: QuantityLots;
}

/** Our valuation of an instrument; absent whenever its inputs may not be believed. Prices in quote units. */
export interface FairValue {
  /** By the source chosen in the parameters, before any offset. */
  readonly value: Price;
  readonly mid: Price;
  readonly microprice: Price;
  /** Receive time of the book it was made of. */
  readonly atMs: TimestampMs;
}

/** One instrument's market. */
export interface MarketState {
  readonly instrument: Instrument;
  /** Owned by the engine and mutated in place; read it within the step or the projection only. */
  readonly book: OrderBook;
  readonly bookState: BookState;
  /** Why the book is not live; empty when live. */
  readonly bookReason: string;
  readonly generation: number;
  readonly changeId: number;
  /** Receive time of the last book message; `null` before the first. */
  readonly bookAtMs: TimestampMs | null;
  /** Since when it has been crossed; `null` if it is not. */
  readonly crossedSinceMs: TimestampMs | null;
  readonly gapCount: number;
  readonly top: TopOfBook;
  /** Since when the ticker has named another top than the book; `null` if it does not. */
  readonly contradictedSinceMs: TimestampMs | null;
  readonly ticker: Ticker | null;
  readonly tickerAtMs: TimestampMs | null;
  readonly lastTrade: { readonly price: Price; readonly side: Side; readonly atMs: TimestampMs } | null;
  readonly trust: TrustState;
  /** Empty when live; otherwise one sentence. */
  readonly trustReason: string;
  /** The worst input: the one that the reason is about. */
  readonly trustInput: MarketInput;
  readonly fairValue: FairValue | null;
  /** Rises when the top of the book, the trust or the instrument changes: later stages skip by comparing it. */
  readonly revision: number;
}

/** A market about to be stored. */
export type MutableMarket = { -readonly [Field in keyof MarketState]: MarketState[Field] };

/** A copy to be changed before it is stored. Fields are written out: spreading so many is slow, and this runs with every message. */
export function copyMarket(market: MarketState): MutableMarket {
  return {
    instrument: market.instrument,
    book: market.book,
    bookState: market.bookState,
    bookReason: market.bookReason,
    generation: market.generation,
    changeId: market.changeId,
    bookAtMs: market.bookAtMs,
    crossedSinceMs: market.crossedSinceMs,
    gapCount: market.gapCount,
    top: market.top,
    contradictedSinceMs: market.contradictedSinceMs,
    ticker: market.ticker,
    tickerAtMs: market.tickerAtMs,
    lastTrade: market.lastTrade,
    trust: market.trust,
    trustReason: market.trustReason,
    trustInput: market.trustInput,
    fairValue: market.fairValue,
    revision: market.revision,
  };
}

/** Options of one underlying at one venue. Replaced whole. */
export interface OptionChainState {
  readonly venue: VenueId;
  readonly underlying: string;
  /** Receive time. */
  readonly atMs: TimestampMs;
  readonly quotes: readonly OptionQuote[];
}

/** Index of one underlying, USD. */
export interface IndexState {
  readonly price: number;
  readonly atMs: TimestampMs;
}
