/**
 * All the engine knows, owned by the one caller of `step`. Maps and order books in it are mutated in place by the stages
 * (the hot path), everything else is replaced; so use a state only until the next step, and compare values by reference or revision.
 */
import type { CommandOutcome } from '../contract/envelope';
import type { DailyClose } from '../domain/daily-close';
import type { DailyVolatility } from '../domain/daily-volatility';
import type { InstrumentId } from '../domain/instrument';
import type { MarginSimulation } from '../domain/margin-simulation';
import type { TimestampMs } from '../domain/time';
import { venueId } from '../domain/venue';
import type { Environment, VenueId } from '../domain/venue';
import type { OrderTracker } from '../execution/order-tracker';
import type { RecentOrder } from '../risk/gate-context';
import type { TradingState } from '../risk/trading-state';
import type { ExposureState, FillRecord, InventoryPoint, PositionState, VenueState } from './account-state';
import type { DayState } from './day-state';
import type { DeskDays } from './desk-days';
import type { CancelScope } from './effects';
import type { FlattenState } from './flatten-state';
import type { FundingState } from './funding-state';
import type { HedgeState } from './hedge-state';
import type { IndexState, MarketState, OptionChainState } from './market-state';
import type { QuotingState } from './quoting-state';
import type { RiskState } from './risk-state';
import type { SurfaceState } from './surface-state';
import type { DeskSettings, InventoryTarget } from './settings';

export type { TradingState };

/** Who and when; time is the receive time of the last event. */
export interface SessionState {
  readonly sessionId: string;
  readonly environment: Environment;
  readonly settings: DeskSettings;
  readonly startedAtMs: TimestampMs;
  readonly nowMs: TimestampMs;
  /** Sequence of the last event stepped. */
  readonly sequence: number;
  /** Last clock tick; a long silence between two disarms. */
  readonly clockAtMs: TimestampMs | null;
  /** Next number of our client order ids. */
  readonly nextOrderNumber: number;
}

/** Progress of a pull, cancel or kill. */
export interface PullState {
  readonly kind: 'pull' | 'cancel' | 'kill';
  readonly requestedAtMs: TimestampMs;
  readonly scope: CancelScope;
  /** `null`: all, and done only when each venue confirmed that nothing is left; otherwise when no quote of it is working. */
  readonly instrumentId: InstrumentId | null;
  readonly isDone: boolean;
  /** Keyed by venue; elapsed is `null` until confirmed. */
  readonly venues: Readonly<Record<string, { readonly remaining: number; readonly elapsedMs: number | null }>>;
}

/** Latches and arming. */
export interface SafetyState {
  readonly tradingState: TradingState;
  /** Why not active, and how to leave that state. Empty when active. */
  readonly reason: string;
  /** Only a typed RESUME leaves the state, not a reconciliation. */
  readonly needsResume: boolean;
  readonly isArmed: boolean;
  readonly disarmsAtMs: TimestampMs | null;
  readonly pull: PullState | null;
  /** When a trader pulled everything, until RESUME or trading on; `null`, or absent where it never was. The pull of a shutdown is none. */
  readonly pulledAllAtMs?: TimestampMs | null;
  /** The session is ending: nothing that adds to the market is taken any more. Left out until then. */
  readonly isLeaving?: boolean;
}

/** One alert, deduplicated by `key`; severity 3 asks for action now. */
export interface AlertState {
  readonly alertId: string;
  readonly key: string;
  readonly severity: 1 | 2 | 3;
  readonly raisedAtMs: TimestampMs;
  readonly lastAtMs: TimestampMs;
  readonly count: number;
  readonly text: string;
  readonly isAcknowledged: boolean;
}

/** An order by hand, kept to notice repeats. */
export interface ManualOrder extends RecentOrder {
  readonly instrumentId: InstrumentId;
}

