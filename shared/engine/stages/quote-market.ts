/** Turns target quotes into the fewest cancels and orders, and says of every level why it is not in the market. */
import { sideSign, type Side } from '../../domain/side';
import type { TrackedOrder } from '../../execution/order-state';
import type { QuoteDiff } from '../../quoting/quote-diff';
import type { QuoteLadder, QuoteLevel } from '../../quoting/quote-ladder';
import { describeQuoteReason, withCut, type QuoteReason } from '../../quoting/quote-reason';
import type { MarketState } from '../market-state';
import type { LevelStatus, QuotingState } from '../quoting-state';
import { venueOfInstrument } from '../state';
import { updateQuoting, type StepWork } from '../step-work';
import { compareWithLadder, quotesInPlace, waitsForNews } from '../working-quotes';
import { enterOrder } from './order-entry';
import { changedQuoting, computeTargets, currentInputs } from './target-quotes';
import { cancelUnwanted, replaceBudget } from './cancel-quotes';
import { lockOf } from './venue-locks';

/** Stage 7 and 8: targets, then the difference to what is in the market, one instrument after the other. */
export function quoteMarkets(work: StepWork): void {
  for (const quoting of changedQuoting(work)) {
    const market = work.markets.get(quoting.instrumentId);
    if (market === undefined) continue;
    const next = computeTargets(work, quoting, market);
    if (needsComparison(work, quoting, next)) closeGap(work, next, market);
  }
}

/** Orders, control and the clock can ask for another look at equal targets; a moved market alone cannot. */
function needsComparison(work: StepWork, before: QuotingState, next: QuotingState): boolean {
  if (work.event.kind === 'clock-ticked' && !isSettled(work, next)) return true;
  if (before.inputs.orders !== work.orders.revisionOf(next.instrumentId)) return true;
  if (before.inputs.control !== work.revisions.control || next.suspensions !== before.suspensions) return true;
  return !wantsTheSame(before.targets, next.targets);
}

/**
 * Whether every level is served by a quote that rests, or has said why it is out of the market in the words of now, and no quote is left
 * over: then time alone changes nothing.
 */
function isSettled(work: StepWork, quoting: QuotingState): boolean {
  const { levelStatuses, targets } = quoting;
  if (targets === null || levelStatuses.length !== targets.buy.length + targets.sell.length) return false;
  let live = 0;
  for (const [index, status] of levelStatuses.entries()) {
    const level = targets.buy[index] ?? targets.sell[index - targets.buy.length];
    if (level === undefined) return false;
    if (level.reason === 'quotable' && status.state === 'live') live += 1;
    else if (level.reason === 'quotable' || !isTold(status, level, explainBlocked(work, quoting, level))) return false;
  }
  return quotesInPlace(work, quoting.instrumentId).length === live;
}

/** What was refused on the way, per level. */
type Refusals = ReadonlyMap<number, { readonly code: QuoteReason; readonly reason: string }>;

function closeGap(work: StepWork, quoting: QuotingState, market: MarketState): void {
  const ladder = quoting.targets;
  if (ladder === null) return;
  const quotes = quotesInPlace(work, quoting.instrumentId);
  const diff = compareWithLadder(quotes, ladder, quoting.parameters.requoteToleranceTicks);
  cancelUnwanted(work, { quotes, diff, ladder });
  const refusals = placeMissing(work, quoting, diff);
  const levelStatuses = describeLevels(work, quoting, { ladder, diff, refusals });
  const isUnchanged = levelStatuses === quoting.levelStatuses && quoting.inputs.orders === work.orders.revisionOf(quoting.instrumentId);
  if (!isUnchanged) updateQuoting(work, quoting, { levelStatuses, inputs: currentInputs(work, market) });
}

/** Whether a new ladder wants exactly what the old one did, so that there is nothing to compare. */
function wantsTheSame(old: QuoteLadder | null, next: QuoteLadder | null): boolean {
  if (old === null || next === null) return old === next;
  return isSameSide(old.buy, next.buy) && isSameSide(old.sell, next.sell);
}

function isSameSide(old: readonly QuoteLevel[], next: readonly QuoteLevel[]): boolean {
  if (old.length !== next.length) return false;
  return next.every((level, index) => {
    const before = old[index];
    return (
      before?.priceTicks === level.priceTicks &&
      before.quantityLots === level.quantityLots &&
      before.reason === level.reason &&
      before.cut === level.cut
    );
  });
}

function placeMissing(work: StepWork, quoting: QuotingState, diff: QuoteDiff): Refusals {
  const refusals = new Map<number, { code: QuoteReason; reason: string }>();
  for (const target of diff.place) {
    const result = enterOrder(
      work,
      {
        instrumentId: quoting.instrumentId,
        side: target.side,
        price: target.priceTicks,
        quantity: target.quantityLots,
        purpose: 'quote',
        timeInForce: 'good-til-canceled',
        isPostOnly: true,
        isReduceOnly: false,
        level: target.level,
      },
      { isArmedRequired: false },
    );
    if (result.isSent) continue;
    const code: QuoteReason = result.rule === 'rate' ? 'rate-budget' : 'denied';
    refusals.set(levelKey(target), { code, reason: `${describeQuoteReason(code)}: ${result.reason}` });
  }
  return refusals;
}

/** One number per side and level: buys positive, sells negative. */
function levelKey(level: { readonly side: Side; readonly level: number }): number {
  return sideSign(level.side) * level.level;
}

interface Outcome {
  readonly ladder: QuoteLadder;
  readonly diff: QuoteDiff;
  readonly refusals: Refusals;
}

