/** What a trader may set and a session starts from. Plain data: stored as JSON, journaled with the session. */
import type { OptionOrderLimits } from '../risk/limits';
import type { InventoryTarget } from '../inventory/inventory-target';
import type { QuotingParameters } from '../quoting/quoting-parameters';

export type { InventoryTarget, QuotingParameters };

/** Hard limits per instrument, in coin of the underlying unless the name says otherwise. */
export interface InstrumentLimits {
  readonly maximumOrderCoin: number;
  readonly maximumOrderNotionalUsd: number;
  readonly maximumPositionCoin: number;
  /** Furthest an order may be from the reference price, basis points. */
  readonly collarBps: number;
  readonly maximumOpenOrders: number;
}

/** Where a warning begins and where it ends, sizes without sign. */
export interface RiskLimit {
  readonly soft: number;
  readonly hard: number;
}

/** Limits on the greeks of an underlying: gamma in coin per 1 %, vegas in USD per vol point, theta in USD per day. */
export interface GreekLimits {
  readonly gammaCoin: RiskLimit;
  readonly vegaUsd: RiskLimit;
  readonly weightedVegaUsd: RiskLimit;
  readonly thetaUsd: RiskLimit;
}

/** Limits on the simulated tail of the whole book at the confidence and horizon chosen. USD. */
export interface TailLimits {
  readonly varUsd: RiskLimit;
  readonly shortfallUsd: RiskLimit;
}

/** When data is too old to be believed, ms. */
export interface StalenessLimits {
  readonly bookAmberMs: number;
  readonly bookStaleMs: number;
  readonly privateAmberMs: number;
  readonly privateStaleMs: number;
}

/** What is done about a venue that answers orders slowly; `widenAtMs` below `pullAtMs`. */
export interface SlowVenueLimits {
  /** Round trip from which on quotes are wider, ms. */
  readonly widenAtMs: number;
  /** Round trip from which on quotes are out of the market, ms. */
  readonly pullAtMs: number;
  /** Multiplies the half-spread between the two, ≥ 1. */
  readonly widenFactor: number;
}

/** Everything a session starts from. Records are keyed by instrument id or underlying. */
export interface DeskSettings {
  readonly version: 1;
  readonly quotedInstruments: readonly string[];
  readonly watchedInstruments: readonly string[];
  readonly parameters: Readonly<Record<string, QuotingParameters>>;
  readonly limits: Readonly<Record<string, InstrumentLimits>>;
  readonly targets: Readonly<Record<string, InventoryTarget>>;
  readonly staleness: StalenessLimits;
  /** Absent: quotes are pulled from 1000 ms on and never widened, as sessions of before it did. */
  readonly slowVenue?: SlowVenueLimits;
  /** Orders per second over a rolling second; cancels are exempt. */
  readonly maximumOrdersPerSecond: number;
  readonly autoDisarmMinutes: number;
  /** A loss of the day at which quoting stops, USD. */
  readonly maximumDailyLossUsd: number;
  /** A fall of the day's profit from its best at which quoting stops, USD; 0 or absent: none. */
  readonly maximumDrawdownUsd?: number;
  /** Keyed by underlying; without an entry its greeks have no limit. */
  readonly greekLimits?: Readonly<Record<string, GreekLimits>>;
  /** Of single orders of options; absent: they have no such limits, as sessions of before it. */
  readonly optionOrders?: OptionOrderLimits;
  /** Absent: the shortfall is held against the loss of the day, VaR against nothing. */
  readonly tailLimits?: TailLimits;
  /** Quotes are pulled when no window has answered for so long, s; 0 leaves them. Absent means 5. */
  readonly uiLossPullSeconds?: number;
  /** After an unclean end: stay halted until a typed RESUME, however well the reconciliation goes. Absent means `false`. */
  readonly startsHalted?: boolean;
}