/** Count changes that no single value shows: stages skip by comparing them. */
export interface Revisions {
  /** Positions alone: each booked fill, each balance taken over. */
  readonly positions: number;
  /** Positions, exposures, inventory targets. */
  readonly inventory: number;
  /** Trading state, venues, arming, parameters, suspensions. */
  readonly control: number;
}

/** Everything. */
export interface EngineState {
  readonly session: SessionState;
  readonly safety: SafetyState;
  /** Keyed by venue. */
  readonly venues: Readonly<Record<string, VenueState>>;
  /** Messages per venue since the last full second. Owned by the engine, mutated in place. */
  readonly traffic: Map<string, number>;
  /** Venues whose opening balances were taken over in this session. */
  readonly openedVenues: readonly VenueId[];
  /** Owned by the engine, mutated in place; its values are replaced. */
  readonly markets: Map<InstrumentId, MarketState>;
  /** Keyed by underlying. */
  readonly indexes: Readonly<Record<string, IndexState>>;
  /** Keyed by underlying. */
  readonly chains: Readonly<Record<string, OptionChainState>>;
  /** Daily closes, ascending, keyed by underlying. */
  readonly histories: Readonly<Record<string, readonly DailyClose[]>>;
  /** Daily values of the venue's volatility index, ascending, keyed by underlying. */
  readonly volatilityHistories: Readonly<Record<string, readonly DailyVolatility[]>>;
  /** The venue's own margin figures; keyed by venue and settlement coin, `deribit|BTC`. */
  readonly marginSimulations: Readonly<Record<string, MarginSimulation & { readonly atMs: TimestampMs }>>;
  /** Keyed by underlying. */
  readonly surfaces: Readonly<Record<string, SurfaceState>>;
  /** Owned by the engine, mutated in place; its orders are replaced values. */
  readonly orders: OrderTracker;
  /** Sends in the last rolling second, oldest first, for the rate rule. */
  readonly sentAtMs: readonly TimestampMs[];
  /** Orders by hand of the last ten seconds, oldest first: what counts as a repeat. */
  readonly recentManual: readonly ManualOrder[];
  /** Keyed by instrument id. */
  readonly positions: Readonly<Record<string, PositionState>>;
  /** Perpetuals that were held; keyed by instrument id. */
  readonly funding: Readonly<Record<string, FundingState>>;
  /** The UTC day whose profit is counted; `null` until the first positions of it are valued. */
  readonly day: DayState | null;
  /** Days that are over with what was forecast for them, and the record of the one under way. */
  readonly days: DeskDays;
  /** Keyed by underlying. */
  readonly exposures: Readonly<Record<string, ExposureState>>;
  /** Keyed by underlying. */
  readonly inventoryTargets: Readonly<Record<string, InventoryTarget>>;
  /** Keyed by underlying, oldest first, bounded. */
  readonly inventoryHistory: Readonly<Record<string, readonly InventoryPoint[]>>;
  /** Newest last, bounded; `fillCount` counts all. */
  readonly fills: readonly FillRecord[];
  readonly fillCount: number;
  /** Keyed by instrument id, quoted instruments only. */
  readonly quoting: Readonly<Record<string, QuotingState>>;
  /** `null` when closed. */
  readonly hedge: HedgeState | null;
  /** The last flatten, under way or over; `null` before the first. */
  readonly flatten: FlattenState | null;
  /** What the risk panels look at. */
  readonly risk: RiskState;
  readonly alerts: readonly AlertState[];
  readonly selectedInstrumentId: InstrumentId | null;
  /** Outcomes of commands seen, by command id: a duplicate gets the first outcome again. Owned, bounded, oldest first. */
  readonly commandOutcomes: Map<string, CommandOutcome>;
  readonly revisions: Revisions;
}

/** The venue named in an instrument id (`<venue>:<name>`). */
export function venueOfInstrument(id: InstrumentId): VenueId {
  return venueId(id.slice(0, id.indexOf(':')));
}
