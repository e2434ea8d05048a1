/** Public trades, tickers and index prices into the words of the domain. */
import type { Trade } from '../../../shared/domain/fill';
import { tradeId } from '../../../shared/domain/fill';
import type { Instrument } from '../../../shared/domain/instrument';
import { price } from '../../../shared/domain/price';
import { quantity } from '../../../shared/domain/quantity';
import type { Side } from '../../../shared/domain/side';
import type { Ticker, VenueGreeks } from '../../../shared/domain/ticker';
import { timestampMs } from '../../../shared/domain/time';
import { readNonNegative, readNumber, readOptionalNumber, readPositive, readRecord, readText, readWhole, refuse } from './decode-fields';
import type { JsonRecord } from './decode-fields';

export function readSide(value: unknown): Side {
  return value === 'buy' || value === 'sell' ? value : refuse('direction', 'buy or sell', value);
}

/** One public print; `direction` is the taker's. */
export function decodeTrade(value: unknown, instrument: Instrument): Trade {
  const raw = readRecord(value, 'trade');
  if (raw['instrument_name'] !== instrument.name) return refuse('instrument_name', instrument.name, raw['instrument_name']);
  return {
    tradeId: tradeId(readText(raw['trade_id'], 'trade_id')),
    instrumentId: instrument.id,
    side: readSide(raw['direction']),
    price: price(readPositive(raw['price'], 'price')),
    quantity: quantity(readPositive(raw['amount'], 'amount')),
    executedAtMs: timestampMs(readWhole(raw['timestamp'], 'timestamp')),
  };
}

function decodeGreeks(value: unknown): VenueGreeks | null {
  if (value === undefined || value === null) return null;
  const raw = readRecord(value, 'greeks');
  return {
    delta: readNumber(raw['delta'], 'delta'),
    gamma: readNumber(raw['gamma'], 'gamma'),
    vega: readNumber(raw['vega'], 'vega'),
    theta: readNumber(raw['theta'], 'theta'),
    rho: readNumber(raw['rho'], 'rho'),
  };
}

/** The venue writes 0 where there is no price. */
function readQuote(value: unknown, name: string): number | null {
  const number = value === undefined || value === null ? 0 : readNonNegative(value, name);
  return number === 0 ? null : number;
}

/** One ticker; volatility arrives in percent and leaves as a decimal. */
export function decodeTicker(data: JsonRecord, instrument: Instrument): Ticker {
  const markVolatility = readOptionalNumber(data['mark_iv'], 'mark_iv');
  if (markVolatility !== null && markVolatility < 0) return refuse('mark_iv', 'a percentage ≥ 0', markVolatility);
  const underlyingPrice = instrument.kind === 'option' ? readQuote(data['underlying_price'], 'underlying_price') : null;
  return {
    instrumentId: instrument.id,
    markPrice: readNonNegative(data['mark_price'], 'mark_price'),
    indexPrice: readPositive(data['index_price'], 'index_price'),
    bestBid: readQuote(data['best_bid_price'], 'best_bid_price'),
    bestAsk: readQuote(data['best_ask_price'], 'best_ask_price'),
    lastPrice: readQuote(data['last_price'], 'last_price'),
    funding8h: readOptionalNumber(data['funding_8h'], 'funding_8h'),
    markVolatility: markVolatility === null ? null : markVolatility / 100,
    greeks: decodeGreeks(data['greeks']),
    ...(underlyingPrice === null ? {} : { underlyingPrice }),
    venueTimeMs: timestampMs(readWhole(data['timestamp'], 'timestamp')),
  };
}

/** `btc_usd` at 60000 becomes the index of BTC. */
export function decodeIndex(data: JsonRecord): { readonly underlying: string; readonly price: number } {
  const name = readText(data['index_name'], 'index_name');
  const parts = /^([a-z]+)_usd$/.exec(name);
  if (!parts) return refuse('index_name', 'coin_usd', name);
  return { underlying: (parts[1] ?? '').toUpperCase(), price: readPositive(data['price'], 'price') };
}
