/** What every ladder of quotes keeps to, whatever the market, the inventory and the trader's parameters. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceTicks } from '../../shared/domain/price';
import { isOnGrid } from '../../shared/domain/tick-steps';
import { computeQuotes } from '../../shared/quoting/compute-quotes';
import type { QuoteLadder, QuoteLadderInput } from '../../shared/quoting/quote-ladder';
import type { QuotingParameters } from '../../shared/quoting/quoting-parameters';
import { perpetualInput, perpetualParameters } from '../support/quoting-input';
import { propertyRuns } from '../support/property-runs';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** Everything the settings schema accepts. */
const parameters: fc.Arbitrary<QuotingParameters> = fc
  .record({
    offsetBps: between(-100, 100),
    riskAversion: between(0.0001, 100),
    arrivalDecay: between(0.001, 100),
    volatilityPercent: between(1, 500),
    horizonSeconds: between(1, 86_400),
    minimumHalfSpreadBps: between(0, 500),
    maximumHalfSpreadBps: between(0.01, 1_000),
    levels: fc.integer({ min: 1, max: 10 }),
    levelSpacing: between(0.1, 10),
    quantityDecay: between(0.1, 5),
    quantityCoin: between(0.0001, 100),
    skewStrength: between(0, 10),
    skewCapTicks: between(0, 10_000),
  })
  .map((change) => perpetualParameters(change));

const OPTION_GRID = { tickSize: 0.0001, tickSteps: [{ abovePrice: 0.005, tickSize: 0.0005 }] };

/** A market of whole or half ticks of fair value, with or without a top. */
const input: fc.Arbitrary<QuoteLadderInput> = fc
  .record({
    parameters,
    fairTicks: fc.integer({ min: 2_000, max: 2_000_000 }).map((halves) => halves / 2),
    distance: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
    inventoryCoin: between(-10, 10),
    targetCoin: between(-5, 5),
    softBandCoin: between(0, 5),
    hardBandCoin: between(0, 10),
  })
  .map(({ fairTicks, distance, ...change }) => {
    const width = distance === null ? null : distance + (fairTicks % 1);
    return perpetualInput({
      ...change,
      fairValue: fairTicks * 0.5,
      bestBid: width === null ? null : priceTicks(fairTicks - width),
      bestAsk: width === null ? null : priceTicks(fairTicks + width),
    });
  });

const pricesOf = (ladder: QuoteLadder, side: 'buy' | 'sell'): number[] =>
  ladder[side].map((level) => level.priceTicks).filter((price) => price !== null);

const lotsOf = (ladder: QuoteLadder, side: 'buy' | 'sell'): number => ladder[side].reduce((sum, level) => sum + level.quantityLots, 0);
const skewOf = (ladder: QuoteLadder): number => ladder.skewTicks ?? Number.NaN;

/** An option whose price step grows with its price, near and far from the border between the steps. */
const optionInput: fc.Arbitrary<QuoteLadderInput> = fc
  .record({ parameters, fairTicks: between(1, 2_000), top: fc.option(fc.integer({ min: 1, max: 400 }), { nil: null }) })
  .map(({ parameters: given, fairTicks, top }) =>
    perpetualInput({
      instrument: { ...OPTION_GRID, lotSize: 0.1, minimumQuantity: 0.1, quantityUnit: 'coin' },
      parameters: given,
      fairValue: fairTicks * OPTION_GRID.tickSize,
      bestBid: top === null ? null : priceTicks(top),
      bestAsk: top === null ? null : priceTicks(top + 1),
    }),
  );

