/** Recordings on the perpetual: the book follows them, our orders queue in them, chains set the options. */
import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../../../../shared/book/recorded/recorded-stream';
import { decodeChain, presentChain } from '../../../../../../shared/exchange/flow/recorded/decode-chain';
import { RecordedPerpetual } from '../../../../../../shared/exchange/flow/recorded/recorded-perpetual';
import { SyntheticFlow } from '../../../../../../shared/exchange/flow/synthetic/synthetic-flow';
import { ExchangeBench, START_MS } from '../../../../../support/quiet-exchange';

const SCALE = { priceDecimals: 1, quantityDecimals: 3, isPadded: false };
const at = (milliseconds: number): bigint => 1_700_000_000_000_000_000n + BigInt(milliseconds) * 1_000_000n;

/** Prices in tenths of a USD, quantities in thousandths of a coin. */
function book(
  kind: 'book-snapshot' | 'book-delta',
  ms: number,
  sides: { bids?: [number, number][]; asks?: [number, number][] },
): RecordedEvent {
  return { kind, receivedAtNs: at(ms), changeId: ms, bids: sides.bids ?? [], asks: sides.asks ?? [] };
}

function trade(ms: number, side: 'buy' | 'sell', [ticks, lots]: readonly [number, number]): RecordedEvent {
  return { kind: 'trade', receivedAtNs: at(ms), tradeId: ms, side, ticks, lots, executedAtMs: ms };
}

function bench(events: readonly RecordedEvent[]): ExchangeBench {
  const perpetual = new RecordedPerpetual({ events, scale: SCALE, quantityUnit: 'coin' });
  const recorded = { BTC: { startPrice: perpetual.index(), perpetual, chain: null } };
  const made = new ExchangeBench({ flow: new SyntheticFlow({ seed: 1, startMs: START_MS, speed: 1, recorded }) });
  made.login('alice');
  return made;
}

const START = book('book-snapshot', 0, {
  bids: [
    [600_000, 1_000],
    [599_990, 500],
  ],
  asks: [
    [600_001, 1_000],
    [600_010, 500],
  ],
});
const END = trade(100_000, 'buy', [600_001, 1]);
const top = (made: ExchangeBench): unknown => made.ok('alice', 'public/get_order_book', { instrument_name: 'BTC-PERPETUAL', depth: 2 });
const filled = (made: ExchangeBench, order: Record<string, unknown>): unknown =>
  made.ok('alice', 'private/get_order_state', { order_id: order['order_id'] })['filled_amount'];

describe('a recorded perpetual', () => {
  it('shows the recorded book on its own grid, in USD, bids rounded down and asks up', () => {
    expect(top(bench([START, END]))).toMatchObject({
      bids: [
        [60_000, 60_000],
        [59_999, 30_000],
      ],
      asks: [
        [60_000.5, 60_000],
        [60_001, 30_000],
      ],
    });
  });

  it('follows changes, and starts over at its end', () => {
    const made = bench([
      START,
      book('book-delta', 200, { bids: [[600_000, 0]], asks: [[600_001, 2_000]] }),
      trade(1_000, 'sell', [599_990, 1]),
    ]);
    made.pass(300);
    expect(top(made)).toMatchObject({ best_bid_price: 59_999, best_ask_amount: 120_000 });
    made.pass(800);
    expect(top(made)).toMatchObject({ best_bid_price: 60_000, best_ask_amount: 60_000 });
  });

  it('lets trades take what stands in front of us before us', () => {
    const made = bench([START, trade(200, 'sell', [600_000, 900]), trade(400, 'sell', [600_000, 200]), END]);
    const order = made.order('alice', 'buy', { price: 60_000, amount: 12_000 });
    made.pass(300);
    expect(filled(made, order)).toBe(0);
    made.pass(200);
    expect(filled(made, order)).toBe(6_000);
  });

  it('does not move us forward when quantity is canceled', () => {
    const made = bench([START, book('book-delta', 200, { bids: [[600_000, 400]] }), trade(400, 'sell', [600_000, 400]), END]);
    const order = made.order('alice', 'buy', { price: 60_000, amount: 12_000 });
    made.pass(300);
    expect(top(made)).toMatchObject({ best_bid_amount: 36_000 });
    made.pass(200);
    expect(filled(made, order)).toBe(0);
  });

  it('fills us when the recorded book moves through our price', () => {
    const made = bench([
      START,
      book('book-delta', 200, {
        bids: [
          [600_000, 0],
          [599_990, 0],
          [599_900, 700],
        ],
        asks: [[599_950, 800]],
      }),
      END,
    ]);
    const order = made.order('alice', 'buy', { price: 60_000, amount: 12_000 });
    made.pass(300);
    expect(filled(made, order)).toBe(12_000);
    expect(top(made)).toMatchObject({ best_bid_price: 59_990, best_ask_price: 59_995 });
  });
});

describe('a recorded chain', () => {
  const HEADER = 'timestamp,instrument_name,strike,time_to_maturity,implied_volatility,currency,index_price';
  const ROW = '2026-02-01,BTC-27FEB26-60000-C,60000,0.0712,0.55,BTC,60000';

  it('moves expiries and strikes to the present and sets the options of its currency', () => {
    const rows = decodeChain(`${HEADER}\n${ROW}\n${ROW.replace('60000-C,60000', '66000-C,66000').replace('0.55', '0.6')}\n`);
    if (!rows.ok) throw new Error(rows.error);
    const chain = presentChain(rows.value, 'BTC', { ms: START_MS, price: 30_000 });
    expect(chain.map((entry) => entry.strike)).toEqual([30_000, 33_000]);
    expect(chain[0]?.expiry.expiresAtMs).toBe(Date.UTC(2026, 6, 11, 8));
    const recorded = { BTC: { startPrice: 30_000, perpetual: null, chain } };
    const made = new ExchangeBench({ flow: new SyntheticFlow({ seed: 1, startMs: START_MS, speed: 1, recorded }) });
    made.login('alice');
    const names = made.ok<{ instrument_name: string }[]>('alice', 'public/get_instruments', { currency: 'BTC', kind: 'option' });
    expect(names.map((option) => option.instrument_name)).toEqual(
      ['30000-C', '30000-P', '33000-C', '33000-P'].map((end) => `BTC-11JUL26-${end}`),
    );
    expect(made.ok('alice', 'public/ticker', { instrument_name: 'BTC-11JUL26-33000-C' })).toMatchObject({ mark_iv: 60 });
  });

  it.each([
    ['a missing column', HEADER.replace('strike', 'other'), 'expected a column strike in line 1'],
    ['a cut line', `${HEADER}\n${ROW}\n2026-02-01,BTC-27`, 'expected 7 columns in line 3, found 2'],
    ['no usable row', HEADER, 'expected options with a volatility, found none'],
  ])('with %s is refused', (_, text, reason) => {
    const rows = decodeChain(text);
    expect(rows.ok ? '' : rows.error).toContain(reason);
  });
});
