/** The dead-man switch of a connection: believed only when the venue says that it is on, and asked for again until it is. */
import { describe, expect, it } from 'vitest';
import { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import { PrivateChannel } from '../../../../../electron/venues/deribit/private-channel';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { ok } from '../../../../../shared/domain/result';
import { AnsweringSession, Refusal } from './answering-session';

/** A venue whose switch is as the test says with each question; the rest of the account is empty. */
function channelAt(enabled: (question: number) => unknown) {
  let questions = 0;
  const venue = new AnsweringSession((method, _currency, params) => {
    if (method === 'private/get_cancel_on_disconnect') {
      questions += 1;
      return enabled(questions);
    }
    if (method === 'private/enable_cancel_on_disconnect') return 'ok';
    if (method === 'private/subscribe') return params['channels'];
    if (method === 'private/get_account_summaries') return { summaries: [] };
    if (method === 'private/get_user_trades_by_currency') return { trades: [], has_more: false };
    return [];
  });
  const rest = { instruments: () => Promise.resolve(ok([])), historicalTrades: () => Promise.resolve(ok([])) };
  const { clock, announcer, list } = venue;
  const channel = new PrivateChannel({
    rim: clock.rim,
    announcer,
    credits: new VenueCredits(0),
    instruments: new Map(),
    openOrders: new OpenOrders(() => 0),
    rest,
    list,
  });
  return { venue, channel };
}

function protections(venue: AnsweringSession): readonly boolean[] {
  return venue.of('dead-man-reported').map(({ isProtected }) => isProtected);
}

describe('cancel-on-disconnect', () => {
  it.each([
    ['off, although it was switched on without an error', { scope: 'connection', enabled: false }],
    ['something that is no answer', { scope: 'connection' }],
    ['an error', new Refusal('missing scope account:read_write')],
  ])('protects nothing when the venue answers %s, and that is said (fault 33)', async (_what, answer) => {
    const { venue, channel } = channelAt(() => answer);
    await channel.prepare(venue.session);
    expect(protections(venue)).toEqual([false]);
    expect(venue.of('dead-man-reported')[0]).toMatchObject({ seconds: null });
    expect(venue.of('fault-noticed')).toMatchObject([{ message: expect.stringMatching(/^cancel-on-disconnect: expected it on/) }]);
  });

  it('is asked for again with each reading of the account until it is on, and lost with the lane', async () => {
    const { venue, channel } = channelAt((question) => ({ enabled: question >= 3 }));
    await channel.prepare(venue.session);
    await channel.reconcile(venue.session);
    expect(protections(venue)).toEqual([false]);
    await channel.reconcile(venue.session);
    expect(protections(venue)).toEqual([false, true]);
    channel.lost();
    expect(protections(venue)).toEqual([false, true, false]);
    expect(venue.of('fault-noticed')).toHaveLength(1);
  });
});
