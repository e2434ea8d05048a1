/** The synthetic perpetual stays a market: deep enough, near its index, no wall that grows, whatever the seed. */
import { describe, expect, it } from 'vitest';
import { SyntheticFlow } from '../../../../../../shared/exchange/flow/synthetic/synthetic-flow';
import { ExchangeBench, START_MS } from '../../../../../support/quiet-exchange';

interface Book {
  readonly bids: readonly (readonly [number, number])[];
  readonly asks: readonly (readonly [number, number])[];
  readonly index_price: number;
}

const MINUTES = 3;

describe.each([1, 2, 3])('the synthetic BTC perpetual, seed %d', (seed) => {
  it('keeps twenty levels a side within one per cent of its index and no level above 5 million USD', () => {
    const bench = new ExchangeBench({ flow: new SyntheticFlow({ seed, startMs: START_MS, speed: 1 }) });
    bench.login('alice');
    const problems: string[] = [];
    for (let second = 1; second <= MINUTES * 60; second += 1) {
      bench.pass(1_000);
      if (second % 10 !== 0) continue;
      const {
        bids,
        asks,
        index_price: index,
      } = bench.ok<Book>('alice', 'public/get_order_book', { instrument_name: 'BTC-PERPETUAL', depth: 100 });
      const deepest = Math.max(...[...bids, ...asks].map(([, amount]) => amount));
      const middle = ((bids[0]?.[0] ?? NaN) + (asks[0]?.[0] ?? NaN)) / 2;
      if (bids.length < 20 || asks.length < 20) problems.push(`${second} s: ${bids.length} bids, ${asks.length} asks`);
      if (!(Math.abs(middle / index - 1) < 0.01)) problems.push(`${second} s: mid ${middle}, index ${index}`);
      if (!(deepest < 5_000_000)) problems.push(`${second} s: a level of ${deepest} USD`);
    }
    expect(problems).toEqual([]);
  });
});
