/** Everything that can happen to the engine. Time, ids and seeds arrive here; nothing is read from outside. */
import type { CommandCall } from '../contract/commands';
import type { VenueBalance } from '../domain/balance';
import type { DeadManCapability } from '../domain/dead-man';
import type { DailyClose } from '../domain/daily-close';
import type { DailyVolatility } from '../domain/daily-volatility';
import type { DeliveryPrice } from '../domain/delivery-price';
import type { Fill, Trade, UnreadFill } from '../domain/fill';
import type { Instrument, InstrumentId } from '../domain/instrument';
import type { MarginSimulation } from '../domain/margin-simulation';
import type { ClientOrderId, OrderReport } from '../domain/order';
import type { OptionQuote } from '../domain/option-quote';
import type { VenuePosition } from '../domain/position';
import type { Ticker } from '../domain/ticker';
import type { TimestampMs } from '../domain/time';
import type { ChannelState, Environment, VenueChannel, VenueId } from '../domain/venue';
import type { DeskDay, TailForecast } from './desk-days';
import type { RecoveredAccount } from './recovered-account';
import type { ForwardCurve } from '../pricing/forward-curve';
import type { AtTheMoneyLevel } from '../pricing/surface/surface-draft';
import type { VolatilitySurface } from '../pricing/surface/volatility-surface';
import type { DeskSettings } from './settings';
import type { TradingLock } from './trading-lock';

/** Price in ticks, quantity in lots; quantity 0 removes the level. Flat numbers because books are hot. */
export type LevelChange = readonly [priceTicks: number, quantityLots: number];

/** A book replaced whole. Only a snapshot creates a book. */
export interface BookSnapshot {
  readonly kind: 'book-snapshot';
  readonly instrumentId: InstrumentId;
  /** Rises with each (re)subscription; older generations are dropped. */
  readonly generation: number;
  readonly changeId: number;
  readonly bids: readonly LevelChange[];
  readonly asks: readonly LevelChange[];
  readonly venueTimeMs: TimestampMs;
}

/** Levels changed since `previousChangeId`. */
export interface BookDelta {
  readonly kind: 'book-delta';
  readonly instrumentId: InstrumentId;
  readonly generation: number;
  readonly previousChangeId: number;
  readonly changeId: number;
  readonly bids: readonly LevelChange[];
  readonly asks: readonly LevelChange[];
  readonly venueTimeMs: TimestampMs;
}

/** The adapter no longer vouches for a book: gap, disconnect, undecodable. Fair value leaves in the same step. */
export interface BookInvalidated {
  readonly kind: 'book-invalidated';
  readonly instrumentId: InstrumentId;
  readonly reason: string;
}

/** Result of asking the venue for everything: the basis of reconciliation. Lists are complete for the account. */
export interface AccountSnapshot {
  readonly kind: 'account-snapshot';
  readonly venue: VenueId;
  /** Orders acknowledged after this instant may be missing from the lists. */
  readonly requestedAtMs: TimestampMs;
  readonly openOrders: readonly OrderReport[];
  readonly fills: readonly Fill[];
  /** In contracts that the venue does not list now; absent if there are none, and in journals of before they were told. */
  readonly unreadFills?: readonly UnreadFill[];
  readonly positions: readonly VenuePosition[];
  readonly balances: readonly VenueBalance[];
  /** Of contracts that expired of late; absent if none did, or none is published yet. */
  readonly deliveryPrices?: readonly DeliveryPrice[];
}

/** Venue-side protection if this machine dies. */
export interface DeadManReported {
  readonly kind: 'dead-man-reported';
  readonly venue: VenueId;
  readonly isProtected: boolean;
  /** Seconds until the venue cancels by itself after we vanish; `null` if unprotected. */
  readonly seconds: number | null;
  /** What the venue offers at all; absent in journals of before it was told. */
  readonly capability?: DeadManCapability;
}

/** Whether the venue takes orders in an underlying, for one of the causes that it has for not doing so. */
export interface TradingLockReported extends TradingLock {
  readonly kind: 'trading-lock-reported';
  readonly venue: VenueId;
  readonly isLocked: boolean;
}

/** All options of one underlying at one moment; replaces the chain known before. */
export interface OptionChainUpdated {
  readonly kind: 'option-chain-updated';
  readonly venue: VenueId;
  readonly underlying: string;
  readonly quotes: readonly OptionQuote[];
}

/** Daily closes of an underlying's perpetual, ascending; replaces the history known before. */
export interface ClosesLoaded {
  readonly kind: 'closes-loaded';
  readonly venue: VenueId;
  readonly underlying: string;
  readonly closes: readonly DailyClose[];
}

