/** Orders of another tool, of kinds that this desk never sends: they are shown, and cost us nothing. */
import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../../../electron/venues/deribit/decode';
import { decodeInstruments } from '../../../../../electron/venues/deribit/instruments';
import { PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';

const { instruments } = decodeInstruments([PERPETUAL]);
const context = { instruments: new Map(instruments.map((instrument) => [instrument.name, instrument])), books: new Map() };

/** The frame of a stop that trails the index: its trigger is the index less an offset, on no step of the contract. */
function trailing(change: object): string {
  const data = {
    order_id: 'SLTS-5',
    order_type: 'trailing_stop',
    order_state: 'untriggered',
    instrument_name: 'BTC-PERPETUAL',
    direction: 'sell',
    price: 'market_price',
    trigger: 'index_price',
    trigger_price: 59_321.37,
    trigger_offset: 500,
    amount: 100,
    label: '',
    last_update_timestamp: 1_700_000_000_001,
    ...change,
  };
  return JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel: 'user.orders.any.any.raw', data } });
}

describe('a stop of another tool that was triggered', () => {
  it('is over: what it makes is an order of its own, and counting both would block twice its size', () => {
    expect(decodeFrame(trailing({ order_state: 'triggered', trigger_price: 59_000 }), context).events).toMatchObject([
      { report: { venueOrderId: 'SLTS-5', status: 'canceled', reason: 'triggered', filledQuantity: 0 } },
    ]);
    const made = { order_id: 'BTC-9', order_state: 'open', price: 59_000, trigger_order_id: 'SLTS-5', filled_amount: 0 };
    expect(decodeFrame(trailing(made), context).events).toMatchObject([{ report: { venueOrderId: 'BTC-9', status: 'accepted' } }]);
  });
});

describe('a trailing stop of another tool', () => {
  it('is shown at the step next to its trigger, and says nothing of the steps of its contract', () => {
    const { events, signal } = decodeFrame(trailing({}), context);
    expect(signal).toEqual({ kind: 'none' });
    expect(events).toMatchObject([{ kind: 'order-reported', report: { price: 118_643, status: 'accepted', clientOrderId: null } }]);
  });

  it.each([
    ['a trigger that is no number', { trigger_price: '59321.37' }, 0],
    ['no trigger', { trigger_price: undefined }, 0],
  ])('with %s is shown without a price', (_what, change, price) => {
    expect(decodeFrame(trailing(change), context).events).toMatchObject([{ report: { price } }]);
  });

  it('with a trigger beyond all counting is refused', () => {
    expect(decodeFrame(trailing({ trigger_price: 1e300 }), context).signal).toMatchObject({ kind: 'quarantined', offStep: null });
  });

  it('with a limit between two steps is not believed: the steps may have changed', () => {
    expect(decodeFrame(trailing({ order_type: 'stop_limit', price: 59_321.37 }), context).signal).toMatchObject({
      kind: 'quarantined',
      offStep: { instrumentName: 'BTC-PERPETUAL', price: 59_321.37 },
    });
  });
});

describe('a market order of another tool', () => {
  it.each(['market', 'liquidation'])('(%s) has a bound for a price, which may lie between two steps: it says nothing of them', (type) => {
    const { events, signal } = decodeFrame(
      trailing({ order_type: type, order_state: 'filled', price: 60_112.28, filled_amount: 100, trigger_price: undefined }),
      context,
    );
    expect(signal).toEqual({ kind: 'none' });
    expect(events).toMatchObject([{ kind: 'order-reported', report: { price: 120_225, status: 'filled', filledQuantity: 10 } }]);
  });
});
