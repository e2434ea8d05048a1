/** Whatever clients do: quantity and cash are conserved, price-time priority holds, the book never rests crossed, ids form a chain. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookMessage } from '../../shared/exchange/book-feed';
import { SyntheticFlow } from '../../shared/exchange/flow/synthetic/synthetic-flow';
import { marginState } from '../../shared/exchange/margin';
import { ExchangeBench, START_MS, testAccount } from '../support/quiet-exchange';
import { propertyRuns } from '../support/property-runs';

const CLIENTS = ['alice', 'bob', 'carol'] as const;
const CHANNEL = 'book.BTC-PERPETUAL.raw';
const generous = { cost: 1, pool: 1e9, refillPerSecond: 1e9 };
const credits = { matching: generous, general: generous, subscribe: generous, quotes: generous };

const action = fc.record({
  client: fc.constantFrom(...CLIENTS),
  kind: fc.constantFrom('buy', 'sell', 'cancel', 'edit', 'pass'),
  offset: fc.integer({ min: -6, max: 6 }),
  lots: fc.integer({ min: 1, max: 40 }),
  flavour: fc.constantFrom('plain', 'post_only', 'immediate_or_cancel', 'market', 'reduce_only'),
});
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

function bench(): ExchangeBench {
  const made = new ExchangeBench({ accounts: CLIENTS.map((client) => testAccount(client, credits)) });
  for (const client of CLIENTS) made.login(client);
  made.ok('alice', 'private/subscribe', { channels: [CHANNEL] });
  return made;
}

function perform(made: ExchangeBench, step: Action): void {
  const price = 60_000 + step.offset * 0.5;
  const open = made.ok<{ order_id: string }[]>(step.client, 'private/get_open_orders_by_currency', { currency: 'BTC' });
  const target = open[step.lots % Math.max(1, open.length)];
  if (step.kind === 'pass') made.pass(step.lots * 10);
  else if (step.kind === 'cancel') {
    if (target !== undefined) made.ok(step.client, 'private/cancel', { order_id: target.order_id });
  } else if (step.kind === 'edit') {
    if (target !== undefined) made.call(step.client, 'private/edit', { order_id: target.order_id, price, amount: step.lots * 10 });
  } else {
    made.call(step.client, `private/${step.kind}`, {
      instrument_name: 'BTC-PERPETUAL',
      amount: step.lots * 10,
      price,
      type: step.flavour === 'market' ? 'market' : 'limit',
      post_only: step.flavour === 'post_only',
      reduce_only: step.flavour === 'reduce_only',
      time_in_force: step.flavour === 'immediate_or_cancel' ? 'immediate_or_cancel' : 'good_til_cancelled',
    });
  }
}

/** Rebuilds the book from notifications alone; throws when the chain breaks. */
function rebuild(messages: readonly BookMessage[]): Map<string, number> {
  const levels = new Map<string, number>();
  let last: number | null = null;
  for (const message of messages) {
    if (message.type === 'change' && message.prev_change_id !== last)
      throw new Error(`chain: expected ${String(last)}, found ${String(message.prev_change_id)}`);
    last = message.change_id;
    for (const [side, changes] of [
      ['bid', message.bids],
      ['ask', message.asks],
    ] as const) {
      for (const [kind, price, amount] of changes) {
        if (kind === 'delete') levels.delete(`${side} ${price}`);
        else levels.set(`${side} ${price}`, amount);
      }
    }
  }
  return levels;
}

describe('the practice exchange', () => {
  it('conserves quantity and cash, never rests crossed, and publishes exactly its book', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (steps) => {
        const made = bench();
        const floor = made.exchange.inspect();
        for (const step of steps) {
          perform(made, step);
          const book = floor.engine.book('BTC-PERPETUAL');
          const bid = book.bids.best()?.ticks ?? -Infinity;
          const ask = book.asks.best()?.ticks ?? Infinity;
          expect(bid).toBeLessThan(ask);
        }
        const accounts = [...floor.allAccounts()];
        expect(accounts.reduce((sum, account) => sum + (account.positions.get('BTC-PERPETUAL')?.sizeLots ?? 0), 0)).toBe(0);
        const equity = accounts.reduce(
          (sum, account) => sum + marginState({ account, currency: 'BTC', marks: floor.marks, candidate: null }).equity,
          0,
        );
        expect(equity).toBeCloseTo(30, 9);
        const book = floor.engine.book('BTC-PERPETUAL');
        const truth = new Map<string, number>();
        for (const level of book.bids.top(1e6)) truth.set(`bid ${level.ticks / 2}`, level.totalLots * 10);
        for (const level of book.asks.top(1e6)) truth.set(`ask ${level.ticks / 2}`, level.totalLots * 10);
        const byKey = (levels: Map<string, number>): [string, number][] => [...levels].sort(([left], [right]) => left.localeCompare(right));
        expect(byKey(rebuild(made.heard<BookMessage>(CHANNEL)))).toEqual(byKey(truth));
        for (const side of [book.bids, book.asks]) {
          for (const level of side.top(1e6)) {
            const sum = level.orders.reduce((lots, order) => lots + order.lots - order.filledLots, 0);
            expect(sum).toBe(level.totalLots);
          }
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  }, 60_000);

  it('fills resting orders in the order of price, then of arrival', () => {
    const resting = fc.record({ offset: fc.integer({ min: 0, max: 5 }), lots: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(fc.array(resting, { minLength: 1, maxLength: 25 }), fc.integer({ min: 1, max: 300 }), (orders, taken) => {
        const made = bench();
        const placed = orders.map(({ offset, lots }, index) => ({
          index,
          price: 60_000 + offset * 0.5,
          amount: lots * 10,
          id: made.order('alice', 'sell', { price: 60_000 + offset * 0.5, amount: lots * 10 })['order_id'],
        }));
        made.order('bob', 'buy', { type: 'market', amount: taken * 10 });
        let left = taken * 10;
        for (const order of [...placed].sort((a, b) => a.price - b.price || a.index - b.index)) {
          const filled = Math.min(left, order.amount);
          left -= filled;
          expect(made.ok('alice', 'private/get_order_state', { order_id: order.id })).toMatchObject({ filled_amount: filled });
        }
      }),
      { numRuns: propertyRuns(80) },
    );
  }, 60_000);

  it('repeats a session bit for bit from its seed and inputs', () => {
    const session = (seed: number, steps: readonly Action[]): string => {
      const flow = new SyntheticFlow({ seed, startMs: START_MS, speed: 1 });
      const made = new ExchangeBench({ flow, accounts: CLIENTS.map((client) => testAccount(client, credits)) });
      for (const client of CLIENTS) made.login(client);
      made.ok('alice', 'private/subscribe', { channels: [CHANNEL, 'user.changes.any.any.raw', 'trades.ETH-PERPETUAL.raw'] });
      for (const step of steps) {
        perform(made, step);
        made.pass(60);
      }
      return createHash('sha256').update(JSON.stringify(made.outputs)).digest('hex');
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.array(action, { minLength: 5, maxLength: 20 }), (seed, steps) => {
        expect(session(seed, steps)).toBe(session(seed, steps));
      }),
      { numRuns: propertyRuns(6) },
    );
  }, 60_000);
});
