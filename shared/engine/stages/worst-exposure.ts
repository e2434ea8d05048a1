/** What a greek of an underlying could become with an order: every outstanding one of any of its instruments counts that moves it the same way. */
import type { Instrument, InstrumentId, Underlying } from '../../domain/instrument';
import type { QuantityLots } from '../../domain/quantity';
import { sideSign, type Side } from '../../domain/side';
import { outstandingLots } from '../../execution/order-state';
import { deltaCoin, sumDeltas } from '../../inventory/delta';
import type { GateContext, WorstExposure } from '../../risk/gate-context';
import type { GateLimits } from '../../risk/limits';
import type { MarketState } from '../market-state';
import { gammaCoin, positionGreek, vegaUsd, type GreekOf } from '../position-greeks';
import type { StepWork } from '../step-work';
import { protectedShare } from '../venue-protection';

/** An order as far as its greeks go. */
interface GreekOrder {
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly lots: QuantityLots;
}

/** A greek of an order, of what is held, and its limit. */
interface Greek {
  readonly of: GreekOf;
  readonly held: (underlying: Underlying) => number | null;
  readonly maximum: number;
}

/** For the gate. `limits`: those of the underlying, else those of the instrument; `null` where none are set, and then no delta may be reached. */
export function worstExposures(
  work: StepWork,
  order: GreekOrder,
  limits: GateLimits | null,
): Pick<GateContext, 'delta' | 'gamma' | 'vega'> {
  const instrument = work.markets.get(order.instrumentId)?.instrument;
  const greekLimits = work.session.settings.greekLimits?.[instrument?.underlying ?? ''];
  const share = instrument === undefined ? 1 : protectedShare(work.venues[instrument.venue]);
  const hard = (limit: number | undefined): number => (limit ?? Infinity) * share;
  const deltaHeld = (underlying: Underlying): number | null => {
    const exposure = work.exposures[underlying];
    return exposure === undefined ? 0 : exposure.deltaCoin;
  };
  return {
    delta: worst(work, order, { of: orderDelta, held: deltaHeld, maximum: limits?.maximumPositionCoin ?? 0 }),
    gamma: worst(work, order, { of: gammaCoin, held: heldGreek(work, gammaCoin), maximum: hard(greekLimits?.gammaCoin.hard) }),
    vega: worst(work, order, { of: vegaUsd, held: heldGreek(work, vegaUsd), maximum: hard(greekLimits?.vegaUsd.hard) }),
  };
}

function worst(work: StepWork, order: GreekOrder, greek: Greek): WorstExposure {
  const { maximum } = greek;
  const own = orderGreek(work, order, greek.of);
  // A future has neither gamma nor vega: nothing needs to be added up for it.
  if (own === 0) return { before: 0, order: 0, maximum };
  const underlying = work.markets.get(order.instrumentId)?.instrument.underlying;
  const before = own === null || underlying === undefined ? null : allOf(work, { own, underlying }, greek);
  return { before, order: own, maximum };
}

/** What is held, and what is outstanding that moves it as `own` does. */
function allOf(
  work: StepWork,
  { own, underlying }: { readonly own: number; readonly underlying: Underlying },
  greek: Greek,
): number | null {
  let sum = greek.held(underlying);
  for (const open of work.orders.open.values()) {
    if (sum === null) return null;
    const { instrumentId, side } = open;
    if (work.markets.get(instrumentId)?.instrument.underlying !== underlying) continue;
    const other = orderGreek(work, { instrumentId, side, lots: outstandingLots(open) }, greek.of);
    if (other === null) return null;
    if (other * own > 0) sum += other;
  }
  return sum;
}

function orderGreek(work: StepWork, { instrumentId, side, lots }: GreekOrder, of: GreekOf): number | null {
  const market = work.markets.get(instrumentId);
  return market === undefined ? null : of(market, sideSign(side) * lots * market.instrument.lotSize);
}

/** Of an option without a delta the largest there is. */
function orderDelta({ instrument, ticker, fairValue }: MarketState, quantity: number): number | null {
  const markPrice = ticker?.markPrice ?? fairValue?.mid ?? null;
  return deltaCoin({ instrument, quantity, markPrice, optionDelta: ticker?.greeks?.delta ?? largestDelta(instrument) });
}

/** An option moves by no more than its underlying. */
function largestDelta({ option }: Instrument): number | null {
  return option === null ? null : option.optionType === 'call' ? 1 : -1;
}

function heldGreek(work: StepWork, of: GreekOf): Greek['held'] {
  return (underlying) => {
    const held = Object.values(work.positions).filter((each) => each.underlying === underlying && each.position.lots !== 0);
    return sumDeltas(
      held.map((each) => {
        const market = work.markets.get(each.position.instrumentId);
        return market === undefined ? null : positionGreek(work, market, { of, position: each.position });
      }),
    );
  };
}
