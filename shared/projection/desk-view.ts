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
  /** After fees. */
  readonly realisedPnlUsd: number | null;
  readonly unrealisedPnlUsd: number | null;
  readonly pnlTrust: Trust;
  readonly quoteCount: number;
  readonly orderCount: number;
  readonly externalOrderCount: number;
  readonly unknownOrderCount: number;
  readonly alertCount: number;
  readonly draftCount: number;
  readonly eventSequence: number;
  /** `null` or a pull in progress: what was asked, what is left per venue. */
  readonly pull: PullProgress | null;
}

/** Progress of a pull, cancel or kill. */
export interface PullProgress {
  readonly kind: 'pull' | 'cancel' | 'kill';
  readonly requestedAtMs: number;
  readonly isDone: boolean;
  /** Keyed by venue; elapsed is `null` until confirmed empty twice. */
  readonly venues: Readonly<Record<string, { readonly remaining: number; readonly elapsedMs: number | null }>>;
}

/** One underlying in the top bar. */
export interface UnderlyingSummary {
  readonly indexPrice: number | null;
  readonly deltaCoin: number | null;
  readonly trust: Trust;
}
