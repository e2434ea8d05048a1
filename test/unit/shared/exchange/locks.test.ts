/** A locked coin: told to whoever follows the platform, asked for by whoever comes later, no order taken, cancels are. */
import { expect, it } from 'vitest';
import { ExchangeBench } from '../../../support/quiet-exchange';

it('a locked coin is told and asked for, takes no orders and no prints, lets cancels through, and trades again once unlocked', () => {
  const made = new ExchangeBench();
  made.login('alice');
  made.login('bob');
  made.ok('alice', 'public/subscribe', { channels: ['platform_state'] });
  const resting = made.order('bob', 'buy', { price: 59_900 });
  const left = made.order('bob', 'buy', { price: 59_800 });
  made.ok('alice', 'practice/lock', { currency: 'BTC', locked: true });
  expect(made.ok('bob', 'public/status')).toEqual({ locked: 'partial', locked_indices: ['btc_usd'] });
  const terms = { instrument_name: 'BTC-PERPETUAL', amount: 100, type: 'limit', price: 59_700 };
  expect(made.code('bob', 'private/buy', terms)).toBe(11_030);
  expect(made.code('bob', 'private/edit', { order_id: left['order_id'], amount: 100, price: 59_850 })).toBe(11_030);
  const sweep = { instrument_name: 'BTC-PERPETUAL', direction: 'sell', amount: 100 };
  expect(made.ok('alice', 'practice/market_order', sweep)).toEqual({ filled_amount: 0 });
  expect(made.ok('bob', 'private/cancel', { order_id: resting['order_id'] })).toMatchObject({ order_state: 'cancelled' });
  made.ok('alice', 'practice/lock', { currency: 'BTC', locked: false });
  expect(made.ok('bob', 'public/status')).toEqual({ locked: 'false', locked_indices: [] });
  expect(made.ok('bob', 'private/buy', terms)).toMatchObject({ order: { order_state: 'open' } });
  expect(made.ok('alice', 'practice/market_order', sweep)).toEqual({ filled_amount: 100 });
  expect(made.heard('platform_state')).toEqual([
    { price_index: 'btc_usd', locked: true },
    { price_index: 'btc_usd', locked: false },
  ]);
});
