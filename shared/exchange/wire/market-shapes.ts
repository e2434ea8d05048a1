/** Market data in Deribit's JSON: order books, tickers, prints, instruments. */
import { indexName } from '../channels';
import { fromLots, fromTicks, notionalCoin, type ContractSpec } from '../contract-spec';
import { toDecimals } from '../decimals';
import type { Floor } from '../floor';
import { fundingRate } from '../funding';
import type { BookSide } from '../matching-book';
import { priceBand } from '../order-desk';
import type { PublicTrade } from '../trade-record';
import type { TradingStats } from '../trading-stats';

/** What market shapes are read from. */
export interface MarketSource {
  readonly floor: Floor;
  readonly stats: TradingStats;
}

/** Expiry of a perpetual on the wire (Deribit's own constant). */
const NEVER_MS = 32503708800000;

/** `kind` on the wire: perpetuals are futures. */
export function wireKind(spec: ContractSpec): 'future' | 'option' {
  return spec.kind === 'option' ? 'option' : 'future';
}

/** An entry of `public/get_instruments`. */
export function instrumentShape(spec: ContractSpec, isActive: boolean): Readonly<Record<string, unknown>> {
  const isOption = spec.option !== null;
  const tickSize = spec.listedTickSize ?? spec.tickSize;
  return {
    price_index: indexName(spec.currency),
    kind: wireKind(spec),
    instrument_name: spec.name,
    instrument_id: spec.id,
    instrument_type: 'reversed',
    ...(isOption ? {} : { future_type: 'reversed' }),
    state: isActive ? 'open' : 'closed',
    is_active: isActive,
    base_currency: spec.currency,
    counter_currency: 'USD',
    quote_currency: isOption ? spec.currency : 'USD',
    settlement_currency: spec.currency,
    settlement_period: spec.settlementPeriod,
    tick_size: tickSize,
    tick_size_steps: spec.tickSteps
      .filter((step) => step.tickSize > tickSize)
      .map((step) => ({ above_price: step.abovePrice, tick_size: step.tickSize })),
    contract_size: spec.contractSize,
    min_trade_amount: spec.lotSize,
    maker_commission: spec.makerFee,
    taker_commission: spec.takerFee,
    block_trade_commission: 0.00025,
    max_liquidation_commission: 0.0075,
    ...(isOption ? {} : { max_leverage: 50 }),
    creation_timestamp: spec.createdAtMs,
    expiration_timestamp: spec.expiresAtMs ?? NEVER_MS,
    ...(spec.option === null ? {} : { option_type: spec.option.optionType, strike: spec.option.strike }),
    rfq: false,
  };
}

/** Up to `depth` levels of a side as `[price, amount]`. */
export function levelPairs(spec: ContractSpec, side: BookSide, depth: number): readonly (readonly [number, number])[] {
  return side.top(depth).map((level) => [fromTicks(spec, level.ticks), fromLots(spec, level.totalLots)]);
}

/** Best price and amount of a side; zeros when it is empty, as Deribit answers. */
function bestOf(spec: ContractSpec, side: BookSide): { readonly price: number; readonly amount: number } {
  const best = side.best();
  return best === null ? { price: 0, amount: 0 } : { price: fromTicks(spec, best.ticks), amount: fromLots(spec, best.totalLots) };
}

/** A `ticker` message; also the common part of `get_order_book`. */
export function tickerShape(source: MarketSource, spec: ContractSpec): Readonly<Record<string, unknown>> {
  const { floor } = source;
  const book = floor.engine.book(spec.name);
  const bid = bestOf(spec, book.bids);
  const ask = bestOf(spec, book.asks);
  const band = priceBand(floor, spec);
  const index = toDecimals(floor.marks.index(spec), 2);
  return {
    timestamp: floor.now(),
    state: 'open',
    instrument_name: spec.name,
    stats: statsPart(source, spec),
    index_price: index,
    estimated_delivery_price: index,
    mark_price: floor.marks.mark(spec),
    last_price: floor.lastTrade(spec.name)?.price ?? null,
    min_price: band.minPrice,
    max_price: band.maxPrice,
    best_bid_price: bid.price,
    best_bid_amount: bid.amount,
    best_ask_price: ask.price,
    best_ask_amount: ask.amount,
    open_interest: openInterest(floor, spec),
    ...(spec.kind === 'perpetual' ? fundingPart(floor, spec) : {}),
    ...(spec.option === null ? {} : optionPart(floor, spec)),
  };
}

