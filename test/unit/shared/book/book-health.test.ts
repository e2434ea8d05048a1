/** Shape and age of a book. */
import { describe, expect, it } from 'vitest';
import { rateAge, shapeOf } from '../../../../shared/book/book-health';
import { OrderBook, type BookLevel } from '../../../../shared/book/order-book';

describe('health of a book', () => {
  it.each<{ readonly shape: string; readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] }>([
    { shape: 'empty', bids: [], asks: [] },
    { shape: 'one-sided', bids: [[1, 1]], asks: [] },
    { shape: 'one-sided', bids: [], asks: [[1, 1]] },
    { shape: 'locked', bids: [[5, 1]], asks: [[5, 1]] },
    { shape: 'crossed', bids: [[6, 1]], asks: [[5, 1]] },
    { shape: 'sound', bids: [[4, 1]], asks: [[5, 1]] },
  ])('calls $bids / $asks $shape', ({ shape, bids, asks }) => {
    const book = new OrderBook();
    book.applySnapshot(bids, asks, 1);
    expect(shapeOf(book)).toBe(shape);
  });

  it.each([
    [0, 'fresh'],
    [999, 'fresh'],
    [1_000, 'amber'],
    [2_999, 'amber'],
    [3_000, 'stale'],
    [-1, 'stale'],
    [Number.NaN, 'stale'],
  ])('rates an age of %d ms as %s', (ageMs, expected) => {
    expect(rateAge(ageMs, { amberMs: 1_000, staleMs: 3_000 })).toBe(expected);
  });
});
