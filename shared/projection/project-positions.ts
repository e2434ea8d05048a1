/** Positions of all venues with their value and what the venue itself says. */
import type { PositionState } from '../engine/account-state';
import type { MarketState } from '../engine/market-state';
import { positionDelta } from '../engine/position-greeks';
import type { EngineState } from '../engine/state';
import type { Instrument } from '../domain/instrument';
import { unrealisedCoin } from '../inventory/pnl';
import { averagePrice } from '../inventory/position';
import { finiteOrNull, finiteOrZero, productOrNull } from './finite';
import { showQuantity } from './instrument-units';
import { allExposuresTrust } from './trust';
import type { PositionRow, PositionsView } from './view-state';

/** Flat, never traded and agreed with the venue: nothing to show. */
function isIdle({ position, differenceLots }: PositionState): boolean {
  return position.lots === 0 && position.realisedCoin === 0 && position.feesCoin === 0 && (differenceLots ?? 0) === 0;
}

/** Only perpetuals pay any; unknown until the venue spoke of it. */
function fundingOf({ funding }: EngineState, { id, kind }: Instrument): number | null {
  return kind === 'perpetual' ? finiteOrNull(funding[id]?.bookedUsd) : 0;
}

function projectRow(state: EngineState, held: PositionState, market: MarketState): PositionRow {
  const { instrument, ticker } = market;
  const { position } = held;
  const markPrice = finiteOrNull(ticker?.markPrice);
  const quantity = showQuantity(instrument, position.lots);
  const unrealised = finiteOrNull(unrealisedCoin(position, instrument, markPrice));
  const index = finiteOrNull(state.indexes[instrument.underlying]?.price);
  return {
    instrumentId: instrument.id,
    name: instrument.name,
    underlying: instrument.underlying,
    kind: instrument.kind,
    quantity,
    quantityUnit: instrument.quantityUnit,
    averagePrice: finiteOrNull(averagePrice(position, instrument)),
    markPrice,
    fairValue: finiteOrNull(market.fairValue?.value),
    tickSize: instrument.tickSize,
    unrealisedCoin: unrealised,
    unrealisedUsd: unrealised === 0 ? 0 : productOrNull(unrealised, index),
    realisedCoin: finiteOrZero(position.realisedCoin),
    realisedUsd: finiteOrNull(position.realisedUsd),
    feesUsd: finiteOrNull(position.feesUsd),
    fundingUsd: fundingOf(state, instrument),
    deltaCoin: finiteOrNull(positionDelta(state, held, market)),
    venueQuantity: held.venueLots === null ? null : showQuantity(instrument, held.venueLots),
    difference: held.differenceLots === null ? null : showQuantity(instrument, held.differenceLots),
  };
}

/** The positions slice; realised PnL is before fees and funding, which stand beside it. */
export function projectPositions(state: EngineState): PositionsView {
  const rows: Record<string, PositionRow> = {};
  for (const [id, held] of Object.entries(state.positions)) {
    const market = state.markets.get(held.position.instrumentId);
    if (market !== undefined && !isIdle(held)) rows[id] = projectRow(state, held, market);
  }
  return { rows, trust: allExposuresTrust(state) };
}
