/** Working orders. */
import type { Instrument } from '../domain/instrument';
import type { EngineState } from '../engine/state';
import type { TrackedOrder } from '../execution/order-state';
import { isWorking } from '../execution/order-state';
import { lotsToCoinAt, showPrice } from './instrument-units';
import { allServedLevels } from './quote-places';
import { allAccountsTrust } from './trust';
import type { OrderRow, OrdersView } from './view-state';

function projectRow(order: TrackedOrder, instrument: Instrument, level: number): OrderRow {
  const price = showPrice(instrument, order.price) ?? 0;
  return {
    clientOrderId: order.clientOrderId,
    instrumentId: order.instrumentId,
    name: instrument.name,
    side: order.side,
    price,
    tickSize: instrument.tickSize,
    quantityCoin: lotsToCoinAt(instrument, order.quantity, price),
    filledCoin: lotsToCoinAt(instrument, order.filledQuantity, price),
    purpose: order.purpose,
    level,
    status: order.status,
    isCancelPending: order.isCancelPending,
    createdAtMs: order.createdAtMs,
  };
}

/** The orders slice: working orders keyed by client order id; of instruments no venue listed, none. */
export function projectOrders(state: EngineState): OrdersView {
  const rows: Record<string, OrderRow> = {};
  const served = allServedLevels(state);
  for (const order of state.orders.open.values()) {
    const instrument = state.markets.get(order.instrumentId)?.instrument;
    if (instrument === undefined || !isWorking(order)) continue;
    rows[order.clientOrderId] = projectRow(order, instrument, served.get(order.clientOrderId) ?? order.level);
  }
  return { rows, trust: allAccountsTrust(state) };
}
