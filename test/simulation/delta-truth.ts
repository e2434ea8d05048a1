/** I7 over a whole underlying: what all its positions and orders could add up to, counted here anew. */
import { hasExpired, type InstrumentId, type Underlying } from '../../shared/domain/instrument';
import type { OrderIntent } from '../../shared/domain/order';
import type { EngineState } from '../../shared/engine/state';
import { venueNowMs } from '../../shared/engine/venue-time';
import { outstandingLots } from '../../shared/execution/order-state';

/** Marks move between the desk's last sum and ours. */
const TOLERANCE = 1.01;

/** The desk sums anew with its next tick after something has expired, ms. */
const EXPIRY_NOTICED_MS = 100;

/** Most that the delta of an underlying may become, coin. */
type Limit = (underlying: string) => number;

/** Signed lots; what expired no longer ago than `sinceMs` counts as before. */
interface Held {
  readonly id: InstrumentId;
  readonly lots: number;
  readonly sinceMs: number;
}

/** Coin of signed lots; `null` if the price or the greek needed for it was never heard. */
function deltaOf(state: EngineState, { id, lots, sinceMs }: Held): number | null {
  const market = state.markets.get(id);
  if (market?.ticker == null) return null;
  const { instrument, ticker } = market;
  if (hasExpired(instrument, venueNowMs(state, instrument.venue) - sinceMs)) return 0;
  const perUnit = instrument.kind === 'option' ? ticker.greeks?.delta : instrument.isInverse ? 1 / ticker.markPrice : 1;
  return perUnit === undefined ? null : lots * instrument.lotSize * perUnit;
}

/** What would break the limit, coin: everything filled that moves the delta the way of this order; empty if nothing would. */
export function judgeDelta(state: EngineState, intent: OrderIntent, limitOf: Limit): string {
  const limitCoin = limitOf(underlyingOf(state, intent.instrumentId) ?? 'BTC');
  const sums = [0, EXPIRY_NOTICED_MS].map((sinceMs) => worstSum(state, intent, sinceMs));
  const isBeyond = sums.every((sum) => sum > limitCoin * TOLERANCE);
  return isBeyond ? `with ${intent.clientOrderId} the delta could become ${sums[0] ?? 0} coin; the limit is ${limitCoin}` : '';
}

function underlyingOf({ markets }: EngineState, id: InstrumentId): Underlying | undefined {
  return markets.get(id)?.instrument.underlying;
}

/** Coin, positive the way of the order; 0 where nothing can be said or nothing is added. */
function worstSum(state: EngineState, intent: OrderIntent, sinceMs: number): number {
  const sign = (side: OrderIntent['side']): number => (side === 'buy' ? 1 : -1);
  const own = deltaOf(state, { id: intent.instrumentId, lots: sign(intent.side) * intent.quantity, sinceMs });
  if (intent.isReduceOnly || own === null || own === 0) return 0;
  const underlying = underlyingOf(state, intent.instrumentId);
  let sum = 0;
  for (const { position, underlying: other } of Object.values(state.positions)) {
    if (other !== underlying) continue;
    const coin = deltaOf(state, { id: position.instrumentId, lots: position.lots, sinceMs });
    if (coin === null) return 0;
    sum += coin;
  }
  for (const order of state.orders.open.values()) {
    if (underlyingOf(state, order.instrumentId) !== underlying) continue;
    const coin = deltaOf(state, { id: order.instrumentId, lots: sign(order.side) * outstandingLots(order), sinceMs });
    if (coin !== null && coin * own > 0) sum += coin;
  }
  return sum * Math.sign(own);
}
