/** The synthetic flow: tight, deep, two-sided, never crossed, repeatable; and the traits of its parts. */
import { describe, expect, it } from 'vitest';
import { Arrivals } from '../../../../../../shared/exchange/flow/synthetic/arrivals';
import { FairPrice } from '../../../../../../shared/exchange/flow/synthetic/fair-price';
import { Surface } from '../../../../../../shared/exchange/flow/synthetic/surface';
import { SyntheticFlow } from '../../../../../../shared/exchange/flow/synthetic/synthetic-flow';
import { SeededRandom } from '../../../../../../shared/domain/random';
import { ExchangeBench, START_MS } from '../../../../../support/quiet-exchange';

function run(seconds: number, seed = 5): ExchangeBench {
  const made = new ExchangeBench({ flow: new SyntheticFlow({ seed, startMs: START_MS, speed: 1 }) });
  made.login('alice');
  made.ok('alice', 'private/subscribe', { channels: ['book.BTC-PERPETUAL.raw', 'trades.BTC-PERPETUAL.raw', 'trades.ETH-PERPETUAL.raw'] });
  for (let step = 0; step < seconds * 20; step += 1) {
    made.pass(50);
    if (step % 2000 === 0) made.ok('alice', 'public/test');
  }
  return made;
}

interface Top {
  readonly best_bid_price: number;
  readonly best_ask_price: number;
}

describe('synthetic flow', () => {
  it('opens every book with both sides, tight and deep on the perpetual', () => {
    const made = run(0);
    const book = made.ok<Top & { bids: number[][]; asks: number[][] }>('alice', 'public/get_order_book', {
      instrument_name: 'BTC-PERPETUAL',
      depth: 100,
    });
    expect(book.best_ask_price - book.best_bid_price).toBeLessThanOrEqual(1);
    expect(book.bids.length).toBeGreaterThan(20);
    expect(book.asks.length).toBeGreaterThan(20);
    for (const spec of made.exchange.inspect().allContracts()) {
      const top = made.ok<Top>('alice', 'public/ticker', { instrument_name: spec.name });
      expect(top.best_ask_price, spec.name).toBeGreaterThan(0);
      made.now += 60;
    }
  });

  it('keeps the perpetual at one tick most of the time, never crossed, with tens of changes a second', () => {
    const made = new ExchangeBench({ flow: new SyntheticFlow({ seed: 11, startMs: START_MS, speed: 1 }) });
    made.login('alice');
    made.ok('alice', 'private/subscribe', { channels: ['book.BTC-PERPETUAL.raw', 'quote.BTC-PERPETUAL'] });
    let tight = 0;
    let crossed = 0;
    for (let step = 0; step < 400; step += 1) {
      made.pass(50);
      const quote = made.heard<Top>('quote.BTC-PERPETUAL').at(-1);
      const spread = (quote?.best_ask_price ?? 0) - (quote?.best_bid_price ?? 0);
      if (spread <= 0) crossed += 1;
      if (spread === 0.5) tight += 1;
    }
    expect(crossed).toBe(0);
    expect(tight / 400).toBeGreaterThan(0.5);
    expect(made.heard('book.BTC-PERPETUAL.raw').length / 20).toBeGreaterThan(10);
  }, 30_000);

  it('prints trades of both sides on both perpetuals', () => {
    const made = run(20);
    for (const channel of ['trades.BTC-PERPETUAL.raw', 'trades.ETH-PERPETUAL.raw']) {
      const sides = new Set(
        made
          .heard<{ direction: string }[]>(channel)
          .flat()
          .map((trade) => trade.direction),
      );
      expect([...sides].sort()).toEqual(['buy', 'sell']);
    }
  });

  it('repeats itself for a seed, however often it is called, and differs for another', () => {
    const hash = (seed: number, slice: number): string => {
      const made = new ExchangeBench({ flow: new SyntheticFlow({ seed, startMs: START_MS, speed: 1 }) });
      for (let passed = 0; passed < 6_000; passed += slice) made.pass(slice);
      const floor = made.exchange.inspect();
      return JSON.stringify(
        [...floor.allContracts()].map((spec) =>
          floor.engine
            .book(spec.name)
            .bids.top(3)
            .map((level) => [level.ticks, level.totalLots]),
        ),
      );
    };
    expect(hash(1, 50)).toBe(hash(1, 50));
    expect(hash(1, 200)).toBe(hash(1, 50));
    expect(hash(2, 50)).not.toBe(hash(1, 50));
  });
});

describe('its parts', () => {
  const character = { start: 60_000, volatility: 0.5, jumpEverySeconds: 1e9, jumpSize: 0.001 };

  it('lets the informed price lead the believed one: adverse selection exists', () => {
    const fair = new FairPrice(character, new SeededRandom(3));
    let agreement = 0;
    for (let step = 0; step < 4_000; step += 1) {
      const edge = fair.informed() - fair.believed();
      const before = fair.believed();
      for (let sub = 0; sub < 10; sub += 1) fair.step(0.05);
      agreement += Math.sign(edge) === Math.sign(fair.believed() - before) ? 1 : -1;
    }
    expect(agreement / 4_000).toBeGreaterThan(0.2);
  });

  it('clusters volatility: large moves follow large moves', () => {
    const fair = new FairPrice(character, new SeededRandom(4));
    const sizes: number[] = [];
    for (let second = 0; second < 8_000; second += 1) {
      const before = fair.informed();
      for (let step = 0; step < 4; step += 1) fair.step(0.25);
      sizes.push(Math.abs(Math.log(fair.informed() / before)));
    }
    expect(correlation(sizes.slice(0, -10), sizes.slice(10))).toBeGreaterThan(0.05);
  });

  it('excites orders by orders, and more of the same side than of the other', () => {
    const arrivals = new Arrivals({ baseRate: 0.5, self: 0.5, cross: 0.1, memorySeconds: 1 }, new SeededRandom(5));
    arrivals.excite('buy');
    expect(arrivals.rate('buy')).toBeCloseTo(1, 12);
    expect(arrivals.rate('sell')).toBeCloseTo(0.6, 12);
    let count = 0;
    for (let step = 0; step < 60_000; step += 1) count += arrivals.step(0.05, 1).length;
    expect(count / 3_000).toBeGreaterThan(2);
    expect(count / 3_000).toBeLessThan(3);
  });

  it('raises volatility when the price falls, and keeps a smile', () => {
    const surface = new Surface({ level: 0.5, shortPremium: 0, skew: -0.02, curvature: 0.03 }, new SeededRandom(6));
    const before = surface.volatility(60_000, 60_000, 0.1);
    surface.step(0.001, -0.05);
    expect(surface.volatility(60_000, 60_000, 0.1)).toBeGreaterThan(before);
    expect(surface.volatility(45_000, 60_000, 0.1)).toBeGreaterThan(surface.volatility(60_000, 60_000, 0.1));
  });
});

function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [leftMean, rightMean] = [mean(left), mean(right)];
  let cross = 0;
  let leftSquare = 0;
  let rightSquare = 0;
  for (const [index, value] of left.entries()) {
    const a = value - leftMean;
    const b = (right[index] ?? 0) - rightMean;
    cross += a * b;
    leftSquare += a * a;
    rightSquare += b * b;
  }
  return cross / Math.sqrt(leftSquare * rightSquare);
}
