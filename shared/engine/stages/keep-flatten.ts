/** Carries a flatten on: own orders out of the way, one slice after the other, until flat or until it says why it cannot go on. */
import type { ClientOrderId } from '../../domain/order';
import { isSettled, mayYetFill, type TrackedOrder } from '../../execution/order-state';
import { isFlattening, type FlattenState } from '../flatten-state';
import { raiseAlert, type StepWork } from '../step-work';
import { planDelta, planPositions, type FlattenPlan, type FlattenSlice } from './flatten-plan';
import { enterOrder } from './order-entry';
import { judgeAccount, isUsable } from './trust';

/** Between two slices, ms: longer than what counts as one gesture, and time for the book to fill up again. */
const SLICE_PACE_MS = 600;

/** Without a fill for this long it gives up and says why, ms. */
const GIVE_UP_MS = 15_000;

/** Stage 10: only while a flatten is under way. */
export function keepFlatten(work: StepWork): void {
  const { flatten } = work;
  if (!isFlattening(flatten)) return;
  const current = noteFills(work, flatten);
  if (!work.safety.isArmed) return end(work, current, 'the desk was disarmed; arm and start it again');
  const obstacle = findObstacle(work, current);
  if (obstacle !== '') return wait(work, current, obstacle);
  work.flatten = current;
  if (current.sentAtMs !== null && work.session.nowMs - current.sentAtMs < SLICE_PACE_MS) return;
  send(work, current, current.underlying === null ? planPositions(work) : planDelta(work, current.underlying));
}

/** Ends a flatten by the trader's wish: nothing more is sent, what was sent lives on to its end. */
export function stopFlattening(work: StepWork, reason: string): void {
  if (isFlattening(work.flatten)) work.flatten = { ...work.flatten, phase: 'stopped', reason };
}

/** Takes in what the slices under way filled, and forgets those that are over. */
function noteFills(work: StepWork, flatten: FlattenState): FlattenState {
  const orders = flatten.working.map((id) => work.orders.find(id)).filter((order) => order !== null);
  const working = orders.filter((order) => !isSettled(order)).map((order) => order.clientOrderId);
  if (working.length === flatten.working.length) return flatten;
  const over = orders.filter((order) => isSettled(order)).reduce((sum, order) => sum + order.fillsQuantity, 0);
  const progressAtMs = over > 0 ? work.session.nowMs : flatten.progressAtMs;
  return { ...flatten, working, filledLots: flatten.filledLots + over, progressAtMs };
}

/** What must be over before the next slice; empty if nothing. */
function findObstacle(work: StepWork, flatten: FlattenState): string {
  const [slice] = flatten.working;
  if (slice !== undefined) return `waiting for the end of ${slice}`;
  const own = countOwn(work, flatten);
  if (own > 0) return `waiting for the end of ${own} own orders, with all their fills`;
  for (const venue of Object.values(work.venues)) {
    const { trust, reason } = judgeAccount(work, venue);
    if (!isUsable(trust)) return `the account at ${venue.venue} is ${trust}: ${reason}`;
  }
  return '';
}

function countOwn(work: StepWork, flatten: FlattenState): number {
  let count = 0;
  // Also one that is over and filled unseen: the position lacks that fill, and what is sent for it would be too much.
  for (const order of work.orders.open.values()) if (mayYetFill(order, work.session.nowMs) && isInTheWay(work, flatten, order)) count += 1;
  return count;
}

/** Whether an order of ours could move what is to become zero. */
function isInTheWay(work: StepWork, flatten: FlattenState, order: TrackedOrder): boolean {
  if (order.purpose === 'external') return false;
  return flatten.underlying === null || work.markets.get(order.instrumentId)?.instrument.underlying === flatten.underlying;
}

function send(work: StepWork, flatten: FlattenState, plan: FlattenPlan): void {
  if (Object.keys(plan.legs).length === 0) return finish(work, flatten);
  const working: ClientOrderId[] = [];
  const legs = { ...plan.legs };
  const sent = new Set<string>();
  for (const slice of plan.slices) {
    if (sent.has(slice.legKey)) continue;
    const outcome = enter(work, slice);
    const remaining = legs[slice.legKey]?.remaining ?? 0;
    if (typeof outcome === 'string') legs[slice.legKey] = { remaining, reason: outcome };
    else {
      working.push(outcome.id);
      sent.add(slice.legKey);
      legs[slice.legKey] = { remaining, reason: '' };
    }
  }
  const next = { ...flatten, legs, phase: 'working' } as const;
  if (working.length === 0) return wait(work, next, firstReason(next));
  work.flatten = { ...next, reason: '', working, sliceCount: next.sliceCount + working.length, sentAtMs: work.session.nowMs };
}

function enter(work: StepWork, slice: FlattenSlice): { readonly id: ClientOrderId } | string {
  const { instrumentId, side, price, quantity, isReduceOnly } = slice;
  const wish = { instrumentId, side, price, quantity, isReduceOnly, isPostOnly: false, level: 0 } as const;
  const result = enterOrder(work, { ...wish, purpose: 'hedge', timeInForce: 'immediate-or-cancel' }, { isArmedRequired: true });
  return result.isSent ? { id: result.clientOrderId } : `${result.rule}: ${result.reason}`;
}

function firstReason(flatten: FlattenState): string {
  return Object.values(flatten.legs).find((leg) => leg.reason !== '')?.reason ?? 'nothing could be sent';
}

function wait(work: StepWork, flatten: FlattenState, reason: string): void {
  if (work.session.nowMs - flatten.progressAtMs < GIVE_UP_MS) work.flatten = { ...flatten, reason };
  else end(work, flatten, reason);
}

function end(work: StepWork, flatten: FlattenState, reason: string): void {
  work.flatten = { ...flatten, phase: 'blocked', reason };
  const text = `${describeFlatten(flatten)} ended before it was flat: ${reason}.`;
  raiseAlert(work, { key: `flatten|${flatten.flattenId}`, severity: 3, text });
}

function finish(work: StepWork, flatten: FlattenState): void {
  work.flatten = { ...flatten, phase: 'done', reason: '', legs: {} };
  const text = `${describeFlatten(flatten)} is done after ${flatten.sliceCount} orders.`;
  raiseAlert(work, { key: `flatten|${flatten.flattenId}`, severity: 1, text });
}

/** What was to be flattened, in words. */
function describeFlatten({ underlying }: FlattenState): string {
  return underlying === null ? 'Flatten all' : `Flatten delta ${underlying}`;
}
