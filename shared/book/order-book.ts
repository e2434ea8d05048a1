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
  private bids = new BookSide();
  private asks = new BookSide();
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
    for (const level of bids) this.bids.set(level[0], level[1]);
    for (const level of asks) this.asks.set(0 - level[0], level[1]);
    this.lastChangeId = changeId;
  }

  /** Sets one level; 0 lots removes it. The fast path for decoders that need no arrays. */
  set(side: Side, ticks: number, lots: number): void {
    if (side === 'buy') this.bids.set(ticks, lots);
    else this.asks.set(0 - ticks, lots);
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
    this.bids.clear();
    this.asks.clear();
    this.lastChangeId = 0;
  }

  /** An independent copy. */
  clone(): OrderBook {
    const copy = new OrderBook();
    copy.bids = this.bids.clone();
    copy.asks = this.asks.clone();
    copy.lastChangeId = this.lastChangeId;
    return copy;
  }

  /** Best bid in ticks; `null` without bids. */
  bestBid(): PriceTicks | null {
    return this.bids.isEmpty ? null : priceTicks(this.bids.bestKey);
  }

  /** Best ask in ticks; `null` without asks. */
  bestAsk(): PriceTicks | null {
    return this.asks.isEmpty ? null : priceTicks(0 - this.asks.bestKey);
  }

  /** Lots at the best bid; 0 without bids. */
  bestBidLots(): QuantityLots {
    return quantityLots(this.bids.bestLots);
  }

  /** Lots at the best ask; 0 without asks. */
  bestAskLots(): QuantityLots {
    return quantityLots(this.asks.bestLots);
  }

  /** Best price of a side in ticks; `null` when the side is empty. */
  best(side: Side): PriceTicks | null {
    return side === 'buy' ? this.bestBid() : this.bestAsk();
  }

  /** Lots at a price; 0 where there is no level. */
  lotsAt(side: Side, ticks: number): QuantityLots {
    return quantityLots(side === 'buy' ? this.bids.lotsAt(ticks) : this.asks.lotsAt(0 - ticks));
  }

  /** Price of the next level behind `ticks` (worse for its owner's queue: lower bid, higher ask); `null` at the end. */
  nextTicks(side: Side, ticks: number): PriceTicks | null {
    const key = side === 'buy' ? this.bids.nextKey(ticks) : this.asks.nextKey(0 - ticks);
    if (key === null) return null;
    return priceTicks(side === 'buy' ? key : 0 - key);
  }

  /** Number of levels of a side. */
  levelCount(side: Side): number {
    return side === 'buy' ? this.bids.levelCount : this.asks.levelCount;
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
    return !this.bids.isEmpty && !this.asks.isEmpty && this.bids.bestKey > 0 - this.asks.bestKey;
  }

  /** Best bid equal to best ask. */
  isLocked(): boolean {
    return !this.bids.isEmpty && !this.asks.isEmpty && this.bids.bestKey === 0 - this.asks.bestKey;
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
}

/** FNV-1a over the two 32-bit halves of a whole number. */
function mix(hash: number, value: number): number {
  const low = Math.imul(hash ^ (value | 0), 0x01000193);
  return Math.imul(low ^ Math.floor(value / 0x1_0000_0000), 0x01000193);
}
