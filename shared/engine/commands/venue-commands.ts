/** Commands about one venue: reconcile, leave, come back, accept what it says or lacks. */
import type { CommandArgs } from '../../contract/commands';
import { venueId, type VenueId } from '../../domain/venue';
import type { VenueState } from '../account-state';
import { venueOfInstrument } from '../state';
import { disarm } from '../stages/ingest-connection';
import { requestReconciliation } from '../stages/keep-orders';
import { cancelOrders, pullQuotes } from '../stages/trading-halt';
import { accepted, denied, touchControl, updateVenue, type CommandResult, type StepWork } from '../step-work';

function unknownVenue(name: string): CommandResult {
  return denied(`${name} is not a venue of this session.`);
}

/** Asks a venue for everything again. */
export function reconcile(work: StepWork, args: CommandArgs<'reconcile'>): CommandResult {
  const venue = venueId(args.venue);
  if (work.venues[venue] === undefined) return unknownVenue(venue);
  requestReconciliation(work, venue);
  return accepted;
}

/** Pulls the quotes of a venue, then connects anew; also the way back after `disconnect`. */
export function reconnect(work: StepWork, args: CommandArgs<'reconnect'>): CommandResult {
  const venue = venueId(args.venue);
  if (work.venues[venue] === undefined) return unknownVenue(venue);
  for (const { instrumentId } of Object.values(work.quoting)) {
    if (venueOfInstrument(instrumentId) === venue)
      pullQuotes(work, { instrumentId, reason: 'pulled to reconnect: turn trading on to quote again' });
  }
  disarm(work);
  updateVenue(work, venue, { presence: 'on', leaveAskedAtMs: null });
  work.effects.push({ kind: 'reconnect', venue });
  askAgainForEmpty(work, venue);
  return accepted;
}

/** What emptied the venue may have been given up with the connection; nothing is traded there before it has an end. */
function askAgainForEmpty(work: StepWork, venue: VenueId): void {
  const { pull } = work.safety;
  if (pull === null || pull.instrumentId !== null || pull.venues[venue]?.elapsedMs !== null) return;
  work.effects.push({ kind: 'cancel-all', venue, scope: pull.scope });
}

/** Cancels every order of ours there, and leaves as soon as the venue is empty; \`keepLeaving\` goes on from here. */
export function disconnect(work: StepWork, args: CommandArgs<'disconnect'>): CommandResult {
  const meant: readonly VenueState[] = Object.values(work.venues).filter((venue) => args.venue === null || venue.venue === args.venue);
  if (meant.length === 0) return unknownVenue(args.venue ?? 'Nothing');
  const staying = meant.filter((venue) => venue.presence !== 'off');
  if (staying.length === 0) return denied('Disconnected already; reconnect in the connections panel.');
  disarm(work);
  for (const { venue } of staying) updateVenue(work, venue, { presence: 'pulling', leaveAskedAtMs: work.session.nowMs });
  cancelOrders(work, 'mine', 'cancel');
  return accepted;
}

/** The next snapshot of the venue replaces our positions there; what changed and why is kept as an alert and in the journal. */
export function adoptPositions(work: StepWork, args: CommandArgs<'adopt-positions'>): CommandResult {
  const venue = venueId(args.venue);
  const known = work.venues[venue];
  if (known === undefined) return unknownVenue(venue);
  if (known.isMatched) return denied(`Positions at ${venue} match; there is nothing to take over.`);
  updateVenue(work, venue, { adoptionReason: args.reason });
  requestReconciliation(work, venue);
  return accepted;
}

/** Quotes may rest at a venue that would not cancel them if this machine died; limits are a quarter until it is protected again. */
export function acknowledgeUnprotected(work: StepWork, args: CommandArgs<'acknowledge-unprotected'>): CommandResult {
  const venue: VenueId = venueId(args.venue);
  const known = work.venues[venue];
  if (known === undefined) return unknownVenue(venue);
  if (known.isProtected) return denied(`${venue} is protected; there is nothing to accept.`);
  updateVenue(work, venue, { isUnprotectedAccepted: true });
  touchControl(work);
  return accepted;
}
