/** The book of one instrument as the venue states it: snapshot, deltas, top of book and walks in price order. */
import type { Side } from '../domain/side';
import { priceTicks, type PriceTicks } from '../domain/price';
import { quantityLots, type QuantityLots } from '../domain/quantity';
import { BookSide } from './book-side';

/** One level as it travels: price in ticks, quantity in lots; 0 lots removes the level. */
export type BookLevel = readonly [priceTicks: number, quantityLots: number];

/** Sees one level, best first; returning `false` ends the walk. */
export type LevelVisitor = (ticks: PriceTicks, lots: QuantityLots) => boolean | void;

/**
 * Side `buy` are the bids, `sell` the asks. Prices are whole ticks, quantities whole lots (exact up to 2^53).
 * A crossed or locked book is kept as told: `isCrossed` and `isLocked` say so, nothing is hidden.
 * Levels that are not whole numbers, or negative lots, throw `RangeError`: decoding refuses them before they come here.
 */
export class OrderBook {
  private sides: readonly [bids: BookSide, asks: BookSide] = [new BookSide(1), new BookSide(-1)];
  private lastChangeId = 0;

  /** The venue's number of the last change applied; 0 before the first snapshot. */
  get changeId(): number {
    return this.lastChangeId;
  }

  /** Replaces the whole book. */
  applySnapshot(bids: readonly BookLevel[], asks: readonly BookLevel[], changeId: number): void {
    this.clear();
    this.applyDelta(bids, asks, changeId);
  }

  /** Applies changed levels; whether they continue this book is asked first with `isContinuedBy`. */
  applyDelta(bids: readonly BookLevel[], asks: readonly BookLevel[], changeId: number): void {
    this.applyLevels(0, bids);
    this.applyLevels(1, asks);
    this.lastChangeId = changeId;
  }

  /** Sets one level; 0 lots removes it. */
  set(side: Side, ticks: number, lots: number): void {
    this.setLevel(side === 'buy' ? 0 : 1, ticks, lots);
  }

  /** As `set` for flat streams of numbers: 0 are the bids, 1 the asks. */
  setLevel(sideIndex: 0 | 1, ticks: number, lots: number): void {
    const side = this.sides[sideIndex];
    // Adding 0 turns −0 into 0.
    side.set(ticks * side.sign + 0, lots);
  }

  /** Whether a delta that follows `previousChangeId` continues this book; `false` is a gap. */
  isContinuedBy(previousChangeId: number): boolean {
    return this.lastChangeId === previousChangeId;
  }

  /** Notes the number of the last change after levels were applied by `set`. */
  markChange(changeId: number): void {
    this.lastChangeId = changeId;
  }

  /** Removes every level and forgets the change number. */
  clear(): void {
    this.sides[0].clear();
    this.sides[1].clear();
    this.lastChangeId = 0;
  }

  /** An independent copy. */
  clone(): OrderBook {
    const copy = new OrderBook();
    copy.sides = [this.sides[0].clone(), this.sides[1].clone()];
    copy.lastChangeId = this.lastChangeId;
    return copy;
  }

  /** Best bid in ticks; `null` without bids. */
  bestBid(): PriceTicks | null {
    const bids = this.sides[0];
    return bids.isEmpty ? null : priceTicks(bids.bestKey);
  }

  /** Best ask in ticks; `null` without asks. */
  bestAsk(): PriceTicks | null {
    const asks = this.sides[1];
    return asks.isEmpty ? null : priceTicks(0 - asks.bestKey);
  }

  /** Lots at the best bid; 0 without bids. */
  bestBidLots(): QuantityLots {
    return quantityLots(this.sides[0].bestLots);
  }

  /** Lots at the best ask; 0 without asks. */
  bestAskLots(): QuantityLots {
    return quantityLots(this.sides[1].bestLots);
  }

  /** Best price of a side in ticks; `null` when the side is empty. */
  best(side: Side): PriceTicks | null {
    return side === 'buy' ? this.bestBid() : this.bestAsk();
  }

  /** Lots at a price; 0 where there is no level. */
  lotsAt(side: Side, ticks: number): QuantityLots {
    const levels = this.sideOf(side);
    return quantityLots(levels.lotsAt(ticks * levels.sign));
  }

  /** Price of the next level behind `ticks` (worse for its owner's queue: lower bid, higher ask); `null` at the end. */
  nextTicks(side: Side, ticks: number): PriceTicks | null {
    const levels = this.sideOf(side);
    const key = levels.nextKey(ticks * levels.sign);
    return key === null ? null : priceTicks(key * levels.sign + 0);
  }

  /** Number of levels of a side. */
  levelCount(side: Side): number {
    return this.sideOf(side).levelCount;
  }

  /** Walks at most `limit` levels best first without allocating. The visitor must not change the book. */
  forEachLevel(side: Side, limit: number, visit: LevelVisitor): void {
    let ticks = this.best(side);
    for (let seen = 0; seen < limit && ticks !== null; seen += 1) {
      if (visit(ticks, this.lotsAt(side, ticks)) === false) return;
      ticks = this.nextTicks(side, ticks);
    }
  }

  /** At most `limit` levels, best first, as a new array. For views and tests, not for the hot path. */
  levels(side: Side, limit: number): readonly BookLevel[] {
    const found: BookLevel[] = [];
    this.forEachLevel(side, limit, (ticks, lots) => {
      found.push([ticks, lots]);
    });
    return found;
  }

  /** Best bid above best ask: the data must not be believed. */
  isCrossed(): boolean {
    const bid = this.bestBid();
    const ask = this.bestAsk();
    return bid !== null && ask !== null && bid > ask;
  }

  /** Best bid equal to best ask. */
  isLocked(): boolean {
    const bid = this.bestBid();
    return bid !== null && bid === this.bestAsk();
  }

  /** Order-independent of how the book came about: FNV-1a (32 bit, unsigned) over change number and every level, best first. */
  checksum(): number {
    let hash = mix(0x811c9dc5, this.lastChangeId);
    for (const side of ['buy', 'sell'] as const) {
      this.forEachLevel(side, Infinity, (ticks, lots) => {
        hash = mix(mix(hash, ticks), lots);
      });
      hash = mix(hash, 0);
    }
    return hash >>> 0;
  }

  private applyLevels(sideIndex: 0 | 1, levels: readonly BookLevel[]): void {
    const side = this.sides[sideIndex];
    const { sign } = side;
    for (const level of levels) side.set(level[0] * sign + 0, level[1]);
  }

  private sideOf(side: Side): BookSide {
    return this.sides[side === 'buy' ? 0 : 1];
  }
}

/** FNV-1a over the two 32-bit halves of a whole number. */
function mix(hash: number, value: number): number {
  const low = Math.imul(hash ^ (value | 0), 0x01000193);
  return Math.imul(low ^ Math.floor(value / 0x1_0000_0000), 0x01000193);
}
