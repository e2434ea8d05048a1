/** What the decoder lets through and what it refuses, frame by frame. */
import { describe, expect, it } from 'vitest';
import type { DecodeContext } from '../../../../../electron/venues/deribit/decode';
import { decodeFrame } from '../../../../../electron/venues/deribit/decode';
import { decodePosition } from '../../../../../electron/venues/deribit/decode-account';
import { FieldRefused } from '../../../../../electron/venues/deribit/decode-fields';
import { decodeInstruments } from '../../../../../electron/venues/deribit/instruments';
import { PERPETUAL, OPTION } from '../../../../conformance/stand-ins/deribit-facts';

const BOOK = 'book.BTC-PERPETUAL.raw';

function freshContext(): DecodeContext {
  const { instruments } = decodeInstruments([PERPETUAL, OPTION]);
  return {
    instruments: new Map(instruments.map((instrument) => [instrument.name, instrument])),
    books: new Map([['BTC-PERPETUAL', { generation: 3, changeId: null }]]),
  };
}

function frameText(channel: string, data: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } });
}

const snapshot = {
  type: 'snapshot',
  instrument_name: 'BTC-PERPETUAL',
  change_id: 10,
  timestamp: 1_700_000_000_000,
  bids: [['new', 59999.5, 1000]],
  asks: [['new', 60000, 20]],
};
const change = {
  ...snapshot,
  type: 'change',
  prev_change_id: 10,
  change_id: 12,
  bids: [['delete', 59999.5, 0]],
  asks: [['change', 60000, 50]],
};

const order = {
  order_id: 'BTC-1',
  label: 'keel-1',
  instrument_name: 'BTC-PERPETUAL',
  direction: 'sell',
  price: 60000.5,
  amount: 100,
  filled_amount: 30,
  order_state: 'open',
  last_update_timestamp: 1_700_000_000_001,
};

const userTrade = {
  trade_id: 'T1',
  order_id: 'BTC-1',
  label: 'keel-1',
  instrument_name: 'BTC-PERPETUAL',
  direction: 'sell',
  price: 60000.5,
  amount: 30,
  fee: -5e-8,
  fee_currency: 'BTC',
  index_price: 60001.23,
  liquidity: 'M',
  timestamp: 1_700_000_000_002,
};

describe('a price off the listed steps', () => {
  it.each([
    ['of a book', frameText(BOOK, { ...snapshot, bids: [['new', 59999.7, 1000]] }), 59_999.7],
    ['of an order', frameText('user.orders.any.any.raw', { ...order, price: 60000.1 }), 60_000.1],
    ['of an execution', frameText('user.trades.any.any.raw', [{ ...userTrade, price: 60000.2 }]), 60_000.2],
  ])('%s keeps its frame out and is named, so that it can be read the next time (fault 35)', (_, text, price) => {
    const { events, signal } = decodeFrame(text, freshContext());
    expect(signal).toMatchObject({ kind: 'quarantined', offStep: { instrumentName: 'BTC-PERPETUAL', price } });
    expect(events.map(({ kind }) => kind)).toEqual(['fault-noticed']);
  });
});