function describeLevels(work: StepWork, quoting: QuotingState, outcome: Outcome): readonly LevelStatus[] {
  const { keep, deferred } = outcome.diff;
  const wait = deferred.length === 0 ? null : describeWait(work, quoting);
  const describe = (level: QuoteLevel): Explanation => {
    if (level.reason !== 'quotable') return explainBlocked(work, quoting, level);
    const refusal = outcome.refusals.get(levelKey(level));
    if (refusal !== undefined)
      return { state: refusal.code === 'denied' ? 'error' : 'waiting', code: refusal.code, reason: refusal.reason };
    if (wait !== null && deferred.some((target) => isSamePlace(target, level))) return explainDeferred(wait, level);
    const kept = keep.find((quote) => isSamePlace(quote, level));
    const order = kept === undefined ? null : work.orders.find(kept.clientOrderId);
    const explanation = order !== null && order.status !== 'submitted' ? LIVE : SENT;
    return level.cut === null ? explanation : { ...explanation, reason: withCut(explanation.reason, level.cut) };
  };
  const levels = [...outcome.ladder.buy, ...outcome.ladder.sell];
  const statuses = levels.map((level, index) => toStatus(quoting.levelStatuses[index], level, describe(level)));
  const isSame =
    statuses.length === quoting.levelStatuses.length && statuses.every((status, index) => status === quoting.levelStatuses[index]);
  return isSame ? quoting.levelStatuses : statuses;
}

/** A side and a level of it. */
type Place = Pick<LevelStatus, 'side' | 'level'>;

function isSamePlace(first: Place, second: Place): boolean {
  return first.level === second.level && first.side === second.side;
}

/** Where a level stands, without saying which level it is. */
type Explanation = Pick<LevelStatus, 'state' | 'code' | 'reason'>;

const LIVE: Explanation = { state: 'live', code: 'quotable', reason: 'live' };
const SENT: Explanation = { state: 'waiting', code: 'quotable', reason: 'sent, waiting for the venue' };

/** Whether a status of before says the same of a level. */
function isTold(old: LevelStatus, level: QuoteLevel, { state, code, reason }: Explanation): boolean {
  return isSamePlace(old, level) && old.state === state && old.reason === reason && old.code === code;
}

/** The old status, by reference, if nothing changed. */
function toStatus(old: LevelStatus | undefined, level: QuoteLevel, explanation: Explanation): LevelStatus {
  if (old !== undefined && isTold(old, level, explanation)) return old;
  const { state, code, reason } = explanation;
  return { side: level.side, level: level.level, state, code, reason };
}

/** What a level can wait for, once quotes were canceled and placed. */
interface Wait {
  /** Quotes of which nobody can say what became of them. */
  readonly untold: readonly TrackedOrder[];
  readonly isThrottled: boolean;
}

function describeWait(work: StepWork, { instrumentId }: QuotingState): Wait {
  return { untold: quotesInPlace(work, instrumentId).filter(waitsForNews), isThrottled: replaceBudget(work) <= 0 };
}

function explainDeferred({ untold, isThrottled }: Wait, level: QuoteLevel): Explanation {
  const isUntold = untold.some((order) => standsInWay(order, level));
  const code = isUntold ? 'outcome-unknown' : isThrottled ? 'rate-budget' : 'waits-for-cancel';
  return { state: 'waiting', code, reason: describeQuoteReason(code) };
}

/** Whether an order takes a place on the side of a level, or could trade with it. */
function standsInWay(order: TrackedOrder, { side, priceTicks }: QuoteLevel): boolean {
  return order.side === side || (priceTicks !== null && sideSign(side) * (priceTicks - order.price) >= 0);
}

/** Codes that the trader caused read `off` or `pulled`; the rest is waited for. */
const STATE_OF_CODE: Partial<Readonly<Record<QuoteReason, LevelStatus['state']>>> = {
  'pricing-off': 'off',
  'trading-off': 'off',
  disarmed: 'off',
  halted: 'pulled',
  unprotected: 'pulled',
  closed: 'pulled',
  expiring: 'pulled',
  'slow-venue': 'pulled',
  locked: 'pulled',
  suspended: 'suspended',
  'fill-cooldown': 'suspended',
  'no-fair-value': 'pulled',
  'stale-input': 'pulled',
  'invalid-parameters': 'error',
  denied: 'error',
};

function explainBlocked(work: StepWork, quoting: QuotingState, level: QuoteLevel): Explanation {
  const code = level.reason;
  const isPulled = code === 'trading-off' && quoting.pulledReason !== '';
  const state = isPulled ? 'pulled' : (STATE_OF_CODE[code] ?? 'waiting');
  const words = describeQuoteReason(code);
  const detail = detailOf(work, quoting, level);
  if (detail === '') return { state, code, reason: words };
  return { state, code, reason: isPulled || code === 'denied' || code === 'suspended' ? detail : `${words}: ${detail}` };
}

/** What is known beyond the code; empty if nothing. */
function detailOf(work: StepWork, quoting: QuotingState, level: QuoteLevel): string {
  switch (level.reason) {
    case 'halted':
      return work.safety.reason;
    case 'locked':
      return lockOf(work.venues[venueOfInstrument(quoting.instrumentId)], work.markets.get(quoting.instrumentId)) ?? '';
    case 'stale-input':
    case 'no-fair-value':
      return work.markets.get(quoting.instrumentId)?.trustReason ?? '';
    case 'trading-off':
      return quoting.pulledReason;
    case 'denied':
    case 'suspended':
      return quoting.suspensions[level.side]?.reason ?? '';
    default:
      return '';
  }
}
