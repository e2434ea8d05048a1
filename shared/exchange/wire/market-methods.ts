/** Public market data by request. */
import { fail, ok, type Result } from '../../domain/result';
import { indexName } from '../channels';
import { CURRENCIES, type ContractSpec } from '../contract-spec';
import { toDecimals } from '../decimals';
import { publicMethod, type Call, type Handler, type MethodTable } from './method';
import { flag, integer, oneOf, optional, readParameters, text, type RawParameters } from './decode-parameters';
import { instrumentShape, levelPairs, tickerShape, wireKind } from './market-shapes';
import { invalidParameter, type WireError } from './wire-error';

/** Currencies as requests name them. */
export const currencyField = oneOf('BTC', 'ETH');

const COIN_NAMES = { BTC: 'Bitcoin', ETH: 'Ethereum' } as const;

/** The contract a request names. */
export function namedContract(call: Call, raw: RawParameters): Result<ContractSpec, WireError> {
  const read = readParameters(raw, { instrument_name: text });
  if (!read.ok) return read;
  const spec = call.services.floor.contract(read.value.instrument_name);
  return spec === null ? fail(invalidParameter('instrument_name', `instrument ${read.value.instrument_name} is not listed`)) : ok(spec);
}

const getInstruments: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, {
    currency: optional(text, 'any'),
    kind: optional(text, 'any'),
    expired: optional(flag, false),
  });
  if (!read.ok) return read;
  const { currency, kind, expired } = read.value;
  if (expired) return ok([]);
  const wanted = [...call.services.floor.allContracts()].filter(
    (spec) => (currency === 'any' || spec.currency === currency) && (kind === 'any' || wireKind(spec) === kind),
  );
  return ok(wanted.map((spec) => instrumentShape(spec, true)));
};

const getInstrument: Handler<Call> = (call, raw) => {
  const spec = namedContract(call, raw);
  return spec.ok ? ok(instrumentShape(spec.value, true)) : spec;
};

const getOrderBook: Handler<Call> = (call, raw) => {
  const spec = namedContract(call, raw);
  if (!spec.ok) return spec;
  const read = readParameters(raw, { depth: optional(integer, 5) });
  if (!read.ok) return read;
  const book = call.services.floor.engine.book(spec.value.name);
  return ok({
    ...tickerShape(call.services, spec.value),
    change_id: call.services.publisher.changeId(spec.value),
    bids: levelPairs(spec.value, book.bids, read.value.depth),
    asks: levelPairs(spec.value, book.asks, read.value.depth),
  });
};

const ticker: Handler<Call> = (call, raw) => {
  const spec = namedContract(call, raw);
  return spec.ok ? ok(tickerShape(call.services, spec.value)) : spec;
};

const getIndexPrice: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { index_name: text });
  if (!read.ok) return read;
  for (const spec of call.services.floor.allContracts()) {
    if (indexName(spec.currency) !== read.value.index_name) continue;
    const price = toDecimals(call.services.floor.marks.index(spec), 2);
    return ok({ index_price: price, estimated_delivery_price: price });
  }
  return fail(invalidParameter('index_name', `index ${read.value.index_name} does not exist`));
};

const getDeliveryPrices: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { index_name: text, offset: optional(integer, 0), count: optional(integer, 10) });
  if (!read.ok) return read;
  const { index_name: name, offset, count } = read.value;
  const currency = CURRENCIES.find((each) => indexName(each) === name);
  if (currency === undefined) return fail(invalidParameter('index_name', `index ${name} does not exist`));
  const days = call.services.floor.deliveryPrices.of(currency);
  const shown = days.slice(Math.max(0, offset), Math.max(0, offset) + Math.max(0, count));
  const data = shown.map(({ atMs, price }) => ({ date: new Date(atMs).toISOString().slice(0, 10), delivery_price: price }));
  return ok({ data, records_total: days.length });
};

const getCurrencies: Handler<Call> = () =>
  ok(
    CURRENCIES.map((currency) => ({
      currency,
      currency_long: COIN_NAMES[currency],
      coin_type: currency === 'BTC' ? 'BITCOIN' : 'ETHER',
      fee_precision: 4,
      min_confirmations: 1,
      min_withdrawal_fee: 0.0001,
      withdrawal_fee: 0.0001,
      withdrawal_priorities: [],
      in_cross_collateral_pool: false,
      network_fee: 0,
      network_currency: currency,
      decimals: 8,
    })),
  );

const getBookSummary: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { currency: currencyField, kind: optional(text, 'any') });
  if (!read.ok) return read;
  const wanted = [...call.services.floor.allContracts()].filter(
    (spec) => spec.currency === read.value.currency && (read.value.kind === 'any' || wireKind(spec) === read.value.kind),
  );
  return ok(wanted.map((spec) => summaryOf(call, spec)));
};

function summaryOf(call: Call, spec: ContractSpec): unknown {
  const book = call.services.floor.engine.book(spec.name);
  const bid = levelPairs(spec, book.bids, 1)[0]?.[0] ?? null;
  const ask = levelPairs(spec, book.asks, 1)[0]?.[0] ?? null;
  const shape = tickerShape(call.services, spec);
  return {
    instrument_name: spec.name,
    base_currency: spec.currency,
    quote_currency: spec.kind === 'option' ? spec.currency : 'USD',
    bid_price: bid,
    ask_price: ask,
    mid_price: bid === null || ask === null ? null : (bid + ask) / 2,
    mark_price: shape['mark_price'],
    last: shape['last_price'],
    open_interest: shape['open_interest'],
    mark_iv: shape['mark_iv'],
    underlying_price: shape['underlying_price'],
    creation_timestamp: call.nowMs,
  };
}

const status: Handler<Call> = ({ services: { floor } }) => {
  const locked = CURRENCIES.filter((currency) => floor.locked.has(currency));
  const isAll = locked.length === CURRENCIES.length;
  return ok({ locked: isAll ? 'true' : locked.length === 0 ? 'false' : 'partial', locked_indices: locked.map(indexName) });
};

/** Public market data methods. */
export const MARKET_METHODS: MethodTable = {
  'public/get_currencies': publicMethod(getCurrencies),
  'public/get_instruments': publicMethod(getInstruments),
  'public/get_instrument': publicMethod(getInstrument),
  'public/get_order_book': publicMethod(getOrderBook),
  'public/ticker': publicMethod(ticker),
  'public/get_index_price': publicMethod(getIndexPrice),
  'public/get_delivery_prices': publicMethod(getDeliveryPrices),
  'public/get_book_summary_by_currency': publicMethod(getBookSummary),
  'public/status': publicMethod(status),
};
