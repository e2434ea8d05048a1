/** Mid, microprice and imbalance, against a published example and the edges where a book does not carry them. */
import { describe, expect, it } from 'vitest';
import { bidShare, imbalance, micropriceTicks, midTicks, weightedMidTicks } from '../../../../shared/book/microstructure';
import { OrderBook } from '../../../../shared/book/order-book';

function bookOf(bids: readonly (readonly [number, number])[], asks: readonly (readonly [number, number])[]): OrderBook {
  const book = new OrderBook();
  book.applySnapshot(bids, asks, 1);
  return book;
}

describe('prices from the top of a book', () => {
  it('gives the published weighted mid of 14.33 × 20 / 14.34 × 471', () => {
    const book = bookOf([[1433, 20]], [[1434, 471]]);
    expect(bidShare(book, 1)).toBeCloseTo(0.040733, 6);
    expect((micropriceTicks(book) ?? Number.NaN) / 100).toBeCloseTo(14.330407, 6);
    expect(midTicks(book)).toBe(1433.5);
  });

  it('leans toward the thin side: more bids press the price up', () => {
    const book = bookOf([[100, 9]], [[102, 1]]);
    expect(micropriceTicks(book)).toBeCloseTo(101.8, 12);
    expect(imbalance(book, 1)).toBeCloseTo(0.8, 12);
  });

  it('weighs as many levels as asked', () => {
    const book = bookOf(
      [
        [100, 1],
        [99, 5],
      ],
      [
        [102, 1],
        [103, 1],
      ],
    );
    expect(weightedMidTicks(book, 1)).toBe(101);
    expect(weightedMidTicks(book, 2)).toBe(101.5);
    expect(imbalance(book, 2)).toBe(0.5);
  });

  it.each([
    { name: 'empty', book: bookOf([], []) },
    { name: 'without asks', book: bookOf([[100, 1]], []) },
    { name: 'without bids', book: bookOf([], [[100, 1]]) },
    { name: 'crossed', book: bookOf([[101, 1]], [[100, 1]]) },
  ])('has no price in a book that is $name', ({ book }) => {
    expect([midTicks(book), micropriceTicks(book), weightedMidTicks(book, 5)]).toEqual([null, null, null]);
  });
});
