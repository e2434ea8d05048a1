/** Chains and histories that are not what they must be: refused or left out, counted and said, never guessed and never a crash. */
import { describe, expect, it } from 'vitest';
import { decodeChain } from '../../../../../electron/venues/deribit/decode-chain';
import { decodeTicker } from '../../../../../electron/venues/deribit/decode-market';
import { decodeInstrument } from '../../../../../electron/venues/deribit/instruments';
import { OptionChains } from '../../../../../electron/venues/deribit/option-chains';
import { PriceHistory } from '../../../../../electron/venues/deribit/price-history';
import type { Instrument } from '../../../../../shared/domain/instrument';
import { AnsweringSession, Refusal } from './answering-session';

const NAMES = ['BTC-25DEC26-70000-C', 'BTC-25DEC26-80000-C'] as const;

function option(name: string): Instrument {
  const strike = Number(name.split('-')[2]);
  const found = decodeInstrument({
    ...{ instrument_name: name, kind: 'option', base_currency: 'BTC', settlement_currency: 'BTC', instrument_type: 'reversed' },
    ...{ tick_size: 0.0001, min_trade_amount: 0.1, contract_size: 1, maker_commission: 0.0003, taker_commission: 0.0003 },
    ...{ expiration_timestamp: 1_798_185_600_000, option_type: 'call', strike, is_active: true },
  });
  if (found === null) throw new Error('Expected an option of this desk, found another product.');
  return found;
}

const instruments = new Map(NAMES.map((name) => [name as string, option(name)]));
const row = (change: object = {}): object => ({
  ...{ instrument_name: NAMES[0], bid_price: 0.01, ask_price: 0.012, mark_price: 0.011, mark_iv: 55, underlying_price: 66_000 },
  ...change,
});

describe('an option chain', () => {
  it.each([
    ['NaN', { bid_price: Number.NaN }],
    ['infinity, as 1e999 arrives', { mark_price: Infinity }],
    ['a negative volatility', { mark_iv: -1 }],
    ['text', { ask_price: '0.01' }],
    ['a list', { underlying_price: [66_000] }],
    ['an object', { mark_iv: { value: 55 } }],
    ['a truth value', { bid_price: true }],
  ])('leaves out a row with %s, says why, and keeps the others', (_what, change) => {
    const { quotes, refused } = decodeChain([row(change), row({ instrument_name: NAMES[1] })], instruments);
    expect(quotes.map(({ instrumentId }) => instrumentId)).toEqual([`deribit:${NAMES[1]}`]);
    expect(refused).toEqual([expect.stringMatching(/^BTC-25DEC26-70000-C: \w+: expected a .*, found /)]);
  });

  it.each([null, undefined, 7, 'text', {}, true])('that is %s is no chain', (value) => {
    expect(() => decodeChain(value, instruments)).toThrow(/book summaries: expected a list/);
  });

  it('passes over rows that name nothing known, and reads absence as none', () => {
    const strange = [null, 7, 'text', [], {}, { instrument_name: 'x'.repeat(100_000) }, { instrument_name: null }];
    const { quotes, refused } = decodeChain([...strange, row({ bid_price: null, ask_price: 0, mark_iv: undefined })], instruments);
    expect(refused).toEqual([]);
    expect(quotes).toMatchObject([{ bid: null, ask: null, markVolatility: null, markPrice: 0.011 }]);
  });

  it('of more rows than any venue lists is refused whole', () => {
    const rows = Array.from({ length: 20_001 }, () => row());
    expect(() => decodeChain(rows, instruments)).toThrow(/at most 20000 entries, found 20001/);
  });

  it('is complained of once while it stays bad, and asked for all the same', async () => {
    let answer: unknown = 'garbage';
    const talk = new AnsweringSession(() => answer);
    const chains = new OptionChains({ rim: talk.clock.rim, announcer: talk.announcer, instruments });
    chains.follow(talk.session);
    await talk.pass(9_000);
    answer = new Refusal('busy');
    await talk.pass(9_000);
    expect(talk.of('fault-noticed')).toMatchObject([{ message: expect.stringMatching(/BTC option chain was unreadable/), isFatal: false }]);
    answer = [row(), row({ instrument_name: NAMES[1], mark_iv: Infinity })];
    await talk.pass(9_000);
    expect(talk.of('option-chain-updated').at(-1)?.quotes.length).toBe(1);
    answer = [row(), row({ instrument_name: NAMES[1] })];
    await talk.pass(9_000);
    expect(talk.of('option-chain-updated').at(-1)?.quotes.length).toBe(2);
    answer = [row({ mark_iv: 'x' })];
    await talk.pass(9_000);
    expect(
      talk
        .of('fault-noticed')
        .map(({ message }) => message)
        .at(-1),
    ).toMatch(/^1 rows of the BTC option chain were unreadable, first: /);
    chains.stop();
  });
});

