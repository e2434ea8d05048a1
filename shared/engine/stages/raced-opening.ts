/** A first reading of an account whose positions may lack a fill that was told: put off, but what it told of executions is kept. */
import type { Fill, UnreadFill } from '../../domain/fill';
import type { VenueState } from '../account-state';
import type { AccountSnapshot } from '../events';
import { venueOfInstrument } from '../state';
import { updateVenue, type StepWork } from '../step-work';
import { venueTimeMs } from '../venue-time';

/** A fill this short before a first snapshot was asked for, or later, may or may not be in its positions, ms; see `compare-positions`. */
const OPENING_GUARD_MS = 1_000;

/** So long after the lane came up the opening waits for a snapshot that no fill raced; an account that never rests is opened then, ms. */
const OPENING_PATIENCE_MS = 30_000;

/** Whether a fill, told or in the snapshot itself, may be missing in its positions, which would make it part of no position for good. */
export function isRaced(
  work: StepWork,
  { venue, lanes }: VenueState,
  { requestedAtMs, fills, unreadFills = [] }: AccountSnapshot,
): boolean {
  if (work.session.nowMs - lanes.private.sinceMs >= OPENING_PATIENCE_MS) return false;
  const restSinceMs = requestedAtMs - OPENING_GUARD_MS;
  const isLately = ({ executedAtMs }: UnreadFill): boolean => executedAtMs >= venueTimeMs(work, venue, restSinceMs);
  return (
    fills.some(isLately) ||
    unreadFills.some(isLately) ||
    work.fills.some(({ fill, receivedAtMs }) => receivedAtMs >= restSinceMs && venueOfInstrument(fill.instrumentId) === venue)
  );
}

/** The next snapshot is the first one. It reaches back a minute; only this one reached back to where the session before ended. */
export function putOff(work: StepWork, snapshot: AccountSnapshot): void {
  const { fills, unreadFills = [] } = snapshot;
  const { nowMs } = work.session;
  updateVenue(work, snapshot.venue, { putOff: { fills, unreadFills }, reconciliationRequestedAtMs: null, readingFailedAtMs: nowMs });
}

/** A first snapshot with the executions that those told which were put off, oldest first. */
export function withPutOff({ putOff: told }: VenueState, snapshot: AccountSnapshot): AccountSnapshot {
  if (told == null) return snapshot;
  const fills = [...without(told.fills, snapshot.fills), ...snapshot.fills].sort((left, right) => left.executedAtMs - right.executedAtMs);
  const unread = snapshot.unreadFills ?? [];
  // What could not be read at first may be readable now.
  return { ...snapshot, fills, unreadFills: [...without(without(told.unreadFills, unread), fills), ...unread] };
}

/** An execution of an earlier session, told before the opening that is to hold it, waits for that. */
export function isForOpening(work: StepWork, fill: Fill): boolean {
  return isOfEarlierSession(work, fill) && !work.openedVenues.includes(venueOfInstrument(fill.instrumentId));
}

/** Executed before this session began; its opening holds it. */
export function isOfEarlierSession({ session }: StepWork, { executedAtMs }: Fill): boolean {
  return executedAtMs < session.startedAtMs;
}

/** Keeps an execution for the opening. */
export function keepForOpening(work: StepWork, fill: Fill): void {
  const venue = venueOfInstrument(fill.instrumentId);
  const told = work.venues[venue]?.putOff;
  const fills = told?.fills ?? [];
  updateVenue(work, venue, { putOff: { fills: [...without(fills, [fill]), fill], unreadFills: told?.unreadFills ?? [] } });
}

function without<Execution extends UnreadFill>(executions: readonly Execution[], others: readonly UnreadFill[]): readonly Execution[] {
  const ids = new Set(others.map(({ tradeId }) => tradeId));
  return executions.filter(({ tradeId }) => !ids.has(tradeId));
}
