/** Commands of arming, stopping and resuming. */
import type { CommandArgs } from '../../contract/commands';
import { toInstrumentId } from '../../domain/instrument';
import { clientOrderId } from '../../domain/order';
import { pullOrigin } from '../../domain/pull-origin';
import { timestampMs } from '../../domain/time';
import { isWorking } from '../../execution/order-state';
import { accepted, denied, updateSafety, type CommandResult, type StepWork } from '../step-work';
import { disarm } from '../stages/ingest-connection';
import { withdrawWaiting } from '../stages/hedge-sending';
import { stopFlattening } from '../stages/keep-flatten';
import { countFallAnew, findLossBreach, LOSS_LIMIT_ENDS } from '../stages/loss-limit';
import { cancelOrder, cancelOrders, haltTrading, pullQuotes } from '../stages/trading-halt';

/** Arms the desk until it has been without trading input for the time in the settings. */
export function arm(work: StepWork): CommandResult {
  if (work.session.sessionId === '') return denied('No session has started; wait for it.');
  updateSafety(work, { isArmed: true, disarmsAtMs: disarmTime(work) });
  return accepted;
}

/** When the desk disarms by itself if nothing is entered from now on. */
export function disarmTime(work: StepWork): ReturnType<typeof timestampMs> {
  return timestampMs(work.session.nowMs + work.session.settings.autoDisarmMinutes * 60_000);
}

/** Ends the armed state; quotes in the market stay. */
export function disarmDesk(work: StepWork): CommandResult {
  disarm(work);
  return accepted;
}

/** Why quotes are gone, in words that name who took them. */
const PULLED_BY: Readonly<Record<ReturnType<typeof pullOrigin>, string>> = {
  trader: 'pulled by the trader',
  unseen: 'pulled because no window showed them',
  shutdown: 'pulled because the desk ends',
};

/** Takes quotes out of the market, whatever the state of anything else. All of them: halted until a typed RESUME. */
export function pull(work: StepWork, args: CommandArgs<'pull-quotes'>): CommandResult {
  const id = args.instrumentId === null ? null : toInstrumentId(args.instrumentId);
  const origin = work.event.kind === 'command-received' ? pullOrigin(work.event.commandId) : 'trader';
  // All of them is a stop, not a pause: it latches, so that nothing quotes again before the trader says so twice.
  if (id === null) {
    haltTrading(work, 'halted', `All quotes were ${PULLED_BY[origin]}. To resume: arm, then type RESUME.`);
    updateSafety(work, origin === 'shutdown' ? { isLeaving: true } : { pulledAllAtMs: work.session.nowMs });
  }
  pullQuotes(work, { instrumentId: id, reason: `${PULLED_BY[origin]}: turn trading on to quote again` });
  return accepted;
}

/** A trader goes on after everything was pulled. */
export function forgetPull(work: StepWork): void {
  if (work.safety.pulledAllAtMs != null) updateSafety(work, { pulledAllAtMs: null });
}

/** Cancels all working orders of a scope. */
export function cancelScope(work: StepWork, args: CommandArgs<'cancel-orders'>): CommandResult {
  cancelOrders(work, args.scope, 'cancel');
  if (args.scope === 'quotes') return accepted;
  // Both would send their next order as soon as those canceled here are out of its way.
  withdrawWaiting(work, 'Our orders were canceled by the trader before it was sent.');
  stopFlattening(work, 'our orders were canceled by the trader');
  return accepted;
}

/** Cancels one order of ours; orders placed elsewhere are only canceled by a scope that says so. */
export function cancelOne(work: StepWork, args: CommandArgs<'cancel-order'>): CommandResult {
  const order = work.orders.find(clientOrderId(args.clientOrderId));
  if (order === null) return denied(`There is no order ${args.clientOrderId}.`);
  if (!isWorking(order)) return denied(`${args.clientOrderId} is ${order.status} already.`);
  if (order.purpose === 'external')
    return denied(`${args.clientOrderId} was placed elsewhere; cancel it there, or all orders of the account.`);
  cancelOrder(work, order);
  return accepted;
}

/** Cancels all our orders and blocks new ones except reduce-only, until a typed RESUME. */
export function kill(work: StepWork): CommandResult {
  haltTrading(work, 'killed', 'Killed by the trader. To resume: arm, then type RESUME.');
  cancelOrders(work, 'mine', 'kill');
  return accepted;
}

/** Leaves a latch; trading goes on only as far as reconciliation allows. */
export function resume(work: StepWork): CommandResult {
  const { safety } = work;
  if (!safety.needsResume)
    return denied(safety.tradingState === 'active' ? 'Trading is active already.' : `Nothing to resume: ${safety.reason}`);
  const breach = findLossBreach(work);
  if (breach !== null) return denied(`${breach} ${LOSS_LIMIT_ENDS}`);
  countFallAnew(work);
  const isMatched = Object.values(work.venues).every((venue) => venue.isMatched);
  const next = isMatched
    ? ({ tradingState: 'active', reason: '' } as const)
    : ({ tradingState: 'reducing', reason: 'Positions differ from the venue: it ends when a reconciliation matches.' } as const);
  updateSafety(work, { ...next, needsResume: false });
  forgetPull(work);
  return accepted;
}
