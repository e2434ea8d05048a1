/** Watchlist and ladder. */
import type { Instrument } from '../domain/instrument';
import type { SoftOrder } from '../risk/gate-context';
import type { Trust } from './trust-view';

/** State of a side's quote: live, pulled, suspended, waiting, error, off (pricing only). */
export type QuoteState = 'live' | 'pulled' | 'suspended' | 'waiting' | 'error' | 'off';

/** One watchlist row. Prices in quote units. */
export interface WatchRow {
  readonly instrumentId: string;
  readonly name: string;
  readonly kind: 'perpetual' | 'future' | 'option';
  readonly underlying: string;
  readonly expiresAtMs: number | null;
  readonly tickSize: number;
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  readonly isOwnBid: boolean;
  readonly isOwnAsk: boolean;
  readonly markPrice: number | null;
  readonly funding8h: number | null;
  /** Signed, in quantity units. */
  readonly position: number;
  readonly quantityUnit: 'USD' | 'coin';
  readonly positionCoin: number | null;
  readonly bidState: QuoteState;
  readonly askState: QuoteState;
  readonly isQuotable: boolean;
  readonly trust: Trust;
}

/** One price level near the top; quantities in coin of the underlying. */
export interface LadderLevel {
  readonly price: number;
  readonly quantity: number;
}

/** One own order in the ladder. */
export interface LadderOrder {
  readonly clientOrderId: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  /** Remaining, in coin. */
  readonly quantity: number;
  readonly level: number;
  readonly purpose: 'quote' | 'hedge' | 'manual' | 'adopted' | 'external';
  readonly status: 'sent' | 'live' | 'canceling' | 'unknown';
  /** Estimated quantity ahead in the queue, coin; `null` unknown. */
  readonly queueAhead: number | null;
}

/** What an order by hand is valued by, as the gate does; `null` is unknown or not fresh. */
export interface OrderTerms extends Pick<Instrument, 'kind' | 'isInverse' | 'quantityUnit' | 'lotSize'> {
  readonly underlying: string;
  /** USD. */
  readonly indexPrice: number | null;
  /** Quote units. */
  readonly markPrice: number | null;
  /** The venue's, per contract; `null` of a perpetual or future too. */
  readonly optionDelta: number | null;
  /** Beyond it the quantity is typed to confirm; `null`: no limits are set, so nothing is sent at all. */
  readonly soft: SoftOrder | null;
}

/** The ladder of the selected instrument. */
export interface LadderView {
  readonly instrumentId: string | null;
  readonly name: string;
  readonly tickSize: number;
  /** Coin decimals shown for quantities. */
  readonly quantityDecimals: number;
  /** Best first. */
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  readonly orders: Readonly<Record<string, LadderOrder>>;
  readonly fairValue: number | null;
  readonly microprice: number | null;
  readonly markPrice: number | null;
  readonly indexPrice: number | null;
  readonly lastTrade: { readonly price: number; readonly side: 'buy' | 'sell' } | null;
  readonly changeId: number;
  readonly isCrossed: boolean;
  readonly defaultQuantityCoin: number;
  /** `null` without an instrument. */
  readonly orderTerms: OrderTerms | null;
  readonly trust: Trust;
}
