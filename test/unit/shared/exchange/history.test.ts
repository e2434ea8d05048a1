/** What an account is told of its past: a little by itself, the rest only as `historical`, as on the real venue. */
import { describe, expect, it } from 'vitest';
import { ExchangeBench } from '../../../support/quiet-exchange';

const MINUTE_MS = 60_000;
const OF_BTC = { currency: 'BTC', count: 100 };

/** Alice sold to bob, and canceled another offer. */
function bench(): ExchangeBench {
  const found = new ExchangeBench();
  for (const client of ['alice', 'bob']) found.login(client);
  const offer = { instrument_name: 'BTC-PERPETUAL', amount: 100, price: 60_000 };
  found.ok('alice', 'private/sell', { ...offer, label: 'traded' });
  found.ok('bob', 'private/buy', offer);
  found.ok('alice', 'private/sell', { ...offer, label: 'canceled' });
  found.ok('alice', 'private/cancel_by_label', { label: 'canceled' });
  found.ok('alice', 'private/sell', { ...offer, label: 'resting' });
  return found;
}

/** Labels of what the venue lists, on a connection that is still alive. */
function labels(found: ExchangeBench, method: string, parameters: object): readonly unknown[] {
  const session = `at ${found.now}`;
  found.login('alice', session);
  const answer = found.ok(session, method, { ...OF_BTC, ...parameters }) as unknown;
  const list = Array.isArray(answer) ? (answer as object[]) : (answer as { trades: object[] }).trades;
  return list.map((each) => ('label' in each ? each.label : ''));
}

describe('the past of an account', () => {
  it('of orders lasts half an hour unless the archive is asked, and those without a fill are told on demand', () => {
    const found = bench();
    const history = 'private/get_order_history_by_currency';
    const state = 'private/get_order_state_by_label';
    expect(labels(found, history, {})).toEqual(['traded']);
    expect(labels(found, history, { include_unfilled: true })).toEqual(['canceled', 'traded']);
    expect(labels(found, state, { label: 'traded' })).toEqual(['traded']);
    found.pass(31 * MINUTE_MS);
    expect(labels(found, history, { include_unfilled: true })).toEqual([]);
    expect(labels(found, history, { include_unfilled: true, historical: true })).toEqual(['canceled', 'traded']);
    expect(labels(found, state, { label: 'traded' })).toEqual([]);
    expect(labels(found, 'private/get_open_orders_by_currency', {})).toEqual(['resting']);
    expect(labels(found, state, { label: 'resting' })).toEqual(['resting']);
  });

  it('of executions lasts a day unless the archive is asked', () => {
    const found = bench();
    const trades = 'private/get_user_trades_by_currency';
    found.pass(23 * 60 * MINUTE_MS);
    expect(labels(found, trades, {})).toEqual(['traded']);
    found.pass(2 * 60 * MINUTE_MS);
    expect(labels(found, trades, {})).toEqual([]);
    expect(labels(found, trades, { historical: true })).toEqual(['traded']);
  });

  it('of executions is counted from a beginning that is named, else back from the newest, whatever the order on the page', () => {
    const found = bench();
    const offer = { instrument_name: 'BTC-PERPETUAL', amount: 100, price: 60_000 };
    for (const label of ['second', 'third']) {
      found.pass(1_000);
      found.ok('alice', 'private/sell', { ...offer, price: 59_999.5, label });
      found.ok('bob', 'private/buy', { ...offer, price: 59_999.5 });
    }
    const page = (more: object): readonly unknown[] => labels(found, 'private/get_user_trades_by_currency', { count: 2, ...more });
    expect(page({ sorting: 'desc' })).toEqual(['third', 'second']);
    expect(page({ sorting: 'desc', start_timestamp: 0 })).toEqual(['second', 'traded']);
    expect(page({ sorting: 'asc', start_timestamp: 0 })).toEqual(['traded', 'second']);
    expect(page({ sorting: 'desc', end_timestamp: found.now - 500 })).toEqual(['second', 'traded']);
  });
});