/** A `quote` message: the best of both sides. */
export function quoteShape(floor: Floor, spec: ContractSpec): Readonly<Record<string, unknown>> {
  const book = floor.engine.book(spec.name);
  const bid = bestOf(spec, book.bids);
  const ask = bestOf(spec, book.asks);
  return {
    timestamp: floor.now(),
    instrument_name: spec.name,
    best_bid_price: bid.price,
    best_bid_amount: bid.amount,
    best_ask_price: ask.price,
    best_ask_amount: ask.amount,
  };
}

/** A public print. */
export function tradeShape(trade: PublicTrade): Readonly<Record<string, unknown>> {
  const amount = fromLots(trade.spec, trade.lots);
  return {
    trade_seq: trade.tradeSeq,
    trade_id: trade.tradeId,
    timestamp: trade.timestampMs,
    tick_direction: trade.tickDirection,
    price: trade.price,
    mark_price: trade.markPrice,
    instrument_name: trade.spec.name,
    index_price: toDecimals(trade.indexPrice, 2),
    direction: trade.side,
    contracts: contractsOf(trade.spec, amount),
    amount,
    ...(trade.markIv === null ? {} : { iv: toDecimals(trade.markIv, 2) }),
  };
}

/** Amount in contracts. */
export function contractsOf(spec: ContractSpec, amount: number): number {
  return Number((amount / spec.contractSize).toPrecision(12));
}

/** Size of a position in coin at a price. */
export function sizeCurrency(spec: ContractSpec, amount: number, price: number): number {
  return toDecimals(notionalCoin(spec, amount, price), 9);
}

function statsPart(source: MarketSource, spec: ContractSpec): Readonly<Record<string, unknown>> {
  const figures = source.stats.of(spec.name);
  const last = source.floor.lastTrade(spec.name);
  if (figures === null || last === null) return { high: null, low: null, price_change: null, volume: 0, volume_usd: 0, volume_notional: 0 };
  return {
    high: figures.high,
    low: figures.low,
    price_change: toDecimals((last.price / figures.open - 1) * 100, 4),
    volume: figures.volume,
    volume_usd: figures.volumeUsd,
    volume_notional: figures.volumeUsd,
  };
}

function fundingPart(floor: Floor, spec: ContractSpec): Readonly<Record<string, unknown>> {
  const rate = toDecimals(fundingRate(floor.marks.premium(spec)), 8);
  return { current_funding: rate, funding_8h: rate, interest_value: 0 };
}

function optionPart(floor: Floor, spec: ContractSpec): Readonly<Record<string, unknown>> {
  const mark = floor.marks.optionMark(spec);
  if (mark === null) return {};
  return {
    underlying_price: toDecimals(mark.underlyingPrice, 4),
    underlying_index: `SYN.${spec.name.split('-').slice(0, 2).join('-')}`,
    interest_rate: 0,
    mark_iv: toDecimals(mark.volatility * 100, 2),
    bid_iv: 0,
    ask_iv: 0,
    greeks: {
      delta: toDecimals(mark.delta, 5),
      gamma: toDecimals(mark.gamma, 5),
      vega: toDecimals(mark.vega, 5),
      theta: toDecimals(mark.theta, 5),
      rho: toDecimals(mark.rho, 5),
    },
  };
}

function openInterest(floor: Floor, spec: ContractSpec): number {
  let lots = 0;
  for (const account of floor.allAccounts()) lots += Math.max(0, account.positions.get(spec.name)?.sizeLots ?? 0);
  return fromLots(spec, lots);
}
