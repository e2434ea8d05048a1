/** A cancel of one order, until the venue has said what became of it. */
import { describe, expect, it } from 'vitest';
import { CancelLane } from '../../../../../electron/venues/deribit/cancel-lane';
import { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import { clientOrderId, venueOrderId } from '../../../../../shared/domain/order';
import { BTC } from '../../../../support/engine-parts';
import { AnsweringSession, Refusal } from './answering-session';

/** The venue refuses the first cancels so, and takes the next one for an order it no longer has. */
function cancelAt(refusal: Refusal, refusals: number): AnsweringSession {
  let asked = 0;
  const venue: AnsweringSession = new AnsweringSession(() => {
    asked += 1;
    return asked <= refusals ? refusal : new Refusal('not_open_order', 11_044);
  });
  const { clock, announcer, session } = venue;
  const openOrders = new OpenOrders(() => 0);
  const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [session] });
  lane.cancel({ instrumentId: BTC, clientOrderId: clientOrderId('keel-a-1'), venueOrderId: venueOrderId('BTC-1') });
  return venue;
}

describe('a cancel of one order', () => {
  it.each([10040, 10041, 11094, 13028, 13888, -32603])(
    'refused with %i, which says nothing of the order, is asked for again within 200 ms',
    async (code) => {
      const venue = cancelAt(new Refusal('not now', code), 1);
      await venue.pass(150);
      expect(venue.of('cancel-failed')).toEqual([]);
      await venue.pass(150);
      expect(venue.asked.map(({ method }) => method)).toEqual(['private/cancel', 'private/cancel']);
      expect(venue.of('cancel-failed')).toMatchObject([{ reason: 'not_open_order (11044)' }]);
    },
  );

  it.each([10028, 10047, 10066])(
    'refused with %i for the rate of requests waits for the credits that only cancels may use',
    async (code) => {
      const venue = cancelAt(new Refusal('too many', code), 1);
      await venue.pass(900);
      expect([venue.asked.length, venue.of('cancel-failed').length]).toEqual([1, 0]);
      await venue.pass(300);
      expect([venue.asked.length, venue.of('cancel-failed').length]).toEqual([2, 1]);
    },
  );

  it('is given up after five refusals of a venue that stays busy, and told with what it said last', async () => {
    const venue = cancelAt(new Refusal('settlement_in_progress', 10_041), 99);
    await venue.pass(3_000);
    expect(venue.asked).toHaveLength(5);
    expect(venue.of('cancel-failed')).toMatchObject([{ reason: expect.stringMatching(/5 attempts: settlement_in_progress/) }]);
  });

  it('of an order that the venue does not have is told at once', async () => {
    const venue = cancelAt(new Refusal('not now'), 0);
    await venue.pass(50);
    expect(venue.of('cancel-failed')).toHaveLength(1);
    expect(venue.asked).toHaveLength(1);
  });
});
