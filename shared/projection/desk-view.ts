/** Top bar, stop bar and status bar. */
import type { Environment } from '../domain/venue';
import type { TradingState } from '../risk/trading-state';
import type { Trust } from './trust-view';

/** Top bar, stop bar, status bar. */
export interface DeskView {
  readonly environment: Environment;
  readonly sessionId: string;
  readonly engineTimeMs: number;
  readonly tradingState: TradingState;
  /** Why not active, and how to leave that state. Empty when active. */
  readonly tradingStateReason: string;
  readonly isArmed: boolean;
  readonly disarmsAtMs: number | null;
  readonly selectedInstrumentId: string | null;
  /** Keyed by underlying. */
  readonly underlyings: Readonly<Record<string, UnderlyingSummary>>;
  /** Of the UTC day, over restarts; `null` until it began. */
  readonly dayProfit: DayProfitView | null;
  /** Of this session, after fees and with funding. */
  readonly realisedPnlUsd: number | null;
  readonly unrealisedPnlUsd: number | null;
  readonly pnlTrust: Trust;
  readonly quoteCount: number;
  readonly orderCount: number;
  readonly externalOrderCount: number;
  readonly unknownOrderCount: number;
  readonly alertCount: number;
  /** Drafts not in force: of quoting parameters and of surfaces. */
  readonly draftCount: number;
  readonly eventSequence: number;
  /** `null` or a pull in progress: what was asked, what is left per venue. */
  readonly pull: PullProgress | null;
  /** The last flatten, under way or over; `null` before the first. */
  readonly flatten: FlattenProgress | null;
}

/** Profit of the UTC day: what the loss limit is held against. USD. */
export interface DayProfitView {
  /** After fees and with funding, realised and unrealised; negative is a loss, `null` while a price is missing. */
  readonly profitUsd: number | null;
  /** The first moment that is counted: 00:00 UTC, or when the desk first knew what it held. */
  readonly sinceMs: number;
  /** A loss of this much pulls and halts; 0 means no limit. */
  readonly maximumLossUsd: number;
  /** The highest that it came to, or was at the last RESUME after a fall. */
  readonly bestUsd: number;
  /** A fall of this much from the best pulls and halts; 0 means no limit. */
  readonly maximumDrawdownUsd: number;
}

/** Progress of a pull, cancel or kill. */
export interface PullProgress {
  readonly kind: 'pull' | 'cancel' | 'kill';
  /** `null`: all of them. */
  readonly instrumentId: string | null;
  readonly requestedAtMs: number;
  readonly isDone: boolean;
  /** Keyed by venue; elapsed is `null` until confirmed empty twice. */
  readonly venues: Readonly<Record<string, { readonly remaining: number; readonly elapsedMs: number | null }>>;
}

/** A flatten: what is left and why it does not go on. */
export interface FlattenProgress {
  readonly kind: 'delta' | 'all';
  readonly underlying: string | null;
  readonly phase: 'clearing' | 'working' | 'done' | 'blocked' | 'stopped';
  readonly startedAtMs: number;
  /** What it waits for, or why it ended; empty if nothing. */
  readonly reason: string;
  readonly sliceCount: number;
  /** Keyed by instrument name, or by underlying; signed, coin. `null`: not known. */
  readonly remainingCoin: Readonly<Record<string, number | null>>;
}

/** One underlying in the top bar. */
export interface UnderlyingSummary {
  readonly indexPrice: number | null;
  readonly deltaCoin: number | null;
  readonly trust: Trust;
}
