/** Orders with our mark that this journal does not know: told, and where another desk trades the same account neither goes on, because each would count only half of what both can lose. */
import type { OrderReport } from '../../domain/order';
import type { VenueId } from '../../domain/venue';
import { OWN_LABEL_PREFIX, sessionLabel } from '../../execution/order-tracker';
import { venueOfInstrument } from '../state';
import { raiseAlert, type StepWork } from '../step-work';
import { venueTimeMs } from '../venue-time';
import { haltTrading, pullQuotes } from './trading-halt';

/** An order of our own last session was sent before this one began, and lives or dies at the venue within this, ms. */
const LAST_SESSION_MS = 10_000;

/**
 * Call before a report is joined, wherever it was heard. An order with our mark that works and that no session of this journal sent is never
 * taken in without a word. One of which the venue spoke only after this session had begun was sent by a desk elsewhere.
 */
export function noteStranger(work: StepWork, report: OrderReport): void {
  const { clientOrderId: id, status } = report;
  if (id === null || status !== 'accepted' || !id.startsWith(OWN_LABEL_PREFIX) || work.orders.find(id) !== null) return;
  const venue = venueOfInstrument(report.instrumentId);
  const isOfSession = id.startsWith(sessionLabel(work.session.sessionId));
  const isTwin = !isOfSession && report.venueUpdatedAtMs >= venueTimeMs(work, venue, work.session.startedAtMs + LAST_SESSION_MS);
  if (isTwin) stopForTwin(work, venue, id);
  else raiseAdopted(work, venue, id);
}

function raiseAdopted(work: StepWork, venue: VenueId, id: string): void {
  const found = `An order with the label of this desk works at ${venue} that its journal does not know (${id}).`;
  const text = `${found} It counts against limits and nothing looks after it: cancel it, or find out which desk or lost journal it is of.`;
  raiseAlert(work, { key: `adopted|${venue}`, severity: 3, text });
}

function stopForTwin(work: StepWork, venue: VenueId, id: string): void {
  const found = `Another desk sends orders to this account at ${venue} (${id}): limits and positions would count for each of the two.`;
  raiseAlert(work, { key: `twin|${venue}`, severity: 3, text: found });
  // Said with each of its orders; nothing of ours is in the market any more after the first. A mere wait for a reconciliation is no latch.
  if (work.safety.needsResume) return;
  haltTrading(work, 'halted', `${found} End one of them, then arm and type RESUME.`);
  pullQuotes(work, { instrumentId: null, reason: 'halted: another desk on this account' });
}
