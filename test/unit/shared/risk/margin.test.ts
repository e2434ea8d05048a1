/** Standard margin against published rows, portfolio margin of books with options, liquidation distance and capital allocation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, exposureRoom, measureRoom } from '../../../../shared/risk/capital-allocation';
import { liquidationMoves, type AccountAfter, type LiquidationMoves } from '../../../../shared/risk/liquidation';
import {
  bookPortfolioMargin,
  openPortfolioMargin,
  type BookMarginParameters,
  type MarginBook,
} from '../../../../shared/risk/margin-portfolio';
import {
  futureMarginRoom,
  inverseFutureMargin,
  linearFutureMargin,
  optionMargin,
  sumMargins,
} from '../../../../shared/risk/margin-standard';
import { portfolioMargin } from '../../../../shared/risk/portfolio-margin';

const FUTURE = { initialBase: 0.02, initialPerCoin: 0.00005, maintenanceBase: 0.01, maintenancePerCoin: 0.00005 };
const OPTION = { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 };

describe('standard margin', () => {
  it.each([
    ['call', 60_000, 0.05, 0.2, 0.125],
    ['call', 70_000, 0.012, 0.112, 0.087],
    ['put', 30_000, 0.0002, 0.1002, 0.0752],
  ] as const)('of a short %s at %i is the published one', (optionType, strike, markPrice, initial, maintenance) => {
    const need = optionMargin({ optionType, strike, forward: 60_000, markPrice, quantity: -1 }, OPTION);
    expect(need?.initial).toBeCloseTo(initial, 12);
    expect(need?.maintenance).toBeCloseTo(maintenance, 12);
  });

  it('takes the amount out of the money off, but not below the floor, and asks nothing of a long option', () => {
    const put = { optionType: 'put', forward: 60_000, markPrice: 0.02 } as const;
    expect(optionMargin({ ...put, strike: 58_800, quantity: -2 }, OPTION)?.initial).toBeCloseTo(2 * (0.13 + 0.02), 12);
    expect(optionMargin({ ...put, strike: 58_800, quantity: 2 }, OPTION)).toEqual({ initial: 0, maintenance: 0 });
  });

  it('of a deep short put is never below its maintenance', () => {
    const need = optionMargin({ optionType: 'put', strike: 600_000, forward: 60_000, markPrice: 9, quantity: -1 }, OPTION);
    expect(need?.maintenance).toBeCloseTo(0.075 * 9 + 9, 12);
    expect(need?.initial).toBe(need?.maintenance);
  });

  it('of futures rises with size: inverse in coin, linear in the quote currency', () => {
    expect(inverseFutureMargin(-600_000, 60_000, FUTURE)).toEqual({ initial: (0.02 + 0.0005) * 10, maintenance: (0.01 + 0.0005) * 10 });
    const linear = linearFutureMargin(10, 60_000, FUTURE);
    expect(linear?.initial).toBeCloseTo(0.0205 * 600_000, 9);
    expect(linear?.maintenance).toBeCloseTo(0.0105 * 600_000, 9);
  });

  it('says how much more of a future is carried: exactly until nothing is free', () => {
    const [held, free] = [4, 2.5];
    const room = futureMarginRoom(free, held, FUTURE) ?? Number.NaN;
    const need = (coins: number): number => inverseFutureMargin(coins * 60_000, 60_000, FUTURE)?.initial ?? Number.NaN;
    expect(need(held + room) - need(held)).toBeCloseTo(free, 9);
    expect(futureMarginRoom(2, 0, { ...FUTURE, initialPerCoin: 0 })).toBeCloseTo(100, 9);
    expect(futureMarginRoom(-1, 3, FUTURE)).toBeCloseTo(0, 12);
    expect(futureMarginRoom(Number.NaN, 3, FUTURE)).toBeNull();
  });

  it('is unknown for bad input, and so is a sum that holds it', () => {
    expect(inverseFutureMargin(100, 0, FUTURE)).toBeNull();
    expect(inverseFutureMargin(Number.NaN, 60_000, FUTURE)).toBeNull();
    expect(linearFutureMargin(1, Number.NaN, FUTURE)).toBeNull();
    expect(optionMargin({ optionType: 'call', strike: 0, forward: 60_000, markPrice: 0.1, quantity: -1 }, OPTION)).toBeNull();
    expect(sumMargins([{ initial: 1, maintenance: 1 }, null])).toBeNull();
    expect(sumMargins([])).toEqual({ initial: 0, maintenance: 0 });
  });
});

const PARAMETERS: BookMarginParameters = {
  priceRange: 0.16,
  bucketsCount: 4,
  pnlOffset: 0,
  annualisedMoveRisk: 0.075,
  minAnnualisedMove: 0.01,
  maintenanceFactor: 0.8,
  shock: { up: 0.5, down: 0.25, leastAfterUp: 0.5, shortPower: 0.3, longPower: 0.13 },
  extendedDampenerUsd: 100_000,
  extendedTableFactor: 1,
};
const NOTHING_ELSE = { openOrders: 0, marketMakerProtection: 0 };
const INDEX = 60_000;

const option = fc.record({
  kind: fc.constant('option' as const),
  optionType: fc.constantFrom('call' as const, 'put' as const),
  forward: fc.constant(INDEX),
  strike: fc.integer({ min: 30_000, max: 120_000 }),
  years: fc.double({ min: 0.01, max: 1, noNaN: true }),
  volatility: fc.double({ min: 0.2, max: 1.5, noNaN: true }),
  quantity: fc.double({ min: -20, max: 20, noNaN: true }),
});
const future = fc.record({
  kind: fc.constant('future' as const),
  forward: fc.constant(INDEX),
  quantity: fc.double({ min: -50, max: 50, noNaN: true }),
  years: fc.double({ min: 0, max: 1, noNaN: true }),
});
const books: fc.Arbitrary<MarginBook> = fc.record({
  options: fc.array(option, { maxLength: 8 }),
  futures: fc.array(future, { maxLength: 3 }),
  indexPrice: fc.constant(INDEX),
});

function scale(book: MarginBook, factor: number): MarginBook {
  return {
    ...book,
    options: book.options.map((leg) => ({ ...leg, quantity: leg.quantity * factor })),
    futures: book.futures.map((leg) => ({ ...leg, quantity: leg.quantity * factor })),
  };
}

/** The margin of a book that can be priced. */
function marginOf(book: MarginBook, parameters = PARAMETERS) {
  const margin = bookPortfolioMargin(book, parameters, NOTHING_ELSE);
  if (margin === null) throw new Error('Expected a margin, found none.');
  return margin;
}