describe('books', () => {
  it('become whole ticks and lots, snapshot then delta', () => {
    const context = freshContext();
    const first = decodeFrame(frameText(BOOK, snapshot), context);
    const second = decodeFrame(frameText(BOOK, change), context);
    expect(first.events).toEqual([
      {
        kind: 'book-snapshot',
        instrumentId: 'deribit:BTC-PERPETUAL',
        generation: 3,
        changeId: 10,
        bids: [[119_999, 100]],
        asks: [[120_000, 2]],
        venueTimeMs: 1_700_000_000_000,
      },
    ]);
    expect(second.events).toMatchObject([
      { kind: 'book-delta', previousChangeId: 10, changeId: 12, bids: [[119_999, 0]], asks: [[120_000, 5]] },
    ]);
  });

  it('a change before the first snapshot of a generation means nothing', () => {
    const context = freshContext();
    expect(decodeFrame(frameText(BOOK, change), context)).toEqual({ events: [], signal: { kind: 'none' } });
  });

  it.each([
    ['price off the tick', { bids: [['new', 59999.3, 10]] }],
    ['price zero', { bids: [['new', 0, 10]] }],
    ['price negative', { bids: [['new', -1, 10]] }],
    ['price as text', { bids: [['new', '59999.5', 10]] }],
    ['price NaN as text', { bids: [['new', 'NaN', -1]] }],
    ['quantity off the lot', { bids: [['new', 59999.5, 11]] }],
    ['quantity zero', { asks: [['change', 60000, 0]] }],
    ['quantity negative', { asks: [['change', 60000, -10]] }],
    ['quantity null', { asks: [['change', 60000, null]] }],
    ['unknown action', { asks: [['replace', 60000, 10]] }],
    ['short level', { asks: [['new', 60000]] }],
    ['no bids', { bids: undefined }],
    ['sides that are no lists', { bids: { 0: ['new', 59999.5, 10] } }],
    ['a change id that is no whole number', { change_id: 11.5 }],
    ['a predecessor as text', { prev_change_id: '10' }],
    ['another instrument than the channel', { instrument_name: 'BTC-25DEC26-60000-C' }],
    ['an unknown instrument', { instrument_name: 'DOGE-PERPETUAL' }],
    ['an instrument named like a prototype member', { instrument_name: 'constructor' }],
    ['no timestamp', { timestamp: undefined }],
    ['a huge depth', { bids: Array.from({ length: 20_001 }, () => ['new', 59999.5, 10]) }],
  ])('refuses %s and leaves the chain where it was', (_name, wrong) => {
    const context = freshContext();
    decodeFrame(frameText(BOOK, snapshot), context);
    const refused = decodeFrame(frameText(BOOK, { ...change, ...wrong }), context);
    expect(refused.signal.kind).toBe('quarantined');
    expect(refused.events.map((event) => event.kind)).toEqual(['fault-noticed']);
    expect(decodeFrame(frameText(BOOK, change), context).events[0]?.kind).toBe('book-delta');
  });

  it('refuses 1e999 and prototype keys written as JSON', () => {
    const context = freshContext();
    decodeFrame(frameText(BOOK, snapshot), context);
    const infinite = frameText(BOOK, change).replace('60000,50', '1e999,50');
    const poisoned = frameText(BOOK, change).replace('"change_id"', '"__proto__":{"polluted":1},"change_id"');
    expect(decodeFrame(infinite, context).signal.kind).toBe('quarantined');
    expect(decodeFrame(poisoned, context).signal.kind).toBe('quarantined');
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('names the book of a refused frame so that it can be resynchronised', () => {
    const refused = decodeFrame(frameText(BOOK, { ...change, bids: 7 }), freshContext());
    expect(refused.signal).toMatchObject({ kind: 'quarantined', instrumentId: 'deribit:BTC-PERPETUAL' });
  });
});

describe('account frames', () => {
  it('an order becomes a report in ticks and lots, another tool’s label becomes null', () => {
    const own = decodeFrame(frameText('user.orders.any.any.raw', order), freshContext()).events[0];
    const foreign = decodeFrame(frameText('user.orders.any.any.raw', [{ ...order, label: 'other-1' }]), freshContext()).events[0];
    expect(own).toMatchObject({
      kind: 'order-reported',
      report: {
        clientOrderId: 'keel-1',
        venueOrderId: 'BTC-1',
        side: 'sell',
        price: 120_001,
        quantity: 10,
        filledQuantity: 3,
        status: 'accepted',
      },
    });
    expect(foreign).toMatchObject({ kind: 'order-reported', report: { clientOrderId: null } });
  });

  it('an untriggered market order of another tool is read without a price or a filled quantity', () => {
    const stop = { ...order, label: '', price: 'market_price', trigger_price: 58000, order_state: 'untriggered', filled_amount: undefined };
    const event = decodeFrame(frameText('user.orders.any.any.raw', stop), freshContext()).events[0];
    expect(event).toMatchObject({ report: { price: 116_000, filledQuantity: 0, status: 'accepted' } });
  });

  it('a fill keeps its sign: a negative fee is a rebate', () => {
    const event = decodeFrame(frameText('user.trades.any.any.raw', [userTrade]), freshContext()).events[0];
    expect(event).toMatchObject({
      kind: 'fill-reported',
      fill: { quantity: 3, price: 120_001, fee: -5e-8, liquidity: 'maker', indexPrice: 60001.23 },
    });
  });

  it('of one frame with both, fills come before the order that they filled', () => {
    const changes = {
      instrument_name: 'BTC-PERPETUAL',
      orders: [{ ...order, order_state: 'filled', filled_amount: 100 }],
      trades: [userTrade],
      positions: [],
    };
    const kinds = decodeFrame(frameText('user.changes.any.any.raw', changes), freshContext()).events.map((event) => event.kind);
    expect(kinds).toEqual(['fill-reported', 'order-reported']);
  });

  it.each([
    ['a fee that is no number', { fee: 'NaN' }],
    ['no trade id', { trade_id: undefined }],
    ['a quantity of zero', { amount: 0 }],
    ['a liquidity it does not know', { liquidity: 'X' }],
    ['an inverse instrument it does not know', { instrument_name: 'BTC-26JUN26' }],
  ])('refuses a fill with %s, whole frame', (_name, wrong) => {
    const frame = decodeFrame(frameText('user.trades.any.any.raw', [userTrade, { ...userTrade, ...wrong }]), freshContext());
    expect(frame.signal.kind).toBe('quarantined');
    expect(frame.events.map((event) => event.kind)).toEqual(['fault-noticed']);
  });
});

describe('other products on the same account', () => {
  it('their fills and orders are passed over, ours in the same frame are not', () => {
    const linear = { ...userTrade, instrument_name: 'BTC_USDC-PERPETUAL', amount: 0.0001 };
    const combo = { ...order, instrument_name: 'BTC-FS-26JUN26_PERP', price: -12.5 };
    expect(decodeFrame(frameText('user.trades.any.any.raw', [linear, userTrade]), freshContext()).events).toHaveLength(1);
    expect(decodeFrame(frameText('user.orders.any.any.raw', combo), freshContext())).toEqual({ events: [], signal: { kind: 'none' } });
  });
});

describe('public frames', () => {
  it('a ticker states volatility as a decimal and an empty side as null', () => {
    const data = {
      instrument_name: 'BTC-25DEC26-60000-C',
      timestamp: 1_700_000_000_000,
      mark_price: 0.05,
      index_price: 60000,
      mark_iv: 62.5,
      underlying_price: 60_420.5,
      best_bid_price: 0,
      best_ask_price: 0.051,
      last_price: null,
      greeks: { delta: 0.5, gamma: 0.00001, vega: 80, theta: -30, rho: 10 },
    };
    const event = decodeFrame(frameText('ticker.BTC-25DEC26-60000-C.100ms', data), freshContext()).events[0];
    expect(event).toMatchObject({
      kind: 'ticker-updated',
      ticker: { markVolatility: 0.625, underlyingPrice: 60_420.5, bestBid: null, bestAsk: 0.051, lastPrice: null, funding8h: null },
    });
  });

  it('an index names its coin', () => {
    const frame = decodeFrame(
      frameText('deribit_price_index.btc_usd', { index_name: 'btc_usd', price: 60000.5, timestamp: 1 }),
      freshContext(),
    );
    expect(frame.events).toEqual([{ kind: 'index-updated', venue: 'deribit', underlying: 'BTC', price: 60000.5 }]);
  });

  it('trades of one frame stay one event', () => {
    const trade = { trade_id: '1', instrument_name: 'BTC-PERPETUAL', direction: 'buy', price: 60000, amount: 10, timestamp: 5 };
    const frame = decodeFrame(frameText('trades.BTC-PERPETUAL.raw', [trade, { ...trade, trade_id: '2' }]), freshContext());
    expect(frame.events).toHaveLength(1);
    expect(frame.events[0]).toMatchObject({ trades: [{ tradeId: '1', side: 'buy' }, { tradeId: '2' }] });
  });
});

describe('a position', () => {
  const position = { instrument_name: 'BTC-PERPETUAL', size: -100, average_price: 60_000, mark_price: 60_010 };

  it('names the funding of its perpetual, received as positive, or nothing where the venue names none', () => {
    const { instruments } = freshContext();
    expect(decodePosition({ ...position, realized_funding: -1e-8 }, instruments)).toMatchObject({ quantity: -100, fundingCoin: -1e-8 });
    expect(decodePosition({ ...position, settlement_price: 60_000.5 }, instruments)).toMatchObject({ settlementPrice: 60_000.5 });
    expect(decodePosition(position, instruments)).not.toHaveProperty('fundingCoin');
    expect(decodePosition({ ...position, settlement_price: undefined }, instruments)).not.toHaveProperty('settlementPrice');
    const option = { ...position, instrument_name: String(OPTION['instrument_name']), mark_price: 0.01, realized_funding: 0 };
    expect(decodePosition(option, instruments)).not.toHaveProperty('fundingCoin');
  });

  it('is refused with funding that is no number', () => {
    expect(() => decodePosition({ ...position, realized_funding: '0' }, freshContext().instruments)).toThrow(FieldRefused);
  });
});

describe('answers and heartbeats', () => {
  it('an answer keeps its error code and the venue’s clock', () => {
    const text = JSON.stringify({
      id: 4,
      error: { code: 11054, message: 'post_only_reject', data: { reason: 'would cross' } },
      usIn: 1000,
      usOut: 3000,
    });
    expect(decodeFrame(text, freshContext()).signal).toEqual({
      kind: 'answer',
      answer: { id: 4, result: undefined, error: { code: 11054, message: 'post_only_reject: would cross' }, venueTimeUs: 2000 },
    });
  });

  it('only a test request asks for an answer', () => {
    const heartbeat = (type: string): string => JSON.stringify({ method: 'heartbeat', params: { type } });
    expect(decodeFrame(heartbeat('test_request'), freshContext()).signal.kind).toBe('test-request');
    expect(decodeFrame(heartbeat('heartbeat'), freshContext()).signal.kind).toBe('none');
  });

  it.each(['', '{', '[]', 'null', '7', '"x"', '{"id":"1"}', '{"method":"exec"}', '{"method":"subscription"}', '['.repeat(200_000)])(
    'never throws on %#',
    (text) => {
      const frame = decodeFrame(text, freshContext());
      expect(frame.signal.kind).toBe('quarantined');
    },
  );
});
