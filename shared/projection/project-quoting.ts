/** Quoting control: what the engine quotes, what the draft would quote, and why a level is not in the market. */
import type { ClientOrderId } from '../domain/order';
import type { Side } from '../domain/side';
import type { MarketState } from '../engine/market-state';
import type { LevelStatus, QuotingState } from '../engine/quoting-state';
import type { EngineState } from '../engine/state';
import { compareWithLadder, workingQuotes } from '../engine/working-quotes';
import type { TrackedOrder } from '../execution/order-state';
import { remainingLots } from '../execution/order-state';
import { quoteOrdersPerSecond } from '../execution/throttle';
import type { QuoteLadder, QuoteLevel } from '../quoting/quote-ladder';
import { describeQuoteReason, withCut } from '../quoting/quote-reason';
import { finiteOrNull } from './finite';
import { lotsToCoinAt, showPrice } from './instrument-units';
import { servedLevels } from './quote-places';
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
  /** Why the ladder is wider than its parameters; empty if it is not. */
  readonly widening: string;
  /** Level that each kept quote serves. */
  readonly served: ReadonlyMap<ClientOrderId, number>;
}

/** The quote in the market that a row shows: the one that serves the level, else the newest on its way out of it. */
function quoteAt(subject: Subject, side: Side, level: number): TrackedOrder | null {
  const ofSide = subject.quotes.filter((order) => order.side === side);
  const serving = ofSide.find((order) => subject.served.get(order.clientOrderId) === level);
  return serving ?? ofSide.filter((order) => order.level === level && !subject.served.has(order.clientOrderId)).at(-1) ?? null;
}

/** Cancels and orders that the shown ladder would need now. */
function countMessages({ ladder, quotes, quoting }: Subject): number {
  if (ladder === null) return 0;
  return compareWithLadder(quotes, ladder, (quoting.draft ?? quoting.parameters).requoteToleranceTicks).messages;
}

/** A draft's own obstacle stands above what became of the present quotes. */
function rowReason(subject: Subject, status: LevelStatus | undefined, next: QuoteLevel | undefined): string {
  const { widening } = subject;
  if (next === undefined)
    return subject.ladder === null
      ? 'not priced yet'
      : subject.quoting.draft === null
        ? 'being canceled'
        : 'leaves the market with this draft';
  if (subject.quoting.draft !== null && next.reason !== 'quotable') return describeQuoteReason(next.reason);
  const reason = status?.reason ?? withCut(describeQuoteReason(next.reason), next.cut);
  return next.reason === 'quotable' && widening !== '' ? `${reason}, ${widening}` : reason;
}

/** The quote as it would be; all unknown if the level has no price or no quantity. */
function showNext(market: MarketState, next: QuoteLevel | undefined): Pick<QuoteRow, NextField> {
  if (next === undefined || next.priceTicks === null || next.quantityLots === 0) {
    return { nextPrice: null, nextQuantity: null, edgeBps: null, versusMarket: null, limitUsePercent: null };
  }
  const nextPrice = showPrice(market.instrument, next.priceTicks);
  return {
    nextPrice,
    nextQuantity: lotsToCoinAt(market.instrument, next.quantityLots, nextPrice),
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
  const deepest = quotes.reduce((level, order) => Math.max(level, subject.served.get(order.clientOrderId) ?? order.level), 0);
  const levels = Math.max(quoting.parameters.levels, quoting.draft?.levels ?? 0, deepest);
  const rows: Record<string, QuoteRow> = {};
  for (const side of ['buy', 'sell'] as const) {
    for (let level = 1; level <= levels; level += 1) rows[`${side}-${level}`] = projectRow(subject, side, level);
  }
  return rows;
}

/** `widened ×1.5: round trip 420 ms` */
function describeWidening(state: EngineState, ladder: QuoteLadder | null, { instrument }: MarketState): string {
  const factor = ladder?.input.widenFactor ?? 1;
  const venue = state.venues[instrument.venue];
  if (factor <= 1 || venue?.slowness == null) return '';
  const roundTripMs = venue.lanes.private.roundTripMs ?? 0;
  const isOver = roundTripMs < (state.session.settings.slowVenue?.widenAtMs ?? 0);
  const roundTrip = `round trip ${Math.round(roundTripMs)} ms`;
  return `widened ×${factor}: ${isOver ? `too slow until a moment ago, ${roundTrip} now` : roundTrip}`;
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
  const subject: Subject = {
    quoting,
    market,
    ladder,
    quotes: workingQuotes(state.orders, quoting.instrumentId),
    widening: describeWidening(state, ladder, market),
    served: servedLevels(state, quoting),
  };
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
    draftVersion: quoting.draftVersion ?? 0,
    draftProblem: quoting.draftProblem === '' ? null : quoting.draftProblem,
    fairValue: finiteOrNull(market.fairValue?.value),
    ...ladderFacts(ladder),
    widening: subject.widening,
    rows: projectRows(subject),
    messagesNeeded: countMessages(subject),
    messageBudget: quoteOrdersPerSecond(state.session.settings.maximumOrdersPerSecond),
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
