/** Our recent fills with their edge and markouts. */
import type { Instrument } from '../domain/instrument';
import { ticksToPrice } from '../domain/price';
import type { FillRecord } from '../engine/account-state';
import type { EngineState } from '../engine/state';
import { feeInCoin } from '../inventory/position';
import { finiteOrNull, finiteOrZero } from './finite';
import { lotsToCoinAt } from './instrument-units';
import { remember } from './remember';
import { allExposuresTrust } from './trust';
import type { FillRow, FillsView } from './view-state';

function projectRow(record: FillRecord, instrument: Instrument): FillRow {
  const { fill } = record;
  const price = ticksToPrice(fill.price, instrument.tickSize);
  const quantityCoin = lotsToCoinAt(instrument, fill.quantity, price);
  return {
    tradeId: fill.tradeId,
    executedAtMs: fill.executedAtMs,
    instrumentId: fill.instrumentId,
    name: instrument.name,
    side: fill.side,
    price,
    tickSize: instrument.tickSize,
    quantityCoin,
    // An option costs its price, in coin, for each coin of it.
    valueUsd: finiteOrZero(quantityCoin * (instrument.kind === 'option' ? price : 1) * fill.indexPrice),
    liquidity: fill.liquidity,
    feeUsd: finiteOrZero(feeInCoin(fill, instrument) * fill.indexPrice),
    edgeBps: finiteOrNull(record.edgeBps),
    markout1sBps: finiteOrNull(record.markout1sBps),
    markout10sBps: finiteOrNull(record.markout10sBps),
    markout60sBps: finiteOrNull(record.markout60sBps),
    source: record.source,
  };
}

/** Rows of one instrument's fills, remembered per record: records are replaced when a markout becomes known. */
const rowsOf = remember((instrument: Instrument) => remember((record: FillRecord) => projectRow(record, instrument)));

/** The fills slice, keyed by trade id. */
export function projectFills(state: EngineState): FillsView {
  const rows: Record<string, FillRow> = {};
  for (const record of state.fills) {
    const instrument = state.markets.get(record.fill.instrumentId)?.instrument;
    if (instrument !== undefined) rows[record.fill.tradeId] = rowsOf(instrument)(record);
  }
  return { rows, totalCount: state.fillCount, trust: allExposuresTrust(state) };
}
