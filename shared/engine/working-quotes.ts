/** Our quotes in the market held against a ladder: what stays, what goes, what is missing. The stages and the screen ask the same. */
import type { InstrumentId } from '../domain/instrument';
import { isUncertain, isWorking, mayYetFill, remainingLots, type TrackedOrder } from '../execution/order-state';
import { diffQuotes, type LiveQuote, type QuoteDiff, type TargetQuote } from '../quoting/quote-diff';
import type { QuoteLadder, QuoteLevel } from '../quoting/quote-ladder';
import type { EngineState } from './state';

/** Working quotes of one instrument, in order of creation. */
export function workingQuotes(orders: EngineState['orders'], id: InstrumentId): readonly TrackedOrder[] {
  return orders.openOf(id).filter((order) => order.purpose === 'quote' && isWorking(order));
}

/**
 * Those that hold a place: also one that is over with a fill that was not told yet. Position, skew and the wait after a fill lack that
 * fill, and what took its place meanwhile would be taken by the same sweep.
 */
export function quotesInPlace({ orders, session }: Pick<EngineState, 'orders' | 'session'>, id: InstrumentId): readonly TrackedOrder[] {
  return orders.openOf(id).filter((order) => order.purpose === 'quote' && mayYetFill(order, session.nowMs));
}

/** Whether only news of an order can tell what its place is worth. */
export function waitsForNews(order: TrackedOrder): boolean {
  return isUncertain(order) || !isWorking(order);
}

function toLiveQuote(order: TrackedOrder): LiveQuote {
  return {
    clientOrderId: order.clientOrderId,
    side: order.side,
    priceTicks: order.price,
    remainingLots: remainingLots(order),
    state: waitsForNews(order) ? 'unknown' : order.isCancelPending ? 'canceling' : 'resting',
  };
}

function isWanted(level: QuoteLevel): level is QuoteLevel & TargetQuote {
  return level.reason === 'quotable' && level.priceTicks !== null && level.quantityLots > 0;
}

/** Levels with nothing in their way: a level that is wanted is its own target, because nothing is compared as often. */
function wantedQuotes(ladder: QuoteLadder): readonly TargetQuote[] {
  const wanted: TargetQuote[] = [];
  for (const level of ladder.buy) if (isWanted(level)) wanted.push(level);
  for (const level of ladder.sell) if (isWanted(level)) wanted.push(level);
  return wanted;
}

/** What a ladder would need done to the quotes in the market; a quote within `toleranceTicks` of its target stays. */
export function compareWithLadder(quotes: readonly TrackedOrder[], ladder: QuoteLadder, toleranceTicks: number): QuoteDiff {
  return diffQuotes({ live: quotes.map(toLiveQuote), targets: wantedQuotes(ladder), toleranceTicks, grid: ladder.input.instrument });
}
