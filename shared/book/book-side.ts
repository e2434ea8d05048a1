/** One side of an order book: quantities indexed by tick in a window around the best level, every farther level kept exactly in a map. */

/** Ticks covered by a new window; a power of two, at least 32. */
const SMALLEST_WINDOW = 256;
/** Ticks covered at most: 128 KiB of quantities stay in the processor's cache, farther levels are rarely touched. */
const LARGEST_WINDOW = 16_384;

/**
 * The levels of one side under keys of which a higher one is always the better price (bids: ticks, asks: −ticks), so both sides share
 * this code. Invariants: every key of the map lies below the window, and the best level lies inside it.
 * Keys and quantities are whole numbers (ticks, lots).
 */
export class BookSide {
  /** Ticks × `sign` is the key and key × `sign` the ticks: +1 for bids, −1 for asks. */
  readonly sign: 1 | -1;
  private quantities = new Float64Array(SMALLEST_WINDOW);
  /** One bit per tick of the window: finds the next level without reading empty ticks. */
  private occupied = new Int32Array(SMALLEST_WINDOW / 32);
  private mask = SMALLEST_WINDOW - 1;
  /** Lowest key of the window; a multiple of 32, so a word of `occupied` never straddles its ends. */
  private base = 0;
  /** Highest key with a level; below `base` when there is none. */
  private best = -1;
  private count = 0;
  private readonly far = new Map<number, number>();
  /** Keys of `far`, best first; `null` when they changed since. */
  private farOrder: Float64Array | null = null;

  constructor(sign: 1 | -1) {
    this.sign = sign;
  }

  /** Number of levels. */
  get levelCount(): number {
    return this.count;
  }

  /** Whether there is no level. */
  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** Key of the best level; meaningless when the side is empty. */
  get bestKey(): number {
    return this.best;
  }

  /** Lots at the best level; 0 when the side is empty. */
  get bestLots(): number {
    return this.count === 0 ? 0 : (this.quantities[this.best & this.mask] ?? 0);
  }

  /** Lots at a key; 0 where there is no level. */
  lotsAt(key: number): number {
    const offset = key - this.base;
    if (offset >= 0 && offset <= this.mask) return this.quantities[key & this.mask] ?? 0;
    return this.far.get(key) ?? 0;
  }

  /** Sets the lots of a level; 0 removes it. Throws `RangeError` unless the key is whole and the lots whole and not negative. */
  set(key: number, lots: number): void {
    // One truncation both proves that the key is whole and finds its place; everything unusual leaves the fast path here.
    const offset = (key - this.base) | 0;
    const isInside = offset >= 0 && offset <= this.mask && offset + this.base === key;
    if (!isInside || !isWholeLots(lots)) {
      this.setOutside(key, lots);
      return;
    }
    const index = key & this.mask;
    const wordAt = index >>> 5;
    const word = this.occupied[wordAt] ?? 0;
    // Presence by arithmetic: whether a random level is there cannot be predicted, and a wrong guess costs more than the whole update.
    const had = (word >>> index) & 1;
    const has = Number(lots > 0);
    this.quantities[index] = lots;
    this.occupied[wordAt] = word ^ ((had ^ has) << index);
    this.count += has - had;
    if (key < this.best) return;
    if (has === 1) this.best = key;
    else if (had === 1) this.findBestBelow(key);
  }

