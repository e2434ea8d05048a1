/** Ids of orders and trades: an account keeps what it knows when the exchange behind it is started anew. */
import { expect, it } from 'vitest';
import { ExchangeBench, START_MS } from '../../../support/quiet-exchange';

/** Order ids of both sides and the trade id of one trade at an exchange that was started then. */
function idsOf(startMs: number): readonly unknown[] {
  const bench = new ExchangeBench({ startMs });
  bench.login('alice');
  bench.login('bob');
  const resting = bench.order('alice', 'sell', { price: 60_000 });
  const taken = bench.ok<{ order: { order_id: string }; trades: { trade_id: string }[] }>('bob', 'private/buy', {
    ...{ instrument_name: 'BTC-PERPETUAL', amount: 100, price: 60_000 },
  });
  return [resting['order_id'], taken.order.order_id, taken.trades[0]?.trade_id];
}

it('never name two orders or two trades of exchanges started one after the other, nor change from run to run', () => {
  const [first, second] = [idsOf(START_MS), idsOf(START_MS + 1_000)];
  expect(first.every((id) => /^BTC-\d+$/.test(String(id)))).toBe(true);
  expect(second.filter((id) => first.includes(id))).toEqual([]);
  expect(idsOf(START_MS)).toEqual(first);
});
