/** A login runs out without a word: what is private ends, what is public goes on, and the orders stay those of their connection. */
import { describe, expect, it } from 'vitest';
import { TOKEN_SECONDS } from '../../../../shared/exchange/authentication';
import { ExchangeBench } from '../../../support/quiet-exchange';

/** Alice, protected, subscribed and with an order out, when her login is so old; she has said something every minute. */
function aliceAfter(seconds: number): ExchangeBench {
  const bench = new ExchangeBench();
  bench.login('alice');
  bench.ok('alice', 'private/enable_cancel_on_disconnect');
  bench.ok('alice', 'private/subscribe', { channels: ['user.orders.any.any.raw'] });
  bench.order('alice', 'sell', { price: 60_100 });
  for (let passed = 0; passed < seconds; passed += 60) {
    bench.pass(Math.min(60, seconds - passed) * 1_000);
    bench.ok('alice', 'public/test');
  }
  return bench;
}

describe('a login', () => {
  it('is good for its time, and from then on refused by its token until it is renewed', () => {
    const bench = aliceAfter(TOKEN_SECONDS - 1);
    expect(bench.ok('alice', 'private/get_open_orders')).toHaveLength(1);
    bench.pass(1_000);
    const answer = bench.call('alice', 'private/get_open_orders');
    expect(answer['error']).toMatchObject({ code: 13_009, data: { reason: 'invalid_token' } });
    bench.ok('alice', 'public/auth', { grant_type: 'client_credentials', client_id: 'alice', client_secret: 'alice' });
    expect(bench.ok('alice', 'private/get_open_orders')).toHaveLength(1);
  });

  it('that ran out is told nothing of its orders, which still go with the connection', () => {
    const bench = aliceAfter(TOKEN_SECONDS);
    const told = bench.heard('user.orders.any.any.raw').length;
    bench.login('bob');
    bench.order('bob', 'buy', { price: 60_100, amount: 50 });
    expect(bench.heard('user.orders.any.any.raw')).toHaveLength(told);
    bench.disconnect('alice');
    bench.login('alice', 'again');
    expect(bench.ok('again', 'private/get_open_orders')).toEqual([]);
  });
});
