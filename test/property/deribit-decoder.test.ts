/** Fault 8 by the thousand: no text makes the decoder throw, none puts a number into an event that is not finite and in its steps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodeContext } from '../../electron/venues/deribit/decode';
import { decodeFrame } from '../../electron/venues/deribit/decode';
import { decodeInstruments } from '../../electron/venues/deribit/instruments';
import { OPTION, PERPETUAL } from '../conformance/stand-ins/deribit-facts';
import { propertyRuns } from '../support/property-runs';

const { instruments } = decodeInstruments([PERPETUAL, OPTION]);
const byName = new Map(instruments.map((instrument) => [instrument.name, instrument]));

function freshContext(changeId: number | null = 10): DecodeContext {
  return { instruments: byName, books: new Map([['BTC-PERPETUAL', { generation: 1, changeId }]]) };
}

const envelope = (channel: string, data: unknown): object => ({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });

const order = { order_id: '1', label: 'keel-1', instrument_name: 'BTC-PERPETUAL', direction: 'buy', price: 60000, amount: 10 };
const seeds: readonly object[] = [
  envelope('book.BTC-PERPETUAL.raw', {
    type: 'change',
    instrument_name: 'BTC-PERPETUAL',
    prev_change_id: 10,
    change_id: 11,
    timestamp: 1,
    bids: [['new', 60000, 10]],
    asks: [['delete', 60000.5, 0]],
  }),
  envelope('trades.BTC-PERPETUAL.raw', [
    { trade_id: '1', instrument_name: 'BTC-PERPETUAL', direction: 'buy', price: 60000, amount: 10, timestamp: 1 },
  ]),
  envelope('ticker.BTC-PERPETUAL.100ms', {
    instrument_name: 'BTC-PERPETUAL',
    timestamp: 1,
    mark_price: 1,
    index_price: 1,
    funding_8h: 0.1,
  }),
  envelope('deribit_price_index.btc_usd', { index_name: 'btc_usd', price: 60000 }),
  envelope('user.orders.any.any.raw', [{ ...order, filled_amount: 0, order_state: 'open', last_update_timestamp: 1 }]),
  envelope('user.trades.any.any.raw', [
    { ...order, trade_id: '1', fee: 0, fee_currency: 'BTC', index_price: 1, liquidity: 'M', timestamp: 1 },
  ]),
  { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' }, usIn: 1, usOut: 2 },
  { jsonrpc: '2.0', method: 'heartbeat', params: { type: 'test_request' } },
];

/** Values that a wrong venue, a wrong proxy or an attacker would put where a good one belongs. */
const poison = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    'NaN',
    '1e999',
    -0,
    -1,
    0.3,
    1e308,
    -1e308,
    Number.MAX_SAFE_INTEGER + 1,
    5e-324,
    [],
    {},
    '__proto__',
    'constructor',
  ),
  fc.double(),
  fc.string(),
  fc.jsonValue(),
);

/** Every place in a value, as a path of keys. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaceAt(value: unknown, path: readonly string[], replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((child: unknown, index) => (String(index) === key ? replaceAt(child, rest, replacement) : child));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, child]) => [name, name === key ? replaceAt(child, rest, replacement) : child]),
  );
}

/** Every number anywhere in a value. */
function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

const mutated = fc
  .constantFrom(...seeds)
  .chain((seed) =>
    fc.tuple(fc.constantFrom(...pathsOf(seed)), poison).map(([path, value]) => JSON.stringify(replaceAt(seed, path, value))),
  );

/** A JSON text with one number written as one that no double holds. */
const overflowing = fc.constantFrom(...seeds).map((seed) => JSON.stringify(seed).replace(/:(\d+)/, ':1e999'));

const cut = fc.constantFrom(...seeds).chain((seed) => {
  const text = JSON.stringify(seed);
  return fc.nat(text.length - 1).map((length) => text.slice(0, length));
});

describe('the decoder', () => {
  it('reads every seed as it stands', () => {
    for (const seed of seeds) expect(decodeFrame(JSON.stringify(seed), freshContext()).signal.kind).not.toBe('quarantined');
  });

  it('never throws and never lets a number out that is not finite', () => {
    const property = fc.property(fc.oneof(mutated, overflowing, cut, fc.string(), fc.json()), (text) => {
      const { events, signal } = decodeFrame(text, freshContext());
      expect(numbersOf(events).every(Number.isFinite)).toBe(true);
      if (signal.kind === 'quarantined') expect(events.map((event) => event.kind)).toEqual(['fault-noticed']);
    });
    fc.assert(property, { numRuns: propertyRuns(3_000) });
  });

  it('lets only whole positive ticks and whole lots into a book, and moves its chain only with an event', () => {
    const bookSeed = seeds[0] ?? {};
    const text = fc
      .tuple(fc.constantFrom(...pathsOf(bookSeed)), poison)
      .map(([path, value]) => JSON.stringify(replaceAt(bookSeed, path, value)));
    const property = fc.property(text, (frame) => {
      const context = freshContext();
      const { events, signal } = decodeFrame(frame, context);
      const book = events.find((event) => event.kind === 'book-delta' || event.kind === 'book-snapshot');
      if (book) {
        const levels = [...book.bids, ...book.asks];
        expect(levels.every(([ticks, lots]) => Number.isSafeInteger(ticks) && ticks > 0 && Number.isSafeInteger(lots) && lots >= 0)).toBe(
          true,
        );
        expect(context.books.get('BTC-PERPETUAL')?.changeId).toBe(book.changeId);
      } else {
        expect(context.books.get('BTC-PERPETUAL')?.changeId).toBe(signal.kind === 'book-gap' ? null : 10);
      }
    });
    fc.assert(property, { numRuns: propertyRuns(3_000) });
  });

  it('reads any price and quantity in steps back exactly', () => {
    const property = fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 1_000_000_000 }), (ticks, lots) => {
      const level = ['new', Number((ticks * 0.0001).toPrecision(15)), Number((lots * 0.1).toPrecision(15))];
      const name = 'BTC-25DEC26-60000-C';
      const data = { type: 'snapshot', instrument_name: name, change_id: 1, timestamp: 1, bids: [level], asks: [] };
      const context: DecodeContext = { instruments: byName, books: new Map([[name, { generation: 1, changeId: null }]]) };
      expect(decodeFrame(JSON.stringify(envelope(`book.${name}.raw`, data)), context).events).toMatchObject([{ bids: [[ticks, lots]] }]);
    });
    fc.assert(property, { numRuns: propertyRuns(1_000) });
  });

  it('any change whose predecessor is not the last one is a gap, never a delta', () => {
    const property = fc.property(fc.nat(1_000), fc.nat(1_000), (last, previous) => {
      const context = freshContext(last);
      const data = {
        type: 'change',
        instrument_name: 'BTC-PERPETUAL',
        prev_change_id: previous,
        change_id: previous + 1,
        timestamp: 1,
        bids: [],
        asks: [],
      };
      const { signal } = decodeFrame(JSON.stringify(envelope('book.BTC-PERPETUAL.raw', data)), context);
      expect(signal.kind).toBe(last === previous ? 'none' : 'book-gap');
    });
    fc.assert(property, { numRuns: propertyRuns(500) });
  });
});
