/** Matching as clients see it: priority, partial fills, queue position, order types. */
import { describe, expect, it } from 'vitest';
import { ExchangeBench } from '../../../support/quiet-exchange';

function bench(): ExchangeBench {
  const made = new ExchangeBench();
  made.login('alice');
  made.login('bob');
  return made;
}

const book = (made: ExchangeBench): { bids: number[][]; asks: number[][] } =>
  made.ok('alice', 'public/get_order_book', { instrument_name: 'BTC-PERPETUAL', depth: 10 });

describe('matching', () => {
  it('fills the better price first, then the earlier order, and leaves the rest in place', () => {
    const made = bench();
    const late = { price: 60_000, label: 'late' };
    made.order('alice', 'sell', { price: 60_001, label: 'worse' });
    const first = made.order('alice', 'sell', { price: 60_000, label: 'first' });
    const second = made.order('alice', 'sell', late);
    const taken = made.order('bob', 'buy', { price: 60_001, amount: 150 });
    expect(taken).toMatchObject({ order_state: 'filled', filled_amount: 150, average_price: 60_000 });
    expect(made.ok('alice', 'private/get_order_state', { order_id: first['order_id'] })).toMatchObject({
      order_state: 'filled',
      filled_amount: 100,
    });
    expect(made.ok('alice', 'private/get_order_state', { order_id: second['order_id'] })).toMatchObject({
      order_state: 'open',
      filled_amount: 50,
    });
    expect(book(made)).toMatchObject({
      bids: [],
      asks: [
        [60_000, 50],
        [60_001, 100],
      ],
    });
  });

  it('rests what an order could not get at its limit', () => {
    const made = bench();
    made.order('alice', 'sell', { price: 60_000 });
    const order = made.order('bob', 'buy', { price: 60_000, amount: 300 });
    expect(order).toMatchObject({ order_state: 'open', filled_amount: 100 });
    expect(book(made)).toMatchObject({ bids: [[60_000, 200]], asks: [] });
  });

  it('cancels the rest of an immediate-or-cancel order, and all of a fill-or-kill order that cannot be filled whole', () => {
    const made = bench();
    made.order('alice', 'sell', { price: 60_000 });
    const kill = made.order('bob', 'buy', { price: 60_000, amount: 300, time_in_force: 'fill_or_kill' });
    expect(kill).toMatchObject({ order_state: 'cancelled', filled_amount: 0 });
    const immediate = made.order('bob', 'buy', { price: 60_000, amount: 300, time_in_force: 'immediate_or_cancel' });
    expect(immediate).toMatchObject({ order_state: 'cancelled', filled_amount: 100 });
    expect(book(made)).toMatchObject({ bids: [], asks: [] });
  });

  it('moves a post-only price behind the best opposite one, or refuses it when asked to', () => {
    const made = bench();
    made.order('alice', 'sell', { price: 60_000 });
    expect(made.order('bob', 'buy', { price: 60_005, post_only: true })).toMatchObject({ order_state: 'open', price: 59_999.5 });
    const refused = { instrument_name: 'BTC-PERPETUAL', amount: 100, price: 60_005, post_only: true, reject_post_only: true };
    expect(made.code('bob', 'private/buy', refused)).toBe(11054);
    expect(book(made)).toMatchObject({ bids: [[59_999.5, 100]], asks: [[60_000, 100]] });
  });

  it('takes a market order to any price and never rests it', () => {
    const made = bench();
    made.order('alice', 'sell', { price: 60_000 });
    made.order('alice', 'sell', { price: 60_500 });
    expect(made.order('bob', 'buy', { type: 'market', amount: 500 })).toMatchObject({ order_state: 'cancelled', filled_amount: 200 });
    expect(book(made)).toMatchObject({ bids: [], asks: [] });
  });

  it('cancels the own resting order instead of trading with it', () => {
    const made = bench();
    const own = made.order('alice', 'sell', { price: 60_000 });
    made.order('bob', 'sell', { price: 60_000 });
    const order = made.order('alice', 'buy', { price: 60_000 });
    expect(order).toMatchObject({ order_state: 'filled', filled_amount: 100 });
    expect(made.ok('alice', 'private/get_order_state', { order_id: own['order_id'] })).toMatchObject({ order_state: 'cancelled' });
  });
});

describe('queue position', () => {
  it('is kept by a smaller amount and lost by a larger one or another price', () => {
    const made = bench();
    made.login('alice', 'alice-2');
    const first = made.order('alice', 'sell', { price: 60_000, amount: 200 });
    const second = made.order('alice', 'sell', { price: 60_000, amount: 200 });
    made.ok('alice', 'private/edit', { order_id: first['order_id'], amount: 100, price: 60_000 });
    made.order('bob', 'buy', { price: 60_000, amount: 50 });
    expect(made.ok('alice', 'private/get_order_state', { order_id: first['order_id'] })).toMatchObject({
      filled_amount: 50,
      replaced: true,
    });
    made.ok('alice', 'private/edit', { order_id: first['order_id'], amount: 300, price: 60_000 });
    made.order('bob', 'buy', { price: 60_000, amount: 50 });
    expect(made.ok('alice', 'private/get_order_state', { order_id: second['order_id'] })).toMatchObject({ filled_amount: 50 });
    expect(made.ok('alice', 'private/get_order_state', { order_id: first['order_id'] })).toMatchObject({ filled_amount: 50, amount: 300 });
  });

  it('lets an edited price trade at once', () => {
    const made = bench();
    made.order('alice', 'sell', { price: 60_010 });
    const order = made.order('bob', 'buy', { price: 60_000 });
    const edited = made.ok<{ order: object; trades: object[] }>('bob', 'private/edit', {
      order_id: order['order_id'],
      amount: 100,
      price: 60_010,
    });
    expect(edited.order).toMatchObject({ order_state: 'filled', average_price: 60_010 });
    expect(edited.trades).toHaveLength(1);
  });
});
