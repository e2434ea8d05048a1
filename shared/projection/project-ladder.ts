/** Ladder of the selected instrument: its book near the top and our orders in it. */
import type { Side } from '../domain/side';
import { limitsOf } from '../engine/instrument-limits';
import type { MarketState } from '../engine/market-state';
import { heardDelta } from '../engine/position-greeks';
import { freshIndex, freshMark } from '../engine/reference-prices';
import type { EngineState } from '../engine/state';
import { protectedLimits } from '../engine/venue-protection';
import type { TrackedOrder } from '../execution/order-state';
import { isUncertain, isWorking, remainingLots } from '../execution/order-state';
import { softOrder } from '../risk/order-size';
import { finiteOrNull } from './finite';
import { coinDecimals, lotsToCoinAt, showPrice } from './instrument-units';
import { servedLevels } from './quote-places';
import { loadingTrust, marketTrust } from './trust';
import type { LadderLevel, LadderOrder, LadderView, OrderTerms } from './view-state';

/** More than a screen shows, few enough to send 30 times a second. */
const LEVELS_SHOWN = 60;

function projectSide(market: MarketState, side: Side): readonly LadderLevel[] {
  const levels: LadderLevel[] = [];
  market.book.forEachLevel(side, LEVELS_SHOWN, (ticks, lots) => {
    const price = showPrice(market.instrument, ticks) ?? 0;
    levels.push({ price, quantity: lotsToCoinAt(market.instrument, lots, price) });
  });
  return levels;
}

function orderStatus(order: TrackedOrder): LadderOrder['status'] {
  if (isUncertain(order)) return 'unknown';
  if (order.isCancelPending) return 'canceling';
  return order.status === 'submitted' ? 'sent' : 'live';
}

function projectOrders(state: EngineState, market: MarketState): Readonly<Record<string, LadderOrder>> {
  const rows: Record<string, LadderOrder> = {};
  const quoting = state.quoting[market.instrument.id];
  const served = quoting === undefined ? null : servedLevels(state, quoting);
  for (const order of state.orders.openOf(market.instrument.id)) {
    if (!isWorking(order)) continue;
    const price = showPrice(market.instrument, order.price) ?? 0;
    rows[order.clientOrderId] = {
      clientOrderId: order.clientOrderId,
      side: order.side,
      price,
      quantity: lotsToCoinAt(market.instrument, remainingLots(order), price),
      level: served?.get(order.clientOrderId) ?? order.level,
      purpose: order.purpose,
      status: orderStatus(order),
      queueAhead: null,
    };
  }
  return rows;
}

const EMPTY: LadderView = {
  instrumentId: null,
  name: '',
  tickSize: 1,
  quantityDecimals: 3,
  bids: [],
  asks: [],
  orders: {},
  fairValue: null,
  microprice: null,
  markPrice: null,
  indexPrice: null,
  lastTrade: null,
  changeId: 0,
  isCrossed: false,
  defaultQuantityCoin: 0,
  orderTerms: null,
  trust: loadingTrust('no instrument is selected'),
};

/** The smallest order in coin, for instruments without quoting parameters. */
function smallestOrderCoin(market: MarketState, price: number | null): number {
  const { instrument } = market;
  return lotsToCoinAt(instrument, Math.max(1, Math.ceil(instrument.minimumQuantity / instrument.lotSize)), price);
}

function projectTerms(state: EngineState, market: MarketState): OrderTerms {
  const { id, kind, isInverse, quantityUnit, lotSize, underlying, venue } = market.instrument;
  const limits = protectedLimits(limitsOf(state.session.settings, market.instrument), state.venues[venue]);
  return {
    kind,
    isInverse,
    quantityUnit,
    lotSize,
    underlying,
    indexPrice: finiteOrNull(freshIndex(state, market)),
    markPrice: finiteOrNull(freshMark(state, market)),
    optionDelta: finiteOrNull(heardDelta(state, market)),
    soft: limits === null ? null : softOrder(limits, state.quoting[id]?.parameters.quantityCoin ?? null),
  };
}

/** The ladder slice; quantities in coin. Levels of a book that is not live are shown, their trust says what they are worth. */
export function projectLadder(state: EngineState): LadderView {
  const market = state.selectedInstrumentId === null ? undefined : state.markets.get(state.selectedInstrumentId);
  if (market === undefined) return EMPTY;
  const { instrument, ticker, fairValue, lastTrade } = market;
  const markPrice = finiteOrNull(ticker?.markPrice);
  const reference = markPrice ?? showPrice(instrument, market.top.bid);
  return {
    instrumentId: instrument.id,
    name: instrument.name,
    tickSize: instrument.tickSize,
    quantityDecimals: coinDecimals(instrument, reference),
    bids: projectSide(market, 'buy'),
    asks: projectSide(market, 'sell'),
    orders: projectOrders(state, market),
    fairValue: finiteOrNull(fairValue?.value),
    microprice: finiteOrNull(fairValue?.microprice),
    markPrice,
    indexPrice: finiteOrNull(state.indexes[instrument.underlying]?.price),
    lastTrade: lastTrade === null ? null : { price: lastTrade.price, side: lastTrade.side },
    changeId: market.changeId,
    isCrossed: market.book.isCrossed(),
    defaultQuantityCoin: state.quoting[instrument.id]?.parameters.quantityCoin ?? smallestOrderCoin(market, reference),
    orderTerms: projectTerms(state, market),
    trust: marketTrust(state, market),
  };
}
