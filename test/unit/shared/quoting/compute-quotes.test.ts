/** What the desk quotes from default parameters, and why it does not when it does not. */
import { describe, expect, it } from 'vitest';
import { priceTicks } from '../../../../shared/domain/price';
import { computeQuotes } from '../../../../shared/quoting/compute-quotes';
import { describeQuoteReason } from '../../../../shared/quoting/quote-reason';
import { perpetualInput, perpetualParameters } from '../../../support/quoting-input';

const best = (input = perpetualInput()): { bid: number; ask: number } => {
  const ladder = computeQuotes(input);
  return { bid: ladder.buy[0]?.priceTicks ?? Number.NaN, ask: ladder.sell[0]?.priceTicks ?? Number.NaN };
};

describe('quotes of a perpetual with default parameters', () => {
  it('stand a few ticks from fair value on both sides, every level live', () => {
    const { bid, ask } = best();
    expect(120_000.5 - bid).toBeGreaterThan(1);
    expect(120_000.5 - bid).toBeLessThan(6);
    expect(ask - 120_000.5).toBe(120_000.5 - bid);
    const ladder = computeQuotes(perpetualInput());
    expect([...ladder.buy, ...ladder.sell].map((level) => level.reason)).toEqual(Array(10).fill('quotable'));
  });

  it('lean by two ticks for one best-level quantity too many', () => {
    const long = computeQuotes(perpetualInput({ inventoryCoin: perpetualParameters().quantityCoin }));
    expect(long.skewTicks).toBeCloseTo(-2, 1);
    expect(best(perpetualInput({ inventoryCoin: 0.25 })).bid).toBe(best().bid - 2);
  });

  it('lean toward the target, not toward zero', () => {
    expect(computeQuotes(perpetualInput({ inventoryCoin: 1, targetCoin: 1 })).skewTicks).toBeCloseTo(0, 12);
    expect(computeQuotes(perpetualInput({ inventoryCoin: 0, targetCoin: 1 })).skewTicks).toBeGreaterThan(0);
  });

  it('convert coin to whole lots of USD and raise quantity by the decay', () => {
    const ladder = computeQuotes(perpetualInput());
    expect(ladder.buy[0]?.quantityLots).toBe(1_500);
    expect(ladder.buy[1]?.quantityLots).toBe(1_950);
    expect(ladder.buy[0]?.quantityCoin).toBeCloseTo(15_000 / 60_000.25, 12);
  });

  it('never lean further than the cap', () => {
    const ladder = computeQuotes(perpetualInput({ inventoryCoin: 3.9 }));
    expect(ladder.skewTicks).toBe(-12);
  });

  it('keep the half-spread between floor and cap', () => {
    const floor = computeQuotes(perpetualInput({ parameters: perpetualParameters({ minimumHalfSpreadBps: 5 }) }));
    expect(floor.halfSpreadTicks).toBeCloseTo(60.00025, 9);
    const cap = computeQuotes(perpetualInput({ parameters: perpetualParameters({ maximumHalfSpreadBps: 0.15 }) }));
    expect(cap.halfSpreadTicks).toBeCloseTo((0.15 / 10_000) * 120_000.5, 9);
  });

  it('stay behind the market so that post-only holds', () => {
    const { bid, ask } = best(perpetualInput({ fairValue: 60_020, bestBid: priceTicks(120_000), bestAsk: priceTicks(120_001) }));
    expect(bid).toBe(120_000);
    expect(ask).toBeGreaterThan(120_040);
  });

  it('add every step of the waterfall to the quote exactly', () => {
    const ladder = computeQuotes(
      perpetualInput({ fairValue: 60_007.3, inventoryCoin: 0.37, parameters: perpetualParameters({ offsetBps: 0.3 }) }),
    );
    const sum = (steps: typeof ladder.buyWaterfall): number => steps.reduce((total, step) => total + step.ticks, 0);
    expect(sum(ladder.buyWaterfall)).toBe(ladder.buy[0]?.priceTicks);
    expect(sum(ladder.sellWaterfall)).toBe(ladder.sell[0]?.priceTicks);
    expect(ladder.buyWaterfall.map((step) => step.name)).toEqual([
      'fair',
      'offset',
      'volatility',
      'intensity',
      'clamp',
      'slow venue',
      'inventory',
      'market',
      'tick',
    ]);
    const tick = ladder.buyWaterfall.at(-1)?.ticks ?? Number.NaN;
    expect(Math.abs(tick)).toBeLessThan(1);
  });
});