  /** Key of the next worse level below `key`, or `null` when there is none. */
  nextKey(key: number): number | null {
    if (key > this.base) {
      const found = this.scanDown(Math.min(key - 1, this.best));
      if (found >= this.base) return found;
    }
    if (this.far.size === 0) return null;
    const order = this.sortedFarKeys();
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((order[middle] ?? 0) < key) high = middle;
      else low = middle + 1;
    }
    return order[low] ?? null;
  }

  /** Removes every level; the window keeps its size. */
  clear(): void {
    if (this.count === 0) return;
    this.quantities.fill(0);
    this.occupied.fill(0);
    this.far.clear();
    this.farOrder = null;
    this.best = this.base - 1;
    this.count = 0;
  }

  /** An independent copy. */
  clone(): BookSide {
    const copy = new BookSide(this.sign);
    copy.quantities = this.quantities.slice();
    copy.occupied = this.occupied.slice();
    copy.mask = this.mask;
    copy.base = this.base;
    copy.best = this.best;
    copy.count = this.count;
    for (const [key, lots] of this.far) copy.far.set(key, lots);
    return copy;
  }

  private findBestBelow(key: number): void {
    this.best = this.scanDown(key - 1);
    if (this.far.size === 0) return;
    if (this.best < this.base) this.moveWindow(this.bestFarKey());
    else if (this.best - this.base < this.mask >>> 2) this.moveWindow(this.best);
  }

  /** Highest occupied key of the window at or below `from`; `base − 1` when there is none. */
  private scanDown(from: number): number {
    let key = from;
    while (key >= this.base) {
      const bit = key & 31;
      const word = (this.occupied[(key & this.mask) >>> 5] ?? 0) & (-1 >>> (31 - bit));
      if (word !== 0) return key - bit + 31 - Math.clz32(word);
      key -= bit + 1;
    }
    return this.base - 1;
  }

  private setOutside(key: number, lots: number): void {
    if (!Number.isSafeInteger(key) || !isWholeLots(lots)) {
      throw new RangeError(
        `Expected a level of whole ticks and lots of 0 or more, found ${key} × ${lots}; decode it before it enters a book.`,
      );
    }
    if (this.count === 0 || key > this.base + this.mask) {
      if (lots === 0) return;
      this.moveWindow(key);
      this.set(key, lots);
      return;
    }
    if (lots > 0 && this.widenFor(key)) {
      this.set(key, lots);
      return;
    }
    const known = this.far.has(key);
    if (lots > 0) this.far.set(key, lots);
    else if (known) this.far.delete(key);
    if (known === lots > 0) return;
    this.count += known ? -1 : 1;
    this.farOrder = null;
  }

  /** Grows or lowers the window so that it holds a key below it; `false` when the key is too far from the best. */
  private widenFor(key: number): boolean {
    const reach = this.best - key;
    let size = this.mask + 1;
    while (size < LARGEST_WINDOW && reach >= size - (size >>> 2) - 32) size *= 2;
    if (reach >= size - (size >>> 2) - 32) return false;
    if (size > this.mask + 1) this.growWindow(size);
    else this.moveWindow(this.best);
    return true;
  }

  /** Puts a key (the best to be, never below a level of the window) at three quarters of the window. */
  private moveWindow(key: number): void {
    const size = this.mask + 1;
    const base = key - (key & 31) - (size - (size >>> 2)) + 32;
    const previousBase = this.base;
    if (base > previousBase) this.evictBelow(base);
    this.base = base;
    if (this.far.size > 0 && base < previousBase) this.loadFromFar();
    this.best = this.scanDown(this.base + this.mask);
  }

  private growWindow(size: number): void {
    const quantities = this.quantities;
    const levels: number[] = [];
    for (let key = this.best; key >= this.base; key = this.scanDown(key - 1)) {
      levels.push(key, quantities[key & this.mask] ?? 0);
    }
    this.quantities = new Float64Array(size);
    this.occupied = new Int32Array(size >>> 5);
    this.mask = size - 1;
    this.base = this.best - (this.best & 31) - (size - (size >>> 2)) + 32;
    for (let at = 0; at < levels.length; at += 2) this.place(levels[at] ?? 0, levels[at + 1] ?? 0);
    this.loadFromFar();
  }

  private evictBelow(newBase: number): void {
    let key = this.scanDown(Math.min(newBase - 1, this.base + this.mask));
    while (key >= this.base) {
      const index = key & this.mask;
      this.far.set(key, this.quantities[index] ?? 0);
      this.quantities[index] = 0;
      const word = index >>> 5;
      this.occupied[word] = (this.occupied[word] ?? 0) & ~(1 << (index & 31));
      this.farOrder = null;
      key = this.scanDown(key - 1);
    }
  }

  private loadFromFar(): void {
    for (const [key, lots] of this.far) {
      if (key < this.base) continue;
      this.place(key, lots);
      this.far.delete(key);
      this.farOrder = null;
    }
  }

  private place(key: number, lots: number): void {
    const index = key & this.mask;
    this.quantities[index] = lots;
    const word = index >>> 5;
    this.occupied[word] = (this.occupied[word] ?? 0) | (1 << (index & 31));
  }

  private bestFarKey(): number {
    let best = -Infinity;
    for (const key of this.far.keys()) if (key > best) best = key;
    return best;
  }

  private sortedFarKeys(): Float64Array {
    this.farOrder ??= Float64Array.from(this.far.keys()).sort().reverse();
    return this.farOrder;
  }
}

/** A function of its own because `set` must stay small enough to be inlined where it is called. */
function isWholeLots(lots: number): boolean {
  return lots >= 0 && lots <= Number.MAX_SAFE_INTEGER && Math.floor(lots) === lots;
}
