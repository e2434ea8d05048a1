/** Leaves a venue by the trader's wish: when it said twice that nothing of ours rests there, when it cancels by itself then, or where nobody is let in. */
import type { VenueState } from '../account-state';
import { raiseAlert, updateVenue, type StepWork } from '../step-work';
import { countInScope } from './trading-halt';

/** A venue that does not confirm within this is left all the same if it cancels by itself then, ms. */
const LEAVE_LIMIT_MS = 5000;

/** Part of the last stage: goes on with every `disconnect` under way. */
export function keepLeaving(work: StepWork): void {
  const { event } = work;
  if (event.kind !== 'cancel-all-confirmed' && event.kind !== 'clock-ticked') return;
  for (const venue of Object.values(work.venues)) {
    if (venue.presence !== 'pulling') continue;
    if (event.kind === 'cancel-all-confirmed' && event.venue === venue.venue && event.remaining === 0) leave(work, venue);
    else if (isShutOut(venue)) leaveShutOut(work, venue);
    else if (work.session.nowMs - (venue.leaveAskedAtMs ?? 0) >= LEAVE_LIMIT_MS) leaveUnverified(work, venue);
  }
}

function leave(work: StepWork, { venue }: VenueState): void {
  updateVenue(work, venue, { presence: 'off' });
  work.effects.push({ kind: 'disconnect', venue });
}

/** No lane is let in to the account, as without keys: nothing can be canceled or asked for there, and waiting changes nothing. */
function isShutOut({ lanes }: VenueState): boolean {
  return lanes.private.state === 'blocked' && lanes.cancel.state === 'blocked';
}

function leaveShutOut(work: StepWork, venue: VenueState): void {
  const count = countInScope(work, { scope: 'mine', instrumentId: null }, venue.venue);
  const left = `${venue.venue}: disconnected without asking what rests there (${venue.lanes.cancel.reason})`;
  const text = count === 0 ? `${left}; this desk knows of no order of its own.` : `${left}; ${count} of our orders may rest. Check there.`;
  raiseAlert(work, { key: `leave|${venue.venue}`, severity: count === 0 ? 1 : 3, text });
  leave(work, venue);
}

/** Hanging up is itself a cancel where a dead-man switch is armed; where it is not, leaving would leave the orders. */
function leaveUnverified(work: StepWork, venue: VenueState): void {
  const found = 'expected word that nothing rests there, found none';
  const text = venue.isProtected
    ? `${venue.venue}: ${found}; the connection is closed, so that the venue cancels by itself. Check there.`
    : `${venue.venue}: ${found}, and the venue would not cancel by itself; still connected and still pulling.`;
  raiseAlert(work, { key: `leave|${venue.venue}`, severity: 3, text });
  if (venue.isProtected) leave(work, venue);
  // Said again after as long: with each tick it could not be acknowledged.
  else updateVenue(work, venue.venue, { leaveAskedAtMs: work.session.nowMs });
}