describe('a level that is not quoted', () => {
  it('has no price and says so without a fair value', () => {
    for (const fairValue of [null, Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) {
      const ladder = computeQuotes(perpetualInput({ fairValue }));
      expect(ladder.buy).toHaveLength(5);
      expect(new Set([...ladder.buy, ...ladder.sell].map((level) => level.reason))).toEqual(new Set(['no-fair-value']));
    }
  });

  it('says that inventory is unknown rather than taking it as flat', () => {
    expect(computeQuotes(perpetualInput({ inventoryCoin: null })).buy[0]?.reason).toBe('inventory-unknown');
  });

  it('is on the side that would leave the hard band, the other side keeps its quantity', () => {
    const ladder = computeQuotes(perpetualInput({ inventoryCoin: 4.2 }));
    expect(ladder.buy.map((level) => level.reason)).toEqual(Array(5).fill('hard-band'));
    expect(ladder.buy.map((level) => level.quantityLots)).toEqual(Array(5).fill(0));
    expect(ladder.sell[0]).toMatchObject({ reason: 'quotable', quantityLots: 1_500 });
  });

  it('shrinks first between the soft and the hard band', () => {
    const ladder = computeQuotes(perpetualInput({ inventoryCoin: 3 }));
    expect(ladder.buy[0]?.quantityLots).toBe(750);
    expect(ladder.sell[0]?.quantityLots).toBe(1_500);
  });

  it('never lets all levels together leave the hard band', () => {
    const ladder = computeQuotes(perpetualInput({ inventoryCoin: 1.9 }));
    const sum = ladder.buy.reduce((total, level) => total + level.quantityCoin, 0);
    expect(sum).toBeLessThanOrEqual(2.1);
    expect(ladder.buy.at(-1)?.limitUsePercent).toBeLessThanOrEqual(100);
  });

  it('names a quantity below the venue minimum instead of quoting nothing silently', () => {
    const ladder = computeQuotes(perpetualInput({ parameters: perpetualParameters({ quantityCoin: 0.0001 }) }));
    expect(ladder.buy[0]?.reason).toBe('below-minimum-quantity');
    expect(describeQuoteReason('below-minimum-quantity')).toContain('minimum');
  });

  it('keeps its price when only trading is off, so that the dry run shows it', () => {
    const level = computeQuotes(perpetualInput({ buyBlock: 'trading-off' })).buy[0];
    expect(level?.reason).toBe('trading-off');
    expect(level?.priceTicks).not.toBeNull();
    expect(level?.quantityLots).toBe(1_500);
  });

  it('has no price at zero or below', () => {
    const ladder = computeQuotes(
      perpetualInput({ fairValue: 0.5, bestBid: null, bestAsk: null, parameters: perpetualParameters({ offsetBps: 0, skewCapTicks: 0 }) }),
    );
    expect(ladder.buy[0]).toMatchObject({ priceTicks: null, reason: 'price-not-positive', quantityLots: 0 });
    expect(ladder.sell[0]?.priceTicks).toBeGreaterThan(0);
  });
});

describe('quotes of an option whose price step grows with its price', () => {
  it('stand on the coarse steps above the border and on the fine ones below it', () => {
    const instrument = {
      tickSize: 0.0001,
      tickSteps: [{ abovePrice: 0.005, tickSize: 0.0005 }],
      lotSize: 0.1,
      minimumQuantity: 0.1,
      quantityUnit: 'coin',
    } as const;
    const parameters = perpetualParameters({ levels: 4, minimumHalfSpreadBps: 300, maximumHalfSpreadBps: 300, levelSpacing: 1 });
    const ladder = computeQuotes(perpetualInput({ instrument, parameters, fairValue: 0.00522, bestBid: null, bestAsk: null }));
    // 3 % of 52.2 ticks is 1.566: 50.634, 49.068, 47.502, 45.936 to buy, 53.766, 55.332, 56.898, 58.464 to sell.
    expect(ladder.buy.map((level) => level.priceTicks)).toEqual([50, 49, 47, 45]);
    expect(ladder.sell.map((level) => level.priceTicks)).toEqual([55, 60, 65, 70]);
  });

  it.each([
    ['call', 'buy', 'sell'],
    ['put', 'sell', 'buy'],
  ] as const)('of a %s: too long a delta takes the %s out at the hard band and leaves the %s', (optionType, out, left) => {
    const option = { optionType, strike: 60_000 };
    const instrument = { tickSize: 0.0001, lotSize: 0.1, minimumQuantity: 0.1, quantityUnit: 'coin', option } as const;
    const parameters = perpetualParameters({ levels: 1, quantityCoin: 0.2 });
    const plain = { instrument, parameters, fairValue: 0.05, bestBid: null, bestAsk: null };
    const flat = computeQuotes(perpetualInput(plain));
    const long = computeQuotes(perpetualInput({ ...plain, inventoryCoin: 4 }));
    expect(long[out][0]?.reason).toBe('hard-band');
    expect(long[left][0]?.reason).toBe('quotable');
    expect(Math.sign((long.reservationPrice ?? 0) - (flat.reservationPrice ?? 0))).toBe(optionType === 'call' ? -1 : 1);
  });
});
