/** What is refused and with which code; cancels; scopes. */
import { describe, expect, it } from 'vitest';
import { ExchangeBench, START_MS, testAccount } from '../../../support/quiet-exchange';

function bench(): ExchangeBench {
  const made = new ExchangeBench();
  made.login('alice');
  made.login('bob');
  return made;
}

const limit = (terms: object = {}): Record<string, unknown> => ({ instrument_name: 'BTC-PERPETUAL', amount: 100, price: 60_000, ...terms });

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce((inner) => [inner], 1);

describe('order checks', () => {
  it.each([
    ['an amount off the grid', { amount: 105 }, -32602],
    ['no amount', { amount: undefined }, -32602],
    ['a price off the grid', { price: 60_000.3 }, 10043],
    ['a negative price', { price: -1 }, -32602],
    ['a price that is text', { price: 'many' }, -32602],
    ['an unlisted instrument', { instrument_name: 'BTC-NEVER' }, -32602],
    ['a buy far above the mark', { price: 70_000 }, 10007],
    ['more than the account can carry', { amount: 60_000_000 }, 10009],
    ['a request that is late', { valid_until: START_MS - 1 }, 13888],
    ['a price beyond exact ticks', { price: 1e308 }, -32602],
    ['an amount beyond exact lots', { amount: 1e300 }, -32602],
    ['an instrument that is a deep list', { instrument_name: deep(50_000) }, -32602],
    ['a label too long', { label: 'x'.repeat(65) }, -32602],
  ])('refuses %s', (_, terms, code) => {
    const made = bench();
    expect(made.code('alice', 'private/buy', limit(terms))).toBe(code);
    expect(made.ok('alice', 'private/get_open_orders_by_currency', { currency: 'BTC' })).toEqual([]);
  });

  it('takes a price step that grows with the price of an option', () => {
    const made = bench();
    const options = made.ok<{ instrument_name: string }[]>('alice', 'public/get_instruments', { currency: 'BTC', kind: 'option' });
    const name = options[0]?.instrument_name ?? '';
    expect(made.code('alice', 'private/buy', { instrument_name: name, amount: 0.1, price: 0.0101 })).toBe(10043);
    expect(made.ok<{ order: object }>('alice', 'private/buy', { instrument_name: name, amount: 0.1, price: 0.0105 }).order).toMatchObject({
      order_state: 'open',
    });
    expect(made.ok<{ order: object }>('alice', 'private/buy', { instrument_name: name, amount: 0.1, price: 0.0003 }).order).toMatchObject({
      order_state: 'open',
    });
  });

  it('cuts a reduce-only order to the position, and refuses one that would open', () => {
    const made = bench();
    expect(made.code('bob', 'private/sell', limit({ reduce_only: true }))).toBe(11030);
    made.order('alice', 'sell', { price: 60_000 });
    made.order('bob', 'buy', { price: 60_000 });
    expect(made.order('bob', 'sell', { price: 60_010, amount: 500, reduce_only: true })).toMatchObject({ amount: 100, reduce_only: true });
  });

  it('accepts an order in time', () => {
    expect(bench().order('alice', 'buy', { price: 59_000, valid_until: START_MS + 1000 })).toMatchObject({ order_state: 'open' });
  });
});

describe('cancels', () => {
  it('answers an order that is not there, not open, or of somebody else', () => {
    const made = bench();
    const order = made.order('alice', 'buy', { price: 59_500 });
    expect(made.code('alice', 'private/cancel', { order_id: 'BTC-999999' })).toBe(10004);
    expect(made.code('bob', 'private/cancel', { order_id: order['order_id'] })).toBe(10004);
    expect(made.ok('alice', 'private/cancel', { order_id: order['order_id'] })).toMatchObject({
      order_state: 'cancelled',
      cancel_reason: 'user_request',
    });
    expect(made.code('alice', 'private/cancel', { order_id: order['order_id'] })).toBe(11044);
    expect(made.code('alice', 'private/edit', { order_id: order['order_id'], price: 59_000, amount: 100 })).toBe(11044);
  });

  it('counts what all, one instrument, one currency and one label cover', () => {
    const made = bench();
    const place = (instrument: string, price: number, label: string): unknown =>
      made.order('alice', 'buy', { instrument_name: instrument, price, label, amount: 100 });
    place('BTC-PERPETUAL', 59_500, 'a');
    place('BTC-PERPETUAL', 59_400, 'b');
    place('ETH-PERPETUAL', 2_990, 'a');
    made.order('bob', 'buy', { price: 59_300 });
    expect(made.ok('alice', 'private/cancel_by_label', { label: 'b' })).toBe(1);
    expect(made.ok('alice', 'private/cancel_all_by_instrument', { instrument_name: 'ETH-PERPETUAL' })).toBe(1);
    expect(made.ok('alice', 'private/cancel_all_by_currency', { currency: 'BTC' })).toBe(1);
    expect(made.ok('alice', 'private/cancel_all')).toBe(0);
    expect(made.ok<unknown[]>('bob', 'private/get_open_orders_by_currency', { currency: 'BTC' })).toHaveLength(1);
  });

  it('finds an order by its label whatever became of it', () => {
    const made = bench();
    const order = made.order('alice', 'buy', { price: 59_500, label: 'mine' });
    made.ok('alice', 'private/cancel', { order_id: order['order_id'] });
    expect(made.ok('alice', 'private/get_order_state_by_label', { currency: 'BTC', label: 'mine' })).toMatchObject([
      { order_id: order['order_id'], order_state: 'cancelled', label: 'mine' },
    ]);
  });
});

describe('scopes', () => {
  it('lets a reading key read, and nothing else', () => {
    const made = new ExchangeBench({ accounts: [testAccount('reader', undefined, 'account:read trade:read')] });
    made.login('reader');
    expect(made.ok('reader', 'private/get_open_orders_by_currency', { currency: 'BTC' })).toEqual([]);
    expect(made.code('reader', 'private/buy', limit())).toBe(13021);
    expect(made.code('reader', 'private/enable_cancel_on_disconnect')).toBe(13021);
  });
});
