/** Which quotes leave the market now: what must go goes at once, what is merely behind only as fast as it can be replaced. */
import type { ClientOrderId } from '../../domain/order';
import { sideSign, type Side } from '../../domain/side';
import { isUncertain, remainingLots, type TrackedOrder } from '../../execution/order-state';
import { quoteOrdersPerSecond, sendsInWindow } from '../../execution/throttle';
import type { QuoteDiff } from '../../quoting/quote-diff';
import type { QuoteLadder, QuoteLevel } from '../../quoting/quote-ladder';
import { LARGEST_SHARE } from '../../quoting/quote-matching';
import type { StepWork } from '../step-work';
import { cancelOrder } from './trading-halt';

/** What is in the market, what is wanted, and the difference. */
export interface CancelInput {
  readonly quotes: readonly TrackedOrder[];
  readonly ladder: QuoteLadder;
  readonly diff: QuoteDiff;
}

/**
 * A quote of unknown outcome, or still on its way, keeps its place until its side must be out of the market. One that is merely behind
 * its target stays while the message budget could not replace it: behind is safer than absent. One beyond all that its side wants has
 * no target and goes.
 */
export function cancelUnwanted(work: StepWork, input: CancelInput): void {
  for (const order of input.quotes) {
    if (isUnanswered(order) && !order.isCancelPending && isSideOut(input.ladder[order.side])) cancelOrder(work, order);
  }
  if (input.diff.cancel.length === 0) return;
  let budget = replaceBudget(work);
  const surplus = findSurplus(input, budget);
  for (const id of input.diff.cancel) {
    const order = work.orders.find(id);
    if (order === null || order.isCancelPending || isUnanswered(order)) continue;
    if (budget <= 0 && !mustGo(order, input.ladder[order.side], surplus)) continue;
    budget -= 1;
    cancelOrder(work, order);
  }
}

const NOBODY: ReadonlySet<ClientOrderId> = new Set();

const SIDES: readonly Side[] = ['buy', 'sell'];

/**
 * Unwanted quotes that would make a side larger than it is to be, as near its hard band or with fewer levels; the most exposed first.
 * Not looked for where the budget reaches for all of them: they go anyway.
 */
function findSurplus({ quotes, ladder, diff }: CancelInput, budget: number): ReadonlySet<ClientOrderId> {
  if (budget >= diff.cancel.length) return NOBODY;
  const surplus = new Set<ClientOrderId>();
  const kept = new Set(diff.keep.map(({ clientOrderId }) => clientOrderId));
  const unwanted = new Set(diff.cancel);
  for (const side of SIDES) {
    const own = quotes.filter((order) => order.side === side);
    const keptLots = own.reduce((sum, order) => sum + (kept.has(order.clientOrderId) ? remainingLots(order) : 0), 0);
    let room = wantedLots(ladder[side]) * LARGEST_SHARE - keptLots;
    const leastExposedFirst = own
      .filter(({ clientOrderId }) => unwanted.has(clientOrderId))
      .sort((first, second) => sideSign(side) * (first.price - second.price));
    for (const order of leastExposedFirst) {
      room -= remainingLots(order);
      if (room < 0) surplus.add(order.clientOrderId);
    }
  }
  return surplus;
}

function wantedLots(levels: readonly QuoteLevel[]): number {
  return levels.reduce((sum, level) => sum + (level.reason === 'quotable' ? level.quantityLots : 0), 0);
}

/** A lost one was listed once, or may still come: a stop means it too. */
function isUnanswered(order: TrackedOrder): boolean {
  return order.status === 'submitted' || isUncertain(order);
}

/** Orders that may still be sent in this second, less those that cancels under way will need. */
export function replaceBudget(work: StepWork): number {
  let leaving = 0;
  for (const order of work.orders.open.values()) if (order.isCancelPending && order.purpose === 'quote') leaving += 1;
  const sent = sendsInWindow(work.sentAtMs, work.session.nowMs).length;
  return quoteOrdersPerSecond(work.session.settings.maximumOrdersPerSecond) - sent - leaving;
}

function isSideOut(levels: readonly QuoteLevel[]): boolean {
  return levels.every((level) => level.reason !== 'quotable');
}

function mustGo(order: TrackedOrder, levels: readonly QuoteLevel[], surplus: ReadonlySet<ClientOrderId>): boolean {
  return surplus.has(order.clientOrderId) || isAhead(order, levels);
}

/** Whether a quote is nearer to the market than anything wanted on its side; so is every quote of a side that must be out. */
function isAhead(order: TrackedOrder, levels: readonly QuoteLevel[]): boolean {
  const sign = sideSign(order.side);
  return levels.every((level) => level.reason !== 'quotable' || level.priceTicks === null || sign * (order.price - level.priceTicks) > 0);
}
