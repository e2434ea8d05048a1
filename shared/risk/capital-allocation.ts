/** How much more of an underlying can be quoted on each side, given margin, expected shortfall and limits, and which of them binds. */
import { finiteOrNull } from '../pricing/finite';

/** One limit as room: coin of delta that may still be bought or sold before it is reached. `null`: not known, so nothing may be added. */
export interface LimitRoom {
  readonly key: string;
  readonly label: string;
  readonly bidCoin: number | null;
  readonly askCoin: number | null;
}

/** What is left on each side, and why. */
export interface Allocation {
  readonly bidCoin: number | null;
  readonly askCoin: number | null;
  readonly bidBinds: LimitRoom | null;
  readonly askBinds: LimitRoom | null;
}

/** Room of a limit on a signed exposure (delta, position): up to +limit by buying, down to −limit by selling; never negative. */
export function exposureRoom(exposure: number | null, limit: number): { readonly bidCoin: number | null; readonly askCoin: number | null } {
  if (exposure === null || !Number.isFinite(exposure) || !(limit >= 0 && limit < Infinity)) return { bidCoin: null, askCoin: null };
  return { bidCoin: finiteOrNull(Math.max(0, limit - exposure)), askCoin: finiteOrNull(Math.max(0, limit + exposure)) };
}

/**
 * Room of a measure that a coin more can raise by at most `perCoin` on either side: (limit − used) ÷ perCoin. For a coherent measure such
 * as expected shortfall `perCoin` is the measure of one coin alone, so the room is never too large; it may be too small where a trade
 * would hedge.
 */
export function measureRoom(used: number | null, limit: number, perCoin: number | null): number | null {
  if (used === null || perCoin === null || !Number.isFinite(used + limit) || !(perCoin > 0)) return null;
  return finiteOrNull(Math.max(0, (limit - used) / perCoin));
}

function least(rooms: readonly LimitRoom[], side: 'bidCoin' | 'askCoin'): LimitRoom | null {
  let found: LimitRoom | null = null;
  for (const room of rooms) {
    if (room[side] === null || Number.isNaN(room[side])) return { ...room, [side]: null };
    if (found === null || (room[side] ?? Infinity) < (found[side] ?? Infinity)) found = room;
  }
  return found;
}

/** The least room of all limits; one that is not known leaves none, and is named as the one that binds. */
export function allocate(rooms: readonly LimitRoom[]): Allocation {
  const [bid, ask] = [least(rooms, 'bidCoin'), least(rooms, 'askCoin')];
  return { bidCoin: bid?.bidCoin ?? null, askCoin: ask?.askCoin ?? null, bidBinds: bid, askBinds: ask };
}
