/** What the risk worker sees: plain copies of what the engine knows, with the revision of the positions in them. */
import type { OptionQuote } from '../domain/option-quote';
import { sideSign } from '../domain/side';
import type { VenueBalance } from '../domain/balance';
import { hasExpired, type InstrumentId } from '../domain/instrument';
import type { Ticker } from '../domain/ticker';
import type { MarketState } from '../engine/market-state';
import type { RiskState, WhatIfLeg } from '../engine/risk-state';
import type { GreekLimits, RiskLimit } from '../engine/settings';
import type { EngineState } from '../engine/state';
import { venueNowMs } from '../engine/venue-time';
import { isWorking, remainingLots } from '../execution/order-state';
import { lotsToQuantity, quantityLots } from '../domain/quantity';
import type { VolatilitySurface } from '../pricing/surface/volatility-surface';
import type { BookPosition } from '../risk/priced-position';
import { remember } from './remember';

/** An option of a chain with its terms. */
export interface ChainRow extends OptionQuote {
  readonly name: string;
  readonly optionType: 'call' | 'put';
  readonly strike: number;
  readonly expiresAtMs: number;
}

/** All options of one underlying; sent only when it changed. */
export interface ChainSnapshot {
  readonly venue: string;
  readonly underlying: string;
  readonly atMs: number;
  readonly rows: readonly ChainRow[];
}

/** A perpetual or future, for forwards and margin. */
export interface FutureRow {
  readonly instrumentId: string;
  readonly underlying: string;
  readonly expiresAtMs: number | null;
  readonly markPrice: number | null;
  /** As the venue states it; `null`: it states none. */
  readonly maximumLeverage: number | null;
}

/** Working orders of one instrument, signed quantities in its unit. */
export interface OpenOrdersRow {
  readonly position: BookPosition;
  readonly price: number | null;
  /** Quotes of the desk. */
  readonly quotedBuy: number;
  readonly quotedSell: number;
  /** All other working orders. */
  readonly pendingBuy: number;
  readonly pendingSell: number;
}

/** One venue's account in one coin. */
export interface BalanceRow extends VenueBalance {
  readonly venue: string;
  readonly atMs: number | null;
}

/** What the book is priced by, and the last fit, which the next one remembers. */
export interface SurfacesOf {
  readonly published: VolatilitySurface | null;
  readonly fitted: VolatilitySurface | null;
}

/** Everything but the chains. */
export interface RiskSnapshot {
  /** Of the positions. */
  readonly revision: number;
  readonly atMs: number;
  readonly positions: readonly BookPosition[];
  /** Underlying → USD. */
  readonly indexes: Readonly<Record<string, number>>;
  readonly futures: readonly FutureRow[];
  readonly orders: readonly OpenOrdersRow[];
  readonly balances: readonly BalanceRow[];
  /** The venue's own margin figures; keyed by venue and coin, `deribit|BTC`. */
  readonly marginSimulations: EngineState['marginSimulations'];
  /** By underlying. */
  readonly surfaces: Readonly<Record<string, SurfacesOf>>;
  readonly requests: RiskState;
  readonly whatIf: readonly BookPosition[];
  /** Of the simulated tail, USD; `null`: none is set. */
  readonly varLimit: RiskLimit | null;
  readonly shortfallLimit: RiskLimit;
  /** By underlying. */
  readonly greekLimits: Readonly<Record<string, GreekLimits>>;
  /** By underlying, coin; soft and hard are distances from the target. */
  readonly bands: Readonly<Record<string, { readonly target: number; readonly soft: number; readonly hard: number }>>;
}

/** What the venue says of an instrument: its ticker, else its line in the chain. */
function venueWords(
  ticker: Ticker | null,
  quote: OptionQuote | undefined,
): Pick<BookPosition, 'markPrice' | 'markVolatility' | 'venueGreeks'> {
  if (ticker !== null) return { markPrice: ticker.markPrice, markVolatility: ticker.markVolatility, venueGreeks: ticker.greeks };
  return { markPrice: quote?.markPrice ?? null, markVolatility: quote?.markVolatility ?? null, venueGreeks: null };
}

/** An instrument with a quantity held or imagined of it. */
function bookPosition({ instrument, ticker }: MarketState, quantity: number, quote?: OptionQuote): BookPosition {
  const { id, name, underlying, kind, option, expiresAtMs, isInverse } = instrument;
  return {
    ...{ instrumentId: id, name, underlying, kind, expiresAtMs, isInverse, quantity },
    optionType: option?.optionType ?? null,
    strike: option?.strike ?? null,
    ...venueWords(ticker, quote),
  };
}

const byId = remember((quotes: readonly OptionQuote[]) => new Map(quotes.map((quote) => [quote.instrumentId, quote] as const)));

/** The chain's quote of an instrument. */
type FindQuote = (id: InstrumentId) => OptionQuote | undefined;

function quoteFinder(state: EngineState): FindQuote {
  const chains = Object.values(state.chains).map(({ quotes }) => byId(quotes));
  return (id) => chains.map((chain) => chain.get(id)).find((quote) => quote !== undefined);
}

