/** Another desk that trades the same account: each would count only half of what both can lose, so neither goes on. */
import type { OrderReport } from '../../domain/order';
import { OWN_LABEL_PREFIX, sessionLabel } from '../../execution/order-tracker';
import { venueOfInstrument } from '../state';
import { raiseAlert, type StepWork } from '../step-work';
import { venueTimeMs } from '../venue-time';
import { haltTrading, pullQuotes } from './trading-halt';

/** An order of our own last session was sent before this one began, and lives or dies at the venue within this, ms. */
const LAST_SESSION_MS = 10_000;

/**
 * Call before a report is joined. An order with our mark that works, that no session of this journal sent, and of which the venue spoke
 * only after this session had begun was sent by a desk elsewhere.
 */
export function noteTwin(work: StepWork, report: OrderReport): void {
  const { clientOrderId, status } = report;
  if (clientOrderId === null || status !== 'accepted' || !clientOrderId.startsWith(OWN_LABEL_PREFIX)) return;
  if (clientOrderId.startsWith(sessionLabel(work.session.sessionId)) || work.orders.find(clientOrderId) !== null) return;
  const venue = venueOfInstrument(report.instrumentId);
  if (report.venueUpdatedAtMs < venueTimeMs(work, venue, work.session.startedAtMs + LAST_SESSION_MS)) return;
  const found = `Another desk sends orders to this account at ${venue} (${clientOrderId}): limits and positions would count for each of the two.`;
  raiseAlert(work, { key: `twin|${venue}`, severity: 3, text: found });
  // Said with each of its orders; nothing of ours is in the market any more after the first. A mere wait for a reconciliation is no latch.
  if (work.safety.needsResume) return;
  haltTrading(work, 'halted', `${found} End one of them, then arm and type RESUME.`);
  pullQuotes(work, { instrumentId: null, reason: 'halted: another desk on this account' });
}
