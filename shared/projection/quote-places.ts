/** Which level each of our quotes serves now: a quote kept through a move of the market serves another level than it was placed for. */
import type { ClientOrderId } from '../domain/order';
import type { QuotingState } from '../engine/quoting-state';
import type { EngineState } from '../engine/state';
import type { TrackedOrder } from '../execution/order-state';
import { isWorking, remainingLots } from '../execution/order-state';
import type { LiveQuote, TargetQuote } from '../quoting/quote-diff';
import { diffQuotes } from '../quoting/quote-diff';
import type { QuoteLadder } from '../quoting/quote-ladder';

/** Working quotes of one instrument, in order of creation. */
export function workingQuotes(state: EngineState, quoting: QuotingState): readonly TrackedOrder[] {
  return state.orders.openOf(quoting.instrumentId).filter((order) => order.purpose === 'quote' && isWorking(order));
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

/** What a ladder would need done to the quotes in the market. */
export function compareWithLadder(
  quotes: readonly TrackedOrder[],
  ladder: QuoteLadder,
  toleranceTicks: number,
): ReturnType<typeof diffQuotes> {
  return diffQuotes({ live: quotes.map(liveQuote), targets: targetsOf(ladder), toleranceTicks });
}

/** Level served by each quote that the engine keeps; quotes that are leaving are not in it. */
export function servedLevels(state: EngineState, quoting: QuotingState): ReadonlyMap<ClientOrderId, number> {
  if (quoting.targets === null) return new Map();
  const { keep } = compareWithLadder(workingQuotes(state, quoting), quoting.targets, quoting.parameters.requoteToleranceTicks);
  return new Map(keep.map((kept) => [kept.clientOrderId, kept.level]));
}

/** The same over all quoted instruments. */
export function allServedLevels(state: EngineState): ReadonlyMap<ClientOrderId, number> {
  return new Map(Object.values(state.quoting).flatMap((quoting) => [...servedLevels(state, quoting)]));
}
