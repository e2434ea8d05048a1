/** Our quotes in the market held against a ladder: what stays, what goes, what is missing. The stages and the screen ask the same. */
import type { InstrumentId } from '../domain/instrument';
import { quantityLots } from '../domain/quantity';
import { isUncertain, isWorking, mayYetFill, remainingLots, type TrackedOrder } from '../execution/order-state';
import { diffQuotes, type LiveQuote, type QuoteDiff, type TargetQuote } from '../quoting/quote-diff';
import type { QuoteLadder } from '../quoting/quote-ladder';
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

/** Levels with nothing in their way. */
function wantedQuotes(ladder: QuoteLadder): readonly TargetQuote[] {
  const wanted: TargetQuote[] = [];
  for (const level of [...ladder.buy, ...ladder.sell]) {
    if (level.reason !== 'quotable' || level.priceTicks === null || level.quantityLots <= 0) continue;
    wanted.push({ side: level.side, level: level.level, priceTicks: level.priceTicks, quantityLots: quantityLots(level.quantityLots) });
  }
  return wanted;
}

/** What a ladder would need done to the quotes in the market; a quote within `toleranceTicks` of its target stays. */
export function compareWithLadder(quotes: readonly TrackedOrder[], ladder: QuoteLadder, toleranceTicks: number): QuoteDiff {
  return diffQuotes({ live: quotes.map(toLiveQuote), targets: wantedQuotes(ladder), toleranceTicks, grid: ladder.input.instrument });
}