describe('portfolio margin of a book with options', () => {
  it('is the published futures margin where there are none, if the extended table is dampened away', () => {
    const futures = [
      { kind: 'future', forward: INDEX, quantity: 0.3, years: 0 },
      { kind: 'future', forward: INDEX, quantity: -0.1, years: 0.03 },
    ] as const;
    const own = marginOf({ options: [], futures, indexPrice: INDEX });
    const plain = portfolioMargin(
      futures.map(({ quantity, years }) => ({ deltaCoin: quantity, years })),
      PARAMETERS,
      NOTHING_ELSE,
    );
    expect(own.worstCase).toBeCloseTo(plain?.worstCase ?? Number.NaN, 12);
    expect(own.initial).toBeCloseTo(plain?.initial ?? Number.NaN, 12);
    expect(own.maintenance).toBeCloseTo(plain?.maintenance ?? Number.NaN, 12);
  });

  it('has a worst case that never falls as the book grows', () => {
    fc.assert(
      fc.property(books, fc.double({ min: 1, max: 10, noNaN: true }), (book, factor) => {
        expect(marginOf(scale(book, factor)).worstCase).toBeGreaterThanOrEqual(marginOf(book).worstCase - 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('mirrors: what one book gains in a scenario, its opposite loses', () => {
    const whole = { ...PARAMETERS, pnlOffset: 1, extendedDampenerUsd: 0 };
    fc.assert(
      fc.property(books, (book) => {
        const [own, opposite] = [marginOf(book, whole), marginOf(scale(book, -1), whole)];
        own.standard.forEach((profit, index) => expect(opposite.standard[index]).toBeCloseTo(-profit, 9));
        own.extended.forEach((profit, index) => expect(opposite.extended[index]).toBeCloseTo(-profit, 9));
        expect(own.rollShock).toBeCloseTo(opposite.rollShock, 12);
      }),
      { numRuns: 40 },
    );
  });

  it('sees a short far wing only in the extended table, at its weight, less the dampener', () => {
    const wing = {
      kind: 'option',
      optionType: 'call',
      forward: INDEX,
      strike: 150_000,
      years: 0.02,
      volatility: 0.6,
      quantity: -300,
    } as const;
    const margin = marginOf({ options: [wing], futures: [], indexPrice: INDEX });
    expect(-Math.min(...margin.standard)).toBeLessThan(0.01);
    expect(margin.worstCase).toBeCloseTo(-Math.min(...margin.extended), 12);
    // At +500 % the call is worth (360,000 − 150,000) ÷ 360,000 coin, weighted 0.16 ÷ 5; each smaller move from +200 % on weighs more.
    const at = (move: number): number => ((300 * (INDEX * (1 + move) - 150_000)) / (INDEX * (1 + move))) * (0.16 / move) - 100_000 / INDEX;
    const worst = Math.max(0, ...[2, 3, 4, 5].map(at));
    expect(margin.worstCase).toBeCloseTo(worst, 2);
  });

  it('is the same in batches, whatever the book', () => {
    const batched = openPortfolioMargin(PARAMETERS, NOTHING_ELSE);
    fc.assert(
      fc.property(books, (book) => {
        const [fast, plain] = [batched(book), marginOf(book)];
        // Where losses and gains cancel, what is left has the digits of the parts.
        const scale = [...book.options, ...book.futures].reduce((sum, { quantity }) => sum + Math.abs(quantity), 0);
        for (const name of ['initial', 'maintenance', 'worstCase', 'rollShock'] as const)
          expect(Math.abs((fast?.[name] ?? Number.NaN) - plain[name])).toBeLessThanOrEqual(1e-12 * (plain[name] + scale));
      }),
      { numRuns: 60 },
    );
  });

  it('is unknown if a leg has no price', () => {
    const expired = { kind: 'option', optionType: 'call', forward: INDEX, strike: 60_000, years: 0, volatility: 0.6, quantity: 1 } as const;
    const batched = openPortfolioMargin(PARAMETERS, NOTHING_ELSE);
    for (const book of [
      { options: [expired], futures: [], indexPrice: INDEX },
      { options: [], futures: [], indexPrice: Number.NaN },
    ]) {
      expect(bookPortfolioMargin(book, PARAMETERS, NOTHING_ELSE)).toBeNull();
      expect(batched(book)).toBeNull();
    }
  });
});

function found(after: AccountAfter): LiquidationMoves | null {
  const search = liquidationMoves(after);
  let step = search.next();
  while (step.done !== true) step = search.next();
  return step.value;
}

describe('liquidation distance', () => {
  it('of one long inverse position is where equity meets maintenance', () => {
    // equity 1 + N(1/e − 1/x) = 0.01·N/x with N = 600,000, e = 60,000: x = N·1.01 ÷ (1 + N/e).
    const [quantity, entry] = [600_000, 60_000];
    const moves = found((move) => {
      const price = entry * (1 + move);
      return { equity: 1 + quantity * (1 / entry - 1 / price), maintenance: (0.01 * quantity) / price };
    });
    expect(entry * (1 + (moves?.down ?? Number.NaN))).toBeCloseTo((quantity * 1.01) / (1 + quantity / entry), 4);
    expect(moves?.up).toBeNull();
  });

  it('of one short linear position lies above', () => {
    // 10,000 + q(e − x) = 0.01·q·x with q = 1, e = 60,000.
    const moves = found((move) => ({ equity: 10_000 - 60_000 * move, maintenance: 600 * (1 + move) }));
    expect(60_000 * (1 + (moves?.up ?? Number.NaN))).toBeCloseTo(70_000 / 1.01, 4);
    expect(moves?.down).toBeNull();
  });

  it('is told of step by step, both sides one after the other', () => {
    const shares = [...liquidationMoves((move) => ({ equity: 1, maintenance: move > 1 ? 2 : 0 }))];
    expect(shares.length).toBeGreaterThan(160 + 50);
    expect(shares.every((share, index) => share > 0 && share <= 1 && share >= (shares[index - 1] ?? 0))).toBe(true);
    expect(shares.indexOf(0.5)).toBe(159);
  });

  it('is zero where margin is short already, and unknown where the account cannot be valued', () => {
    expect(found(() => ({ equity: 1, maintenance: 2 }))).toEqual({ down: 0, up: 0 });
    expect(found(() => null)).toBeNull();
    expect(found((move) => (move < -0.5 ? null : { equity: 1, maintenance: 0 }))).toBeNull();
  });
});

describe('capital allocation', () => {
  const room = (key: string, bidCoin: number | null, askCoin: number | null) => ({ key, label: key, bidCoin, askCoin });

  it('is the least room of each side, and names it', () => {
    const found = allocate([room('position', 3, 9), room('margin', 5, 5), room('shortfall', 4, 4)]);
    expect(found).toMatchObject({ bidCoin: 3, askCoin: 4, bidBinds: { key: 'position' }, askBinds: { key: 'shortfall' } });
  });

  it('is unknown as soon as one limit is, and says which', () => {
    expect(allocate([room('position', 3, 9), room('margin', null, 5)])).toMatchObject({
      bidCoin: null,
      bidBinds: { key: 'margin' },
      askCoin: 5,
    });
    expect(allocate([])).toMatchObject({ bidCoin: null, askCoin: null });
  });

  it('reads rooms off exposures and measures, never below zero', () => {
    expect(exposureRoom(2, 5)).toEqual({ bidCoin: 3, askCoin: 7 });
    expect(exposureRoom(-6, 5)).toEqual({ bidCoin: 11, askCoin: 0 });
    expect(exposureRoom(null, 5)).toEqual({ bidCoin: null, askCoin: null });
    expect(measureRoom(400, 1000, 200)).toBe(3);
    expect(measureRoom(1400, 1000, 200)).toBe(0);
    expect(measureRoom(null, 1000, 200)).toBeNull();
    expect(measureRoom(1, 1000, 0)).toBeNull();
  });
});
