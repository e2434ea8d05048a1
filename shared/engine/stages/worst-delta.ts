/** What the delta of an underlying could become with an order: every outstanding one of any of its instruments counts that moves it the same way. */
import type { Instrument, InstrumentId } from '../../domain/instrument';
import type { QuantityLots } from '../../domain/quantity';
import { sideSign, type Side } from '../../domain/side';
import { outstandingLots } from '../../execution/order-state';
import { deltaCoin } from '../../inventory/delta';
import type { GateLimits } from '../../risk/limits';
import type { WorstDelta } from '../../risk/pre-trade-gate';
import type { StepWork } from '../step-work';

/** An order as far as its delta goes. */
interface DeltaOrder {
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly lots: QuantityLots;
}

/** For the gate. `limits`: those of the underlying, else those of the instrument; `null` where none are set, and then nothing may be reached. */
export function worstDelta(work: StepWork, order: DeltaOrder, limits: GateLimits | null): WorstDelta {
  const orderCoin = orderDelta(work, order);
  return { beforeCoin: deltaBefore(work, order.instrumentId, orderCoin), orderCoin, maximumCoin: limits?.maximumPositionCoin ?? 0 };
}

function deltaBefore(work: StepWork, id: InstrumentId, orderCoin: number | null): number | null {
  const underlying = work.markets.get(id)?.instrument.underlying;
  if (underlying === undefined || orderCoin === null) return null;
  const exposure = work.exposures[underlying];
  let sum = exposure === undefined ? 0 : exposure.deltaCoin;
  for (const open of work.orders.open.values()) {
    if (sum === null) return null;
    const { instrumentId, side } = open;
    if (work.markets.get(instrumentId)?.instrument.underlying !== underlying) continue;
    const coin = orderDelta(work, { instrumentId, side, lots: outstandingLots(open) });
    if (coin === null) return null;
    if (coin * orderCoin > 0) sum += coin;
  }
  return sum;
}

function orderDelta(work: StepWork, { instrumentId, side, lots }: DeltaOrder): number | null {
  const market = work.markets.get(instrumentId);
  if (market === undefined) return null;
  const { instrument, ticker, fairValue } = market;
  return deltaCoin({
    instrument,
    quantity: sideSign(side) * lots * instrument.lotSize,
    markPrice: ticker?.markPrice ?? fairValue?.mid ?? null,
    optionDelta: ticker?.greeks?.delta ?? largestDelta(instrument),
  });
}

/** An option moves by no more than its underlying. */
function largestDelta({ option }: Instrument): number | null {
  return option === null ? null : option.optionType === 'call' ? 1 : -1;
}
