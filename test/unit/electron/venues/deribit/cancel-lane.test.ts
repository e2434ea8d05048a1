/** What a cancel of everything says while no lane answers it. */
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import { CancelLane } from '../../../../../electron/venues/deribit/cancel-lane';
import { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import { venueOrderId } from '../../../../../shared/domain/order';
import { HandClock } from './hand-clock';

/** A cancel of everything for so long with no lane signed in; the faults that were said. */
function cancelInVain(openOrders: OpenOrders, forMs: number): readonly { readonly message: string; readonly isFatal: boolean }[] {
  const clock = new HandClock();
  const announcer = new Announcer(clock.rim.emit, { clientId: '', clientSecret: '' });
  const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [] });
  lane.cancelAll('mine');
  clock.advance(forMs);
  return clock.events.flatMap((event) => (event.kind === 'fault-noticed' ? [event] : []));
}

describe('a cancel of everything that nobody answers', () => {
  it('is tried on and said every five seconds, and is nothing to halt for while no order is known to rest', () => {
    const faults = cancelInVain(new OpenOrders(), 11_000);
    expect(faults).toHaveLength(2);
    expect(faults.map(({ isFatal }) => isFatal)).toEqual([false, false]);
    expect(faults[0]?.message).toMatch(/expected an empty list after 5\d\d\d ms, found no lane that answers \(no order is known to rest/);
  });

  it('is fatal while orders are known to rest', () => {
    const openOrders = new OpenOrders();
    openOrders.replace([{ venueOrderId: venueOrderId('BTC-1'), instrumentName: 'BTC-PERPETUAL', isOurs: true }]);
    const faults = cancelInVain(openOrders, 6_000);
    expect(faults).toMatchObject([{ isFatal: true }]);
    expect(faults[0]?.message).toMatch(/1 known to rest there/);
  });
});