describe('a slow venue', () => {
  it('never brings a quote nearer to the market: the slower, the further every level of either side (fault 4)', () => {
    fc.assert(
      fc.property(fc.oneof(input, optionInput), between(0, 10), between(0, 10), (given, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((widenFactor) => computeQuotes({ ...given, widenFactor }));
        if (less === undefined || more === undefined) throw new Error('expected two ladders');
        for (const [at, price] of pricesOf(more, 'buy').entries())
          expect(price).toBeLessThanOrEqual(pricesOf(less, 'buy')[at] ?? Number.NaN);
        for (const [at, price] of pricesOf(more, 'sell').entries())
          expect(price).toBeGreaterThanOrEqual(pricesOf(less, 'sell')[at] ?? Number.NaN);
        expect(less.halfSpreadTicks).toBeGreaterThanOrEqual(computeQuotes(given).halfSpreadTicks ?? Number.NaN);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});

describe('every ladder', () => {
  it('lies on the steps that the venue takes, where they grow with the price, in order and behind the market', () => {
    fc.assert(
      fc.property(optionInput, (given) => {
        const ladder = computeQuotes(given);
        const [bids, asks] = [pricesOf(ladder, 'buy'), pricesOf(ladder, 'sell')];
        for (const price of [...bids, ...asks]) expect(isOnGrid(OPTION_GRID, priceTicks(price))).toBe(true);
        expect(bids).toEqual([...new Set(bids)].sort((a, b) => b - a));
        expect(asks).toEqual([...new Set(asks)].sort((a, b) => a - b));
        expect(Math.max(...bids)).toBeLessThan(Math.min(...asks));
        if (given.bestAsk !== null) expect(Math.max(...bids)).toBeLessThan(given.bestAsk);
        if (given.bestBid !== null) expect(Math.min(...asks)).toBeGreaterThan(given.bestBid);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('has bid below ask, whole finite ticks, distinct levels in order, and never crosses the market', () => {
    fc.assert(
      fc.property(input, (given) => {
        const ladder = computeQuotes(given);
        const bids = pricesOf(ladder, 'buy');
        const asks = pricesOf(ladder, 'sell');
        for (const price of [...bids, ...asks]) expect(Number.isSafeInteger(price)).toBe(true);
        expect(Math.max(...bids)).toBeLessThan(Math.min(...asks));
        expect(bids).toEqual([...new Set(bids)].sort((a, b) => b - a));
        expect(asks).toEqual([...new Set(asks)].sort((a, b) => a - b));
        if (given.bestAsk !== null) expect(Math.max(...bids)).toBeLessThan(given.bestAsk);
        if (given.bestBid !== null) expect(Math.min(...asks)).toBeGreaterThan(given.bestBid);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('has a waterfall that adds up to the quote exactly', () => {
    fc.assert(
      fc.property(input, (given) => {
        const ladder = computeQuotes(given);
        const sums = [ladder.buyWaterfall, ladder.sellWaterfall].map((steps) => steps.reduce((sum, step) => sum + step.ticks, 0));
        if (ladder.buy[0]?.priceTicks != null) expect(sums[0]).toBe(ladder.buy[0].priceTicks);
        if (ladder.sell[0]?.priceTicks != null) expect(sums[1]).toBe(ladder.sell[0].priceTicks);
      }),
    );
  });

  it('is mirrored when inventory, target and offset change sign', () => {
    fc.assert(
      fc.property(input, (given) => {
        const mirrored = computeQuotes({
          ...given,
          inventoryCoin: -(given.inventoryCoin ?? 0),
          targetCoin: -given.targetCoin,
          parameters: { ...given.parameters, offsetBps: -given.parameters.offsetBps },
        });
        const ladder = computeQuotes(given);
        const twice = 2 * ((given.fairValue ?? Number.NaN) / 0.5);
        ladder.buy.forEach((level, index) => {
          const other = mirrored.sell[index];
          if (level.priceTicks !== null) expect(other?.priceTicks).toBe(twice - level.priceTicks);
          if (level.priceTicks !== null) expect(other).toMatchObject({ quantityLots: level.quantityLots, reason: level.reason });
        });
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('leans toward the target, and further the further inventory is from it', () => {
    fc.assert(
      fc.property(input, between(-10, 10), between(-10, 10), (given, first, second) => {
        const atLow = computeQuotes({ ...given, inventoryCoin: Math.min(first, second) });
        const atHigh = computeQuotes({ ...given, inventoryCoin: Math.max(first, second) });
        expect(skewOf(atHigh)).toBeLessThanOrEqual(skewOf(atLow));
        expect(Math.abs(skewOf(atHigh))).toBeLessThanOrEqual(given.parameters.skewCapTicks);
        expect(pricesOf(atHigh, 'buy')[0] ?? 0).toBeLessThanOrEqual(pricesOf(atLow, 'buy')[0] ?? 0);
        expect(pricesOf(atHigh, 'sell')[0]).toBeLessThanOrEqual(pricesOf(atLow, 'sell')[0] ?? Number.NaN);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('buys no more and sells no less the more is held', () => {
    fc.assert(
      fc.property(input, between(-10, 10), between(-10, 10), (given, first, second) => {
        const atLow = computeQuotes({
          ...given,
          inventoryCoin: Math.min(first, second),
          parameters: { ...given.parameters, skewStrength: 0 },
        });
        const atHigh = computeQuotes({
          ...given,
          inventoryCoin: Math.max(first, second),
          parameters: { ...given.parameters, skewStrength: 0 },
        });
        expect(lotsOf(atHigh, 'buy')).toBeLessThanOrEqual(lotsOf(atLow, 'buy'));
        expect(lotsOf(atHigh, 'sell')).toBeGreaterThanOrEqual(lotsOf(atLow, 'sell'));
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('cannot take inventory beyond the hard band, whatever fills', () => {
    fc.assert(
      fc.property(input, (given) => {
        const ladder = computeQuotes(given);
        const deviation = (given.inventoryCoin ?? 0) - given.targetCoin;
        const sum = (side: 'buy' | 'sell'): number =>
          ladder[side].filter((level) => level.reason === 'quotable').reduce((total, level) => total + level.quantityCoin, 0);
        if (sum('buy') > 0) expect(deviation + sum('buy')).toBeLessThanOrEqual(given.hardBandCoin + 1e-9);
        if (sum('sell') > 0) expect(deviation - sum('sell')).toBeGreaterThanOrEqual(-given.hardBandCoin - 1e-9);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('shares the hard band: with what others have in the market it stays within it, gives way as they take more, and says why', () => {
    const taken = fc.record({ earlierCoin: between(0, 10), laterCoin: between(0, 10), ownCoin: between(0, 10) });
    fc.assert(
      fc.property(fc.oneof(input, optionInput), taken, between(0, 5), between(-1, 1), (given, buy, more, optionDelta) => {
        const sell = { earlierCoin: 0, laterCoin: 0, ownCoin: 0 };
        const shared = { ...given, optionDelta, parameters: { ...given.parameters, skewStrength: 0 } };
        const ladder = computeQuotes({ ...shared, roomTaken: { buy, sell } });
        const less = computeQuotes({ ...shared, roomTaken: { buy: { ...buy, earlierCoin: buy.earlierCoin + more }, sell } });
        const alone = computeQuotes(shared);
        expect(ladder.sell).toEqual(alone.sell);
        expect(lotsOf(less, 'buy')).toBeLessThanOrEqual(lotsOf(ladder, 'buy'));
        expect(lotsOf(ladder, 'buy')).toBeLessThanOrEqual(lotsOf(alone, 'buy'));
        const capacity = given.hardBandCoin - ((given.inventoryCoin ?? 0) - given.targetCoin);
        const shown = ladder.buy.reduce((sum, { quantityCoin }) => sum + quantityCoin, 0);
        const kept = Math.min(buy.ownCoin, capacity - buy.earlierCoin);
        expect(shown).toBeLessThanOrEqual(Math.max(0, capacity - buy.earlierCoin - buy.laterCoin, kept) + 1e-9);
        alone.buy.forEach((level, index) => {
          const found = ladder.buy[index];
          if (level.reason !== 'quotable' || found === undefined || found.quantityLots === level.quantityLots) return;
          expect(found.reason === 'quotable' ? found.cut : found.reason).toBe('shared-band');
        });
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
