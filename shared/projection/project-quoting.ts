/** Quoting control: what the engine quotes, what the draft would quote, and why a level is not in the market. */
import type { Side } from '../domain/side';
import type { MarketState } from '../engine/market-state';
import type { LevelStatus, QuotingState } from '../engine/quoting-state';
import type { EngineState } from '../engine/state';
import type { TrackedOrder } from '../execution/order-state';
import { isWorking, remainingLots } from '../execution/order-state';
import type { LiveQuote, TargetQuote } from '../quoting/quote-diff';
import { diffQuotes } from '../quoting/quote-diff';
import type { QuoteLadder, QuoteLevel } from '../quoting/quote-ladder';
import { describeQuoteReason } from '../quoting/quote-reason';
import { finiteOrNull } from './finite';
import { lotsToCoinAt, showPrice } from './instrument-units';
import { exposureTrust, marketTrust, worstTrust } from './trust';
import type { QuoteRow, QuotingView } from './view-state';

type NextField = 'nextPrice' | 'nextQuantity' | 'edgeBps' | 'versusMarket' | 'limitUsePercent';

/** One instrument's quoting and what is shown of it. */
interface Subject {
  readonly quoting: QuotingState;
  readonly market: MarketState;
  /** The draft's ladder while there is a draft, otherwise what the engine quotes. */
  readonly ladder: QuoteLadder | null;
  /** Working quotes of ours, in order of creation. */
  readonly quotes: readonly TrackedOrder[];
}

function workingQuotes(state: EngineState, market: MarketState): readonly TrackedOrder[] {
  return state.orders.openOf(market.instrument.id).filter((order) => order.purpose === 'quote' && isWorking(order));
}

/** The quote in the market that a row shows: the newest one of that level. */
function quoteAt(subject: Subject, side: Side, level: number): TrackedOrder | null {
  return subject.quotes.filter((order) => order.side === side && order.level === level).at(-1) ?? null;
}

function liveQuote(order: TrackedOrder): LiveQuote {
  const isUnknown = order.status === 'unknown' || order.status === 'lost';
  return {
    clientOrderId: order.clientOrderId,
    side: order.side,
    priceTicks: order.price,
    remainingLots: remainingLots(order),
    state: isUnknown ? 'unknown' : order.isCancelPending ? 'canceling' : 'resting',
  };
}

function targetsOf(ladder: QuoteLadder): readonly TargetQuote[] {
  const targets: TargetQuote[] = [];
  for (const { side, level, priceTicks, quantityLots, reason } of [...ladder.buy, ...ladder.sell]) {
    if (priceTicks !== null && reason === 'quotable') targets.push({ side, level, priceTicks, quantityLots });
  }
  return targets;
}

/** Cancels and orders that the shown ladder would need now. */
function countMessages({ ladder, quotes, quoting }: Subject): number {
  if (ladder === null) return 0;
  const { requoteToleranceTicks } = quoting.draft ?? quoting.parameters;
  return diffQuotes({ live: quotes.map(liveQuote), targets: targetsOf(ladder), toleranceTicks: requoteToleranceTicks }).messages;
}

/** A draft's own obstacle stands above what became of the present quotes. */
function rowReason(subject: Subject, status: LevelStatus | undefined, next: QuoteLevel | undefined): string {
  if (next === undefined) return 'leaves the market with this draft';
  if (subject.quoting.draft !== null && next.reason !== 'quotable') return describeQuoteReason(next.reason);
  return status?.reason ?? describeQuoteReason(next.reason);
}

/** The quote as it would be; all unknown if the level has no price or no quantity. */
function showNext(market: MarketState, next: QuoteLevel | undefined): Pick<QuoteRow, NextField> {
  if (next === undefined || next.priceTicks === null || next.quantityLots === 0) {
    return { nextPrice: null, nextQuantity: null, edgeBps: null, versusMarket: null, limitUsePercent: null };
  }
  return {
    nextPrice: showPrice(market.instrument, next.priceTicks),
    nextQuantity: finiteOrNull(next.quantityCoin),
    edgeBps: finiteOrNull(next.edgeBps),
    versusMarket: next.versusMarket,
    limitUsePercent: finiteOrNull(next.limitUsePercent),
  };
}

