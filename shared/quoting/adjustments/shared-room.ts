/** Divides the room up to the hard band among the quoted instruments of an underlying: together they fit into it. */
import type { Side } from '../../domain/side';

/** Delta that quotes in the market would carry inventory by, the way of one side of one instrument. Coin, ≥ 0. */
export interface RoomTaken {
  /** By instruments that come before it in the order of the desk, and by what nobody quotes any more: theirs in any case. */
  readonly earlierCoin: number;
  /** By instruments that come after it. */
  readonly laterCoin: number;
  /** By the instrument itself. */
  readonly ownCoin: number;
}

/**
 * Coin that one side of an instrument may fill, ≥ 0, out of what is left up to the hard band. What rests keeps its room and the others get
 * what is left of it. Where all of it together is too much, as after a hedge, the instrument that comes first keeps what it has.
 */
export function sharedRoomCoin(capacityCoin: number, taken: RoomTaken | null): number {
  if (taken === null) return capacityCoin;
  const leftCoin = capacityCoin - taken.earlierCoin;
  return Math.max(0, leftCoin - taken.laterCoin, Math.min(leftCoin, taken.ownCoin));
}

/** Both sides of an instrument. */
type RoomOfSides = Readonly<Record<Side, RoomTaken>> | null;

/** Whether two say the same. */
export function isSameRoom(first: RoomOfSides, second: RoomOfSides): boolean {
  if (first === null || second === null) return first === second;
  return isSameSide(first.buy, second.buy) && isSameSide(first.sell, second.sell);
}

function isSameSide(first: RoomTaken, second: RoomTaken): boolean {
  return first.earlierCoin === second.earlierCoin && first.laterCoin === second.laterCoin && first.ownCoin === second.ownCoin;
}
