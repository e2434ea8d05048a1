/** Mass quotes, market maker protection, portfolio simulation. */
import { describe, expect, it } from 'vitest';
import { MmpGroup } from '../../../../shared/exchange/market-maker-protection';
import { ExchangeBench } from '../../../support/quiet-exchange';

const GROUP = { index_name: 'btc_usd', mmp_group: 'g', interval: 10, frozen_time: 5, quantity_limit: 0.01, max_quote_quantity: 1 };

function bench(): ExchangeBench {
  const made = new ExchangeBench();
  made.login('alice');
  made.login('bob');
  made.ok('alice', 'private/enable_cancel_on_disconnect');
  made.ok('alice', 'private/set_mmp_config', GROUP);
  return made;
}

interface MassResult {
  readonly orders: readonly Record<string, unknown>[];
  readonly errors: readonly { readonly side: string; readonly error: { readonly code: number } }[];
}

function quote(made: ExchangeBench, id: number, [bid, ask]: readonly [number, number]): MassResult {
  const quotes = [
    { instrument_name: 'BTC-PERPETUAL', quote_set_id: 's', bid: { price: bid, amount: 500 }, ask: { price: ask, amount: 500 } },
  ];
  return made.ok('alice', 'private/mass_quote', { mmp_group: 'g', quote_id: id, quotes, detailed: true });
}

const open = (made: ExchangeBench): Record<string, unknown>[] =>
  made.ok('alice', 'private/get_open_orders_by_currency', { currency: 'BTC' });

describe('mass quotes', () => {
  it('hold one quote per side; the same quote keeps its place, another takes it over', () => {
    const made = bench();
    const first = quote(made, 1, [59_990, 60_010]);
    const second = quote(made, 2, [59_990, 60_020]);
    expect(second.orders[0]?.['order_id']).toBe(first.orders[0]?.['order_id']);
    expect(second.orders[1]?.['order_id']).not.toBe(first.orders[1]?.['order_id']);
    expect(open(made).map((order) => order['price'])).toEqual([59_990, 60_020]);
    expect(open(made)[0]).toMatchObject({ quote: true, quote_set_id: 's', mmp_group: 'g', mmp: true });
  });

  it('report each side that was refused', () => {
    const outcome = quote(bench(), 1, [70_000, 60_010]);
    expect(outcome.errors).toMatchObject([{ side: 'bid', error: { code: 10007 } }]);
    expect(outcome.orders).toHaveLength(1);
  });

  it('need cancel-on-disconnect, a configured group, a rising id and a websocket', () => {
    const made = bench();
    quote(made, 5, [59_990, 60_010]);
    const request = { mmp_group: 'g', quote_id: 5, quotes: [{ instrument_name: 'BTC-PERPETUAL', bid: { price: 59_000, amount: 10 } }] };
    expect(made.code('alice', 'private/mass_quote', request)).toBe(-32602);
    expect(made.code('bob', 'private/mass_quote', request)).toBe(11030);
    const other = made.ok<MassResult>('alice', 'private/mass_quote', { ...request, mmp_group: 'other', detailed: true });
    expect(other.errors).toMatchObject([{ error: { code: 11030 } }]);
  });

  it('are canceled by set, instrument, delta and all; a freeze refuses the next for a second', () => {
    const made = bench();
    quote(made, 1, [59_990, 60_010]);
    expect(made.ok('alice', 'private/cancel_quotes', { cancel_type: 'quote_set_id', quote_set_id: 'other' })).toBe(0);
    expect(made.ok('alice', 'private/cancel_quotes', { cancel_type: 'delta', currency: 'BTC', min_delta: 0, max_delta: 0.5 })).toBe(0);
    expect(made.ok('alice', 'private/cancel_quotes', { cancel_type: 'all', freeze_quotes: true })).toBe(2);
    const request = { mmp_group: 'g', quote_id: 2, quotes: [{ instrument_name: 'BTC-PERPETUAL', bid: { price: 59_000, amount: 10 } }] };
    expect(made.code('alice', 'private/mass_quote', request)).toBe(11030);
    made.pass(1001);
    expect(made.ok('alice', 'private/mass_quote', request)).toMatchObject({ errors_count: 0 });
  });
});

describe('market maker protection', () => {
  it('pulls the group when fills exceed a limit, refuses new quotes, and thaws by time or by reset', () => {
    const made = bench();
    quote(made, 1, [59_990, 60_010]);
    made.order('bob', 'buy', { price: 60_010, amount: 500 });
    expect(open(made)).toHaveLength(1);
    quote(made, 2, [59_990, 60_010]);
    made.order('bob', 'buy', { price: 60_010, amount: 200 });
    expect(open(made)).toEqual([]);
    expect(made.ok<object[]>('bob', 'practice/get_log', { kind: 'cancel' }).at(-1)).toMatchObject({ reason: 'mmp_trigger' });
    expect(quote(made, 3, [59_990, 60_010]).errors).toHaveLength(2);
    expect(made.ok('alice', 'private/get_mmp_config', { index_name: 'btc_usd' })).toMatchObject([{ is_frozen: true }]);
    made.ok('alice', 'private/reset_mmp', { index_name: 'btc_usd', mmp_group: 'g' });
    expect(quote(made, 4, [59_990, 60_010]).errors).toEqual([]);
  });

  it('counts a window from its first fill, quantity in both directions, delta net', () => {
    const config = { indexName: 'btc_usd', group: '', intervalSeconds: 10, frozenSeconds: 0, vegaLimit: null, maxQuoteQuantity: 10 };
    const fill = (atMs: number, delta: number): Parameters<MmpGroup['count']>[0] => ({ atMs, quantity: Math.abs(delta), delta, vega: 0 });
    const byDelta = new MmpGroup({ ...config, quantityLimit: null, deltaLimit: 2 });
    expect([byDelta.count(fill(0, 1.5)), byDelta.count(fill(1, -1.5)), byDelta.count(fill(2, 1.5)), byDelta.count(fill(3, 0.6))]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(byDelta.isFrozen(1e12)).toBe(true);
    const byQuantity = new MmpGroup({ ...config, quantityLimit: 2, deltaLimit: null });
    expect([byQuantity.count(fill(0, 1.5)), byQuantity.count(fill(10_000, -1.5)), byQuantity.count(fill(19_999, 0.5))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it.each([
    ['no limit at all', { ...GROUP, quantity_limit: null }],
    ['no max_quote_quantity', { ...GROUP, max_quote_quantity: null }],
    ['an interval too long', { ...GROUP, interval: 3601 }],
    ['a frozen time below zero', { ...GROUP, frozen_time: -1 }],
  ])('refuses a configuration with %s', (_, config) => {
    expect(bench().code('alice', 'private/set_mmp_config', config)).toBe(-32602);
  });
});

describe('simulate_portfolio', () => {
  it('shows margin and delta of imagined positions, once a second', () => {
    const made = bench();
    const request = { currency: 'BTC', simulated_positions: { 'BTC-PERPETUAL': 60_000 } };
    const answer = made.ok<{ delta_total: number; initial_margin: number }>('alice', 'private/simulate_portfolio', request);
    expect(answer.delta_total).toBeCloseTo(1, 6);
    expect(answer.initial_margin).toBeCloseTo(0.02005, 6);
    expect(made.ok('alice', 'private/get_positions')).toEqual([]);
    expect(made.code('alice', 'private/simulate_portfolio', request)).toBe(10028);
  });
});
