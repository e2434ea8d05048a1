/** The cost of taking from a book and the quantity near its touch. */
import { describe, expect, it } from 'vitest';
import { cumulativeDepth, depthWithin, walkDepth } from '../../../../shared/book/depth-profile';
import { OrderBook } from '../../../../shared/book/order-book';

const book = new OrderBook();
book.applySnapshot(
  [
    [100, 4],
    [98, 6],
  ],
  [
    [101, 2],
    [103, 3],
    [110, 5],
  ],
  1,
);

describe('depth of a book', () => {
  it('fills a buyer from the asks, best first, and prices the whole', () => {
    expect(walkDepth(book, 'buy', 4)).toEqual({ filledLots: 4, lotTicks: 408, averageTicks: 102, worstTicks: 103, levelsTouched: 2 });
  });

  it('touches no level more than it needs', () => {
    expect(walkDepth(book, 'sell', 4)).toEqual({ filledLots: 4, lotTicks: 400, averageTicks: 100, worstTicks: 100, levelsTouched: 1 });
  });

  it('says how little a thin book fills', () => {
    expect(walkDepth(book, 'sell', 50)).toEqual({ filledLots: 10, lotTicks: 988, averageTicks: 98.8, worstTicks: 98, levelsTouched: 2 });
    expect(walkDepth(new OrderBook(), 'buy', 1)).toEqual({
      filledLots: 0,
      lotTicks: 0,
      averageTicks: null,
      worstTicks: null,
      levelsTouched: 0,
    });
  });

  it('sums what rests within a distance of the best', () => {
    expect([depthWithin(book, 'sell', 0), depthWithin(book, 'sell', 2), depthWithin(book, 'sell', 9), depthWithin(book, 'buy', 1)]).toEqual(
      [2, 5, 10, 4],
    );
    expect(depthWithin(new OrderBook(), 'buy', 9)).toBe(0);
  });

  it('accumulates levels outward', () => {
    expect(cumulativeDepth(book, 'sell', 2)).toEqual([
      { ticks: 101, lots: 2, cumulativeLots: 2 },
      { ticks: 103, lots: 3, cumulativeLots: 5 },
    ]);
  });
});
