/** Channels: chains of book changes, private events, market data, test faults. */
import { describe, expect, it } from 'vitest';
import type { BookMessage } from '../../../../shared/exchange/book-feed';
import { ExchangeBench } from '../../../support/quiet-exchange';

const RAW = 'book.BTC-PERPETUAL.raw';
const SLOW = 'book.BTC-PERPETUAL.100ms';

function bench(...channels: string[]): ExchangeBench {
  const made = new ExchangeBench();
  made.login('alice');
  made.login('bob');
  if (channels.length > 0) made.ok('alice', 'private/subscribe', { channels });
  return made;
}

describe('book channels', () => {
  it('send a snapshot, then changes whose ids form a chain', () => {
    const made = bench(RAW);
    const order = made.order('bob', 'buy', { price: 59_900 });
    made.order('bob', 'buy', { price: 59_900, amount: 50 });
    made.ok('bob', 'private/cancel_all');
    const [snapshot, added, changed, deleted] = made.heard<BookMessage>(RAW);
    expect(order).toMatchObject({ order_state: 'open' });
    expect(snapshot).toMatchObject({ type: 'snapshot', bids: [], asks: [] });
    expect(added).toMatchObject({ type: 'change', prev_change_id: snapshot?.change_id, bids: [['new', 59_900, 100]] });
    expect(changed).toMatchObject({ prev_change_id: added?.change_id, bids: [['change', 59_900, 150]] });
    expect(deleted).toMatchObject({ prev_change_id: changed?.change_id, bids: [['delete', 59_900, 0]] });
  });

  it('merge what happened within an interval, and stay silent when it came to nothing', () => {
    const made = bench(SLOW);
    made.pass(100);
    made.order('bob', 'buy', { price: 59_900 });
    made.order('bob', 'buy', { price: 59_800 });
    expect(made.heard(SLOW)).toHaveLength(1);
    made.pass(100);
    expect(made.heard(SLOW)).toHaveLength(2);
    const order = made.order('bob', 'buy', { price: 59_700 });
    made.ok('bob', 'private/cancel', { order_id: order['order_id'] });
    made.pass(100);
    expect(made.heard<BookMessage>(SLOW)).toMatchObject([
      { type: 'snapshot' },
      {
        bids: [
          ['new', 59_900, 100],
          ['new', 59_800, 100],
        ],
      },
    ]);
  });

  it('need a login for raw data, and name what they accepted', () => {
    const made = bench();
    made.exchange.apply(made.now, { kind: 'connect', sessionId: 's', transport: 'websocket' });
    expect(made.ok('s', 'public/subscribe', { channels: [SLOW, RAW, 'book.NOTHING.100ms'] })).toEqual([SLOW]);
    expect(made.code('s', 'public/subscribe', { channels: ['nonsense'] })).toBe(11052);
  });

  it('lose a change when a test asks for it, and stand still while frozen', () => {
    const made = bench(RAW);
    made.ok('bob', 'practice/skip_change', { instrument_name: 'BTC-PERPETUAL' });
    made.order('bob', 'buy', { price: 59_900 });
    made.order('bob', 'buy', { price: 59_800 });
    const [snapshot, next] = made.heard<BookMessage>(RAW);
    expect(next?.prev_change_id).not.toBe(snapshot?.change_id);
    made.ok('bob', 'practice/freeze_book', { instrument_name: 'BTC-PERPETUAL', frozen: true });
    made.order('bob', 'buy', { price: 59_700 });
    expect(made.heard(RAW)).toHaveLength(2);
    made.ok('bob', 'practice/freeze_book', { instrument_name: 'BTC-PERPETUAL', frozen: false });
    expect(made.heard<BookMessage>(RAW)[2]).toMatchObject({ prev_change_id: next?.change_id, bids: [['new', 59_700, 100]] });
  });

  it('show the best levels in groups', () => {
    const channel = 'book.BTC-PERPETUAL.10.10.100ms';
    const made = bench(channel);
    made.order('bob', 'buy', { price: 59_999 });
    made.order('bob', 'buy', { price: 59_996.5 });
    made.order('bob', 'buy', { price: 59_994 });
    made.pass(100);
    expect(made.heard(channel).at(-1)).toMatchObject({
      bids: [
        [59_995, 200],
        [59_990, 100],
      ],
    });
  });
});

describe('private channels', () => {
  it('tell every state of every order, each trade once, and only to their owner', () => {
    const made = bench('user.orders.any.any.raw', 'user.trades.any.any.raw', 'user.changes.BTC-PERPETUAL.raw');
    made.ok('bob', 'private/subscribe', { channels: ['user.trades.any.any.raw'] });
    made.order('alice', 'sell', { price: 60_000, amount: 200, label: 'mine' });
    made.order('bob', 'buy', { price: 60_000, amount: 50 });
    made.order('bob', 'buy', { price: 60_000, amount: 150 });
    const states = made.heard('user.orders.any.any.raw').map((order) => [order['order_state'], order['filled_amount']]);
    expect(states).toEqual([
      ['open', 0],
      ['open', 50],
      ['filled', 200],
    ]);
    const trades = made.heard<Record<string, unknown>[]>('user.trades.any.any.raw').flat();
    const ids = trades.map((trade) => `${String(trade['trade_id'])} ${String(trade['liquidity'])}`);
    expect(new Set(ids).size).toBe(4);
    expect(made.heard('user.changes.BTC-PERPETUAL.raw').at(-1)).toMatchObject({
      instrument_name: 'BTC-PERPETUAL',
      trades: [{ amount: 150, label: 'mine', liquidity: 'M', state: 'filled' }],
      positions: [{ size: -200, direction: 'sell', average_price: 60_000 }],
    });
  });

  it('tell the portfolio at once and again after a trade', () => {
    const made = bench('user.portfolio.btc');
    expect(made.heard('user.portfolio.btc')).toMatchObject([{ currency: 'BTC', balance: 10, equity: 10 }]);
    made.order('alice', 'sell', { price: 60_000 });
    made.order('bob', 'buy', { price: 60_000 });
    expect(made.heard('user.portfolio.btc').at(-1)).toHaveProperty('delta_total', -0.001666667);
  });
});

describe('market channels', () => {
  it('print trades, tickers, quotes and the index', () => {
    const channels = ['trades.future.BTC.raw', 'ticker.BTC-PERPETUAL.raw', 'quote.BTC-PERPETUAL', 'deribit_price_index.btc_usd'];
    const made = bench(...channels);
    made.order('alice', 'sell', { price: 60_000, amount: 200 });
    made.order('bob', 'buy', { price: 60_000, amount: 50 });
    const prints = made.heard<object[]>('trades.future.BTC.raw').flat();
    expect(prints).toMatchObject([{ direction: 'buy', price: 60_000, amount: 50, contracts: 5, trade_seq: 1 }]);
    expect(made.heard('ticker.BTC-PERPETUAL.raw').at(-1)).toMatchObject({ last_price: 60_000, best_ask_amount: 150, open_interest: 50 });
    expect(made.heard('quote.BTC-PERPETUAL').at(-1)).toMatchObject({ best_ask_price: 60_000, best_ask_amount: 150, best_bid_price: 0 });
    expect(made.heard('deribit_price_index.btc_usd')).toMatchObject([{ price: 60_000, index_name: 'btc_usd' }]);
  });

  it('stop after unsubscribe', () => {
    const made = bench(RAW);
    expect(made.ok('alice', 'private/unsubscribe', { channels: [RAW] })).toEqual([RAW]);
    made.order('bob', 'buy', { price: 59_900 });
    expect(made.heard(RAW)).toHaveLength(1);
  });
});
