/** The ways out of the market: pull, cancel, halt, kill. Each works in every state and emits its cancels in the same step. */
import type { InstrumentId, Underlying } from '../../domain/instrument';
import type { CancelScope } from '../effects';
import { isWorking, type TrackedOrder } from '../../execution/order-state';
import type { VenueId } from '../../domain/venue';
import { worseState, type TradingState } from '../../risk/trading-state';
import type { PullState } from '../state';
import { venueOfInstrument } from '../state';
import { updateQuoting, updateSafety, type StepWork } from '../step-work';

/** Latches a trading state until RESUME; a worse one that holds already stays, with its reason. */
export function haltTrading(work: StepWork, state: TradingState, reason: string): void {
  const { tradingState } = work.safety;
  const isMilder = worseState(tradingState, state) !== state;
  const latch = isMilder ? {} : { tradingState: state, reason };
  updateSafety(work, { ...latch, needsResume: true, isArmed: false, disarmsAtMs: null });
}

/** Lets only reducing orders pass until a reconciliation matches; a worse state that holds already stays. */
export function allowOnlyReducing(work: StepWork, reason: string): void {
  if (work.safety.tradingState === 'active') updateSafety(work, { tradingState: 'reducing', reason });
}

/** What to pull. */
export interface PullRequest {
  /** `null`: all quotes of all venues. */
  readonly instrumentId: InstrumentId | null;
  readonly reason: string;
}

/** Takes quotes out of the market and stops trading on them, whatever the state of anything else. */
export function pullQuotes(work: StepWork, request: PullRequest): void {
  stopTrading(work, request.instrumentId, request.reason);
  cancelAndFollow(work, { kind: 'pull', scope: 'quotes', instrumentId: request.instrumentId });
}

/** Cancels orders of a scope on all venues and stops trading, so that they do not come back by themselves. */
export function cancelOrders(work: StepWork, scope: CancelScope, kind: PullState['kind']): void {
  stopTrading(work, null, kind === 'kill' ? 'killed' : 'orders were canceled by the trader');
  cancelAndFollow(work, { kind, scope, instrumentId: null });
}

/** Whether an order is meant by a pull, cancel or kill. */
function isInScope(order: TrackedOrder, pull: Pick<PullState, 'scope' | 'instrumentId'>): boolean {
  if (pull.instrumentId !== null && order.instrumentId !== pull.instrumentId) return false;
  if (pull.scope === 'quotes') return order.purpose === 'quote';
  return pull.scope === 'account' || order.purpose !== 'external';
}

/** Working orders that a pull means, per venue. */
export function countInScope(work: StepWork, pull: Pick<PullState, 'scope' | 'instrumentId'>, venue: VenueId): number {
  let count = 0;
  for (const order of work.orders.open.values()) {
    if (isWorking(order) && venueOfInstrument(order.instrumentId) === venue && isInScope(order, pull)) count += 1;
  }
  return count;
}

/** Working orders older than a pull that it means, that can rest, and that no venue has confirmed gone. */
export function countLeftBehind(work: StepWork, pull: PullState): number {
  let count = 0;
  for (const order of work.orders.open.values()) {
    // What is filled or canceled at once, such as the slice of a flatten, cannot be left behind.
    const canRest = order.timeInForce === 'good-til-canceled' && order.createdAtMs <= pull.requestedAtMs;
    if (!isWorking(order) || !canRest || !isInScope(order, pull)) continue;
    if (pull.venues[venueOfInstrument(order.instrumentId)]?.elapsedMs === null) count += 1;
  }
  return count;
}

/** Asks for everything once more that a pull asked for, and stops trading that began meanwhile. */
export function repeatPull(work: StepWork, pull: PullState, reason: string): void {
  stopTrading(work, null, reason);
  cancelAndFollow(work, { kind: pull.kind, scope: pull.scope, instrumentId: pull.instrumentId });
}

/** Takes every order of ours in an underlying out of the market and stops trading there. */
export function clearUnderlying(work: StepWork, underlying: Underlying, reason: string): void {
  const isMeant = (id: InstrumentId): boolean => work.markets.get(id)?.instrument.underlying === underlying;
  for (const { instrumentId } of Object.values(work.quoting)) if (isMeant(instrumentId)) stopTrading(work, instrumentId, reason);
  for (const order of [...work.orders.open.values()]) {
    if (isWorking(order) && order.purpose !== 'external' && isMeant(order.instrumentId)) cancelOrder(work, order);
  }
}

function stopTrading(work: StepWork, instrumentId: InstrumentId | null, reason: string): void {
  for (const quoting of Object.values(work.quoting)) {
    if (instrumentId !== null && quoting.instrumentId !== instrumentId) continue;
    updateQuoting(work, quoting, { isTradingOn: false, pulledReason: reason });
  }
  updateSafety(work, {});
}

/** Until its end is known everything is watched, whatever else is pulled meanwhile: what one instrument had is part of it. */
function isPullingAll({ safety: { pull } }: StepWork): boolean {
  return pull !== null && !pull.isDone && pull.instrumentId === null;
}

function cancelAndFollow(work: StepWork, pull: Pick<PullState, 'kind' | 'scope' | 'instrumentId'>): void {
  const venues: Record<string, PullState['venues'][string]> = {};
  // The one call that empties a venue goes first: five hundred single cancels before it would use up the credits it needs.
  for (const { venue } of Object.values(work.venues)) {
    if (pull.instrumentId === null) work.effects.push({ kind: 'cancel-all', venue, scope: pull.scope });
    else if (venueOfInstrument(pull.instrumentId) !== venue) continue;
    venues[venue] = { remaining: countInScope(work, pull, venue), elapsedMs: null };
  }
  for (const order of [...work.orders.open.values()]) if (isWorking(order) && isInScope(order, pull)) cancelOrder(work, order);
  if (pull.instrumentId !== null && isPullingAll(work)) return;
  const isDone = Object.keys(venues).length === 0;
  updateSafety(work, { pull: { ...pull, requestedAtMs: work.session.nowMs, isDone, venues } });
}

/** Asks for one order to be canceled, also if that was asked before: cancels may be repeated. */
export function cancelOrder(work: StepWork, order: TrackedOrder): void {
  const { instrumentId, clientOrderId, venueOrderId } = order;
  work.orders.amend(clientOrderId, { isCancelPending: true, cancelRequestedAtMs: work.session.nowMs });
  work.effects.push({ kind: 'cancel-order', instrumentId, clientOrderId, venueOrderId });
}
