/** The order book: snapshots, deltas, gaps, crossed books and what it refuses. */
import { describe, expect, it } from 'vitest';
import { OrderBook } from '../../../../shared/book/order-book';

function bookOf(bids: readonly (readonly [number, number])[], asks: readonly (readonly [number, number])[]): OrderBook {
  const book = new OrderBook();
  book.applySnapshot(bids, asks, 10);
  return book;
}

describe('order book', () => {
  it('is empty until a snapshot', () => {
    const book = new OrderBook();
    expect([book.bestBid(), book.bestAsk(), book.bestBidLots(), book.bestAskLots(), book.changeId]).toEqual([null, null, 0, 0, 0]);
    expect(book.isCrossed()).toBe(false);
    expect(book.nextTicks('buy', 100)).toBeNull();
  });

  it('replaces everything with a snapshot', () => {
    const book = bookOf([[100, 1]], [[101, 2]]);
    book.applySnapshot([[50, 5]], [[60, 6]], 20);
    expect(book.levels('buy', 9)).toEqual([[50, 5]]);
    expect(book.levels('sell', 9)).toEqual([[60, 6]]);
    expect(book.changeId).toBe(20);
  });

  it('sets, changes and removes levels by delta, best first on both sides', () => {
    const book = bookOf(
      [
        [100, 1],
        [98, 3],
      ],
      [
        [101, 2],
        [105, 4],
      ],
    );
    book.applyDelta(
      [
        [100, 0],
        [99, 7],
      ],
      [
        [101, 0],
        [103, 8],
        [105, 9],
      ],
      11,
    );
    expect(book.levels('buy', 9)).toEqual([
      [99, 7],
      [98, 3],
    ]);
    expect(book.levels('sell', 9)).toEqual([
      [103, 8],
      [105, 9],
    ]);
    expect([book.levelCount('buy'), book.levelCount('sell')]).toEqual([2, 2]);
  });

  it('tells a continuing delta from a gap', () => {
    const book = bookOf([], []);
    expect(book.isContinuedBy(10)).toBe(true);
    expect(book.isContinuedBy(9)).toBe(false);
    book.applyDelta([], [], 15);
    expect(book.isContinuedBy(10)).toBe(false);
    expect(book.isContinuedBy(15)).toBe(true);
  });

  it('ignores the removal of a level it does not have', () => {
    const book = bookOf([[100, 1]], []);
    for (const ticks of [99, 101, -5, 100_000_000]) book.set('buy', ticks, 0);
    expect(book.levels('buy', 9)).toEqual([[100, 1]]);
  });

  it('keeps a crossed and a locked book as told and says so', () => {
    expect(bookOf([[101, 1]], [[100, 1]]).isCrossed()).toBe(true);
    const locked = bookOf([[100, 1]], [[100, 2]]);
    expect([locked.isCrossed(), locked.isLocked()]).toEqual([false, true]);
    expect([locked.bestBid(), locked.bestAsk()]).toEqual([100, 100]);
  });

  it('keeps quantities beyond 32 bits exactly', () => {
    const book = bookOf([[100, 2 ** 53 - 1]], [[101, 2 ** 31]]);
    expect([book.bestBidLots(), book.bestAskLots()]).toEqual([2 ** 53 - 1, 2 ** 31]);
  });

  it.each([
    [100, -1],
    [100, Number.NaN],
    [100, Infinity],
    [100, 1.5],
    [Number.NaN, 1],
    [100.5, 1],
    [Infinity, 1],
  ])('refuses the level %d × %d and stays as it was', (ticks, lots) => {
    const book = bookOf([[100, 1]], [[101, 2]]);
    const before = book.checksum();
    expect(() => book.set('buy', ticks, lots)).toThrow(RangeError);
    expect(() => book.set('sell', ticks, lots)).toThrow(/Expected a level of whole ticks/);
    expect(book.checksum()).toBe(before);
  });

  it('ends a walk when the visitor says so', () => {
    const book = bookOf(
      [
        [100, 1],
        [99, 2],
        [98, 3],
      ],
      [],
    );
    const seen: number[] = [];
    book.forEachLevel('buy', Infinity, (ticks) => {
      seen.push(ticks);
      return ticks > 99;
    });
    expect(seen).toEqual([100, 99]);
  });

  it('keeps far levels when the touch leaves and finds them when it returns', () => {
    const book = bookOf([[1_000, 1]], []);
    book.set('buy', 2_000_000, 2);
    book.set('buy', 5_000_000, 3);
    book.set('buy', 5_000_000, 0);
    expect(book.bestBid()).toBe(2_000_000);
    book.set('buy', 2_000_000, 0);
    expect([book.bestBid(), book.bestBidLots(), book.levelCount('buy')]).toEqual([1_000, 1, 1]);
  });
});
