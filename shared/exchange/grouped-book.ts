/** Grouped book channels: the best levels, merged into price groups. */
import { fromLots, fromTicks, type ContractSpec } from './contract-spec';
import type { BookSide, MatchingBook } from './matching-book';

/** What to show: `group` in ticks (1: as it is), `depth` levels a side. */
export interface Grouping {
  readonly group: number;
  readonly depth: number;
  readonly changeId: number;
  readonly nowMs: number;
}

/** The `data` of a grouped notification. Bids are grouped down, asks up. */
export function groupedBook(spec: ContractSpec, book: MatchingBook, grouping: Grouping): Readonly<Record<string, unknown>> {
  return {
    timestamp: grouping.nowMs,
    instrument_name: spec.name,
    change_id: grouping.changeId,
    bids: groupSide(spec, book.bids, grouping),
    asks: groupSide(spec, book.asks, grouping),
  };
}

function groupSide(spec: ContractSpec, side: BookSide, grouping: Grouping): readonly (readonly [number, number])[] {
  const round = side.side === 'buy' ? Math.floor : Math.ceil;
  const groups = new Map<number, number>();
  for (const level of side.top(grouping.depth * grouping.group)) {
    const ticks = round(level.ticks / grouping.group) * grouping.group;
    if (!groups.has(ticks) && groups.size === grouping.depth) break;
    groups.set(ticks, (groups.get(ticks) ?? 0) + level.totalLots);
  }
  return [...groups].map(([ticks, lots]) => [fromTicks(spec, ticks), fromLots(spec, lots)]);
}