function projectRow(subject: Subject, side: Side, level: number): QuoteRow {
  const { market, quoting, ladder } = subject;
  const now = quoteAt(subject, side, level);
  const next = ladder?.[side].find((candidate) => candidate.level === level);
  const status = quoting.levelStatuses.find((candidate) => candidate.side === side && candidate.level === level);
  const nowPrice = showPrice(market.instrument, now?.price ?? null);
  return {
    side,
    level,
    nowPrice,
    nowQuantity: now === null ? null : lotsToCoinAt(market.instrument, remainingLots(now), nowPrice),
    ...showNext(market, next),
    state: status?.state ?? (now === null ? 'off' : 'live'),
    reason: rowReason(subject, status, next),
  };
}

function projectRows(subject: Subject): Readonly<Record<string, QuoteRow>> {
  const { quoting, quotes } = subject;
  const deepest = quotes.reduce((level, order) => Math.max(level, order.level), 0);
  const levels = Math.max(quoting.parameters.levels, quoting.draft?.levels ?? 0, deepest);
  const rows: Record<string, QuoteRow> = {};
  for (const side of ['buy', 'sell'] as const) {
    for (let level = 1; level <= levels; level += 1) rows[`${side}-${level}`] = projectRow(subject, side, level);
  }
  return rows;
}

/** What the shown ladder says of itself; all unknown without a ladder. */
function ladderFacts(
  ladder: QuoteLadder | null,
): Pick<QuotingView, 'reservationPrice' | 'halfSpreadTicks' | 'skewTicks' | 'bidWaterfall' | 'askWaterfall'> {
  return {
    reservationPrice: finiteOrNull(ladder?.reservationPrice),
    halfSpreadTicks: finiteOrNull(ladder?.halfSpreadTicks),
    skewTicks: finiteOrNull(ladder?.skewTicks),
    bidWaterfall: ladder?.buyWaterfall ?? [],
    askWaterfall: ladder?.sellWaterfall ?? [],
  };
}

function projectOne(state: EngineState, quoting: QuotingState, market: MarketState): QuotingView {
  const { instrument } = market;
  const ladder = quoting.draft === null ? quoting.targets : (quoting.draftTargets ?? quoting.targets);
  const subject: Subject = { quoting, market, ladder, quotes: workingQuotes(state, market) };
  return {
    instrumentId: instrument.id,
    name: instrument.name,
    underlying: instrument.underlying,
    tickSize: instrument.tickSize,
    isPricingOn: quoting.isPricingOn,
    isTradingOn: quoting.isTradingOn,
    isBidSuspended: quoting.suspensions.buy !== null,
    isAskSuspended: quoting.suspensions.sell !== null,
    parameters: quoting.parameters,
    parametersVersion: quoting.parametersVersion,
    changedAtMs: quoting.changedAtMs,
    changedBy: quoting.changedBy,
    canUndo: quoting.undoStack.length > 0,
    draft: quoting.draft,
    draftProblem: quoting.draftProblem === '' ? null : quoting.draftProblem,
    fairValue: finiteOrNull(market.fairValue?.value),
    ...ladderFacts(ladder),
    rows: projectRows(subject),
    messagesNeeded: countMessages(subject),
    messageBudget: state.session.settings.maximumOrdersPerSecond,
    trust: worstTrust([marketTrust(state, market), exposureTrust(state, state.exposures[instrument.underlying])], ''),
  };
}

/** Views keyed by instrument id, quoted instruments that the venue listed. */
export function projectQuoting(state: EngineState): Readonly<Record<string, QuotingView>> {
  const views: Record<string, QuotingView> = {};
  for (const quoting of Object.values(state.quoting)) {
    const market = state.markets.get(quoting.instrumentId);
    if (market !== undefined) views[quoting.instrumentId] = projectOne(state, quoting, market);
  }
  return views;
}
