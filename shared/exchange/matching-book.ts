/** One instrument's resting orders in price-time priority; at rest it is never crossed. */
import { remainingLots, type MutableOrder } from './resting-order';
import type { Side } from '../domain/side';

/** Orders of one price, first come first. */
export interface MutableLevel {
  readonly ticks: number;
  readonly orders: MutableOrder[];
  totalLots: number;
}

/** Ticks → total lots of the level before its first change since the last publication. */
export type TouchedLevels = Map<number, number>;

/** One side. Levels are kept best-last, so that work near the top is cheap. */
export class BookSide {
  private readonly levels = new Map<number, MutableLevel>();
  private readonly keys: number[] = [];
  private readonly sign: 1 | -1;
  /** Levels changed since the owner last cleared it: ticks → total lots before. */
  public readonly touched: TouchedLevels = new Map();

  public constructor(public readonly side: Side) {
    this.sign = side === 'buy' ? 1 : -1;
  }

  /** The best level, or `null` when the side is empty. */
  public best(): MutableLevel | null {
    const key = this.keys[this.keys.length - 1];
    return key === undefined ? null : (this.levels.get(key * this.sign) ?? null);
  }

  /** Number of price levels. */
  public depth(): number {
    return this.keys.length;
  }

  /** The level at a price, or `null`. */
  public levelAt(ticks: number): MutableLevel | null {
    return this.levels.get(ticks) ?? null;
  }

  /** Up to `count` levels from the best on. */
  public top(count: number): readonly MutableLevel[] {
    const found: MutableLevel[] = [];
    for (let index = this.keys.length - 1; index >= 0 && found.length < count; index -= 1) {
      const level = this.levels.get((this.keys[index] ?? 0) * this.sign);
      if (level !== undefined) found.push(level);
    }
    return found;
  }

  /** Puts an order at the back of its price's queue. */
  public add(order: MutableOrder): void {
    const level = this.levels.get(order.priceTicks) ?? this.open(order.priceTicks);
    this.touch(level);
    level.orders.push(order);
    level.totalLots += remainingLots(order);
  }

  /** Takes an order out of its queue; does nothing if it is not there. */
  public remove(order: MutableOrder): void {
    const level = this.levels.get(order.priceTicks);
    const position = level?.orders.indexOf(order) ?? -1;
    if (level === undefined || position < 0) return;
    this.touch(level);
    level.orders.splice(position, 1);
    level.totalLots -= remainingLots(order);
    if (level.orders.length === 0) this.close(level.ticks);
  }

  /** Lowers an order's level by lots that were filled or given up; the order keeps its place in the queue. */
  public reduce(order: MutableOrder, lots: number): void {
    const level = this.levels.get(order.priceTicks);
    if (level === undefined) return;
    this.touch(level);
    level.totalLots -= lots;
  }

  /** Lots that stand in front of an order in its own queue; 0 if it is first or absent. */
  public lotsAhead(order: MutableOrder): number {
    let ahead = 0;
    for (const other of this.levels.get(order.priceTicks)?.orders ?? []) {
      if (other === order) return ahead;
      ahead += remainingLots(other);
    }
    return 0;
  }

  private open(ticks: number): MutableLevel {
    const level: MutableLevel = { ticks, orders: [], totalLots: 0 };
    this.levels.set(ticks, level);
    this.keys.splice(this.positionOf(ticks * this.sign), 0, ticks * this.sign);
    return level;
  }

  private close(ticks: number): void {
    this.levels.delete(ticks);
    this.keys.splice(this.positionOf(ticks * this.sign), 1);
  }

  private positionOf(key: number): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private touch(level: MutableLevel): void {
    if (!this.touched.has(level.ticks)) this.touched.set(level.ticks, level.totalLots);
  }
}

/** Both sides of one instrument. */
export class MatchingBook {
  public readonly bids = new BookSide('buy');
  public readonly asks = new BookSide('sell');

  /** The side an order rests on. */
  public own(side: Side): BookSide {
    return side === 'buy' ? this.bids : this.asks;
  }

  /** The side an order takes from. */
  public opposite(side: Side): BookSide {
    return side === 'buy' ? this.asks : this.bids;
  }

  /** Whether a limit price would trade at once. */
  public wouldCross(side: Side, ticks: number): boolean {
    const best = this.opposite(side).best();
    if (best === null) return false;
    return side === 'buy' ? ticks >= best.ticks : ticks <= best.ticks;
  }

  /** Lots that a taker could get at this limit or better (`null`: at any price). */
  public availableLots(side: Side, limitTicks: number | null): number {
    let available = 0;
    for (const level of this.opposite(side).top(Number.MAX_SAFE_INTEGER)) {
      if (limitTicks !== null && (side === 'buy' ? level.ticks > limitTicks : level.ticks < limitTicks)) break;
      available += level.totalLots;
    }
    return available;
  }
}