const chart = (change: object = {}): object => ({ ticks: [1_000, 2_000, 3_000], close: [1, 2, 3], ...change });
const candles = [1_000, 2_000].map((atMs) => [atMs, 50, 61, 49, 55.5]);
const isChart = (method: string): boolean => method.endsWith('chart_data');

describe('a price history', () => {
  it.each([
    ['garbage', 'garbage', /chart: expected an object/],
    ['nothing', null, /chart: expected an object/],
    ['no closes', chart({ close: undefined }), /close: expected a list/],
    ['fewer closes than ticks', chart({ close: [1, 2] }), /close: expected 3 entries/],
    ['NaN', chart({ close: [1, Number.NaN, 3] }), /close: expected a finite number/],
    ['infinity', chart({ close: [1, Infinity, 3] }), /close: expected a finite number/],
    ['a price of zero', chart({ close: [1, 0, 3] }), /close: expected a number > 0/],
    ['text', chart({ close: [1, '2', 3] }), /close: expected a finite number, found "2"/],
    ['times that fall', chart({ ticks: [1_000, 3_000, 2_000] }), /ticks: expected rising times/],
    ['a time that is none', chart({ ticks: [1_000, 2_000.5, 3_000] }), /ticks: expected a whole number/],
    ['more days than there were', chart({ ticks: Array.from({ length: 20_001 }, (_each, day) => day) }), /at most 20000 entries/],
  ])('with %s is refused whole and said', async (_what, answer, expected) => {
    const talk = new AnsweringSession((method) => (isChart(method) ? answer : { data: candles }));
    await new PriceHistory(talk.clock.rim, talk.announcer).renew(talk.session);
    expect(talk.of('closes-loaded')).toEqual([]);
    expect(talk.of('fault-noticed').map(({ message }) => message)).toEqual([
      expect.stringMatching(expected),
      expect.stringMatching(expected),
    ]);
  });

  it.each([
    ['garbage', 'garbage', /volatility index: expected an object/],
    ['no candles', {}, /data: expected a list/],
    ['a candle that is none', { data: [7] }, /data: expected a list/],
    ['a short candle', { data: [[1_000, 50, 61, 49]] }, /data: expected a finite number/],
    ['NaN', { data: [[1_000, 50, 61, 49, Number.NaN]] }, /data: expected a finite number/],
    ['a volatility of zero', { data: [[1_000, 50, 61, 49, 0]] }, /data: expected a number > 0/],
    ['times that fall', { data: [...candles].reverse() }, /data: expected rising times/],
  ])('of volatility with %s is refused whole and said; prices come all the same', async (_what, answer, expected) => {
    const talk = new AnsweringSession((method) => (isChart(method) ? chart() : answer));
    await new PriceHistory(talk.clock.rim, talk.announcer).renew(talk.session);
    expect(talk.of('volatilities-loaded')).toEqual([]);
    expect(talk.of('closes-loaded').length).toBe(2);
    expect(talk.of('fault-noticed').map(({ message }) => message)).toEqual([
      expect.stringMatching(expected),
      expect.stringMatching(expected),
    ]);
  });

  it('of volatility is the close of each candle as a decimal', async () => {
    const talk = new AnsweringSession((method) => (isChart(method) ? chart() : { data: candles, continuation: null }));
    await new PriceHistory(talk.clock.rim, talk.announcer).renew(talk.session);
    expect(talk.of('volatilities-loaded').map(({ underlying, values }) => [underlying, values])).toEqual(
      ['BTC', 'ETH'].map((name) => [name, [1_000, 2_000].map((atMs) => ({ atMs, volatility: 0.555 }))]),
    );
  });

  it('of volatility goes on where the venue says that more is, each day once, and is told as one', async () => {
    const days = Array.from({ length: 9 }, (_each, day) => [day * 1_000, 50, 61, 49, 55.5 + day]);
    const paged = (method: string, _currency: unknown, params: Readonly<Record<string, unknown>>): unknown => {
      if (isChart(method)) return chart();
      const upTo = days.filter(([atMs]) => (atMs ?? 0) <= Number(params['end_timestamp']));
      const data = upTo.slice(-4);
      return { data, continuation: upTo.length > 4 ? data[0]?.[0] : null };
    };
    const talk = new AnsweringSession(paged);
    talk.clock.advance(10_000);
    await new PriceHistory(talk.clock.rim, talk.announcer).renew(talk.session);
    expect(talk.of('volatilities-loaded').map(({ values }) => values.map(({ atMs }) => atMs))).toEqual([
      days.map(([atMs]) => atMs),
      days.map(([atMs]) => atMs),
    ]);
  });

  it.each([
    ['the same place', 2_000, 2],
    ['a later place', Number.MAX_SAFE_INTEGER, 1],
    ['one millisecond earlier each time', -1, 5],
  ])('of volatility that goes on at %s ends', async (_what, place, parts) => {
    let endMs = 0;
    const talk = new AnsweringSession((method, _currency, params) => {
      if (isChart(method)) return chart();
      endMs = Number(params['end_timestamp']);
      return { data: candles, continuation: place < 0 ? endMs - 1 : place };
    });
    talk.clock.advance(10_000);
    await new PriceHistory(talk.clock.rim, talk.announcer).renew(talk.session);
    expect(talk.asked.filter(({ method }) => !isChart(method)).length).toBe(2 * parts);
    expect(talk.of('volatilities-loaded').map(({ values }) => values.length)).toEqual([2, 2]);
  });

  it('of volatility whose older part is refused is told as far as it came, and asked for with the next session', async () => {
    let isWell = false;
    const talk = new AnsweringSession((method, _currency, params) => {
      if (isChart(method)) return chart();
      if (Number(params['end_timestamp']) === 500) return isWell ? { data: [[0, 50, 61, 49, 55.5]] } : { data: [7] };
      return { data: candles, continuation: 500 };
    });
    talk.clock.advance(10_000);
    const history = new PriceHistory(talk.clock.rim, talk.announcer);
    await history.renew(talk.session);
    expect(talk.of('volatilities-loaded').map(({ values }) => values.length)).toEqual([2, 2]);
    expect(talk.of('fault-noticed').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^an older part of the volatility index of BTC were unreadable: data: expected a list/),
      expect.stringMatching(/of ETH/),
    ]);
    isWell = true;
    await history.renew(talk.session);
    expect(talk.of('volatilities-loaded').map(({ values }) => values.length)).toEqual([2, 2, 3, 3]);
  });

  it('refused is asked for with the next session, a good one not again for hours', async () => {
    let answer: unknown = 7;
    const talk = new AnsweringSession((method) => (isChart(method) ? answer : { data: candles }));
    const history = new PriceHistory(talk.clock.rim, talk.announcer);
    await history.renew(talk.session);
    answer = chart();
    await history.renew(talk.session);
    expect(talk.of('closes-loaded').map(({ underlying, closes }) => [underlying, closes.length])).toEqual([
      ['BTC', 3],
      ['ETH', 3],
    ]);
    const asked = talk.asked.length;
    await history.renew(talk.session);
    expect(talk.asked.length).toBe(asked);
  });

  it('refused, or grown old, is asked for again while the same session lives, and not once it is lost', async () => {
    let answer: unknown = 7;
    const talk = new AnsweringSession((method) => (isChart(method) ? answer : { data: candles }));
    const history = new PriceHistory(talk.clock.rim, talk.announcer);
    const pass = async (minutes: number): Promise<void> => {
      for (let passed = 0; passed < minutes; passed += 5) {
        talk.clock.advance(5 * 60_000);
        await talk.pass(500);
      }
    };
    history.follow(talk.session);
    await pass(5);
    answer = chart();
    await pass(20);
    expect(talk.of('closes-loaded')).toHaveLength(2);
    await pass(7 * 60);
    expect(talk.of('closes-loaded')).toHaveLength(4);
    history.stop();
    const asked = talk.asked.length;
    await pass(7 * 60);
    expect(talk.asked.length).toBe(asked);
  });
});

describe('the ticker of an option', () => {
  it.each([0, null, undefined])(
    'that values it on nothing (%s) names no underlying price: its orders are then held against none',
    (price) => {
      const figures = { mark_price: 0.05, index_price: 60_000, best_bid_price: 0.049, best_ask_price: 0.051, timestamp: 1_700_000_000_000 };
      expect(decodeTicker({ ...figures, underlying_price: price }, option(NAMES[0]))).not.toHaveProperty('underlyingPrice');
      expect(decodeTicker({ ...figures, underlying_price: 60_420.5 }, option(NAMES[0]))).toHaveProperty('underlyingPrice', 60_420.5);
    },
  );
});
