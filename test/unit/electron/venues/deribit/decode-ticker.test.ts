/** A mark, an index or a greek that is no number is refused with its whole ticker: the last one grows old, and what hangs on it leaves with its age. */
import { describe, expect, it } from 'vitest';
import { FieldRefused } from '../../../../../electron/venues/deribit/decode-fields';
import { decodeIndex, decodeTicker } from '../../../../../electron/venues/deribit/decode-market';
import { perpetual } from '../../../../support/engine-parts';

const greeks = { delta: 0.5, gamma: 0.00001, vega: 20, theta: -30, rho: 4 };
const ticker = { mark_price: 60_000, index_price: 60_010, mark_iv: 55, greeks, timestamp: 1_700_000_000_000 };

describe('a ticker', () => {
  it('is read with its volatility as a decimal, and without one where the venue states none', () => {
    expect(decodeTicker(ticker, perpetual())).toMatchObject({ markPrice: 60_000, indexPrice: 60_010, markVolatility: 0.55, greeks });
    expect(decodeTicker({ ...ticker, mark_iv: null, greeks: null }, perpetual())).toMatchObject({ markVolatility: null, greeks: null });
  });

  it.each([
    ['no mark', { mark_price: null }],
    ['a mark below zero', { mark_price: -1 }],
    ['an endless mark, as 1e999 arrives', { mark_price: Infinity }],
    ['a mark as text', { mark_price: '60000' }],
    ['no index', { index_price: null }],
    ['an index of zero', { index_price: 0 }],
    ['an endless index', { index_price: Infinity }],
    ['a volatility below zero', { mark_iv: -1 }],
    ['a volatility as text', { mark_iv: 'NaN' }],
    ['an endless volatility', { mark_iv: Infinity }],
    ['a delta that is none', { greeks: { ...greeks, delta: null } }],
    ['an endless gamma', { greeks: { ...greeks, gamma: Infinity } }],
  ])('with %s is refused as a whole (fault 37)', (_what, wrong) => {
    expect(() => decodeTicker({ ...ticker, ...wrong }, perpetual())).toThrow(FieldRefused);
  });
});

describe('an index', () => {
  it.each([null, 0, -60_000, Infinity, Number.NaN, '60000'])('of %s is refused (fault 37)', (price) => {
    expect(() => decodeIndex({ index_name: 'btc_usd', price })).toThrow(FieldRefused);
  });
});
