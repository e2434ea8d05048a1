/** The order list of the scripted Deribit: enough of its rules to tell a right client from a wrong one. */

/** One order as the venue keeps it. */
export interface ScriptedOrder {
  readonly order_id: string;
  readonly label: string;
  readonly instrument_name: string;
  readonly direction: string;
  readonly price: number;
  readonly amount: number;
  filled_amount: number;
  order_state: string;
  last_update_timestamp: number;
  readonly socketId: number;
}

export class ScriptedOrders {
  readonly orders: ScriptedOrder[] = [];
  readonly trades: Record<string, unknown>[] = [];

  place(params: Record<string, unknown>, direction: string, socketId: number): ScriptedOrder {
    const order: ScriptedOrder = {
      order_id: `V-${this.orders.length + 1}`,
      label: String(params['label'] ?? ''),
      instrument_name: String(params['instrument_name']),
      direction,
      price: Number(params['price']),
      amount: Number(params['amount']),
      filled_amount: 0,
      order_state: 'open',
      last_update_timestamp: Date.now(),
      socketId,
    };
    this.orders.push(order);
    return order;
  }

  open(): readonly ScriptedOrder[] {
    return this.orders.filter((order) => order.order_state === 'open');
  }

  find(predicate: (order: ScriptedOrder) => boolean): ScriptedOrder | undefined {
    return this.orders.find(predicate);
  }

  cancel(predicate: (order: ScriptedOrder) => boolean): readonly ScriptedOrder[] {
    const canceled = this.open().filter(predicate);
    for (const order of canceled) {
      order.order_state = 'cancelled';
      order.last_update_timestamp = Date.now();
    }
    return canceled;
  }

  fill(label: string): Record<string, unknown> {
    const order = this.find((each) => each.label === label);
    if (!order) throw new Error(`expected an order with the label ${label}, found none`);
    order.filled_amount = order.amount;
    order.order_state = 'filled';
    const trade = {
      trade_id: `T-${this.trades.length + 1}`,
      trade_seq: this.trades.length + 1,
      order_id: order.order_id,
      label,
      instrument_name: order.instrument_name,
      direction: order.direction,
      price: order.price,
      amount: order.amount,
      fee: -0.00000002,
      fee_currency: 'BTC',
      index_price: 60000.5,
      liquidity: 'M',
      timestamp: Date.now(),
    };
    this.trades.push(trade);
    return trade;
  }
}

/** What leaves on the wire: the venue does not tell which socket an order came by. */
export function wireOrder({ socketId: _socketId, ...order }: ScriptedOrder): Record<string, unknown> {
  return order;
}
