/** Health of the venues, of the journal and of the desk itself. */
import type { VenueState } from '../engine/account-state';
import { describeLocks } from '../engine/stages/venue-locks';
import type { EngineState } from '../engine/state';
import { finiteOrNull, finiteOrZero } from './finite';
import type { RiskResults } from './risk-results';
import type { ConnectionRow, ConnectionsView, JournalCheckView } from './view-state';

/** What only the process around the engine can know. */
export interface DeskHealth {
  /** Entries written to the journal of this session. */
  readonly journalEntries: number;
  /** In words: open, failing, closed. */
  readonly journalState: string;
  /** Absent where nothing can check it. */
  readonly journalCheck?: JournalCheckView | null;
  /** µs; `null` not yet known. */
  readonly engineP99Micros: number | null;
  /** ms; `null` not yet known. */
  readonly screenP95Ms: number | null;
  /** Absent where no risk worker runs. */
  readonly risk?: RiskResults | undefined;
}

function projectRow(venue: VenueState, environment: string): ConnectionRow {
  const { lanes } = venue;
  const troubled = [lanes['market-data'], lanes.private, lanes.cancel].find((lane) => lane.state !== 'live' && lane.reason !== '');
  const name: string = venue.venue;
  return {
    venue: name,
    label: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${environment}`,
    marketData: lanes['market-data'].state,
    privateChannel: lanes.private.state,
    cancelLane: lanes.cancel.state,
    reason: troubled?.reason ?? describeLocks(venue),
    lastMessageAtMs: lanes['market-data'].lastMessageAtMs,
    lastPrivateAtMs: lanes.private.lastMessageAtMs,
    messagesPerSecond: finiteOrZero(venue.messagesPerSecond),
    roundTripMs: finiteOrNull(lanes['market-data'].roundTripMs ?? lanes.private.roundTripMs),
    clockOffsetMs: finiteOrNull(lanes['market-data'].clockOffsetMs ?? lanes.private.clockOffsetMs),
    gapCount: venue.gapCount,
    reconnectCount: venue.reconnectCount,
    isDeadManArmed: venue.isProtected,
    deadManSeconds: finiteOrNull(venue.deadManSeconds),
    deadManMechanism: venue.deadMan?.mechanism ?? '',
    deadManCaveat: venue.deadMan?.caveat ?? '',
    isUnprotectedAccepted: venue.isUnprotectedAccepted,
    presence: venue.presence,
    lastReconciledAtMs: venue.reconciledAtMs,
    reconciliation: venue.reconciliation,
    isMatched: venue.isMatched,
  };
}

/** The connections slice, rows keyed by venue. */
export function projectConnections(state: EngineState, health: DeskHealth): ConnectionsView {
  const rows = Object.values(state.venues).map((venue) => [venue.venue, projectRow(venue, state.session.environment)] as const);
  return {
    rows: Object.fromEntries(rows),
    journalEntries: health.journalEntries,
    journalState: health.journalState,
    journalCheck: health.journalCheck ?? null,
    engineP99Micros: finiteOrNull(health.engineP99Micros),
    screenP95Ms: finiteOrNull(health.screenP95Ms),
  };
}
