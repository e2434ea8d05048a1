/** Connections and alerts. */
import type { ChannelState } from '../domain/venue';

/** Health of one venue. */
export interface ConnectionRow {
  readonly venue: string;
  readonly label: string;
  readonly marketData: ChannelState;
  readonly privateChannel: ChannelState;
  readonly cancelLane: ChannelState;
  readonly reason: string;
  readonly lastMessageAtMs: number | null;
  readonly lastPrivateAtMs: number | null;
  readonly messagesPerSecond: number;
  readonly roundTripMs: number | null;
  readonly clockOffsetMs: number | null;
  readonly gapCount: number;
  readonly reconnectCount: number;
  readonly isDeadManArmed: boolean;
  readonly deadManSeconds: number | null;
  /** The venue's own switch in words, with what it does not do; empty while not reported. */
  readonly deadManMechanism: string;
  readonly deadManCaveat: string;
  /** Quoting without protection was accepted by the trader, at smaller limits. */
  readonly isUnprotectedAccepted: boolean;
  /** `pulling`: leaving, orders first; `off`: disconnected by the trader until reconnect. */
  readonly presence: 'on' | 'pulling' | 'off';
  readonly lastReconciledAtMs: number | null;
  /** `matched`, or what is off. */
  readonly reconciliation: string;
  readonly isMatched: boolean;
}

/** A check of the journal that was asked for. */
export interface JournalCheckView {
  readonly state: 'checking' | 'whole' | 'damaged' | 'stopped';
  /** Entries checked so far. */
  readonly records: number;
  /** Entries there are, as far as known. */
  readonly ofRecords: number;
  /** What it came to, in sentences. */
  readonly text: string;
}

/** All venues, keyed by venue. */
export interface ConnectionsView {
  readonly rows: Readonly<Record<string, ConnectionRow>>;
  readonly journalEntries: number;
  readonly journalState: string;
  /** The check asked for last; `null` before the first. */
  readonly journalCheck: JournalCheckView | null;
  /** Book update in → decision out in the engine thread, 99th percentile of the last minute, µs; `null` not yet known. */
  readonly engineP99Micros: number | null;
  /** Published → painted, 95th percentile of the last minute, ms; `null` not yet known. */
  readonly screenP95Ms: number | null;
}

/** One alert; severity 3 asks for action now. */
export interface AlertRow {
  readonly alertId: string;
  readonly severity: 1 | 2 | 3;
  readonly raisedAtMs: number;
  readonly lastAtMs: number;
  readonly count: number;
  readonly text: string;
  readonly isAcknowledged: boolean;
}

/** Alerts, keyed by id; deduplicated by cause. */
export interface AlertsView {
  readonly rows: Readonly<Record<string, AlertRow>>;
}
