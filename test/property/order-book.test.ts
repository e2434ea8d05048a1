/** The tick-indexed book says exactly what a plain sorted map says, whatever sequence of changes it is given. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderBook } from '../../shared/book/order-book';
import type { Side } from '../../shared/domain/side';
import { PlainBook } from '../support/plain-book';
import { propertyRuns } from '../support/property-runs';

interface Change {
  readonly side: Side;
  readonly ticks: number;
  readonly lots: number;
}

const side = fc.constantFrom<Side>('buy', 'sell');
const lots = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2 ** 31, max: Number.MAX_SAFE_INTEGER }));

/** Ticks of very different spread: inside one word, inside the smallest and the largest window, and far beyond 32 bits. */
const ticksNear = (centre: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: -20_000, max: 20_000 }),
      fc.integer({ min: -3e9, max: 3e9 }),
    )
    .map((distance) => centre + distance);

const changes: fc.Arbitrary<readonly Change[]> = fc
  .constantFrom(0, 616_597, 6_160_201, 2 ** 31 - 5, 6_160_201_000_000)
  .chain((centre) => fc.array(fc.record({ side, ticks: ticksNear(centre), lots }), { minLength: 1, maxLength: 300 }));

function expectSame(book: OrderBook, plain: PlainBook): void {
  expect(book.bestBid()).toBe(plain.best('buy'));
  expect(book.bestAsk()).toBe(plain.best('sell'));
  for (const one of ['buy', 'sell'] as const) {
    const levels = plain.levels(one);
    expect(book.levels(one, Infinity)).toEqual(levels);
    expect(book.levelCount(one)).toBe(levels.length);
  }
  expect(book.bestBidLots()).toBe(plain.levels('buy')[0]?.[1] ?? 0);
  expect(book.bestAskLots()).toBe(plain.levels('sell')[0]?.[1] ?? 0);
}

describe('order book against a plain sorted map', () => {
  it('agrees on every level after any sequence of changes', () => {
    fc.assert(
      fc.property(changes, (sequence) => {
        const book = new OrderBook();
        const plain = new PlainBook();
        for (const { side: one, ticks, lots: quantity } of sequence) {
          book.set(one, ticks, quantity);
          plain.set(one, ticks, quantity);
          expect(book.best(one)).toBe(plain.best(one));
          expect(book.lotsAt(one, ticks)).toBe(quantity);
        }
        expectSame(book, plain);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('agrees while the touch walks away and returns, as a trending market does', () => {
    const step = fc.record({
      move: fc.integer({ min: -3_000, max: 3_000 }),
      depth: fc.integer({ min: 1, max: 40 }),
      gap: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (walk) => {
        const book = new OrderBook();
        const plain = new PlainBook();
        let centre = 600_000;
        for (const { move, depth, gap } of walk) {
          centre += move;
          for (const one of ['buy', 'sell'] as const) {
            const away = one === 'buy' ? -1 : 1;
            const stale = plain.levels(one).filter(([ticks]) => (ticks - centre) * away <= 0);
            const fresh = Array.from({ length: depth }, (_, level) => [centre + away * (1 + level * gap), level + 1] as const);
            for (const [ticks, quantity] of [...fresh, ...stale.map(([ticks]) => [ticks, 0] as const)]) {
              book.set(one, ticks, quantity);
              plain.set(one, ticks, quantity);
            }
          }
          expectSame(book, plain);
          expect(book.isCrossed()).toBe(false);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('has a checksum of its levels alone, not of the way they came about', () => {
    fc.assert(
      fc.property(changes, (sequence) => {
        const book = new OrderBook();
        for (const { side: one, ticks, lots: quantity } of sequence) book.set(one, ticks, quantity);
        const rebuilt = new OrderBook();
        rebuilt.applySnapshot([...book.levels('buy', Infinity)].reverse(), book.levels('sell', Infinity), 0);
        expect(rebuilt.checksum()).toBe(book.checksum());
        const copy = book.clone();
        expect(copy.checksum()).toBe(book.checksum());
        const ticks = book.bestBid() ?? 1;
        copy.set('buy', ticks, book.bestBidLots() + 1);
        expect(copy.checksum()).not.toBe(book.checksum());
        expect(rebuilt.checksum()).toBe(book.checksum());
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
