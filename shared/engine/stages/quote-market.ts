/** Turns target quotes into the fewest cancels and orders, and says of every level why it is not in the market. */
import { quantityLots } from '../../domain/quantity';
import { isWorking, remainingLots, type TrackedOrder } from '../../execution/order-state';
import { diffQuotes, type LiveQuote, type QuoteDiff, type TargetQuote } from '../../quoting/quote-diff';
import type { QuoteLadder, QuoteLevel } from '../../quoting/quote-ladder';
import { describeQuoteReason, type QuoteReason } from '../../quoting/quote-reason';
import type { MarketState } from '../market-state';
import type { LevelStatus, QuotingState } from '../quoting-state';
import { updateQuoting, type StepWork } from '../step-work';
import { enterOrder } from './order-entry';
import { changedQuoting, computeTargets, currentInputs } from './target-quotes';
import { cancelOrder } from './trading-halt';

/** Stage 7 and 8: targets, then the difference to what is in the market, one instrument after the other. */
export function quoteMarkets(work: StepWork): void {
  for (const stale of changedQuoting(work)) {
    const market = work.markets.get(stale.instrumentId);
    const quoting = work.quoting[stale.instrumentId];
    if (market === undefined || quoting === undefined) continue;
    closeGap(work, computeTargets(work, quoting, market), market);
  }
}

/** What was refused on the way, per level. */
type Refusals = ReadonlyMap<string, { readonly code: QuoteReason; readonly reason: string }>;

function closeGap(work: StepWork, quoting: QuotingState, market: MarketState): void {
  const ladder = quoting.targets;
  if (ladder === null) return;
  const quotes = work.orders.openOf(quoting.instrumentId).filter((order) => order.purpose === 'quote' && isWorking(order));
  const diff = diffQuotes({
    live: quotes.map(toLiveQuote),
    targets: wantedQuotes(ladder),
    toleranceTicks: quoting.parameters.requoteToleranceTicks,
  });
  cancelUnwanted(work, diff, ladder);
  const refusals = placeMissing(work, quoting, diff);
  const levelStatuses = describeLevels(work, quoting, { ladder, diff, refusals });
  updateQuoting(work, quoting, { levelStatuses, inputs: currentInputs(work, market) });
}

function toLiveQuote(order: TrackedOrder): LiveQuote {
  const isUncertain = order.status === 'unknown' || order.status === 'lost';
  return {
    clientOrderId: order.clientOrderId,
    side: order.side,
    priceTicks: order.price,
    remainingLots: remainingLots(order),
    state: isUncertain ? 'unknown' : order.isCancelPending ? 'canceling' : 'resting',
  };
}

/** Levels with nothing in their way. */
function wantedQuotes(ladder: QuoteLadder): readonly TargetQuote[] {
  const wanted: TargetQuote[] = [];
  for (const level of [...ladder.buy, ...ladder.sell]) {
    if (level.reason !== 'quotable' || level.priceTicks === null || level.quantityLots <= 0) continue;
    wanted.push({ side: level.side, level: level.level, priceTicks: level.priceTicks, quantityLots: quantityLots(level.quantityLots) });
  }
  return wanted;
}

/** An order still on its way is left until it is acknowledged, unless its side must be out of the market now. */
function cancelUnwanted(work: StepWork, diff: QuoteDiff, ladder: QuoteLadder): void {
  for (const id of diff.cancel) {
    const order = work.orders.find(id);
    if (order === null) continue;
    const isSideOut = (order.side === 'buy' ? ladder.buy : ladder.sell).every((level) => level.reason !== 'quotable');
    if (order.status === 'submitted' && !isSideOut) continue;
    cancelOrder(work, order);
  }
}

function placeMissing(work: StepWork, quoting: QuotingState, diff: QuoteDiff): Refusals {
  const refusals = new Map<string, { code: QuoteReason; reason: string }>();
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

function levelKey(level: { readonly side: string; readonly level: number }): string {
  return `${level.side}-${level.level}`;
}

interface Outcome {
  readonly ladder: QuoteLadder;
  readonly diff: QuoteDiff;
  readonly refusals: Refusals;
}

function describeLevels(work: StepWork, quoting: QuotingState, outcome: Outcome): readonly LevelStatus[] {
  const kept = new Map(outcome.diff.keep.map((quote) => [levelKey(quote), quote.clientOrderId]));
  const deferred = new Set(outcome.diff.deferred.map(levelKey));
  return [...outcome.ladder.buy, ...outcome.ladder.sell].map((level): LevelStatus => {
    const place = { side: level.side, level: level.level };
    if (level.reason !== 'quotable') return { ...place, ...explainBlocked(work, quoting, level) };
    const key = levelKey(level);
    const refusal = outcome.refusals.get(key);
    if (refusal !== undefined) return { ...place, state: refusal.code === 'denied' ? 'error' : 'waiting', ...refusal };
    if (deferred.has(key)) return { ...place, state: 'waiting', ...explainDeferred(work, quoting, level) };
    const id = kept.get(key);
    const order = id === undefined ? null : work.orders.find(id);
    if (order !== null && order.status !== 'submitted') return { ...place, state: 'live', code: 'quotable', reason: 'live' };
    return { ...place, state: 'waiting', code: 'quotable', reason: 'sent, waiting for the venue' };
  });
}

function explainDeferred(work: StepWork, quoting: QuotingState, level: QuoteLevel): Pick<LevelStatus, 'code' | 'reason'> {
  const isUnknown = work.orders.openOf(quoting.instrumentId).some((order) => order.side === level.side && order.status === 'unknown');
  const code = isUnknown ? 'outcome-unknown' : 'waits-for-cancel';
  return { code, reason: describeQuoteReason(code) };
}

/** Codes that the trader caused read `off` or `pulled`; the rest is waited for. */
const STATE_OF_CODE: Partial<Readonly<Record<QuoteReason, LevelStatus['state']>>> = {
  'pricing-off': 'off',
  'trading-off': 'off',
  disarmed: 'off',
  halted: 'pulled',
  suspended: 'suspended',
  'fill-cooldown': 'suspended',
  'no-fair-value': 'pulled',
  'stale-input': 'pulled',
  'invalid-parameters': 'error',
  denied: 'error',
};

function explainBlocked(work: StepWork, quoting: QuotingState, level: QuoteLevel): Pick<LevelStatus, 'state' | 'code' | 'reason'> {
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