function showPositions(state: EngineState, findQuote: FindQuote): readonly BookPosition[] {
  return Object.values(state.positions).flatMap(({ position }) => {
    const market = state.markets.get(position.instrumentId);
    if (market === undefined || position.lots === 0) return [];
    // A future that was delivered moves with nothing; an option says itself that it expired.
    const { instrument } = market;
    if (instrument.option === null && hasExpired(instrument, venueNowMs(state, instrument.venue))) return [];
    const quantity = lotsToQuantity(quantityLots(position.lots), market.instrument.lotSize);
    return [bookPosition(market, quantity, findQuote(position.instrumentId))];
  });
}

/** What the trader staged; else the best candidate of a hedge ticket that is open and not sent, which so stages itself. */
function stagedLegs({ risk, hedge }: EngineState): readonly WhatIfLeg[] {
  if (risk.whatIf.length > 0 || hedge?.phase !== 'preview') return risk.whatIf;
  const best = hedge.candidates.find(({ refusal }) => refusal === '');
  if (best === undefined) return [];
  return [{ instrumentId: best.instrument.id, quantityCoin: sideSign(best.side) * best.quantityCoin }];
}

function showWhatIf(state: EngineState, findQuote: FindQuote): readonly BookPosition[] {
  return stagedLegs(state).flatMap(({ instrumentId, quantityCoin }) => {
    const market = state.markets.get(instrumentId);
    if (market === undefined) return [];
    const quote = findQuote(instrumentId);
    const mark = market.ticker?.markPrice ?? quote?.markPrice ?? Number.NaN;
    return [bookPosition(market, market.instrument.isInverse ? quantityCoin * mark : quantityCoin, quote)];
  });
}

function showOrders(state: EngineState): readonly OpenOrdersRow[] {
  const rows = new Map<string, { -readonly [Field in keyof OpenOrdersRow]: OpenOrdersRow[Field] }>();
  for (const order of state.orders.open.values()) {
    const market = state.markets.get(order.instrumentId);
    if (market === undefined || !isWorking(order)) continue;
    const { lotSize, tickSize } = market.instrument;
    const row = rows.get(order.instrumentId) ?? {
      ...{ position: bookPosition(market, 0), price: order.price * tickSize },
      ...{ quotedBuy: 0, quotedSell: 0, pendingBuy: 0, pendingSell: 0 },
    };
    const open = lotsToQuantity(remainingLots(order), lotSize);
    const isBuy = order.side === 'buy';
    if (order.purpose === 'quote') row[isBuy ? 'quotedBuy' : 'quotedSell'] += open;
    else row[isBuy ? 'pendingBuy' : 'pendingSell'] += open;
    rows.set(order.instrumentId, row);
  }
  return [...rows.values()];
}

function showFutures(state: EngineState): readonly FutureRow[] {
  const rows: FutureRow[] = [];
  for (const { instrument, ticker } of state.markets.values()) {
    if (instrument.kind === 'option' || ticker === null) continue;
    const { id, underlying, expiresAtMs, maximumLeverage = null } = instrument;
    rows.push({ instrumentId: id, underlying, expiresAtMs, markPrice: ticker.markPrice, maximumLeverage });
  }
  return rows;
}

/** The chain of one underlying with its terms; `null` before the first. */
export function projectChain(state: EngineState, underlying: string): ChainSnapshot | null {
  const chain = state.chains[underlying];
  if (chain === undefined) return null;
  const rows = chain.quotes.flatMap((quote): ChainRow[] => {
    const instrument = state.markets.get(quote.instrumentId)?.instrument;
    if (instrument?.option == null || instrument.expiresAtMs === null) return [];
    return [{ ...quote, name: instrument.name, ...instrument.option, expiresAtMs: instrument.expiresAtMs }];
  });
  return { venue: chain.venue, underlying, atMs: chain.atMs, rows };
}

/** Without limits on the tail, a day's loss ends where the desk stops. */
function showLimits({ session: { settings } }: EngineState): Pick<RiskSnapshot, 'varLimit' | 'shortfallLimit' | 'greekLimits'> {
  const { tailLimits, greekLimits = {}, maximumDailyLossUsd: hard } = settings;
  return { varLimit: tailLimits?.varUsd ?? null, shortfallLimit: tailLimits?.shortfallUsd ?? { soft: 0.8 * hard, hard }, greekLimits };
}

/** A copy that stays true after the next step. */
export function projectRiskSnapshot(state: EngineState): RiskSnapshot {
  const findQuote = quoteFinder(state);
  const bands = Object.entries(state.inventoryTargets).map(([name, { targetCoin, softBandCoin, hardBandCoin }]) => [
    name,
    { target: targetCoin, soft: softBandCoin, hard: hardBandCoin },
  ]);
  const balances = Object.values(state.venues).flatMap((venue) =>
    venue.balances.map((balance) => ({ ...balance, venue: venue.venue, atMs: venue.reconciledAtMs })),
  );
  return {
    revision: state.revisions.positions,
    atMs: state.session.nowMs,
    positions: showPositions(state, findQuote),
    indexes: Object.fromEntries(Object.entries(state.indexes).map(([name, { price }]) => [name, price])),
    futures: showFutures(state),
    orders: showOrders(state),
    balances,
    marginSimulations: state.marginSimulations,
    surfaces: Object.fromEntries(Object.entries(state.surfaces).map(([name, { published, fitted }]) => [name, { published, fitted }])),
    requests: state.risk,
    whatIf: showWhatIf(state, findQuote),
    ...showLimits(state),
    bands: Object.fromEntries(bands),
  };
}
