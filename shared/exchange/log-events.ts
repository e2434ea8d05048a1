/** Log lines of what happened to clients: their trades, and orders that ended. */
import { fromLots, fromTicks } from './contract-spec';
import type { LogEntry } from './exchange-output';
import type { Floor } from './floor';
import type { FloorEvents } from './floor-events';

/** A line without its time. */
export interface LogLine {
  readonly kind: LogEntry['kind'];
  readonly details: Readonly<Record<string, unknown>>;
}

/** Turns the events of one input into lines. Other people's events are not logged. */
export function logEvents(floor: Floor, events: FloorEvents): readonly LogLine[] {
  const lines: LogLine[] = events.ownTrades.map(({ account, trade }) => ({
    kind: 'trade',
    details: {
      client: account.settings.clientId,
      trade_id: trade.print.tradeId,
      order_id: trade.order.id,
      label: trade.order.label,
      instrument: trade.print.spec.name,
      side: trade.order.side,
      price: trade.print.price,
      amount: fromLots(trade.print.spec, trade.print.lots),
      liquidity: trade.liquidity,
      fee: trade.fee,
      position: fromLots(trade.print.spec, account.position(trade.print.spec).sizeLots),
    },
  }));
  for (const order of events.orders) {
    if (order.state !== 'cancelled') continue;
    const spec = floor.contractOf(order);
    lines.push({
      kind: 'cancel',
      details: {
        client: floor.account(order.accountId).settings.clientId,
        order_id: order.id,
        label: order.label,
        instrument: order.instrument,
        side: order.side,
        price: order.orderType === 'market' ? null : fromTicks(spec, order.priceTicks),
        amount: fromLots(spec, order.lots),
        filled: fromLots(spec, order.filledLots),
        reason: order.cancelReason,
      },
    });
  }
  return lines;
}