/** Daily values of the venue's index of an underlying's volatility, ascending; replaces the history known before. */
export interface VolatilitiesLoaded {
  readonly kind: 'volatilities-loaded';
  readonly venue: VenueId;
  readonly underlying: string;
  readonly values: readonly DailyVolatility[];
}

/** What the venue says the positions bind under its margin model; replaces what was known of that coin. */
export interface MarginSimulated extends MarginSimulation {
  readonly kind: 'margin-simulated';
  readonly venue: VenueId;
}

/** A surface fitted in the risk worker to the chain of `surface.asOfMs`: an event, because prices depend on it. */
export interface SurfaceFitted {
  readonly kind: 'surface-fitted';
  readonly surface: VolatilitySurface;
  readonly curve: ForwardCurve;
  readonly marketLevels: readonly AtTheMoneyLevel[];
}

/** What the risk worker says that the book may lose in the day to come: an event, because the day's record keeps it. */
export interface TailForecastMade {
  readonly kind: 'tail-forecast-made';
  readonly forecast: TailForecast;
}

/** Measured health of a lane. */
export interface LatencyMeasured {
  readonly kind: 'latency-measured';
  readonly venue: VenueId;
  readonly channel: VenueChannel;
  readonly roundTripMs: number;
  /** Venue clock minus ours. */
  readonly clockOffsetMs: number;
}

/** What happened, without when. */
export type EngineEventBody =
  | {
      readonly kind: 'session-started';
      readonly sessionId: string;
      readonly environment: Environment;
      readonly settings: DeskSettings;
      /** What the session before left behind; absent if there was none. */
      readonly recovered?: RecoveredAccount;
    }
  | { readonly kind: 'clock-ticked' }
  | { readonly kind: 'instruments-loaded'; readonly venue: VenueId; readonly instruments: readonly Instrument[] }
  | BookSnapshot
  | BookDelta
  | BookInvalidated
  | { readonly kind: 'trades-printed'; readonly trades: readonly Trade[] }
  | { readonly kind: 'ticker-updated'; readonly ticker: Ticker }
  | { readonly kind: 'index-updated'; readonly venue: VenueId; readonly underlying: string; readonly price: number }
  | OptionChainUpdated
  | SurfaceFitted
  | TailForecastMade
  /** A day of the desk is over. */
  | { readonly kind: 'day-recorded'; readonly day: DeskDay }
  | ClosesLoaded
  | VolatilitiesLoaded
  | MarginSimulated
  | {
      readonly kind: 'channel-changed';
      readonly venue: VenueId;
      readonly channel: VenueChannel;
      readonly state: ChannelState;
      readonly reason: string;
    }
  | { readonly kind: 'order-reported'; readonly report: OrderReport }
  | { readonly kind: 'fill-reported'; readonly fill: Fill }
  /** One currency of the account as the venue streams it. */
  | { readonly kind: 'balance-updated'; readonly venue: VenueId; readonly balance: VenueBalance }
  /** The venue refused it for certain; it never rested. */
  | { readonly kind: 'order-rejected'; readonly clientOrderId: ClientOrderId; readonly code: number; readonly reason: string }
  /** Never sent: the disk did not take it, it grew too old while it waited for the disk, or its cancel came first. */
  | {
      readonly kind: 'order-withheld';
      readonly clientOrderId: ClientOrderId;
      readonly cause: 'disk' | 'expired' | 'canceled';
      readonly reason: string;
    }
  /** Sent, and no answer can be had: timeout, disconnect, 5xx. Never resend. */
  | { readonly kind: 'order-outcome-unknown'; readonly clientOrderId: ClientOrderId; readonly reason: string }
  /** A targeted query found no such order, in history either. */
  | { readonly kind: 'order-not-found'; readonly clientOrderId: ClientOrderId }
  | { readonly kind: 'cancel-failed'; readonly clientOrderId: ClientOrderId; readonly reason: string }
  /** A venue-wide cancel was confirmed; `remaining` open orders were seen afterwards. */
  | { readonly kind: 'cancel-all-confirmed'; readonly venue: VenueId; readonly remaining: number; readonly elapsedMs: number }
  | AccountSnapshot
  | { readonly kind: 'reconciliation-failed'; readonly venue: VenueId; readonly reason: string }
  | DeadManReported
  | TradingLockReported
  | LatencyMeasured
  /** A bounded queue dropped or merged, a frame was undecodable, the disk refused: said aloud, quotes pulled if `isFatal`. */
  | { readonly kind: 'fault-noticed'; readonly source: string; readonly message: string; readonly isFatal: boolean }
  | { readonly kind: 'command-received'; readonly commandId: string; readonly call: CommandCall };

/** One numbered thing that happened. `sequence` is consecutive within a session; `atMs` is our receive time. */
export type EngineEvent = EngineEventBody & { readonly sequence: number; readonly atMs: TimestampMs };
