/** What expires is paid at the price that is published for its day. */
import { describe, expect, it } from 'vitest';
import { nextDailyExpiry } from '../../../../shared/exchange/expiry-calendar';
import { ExchangeBench, START_MS, quietFlow } from '../../../support/quiet-exchange';

const DAY_MS = 86_400_000;

describe('public/get_delivery_prices', () => {
  it('lists the days that passed, newest first, in cents', () => {
    const index = { BTC: 60_000, ETH: 3_000 };
    const bench = new ExchangeBench({ flow: quietFlow(index) });
    bench.login('alice');
    expect(bench.ok('alice', 'public/get_delivery_prices', { index_name: 'btc_usd' })).toEqual({ data: [], records_total: 0 });
    for (const price of [61_000.123, 62_000.456]) {
      index.BTC = price;
      bench.pass(nextDailyExpiry(bench.now) - bench.now);
    }
    const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const first = nextDailyExpiry(START_MS);
    bench.login('alice', 'later');
    expect(bench.ok('later', 'public/get_delivery_prices', { index_name: 'btc_usd' })).toEqual({
      data: [
        { date: date(first + DAY_MS), delivery_price: 62_000.46 },
        { date: date(first), delivery_price: 61_000.12 },
      ],
      records_total: 2,
    });
    expect(bench.ok('later', 'public/get_delivery_prices', { index_name: 'btc_usd', offset: 1, count: 1 })).toMatchObject({
      data: [{ delivery_price: 61_000.12 }],
    });
    expect(bench.ok('later', 'public/get_delivery_prices', { index_name: 'eth_usd' })).toMatchObject({ records_total: 2 });
  });
});
