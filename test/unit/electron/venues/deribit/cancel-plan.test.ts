/** Which calls cancel exactly what is meant. */
import { describe, expect, it } from 'vitest';
import { ordersInScope, planCancel } from '../../../../../electron/venues/deribit/cancel-plan';
import type { OpenOrder } from '../../../../../electron/venues/deribit/open-orders';
import { venueOrderId } from '../../../../../shared/domain/order';

const open = (id: string, instrumentName: string, isOurs: boolean): OpenOrder => ({
  venueOrderId: venueOrderId(id),
  instrumentName,
  isOurs,
});

describe('the plan of a cancel', () => {
  it('reaches no further than our own orders do, and goes by coin and kind where that would be too many calls', () => {
    expect(planCancel([], 'mine')).toEqual([]);
    expect(planCancel([open('1', 'BTC-PERPETUAL', true)], 'quotes')).toEqual([
      { method: 'private/cancel_all_by_instrument', params: { instrument_name: 'BTC-PERPETUAL' } },
    ]);
    const names = ['BTC-PERPETUAL', 'BTC-25DEC26', 'BTC-25DEC26-60000-C', 'BTC-25DEC26-60000-P', 'ETH-PERPETUAL'];
    const many = names.map((name) => open(name, name, true));
    // Never `cancel_all`: what another tool has in linear contracts, spot or combos is not heard of here (fault 31).
    expect(planCancel(many, 'quotes')).toEqual([
      { method: 'private/cancel_all_by_currency', params: { currency: 'BTC', kind: 'future' } },
      { method: 'private/cancel_all_by_currency', params: { currency: 'BTC', kind: 'option' } },
      { method: 'private/cancel_all_by_currency', params: { currency: 'ETH', kind: 'future' } },
    ]);
    expect(planCancel([...many, open('9', 'Z', false)], 'quotes')).toHaveLength(5);
    expect(planCancel([...many, open('Q', 'SOL_USDC-PERPETUAL', true)], 'quotes')).toHaveLength(6);
  });

  it('takes the whole account only when that is meant', () => {
    const orders = [open('1', 'BTC-PERPETUAL', true), open('2', 'BTC-PERPETUAL', false)];
    expect(planCancel(orders, 'account')).toEqual([{ method: 'private/cancel_all', params: {} }]);
    expect(planCancel(orders, 'mine')).toEqual([{ method: 'private/cancel', params: { order_id: '1' } }]);
  });

  it('goes by instrument where the instrument is ours alone', () => {
    const orders = [
      open('1', 'BTC-PERPETUAL', true),
      open('2', 'BTC-PERPETUAL', true),
      open('3', 'ETH-PERPETUAL', false),
      open('4', 'ETH-PERPETUAL', true),
    ];
    expect(planCancel(orders, 'mine')).toEqual([
      { method: 'private/cancel_all_by_instrument', params: { instrument_name: 'BTC-PERPETUAL' } },
      { method: 'private/cancel', params: { order_id: '4' } },
    ]);
  });

  it('counts as remaining what the scope means', () => {
    const orders = [open('1', 'BTC-PERPETUAL', true), open('2', 'BTC-FS-26JUN26_PERP', false)];
    expect(ordersInScope(orders, 'mine')).toHaveLength(1);
    expect(ordersInScope(orders, 'account')).toHaveLength(2);
  });
});
