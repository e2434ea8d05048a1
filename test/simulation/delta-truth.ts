/** I7 over a whole underlying: what all its positions and orders could add up to, counted here anew. */
import { hasExpired, type InstrumentId } from '../../shared/domain/instrument';
import type { OrderIntent } from '../../shared/domain/order';
import type { EngineState } from '../../shared/engine/state';
import { venueNowMs } from '../../shared/engine/venue-time';
import { outstandingLots } from '../../shared/execution/order-state';

/** Marks move between the desk's last sum and ours. */
const TOLERANCE = 1.01;

/** Coin of signed lots; `null` if the price or the greek needed for it was never heard. */
function deltaOf(state: EngineState, id: InstrumentId, lots: number): number | null {
  const market = state.markets.get(id);
  if (market?.ticker == null) return null;
  const { instrument, ticker } = market;
  if (hasExpired(instrument, venueNowMs(state, instrument.venue))) return 0;
  const perUnit = instrument.kind === 'option' ? ticker.greeks?.delta : instrument.isInverse ? 1 / ticker.markPrice : 1;
  return perUnit === undefined ? null : lots * instrument.lotSize * perUnit;
}

/** What would break the limit, coin: everything filled that moves the delta the way of this order; empty if nothing would. */
export function judgeDelta(state: EngineState, intent: OrderIntent, limitCoin: number): string {
  const sign = (side: OrderIntent['side']): number => (side === 'buy' ? 1 : -1);
  const own = deltaOf(state, intent.instrumentId, sign(intent.side) * intent.quantity);
  if (intent.isReduceOnly || own === null || own === 0) return '';
  let sum = 0;
  for (const { position } of Object.values(state.positions)) {
    const coin = deltaOf(state, position.instrumentId, position.lots);
    if (coin === null) return '';
    sum += coin;
  }
  for (const order of state.orders.open.values()) {
    const coin = deltaOf(state, order.instrumentId, sign(order.side) * outstandingLots(order));
    if (coin !== null && coin * own > 0) sum += coin;
  }
  const isBeyond = sum * own > 0 && Math.abs(sum) > limitCoin * TOLERANCE;
  return isBeyond ? `with ${intent.clientOrderId} the delta could become ${sum} coin; the limit is ${limitCoin}` : '';
}
