/** Which level each of our quotes serves now: a quote kept through a move of the market serves another level than it was placed for. */
import type { ClientOrderId } from '../domain/order';
import type { QuotingState } from '../engine/quoting-state';
import type { EngineState } from '../engine/state';
import { compareWithLadder, workingQuotes } from '../engine/working-quotes';

/** Level served by each quote that the engine keeps; quotes that are leaving are not in it. */
export function servedLevels(state: EngineState, quoting: QuotingState): ReadonlyMap<ClientOrderId, number> {
  if (quoting.targets === null) return new Map();
  const { keep } = compareWithLadder(
    workingQuotes(state.orders, quoting.instrumentId),
    quoting.targets,
    quoting.parameters.requoteToleranceTicks,
  );
  return new Map(keep.map((kept) => [kept.clientOrderId, kept.level]));
}

/** The same over all quoted instruments. */
export function allServedLevels(state: EngineState): ReadonlyMap<ClientOrderId, number> {
  return new Map(Object.values(state.quoting).flatMap((quoting) => [...servedLevels(state, quoting)]));
}
