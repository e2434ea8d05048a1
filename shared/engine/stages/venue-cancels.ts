/** Orders that the venue ended by itself: its dead-man switch and its risk control halt the desk, its market-maker protection suspends what it guards. */
import { isFinal, type OrderReport } from '../../domain/order';
import type { TrackedOrder } from '../../execution/order-state';
import { venueOfInstrument } from '../state';
import { raiseAlert, touchControl, updateQuoting, type StepWork } from '../step-work';
import { haltTrading, pullQuotes } from './trading-halt';

/** Whether a report says for the first time that the venue ended an order of ours which we had not asked to end. */
export function isUnasked(work: StepWork, report: OrderReport): boolean {
  if (report.status !== 'canceled' || report.endedBy === undefined || report.clientOrderId === null) return false;
  const known = work.orders.find(report.clientOrderId);
  if (known === null || isFinal(known.status) || known.purpose === 'external') return false;
  // An account that the venue takes in hand is news also where we were about to cancel.
  return !known.isCancelPending || report.endedBy === 'risk-control';
}

/** Acts on it; call only for a report that `isUnasked` told apart before it was joined. */
export function noteVenueCancel(work: StepWork, order: TrackedOrder, report: OrderReport): void {
  if (report.endedBy === 'dead-man') noteDeadManFired(work, order);
  else if (report.endedBy === 'risk-control') noteRiskControl(work, order, report);
  else suspendProtected(work, order);
}

/** We were dead to the venue for a while: whatever we believe of that time needs a look before anything quotes again. */
function noteDeadManFired(work: StepWork, order: TrackedOrder): void {
  const venue = venueOfInstrument(order.instrumentId);
  const reason = `The dead-man switch of ${venue} fired and canceled our orders. Check orders and positions, arm, then type RESUME.`;
  raiseAlert(work, { key: `dead-man-fired|${venue}`, severity: 3, text: reason });
  if (work.safety.tradingState === 'halted' && work.safety.reason === reason) return;
  haltTrading(work, 'halted', reason);
  pullQuotes(work, { instrumentId: null, reason: `halted: the dead-man switch of ${venue} fired` });
}

/** The venue liquidates, or locks, for want of margin: new quotes would add to what it takes away. */
function noteRiskControl(work: StepWork, order: TrackedOrder, report: OrderReport): void {
  const venue = venueOfInstrument(order.instrumentId);
  const reason = `${venue} takes our orders out to bring the account's risk down (${report.reason ?? 'no reason given'}). Check margin and positions, arm, then type RESUME.`;
  raiseAlert(work, { key: `risk-control|${venue}`, severity: 3, text: reason });
  // Said with each order that goes; after the first nothing of ours is in the market any more.
  if (work.safety.needsResume) return;
  haltTrading(work, 'halted', reason);
  pullQuotes(work, { instrumentId: null, reason: `halted: the risk control of ${venue} took orders out` });
}

/** When the freeze ends is the venue's secret: the trader resets it there and lets the sides back. */
function suspendProtected(work: StepWork, order: TrackedOrder): void {
  const underlying = work.markets.get(order.instrumentId)?.instrument.underlying;
  const suspension = {
    cause: 'suspended',
    reason: 'the market-maker protection of the venue fired: reset it there, then let this side back',
    untilMs: null,
  } as const;
  for (const quoting of Object.values(work.quoting)) {
    if (work.markets.get(quoting.instrumentId)?.instrument.underlying !== underlying) continue;
    updateQuoting(work, quoting, { suspensions: { buy: suspension, sell: suspension } });
  }
  touchControl(work);
  const text = `Market-maker protection fired for ${underlying ?? order.instrumentId}: its quotes are gone and stay suspended.`;
  raiseAlert(work, { key: `protection|${underlying ?? order.instrumentId}`, severity: 3, text });
}
