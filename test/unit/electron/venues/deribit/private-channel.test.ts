/** The dead-man switch of a connection: believed only when the venue says that it is on, and asked for again until it is. */
import { describe, expect, it } from 'vitest';
import { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import { PrivateChannel } from '../../../../../electron/venues/deribit/private-channel';
import type { RestDoor } from '../../../../../electron/venues/deribit/doors';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { venueOrderId } from '../../../../../shared/domain/order';
import { fail, ok } from '../../../../../shared/domain/result';
import { intentOf, reportOf } from '../../../../support/engine-parts';
import { AnsweringSession, Refusal } from './answering-session';
import { expectedLists } from './expected-lists';

const nothingOlder: RestDoor['historicalTrades'] = () => Promise.resolve(ok({ trades: [], unreadBeforeMs: null }));

/** A venue whose switch is as the test says with each question; the rest of the account is empty. */
function channelAt(enabled: (question: number) => unknown, historicalTrades = nothingOlder, clockOffsetMs = 0) {
  let questions = 0;
  const fillsSinceMs: number[] = [];
  const venue = new AnsweringSession((method, _currency, params) => {
    if (method === 'private/get_cancel_on_disconnect') {
      questions += 1;
      return enabled(questions);
    }
    if (method === 'private/enable_cancel_on_disconnect') return 'ok';
    if (method === 'private/subscribe') return params['channels'];
    if (method === 'private/get_account_summaries') return { summaries: [] };
    if (method === 'private/get_user_trades_by_currency') {
      fillsSinceMs.push(Number(params['start_timestamp']));
      return { trades: [], has_more: false };
    }
    return [];
  });
  const rest = { instruments: () => Promise.resolve(ok([])), historicalTrades };
  const openOrders = new OpenOrders(() => 0);
  const { clock, announcer, list } = venue;
  const channel = new PrivateChannel({
    rim: clock.rim,
    announcer,
    credits: new VenueCredits(0),
    instruments: new Map(),
    openOrders,
    rest,
    clockOffsetMs: () => clockOffsetMs,
    list,
  });
  return { venue, channel, openOrders, fillsSinceMs };
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

describe('cancel-on-disconnect that was refused', () => {
  it('is asked for on the lane of the orders, although another lane reads the account: armed there, it guards nothing', async () => {
    const { venue, channel } = channelAt((question) => (question === 1 ? new Refusal('temporarily unavailable') : { enabled: true }));
    await channel.prepare(venue.session);
    const other = channelAt(() => ({ enabled: true })).venue;
    await channel.reconcile(other.session);
    const isAsked = ({ asked }: AnsweringSession): boolean => asked.some(({ method }) => method.endsWith('cancel_on_disconnect'));
    expect(isAsked(other)).toBe(false);
    expect(venue.asked.filter(({ method }) => method === 'private/enable_cancel_on_disconnect')).toHaveLength(2);
    expect(protections(venue)).toEqual([false, true]);
  });
});

/** An archive that answers when the test says so. */
function slowArchive(): { readonly trades: RestDoor['historicalTrades']; readonly answer: () => Promise<void> } {
  const waiting: (() => void)[] = [];
  return {
    trades: () => new Promise((resolve) => waiting.push(() => resolve(ok({ trades: [], unreadBeforeMs: null })))),
    answer: async () => {
      for (const resolve of waiting.splice(0)) resolve();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
  };
}

describe('a reading of the account', () => {
  it('is of no use once its connection is lost, however late the archive lets it end', async () => {
    const archive = slowArchive();
    const { venue, channel, openOrders } = channelAt(() => ({ enabled: true }), archive.trades);
    const prepared = channel.prepare(venue.session);
    await venue.pass(1_000);
    venue.session.close('lost');
    channel.lost();
    await archive.answer();
    expect(await prepared).toMatchObject({ ok: false });
    expect(venue.of('account-snapshot')).toEqual([]);
    expect(venue.of('reconciliation-failed')).toMatchObject([{ reason: expect.stringMatching(/connection was lost/) }]);
    expect(openOrders.list()).toBeNull();
  });

  it('that was under way when all was wanted again does not count as that', async () => {
    const archive = slowArchive();
    const { venue, channel, fillsSinceMs } = channelAt(() => ({ enabled: true }), archive.trades);
    venue.clock.advance(10 * 3_600_000);
    const first = channel.prepare(venue.session);
    await venue.pass(1_000);
    channel.readFromStart();
    await archive.answer();
    await first;
    venue.clock.advance(3_600_000);
    const second = channel.reconcile(venue.session);
    await venue.pass(1_000);
    await archive.answer();
    await second;
    // A day before the reading, not the last reading.
    expect(fillsSinceMs.at(-1)).toBeLessThan(0);
    const third = channel.reconcile(venue.session);
    await third;
    expect(fillsSinceMs.at(-1)).toBeGreaterThan(0);
  });

  it('says from when on executions are known, where there were more than are read (fault 11)', async () => {
    const { venue, channel } = channelAt(
      () => ({ enabled: true }),
      () => Promise.resolve(ok({ trades: [], unreadBeforeMs: Date.parse('2027-01-15T08:00:00Z') })),
    );
    await channel.prepare(venue.session);
    expect(venue.of('account-snapshot')).toHaveLength(1);
    expect(venue.of('fault-noticed')).toMatchObject([
      { message: expect.stringMatching(/^executions from before 2027-01-15T08:00:00.000Z .* are too many to be read/), isFatal: false },
    ]);
  });

  it('says nothing of the switch of a connection that is lost while it is asked for', async () => {
    const lost = { now: (): void => undefined };
    const { venue, channel } = channelAt(() => {
      lost.now();
      return { enabled: true };
    });
    lost.now = () => {
      venue.session.close('lost');
      channel.lost();
    };
    await channel.prepare(venue.session);
    expect(protections(venue)).toEqual([false]);
    expect(venue.of('fault-noticed')).toEqual([]);
  });

  it('counts on top of the list of open orders what was heard while it was read', async () => {
    const archive = slowArchive();
    const { venue, channel, openOrders } = channelAt(() => ({ enabled: true }), archive.trades);
    const prepared = channel.prepare(venue.session);
    await venue.pass(1_000);
    openOrders.hear(reportOf(intentOf(), { venueOrderId: venueOrderId('BTC-2') }));
    await archive.answer();
    expect(await prepared).toMatchObject({ ok: true });
    expect(openOrders.list()).toMatchObject([{ venueOrderId: 'BTC-2', isOurs: true }]);
  });

  it('reaches back a minute before the last one: an execution may be told late', async () => {
    const { venue, channel, fillsSinceMs } = channelAt(() => ({ enabled: true }));
    venue.clock.advance(10 * 3_600_000);
    await channel.prepare(venue.session);
    venue.clock.advance(3_600_000);
    await channel.reconcile(venue.session);
    expect(fillsSinceMs.at(-1)).toBe(10 * 3_600_000 - 60_000);
  });

  it('asks for executions by the clock of the venue, however wrong ours is: by ours, hours ahead, none would be found any more', async () => {
    const untilMs: number[] = [];
    const archive: RestDoor['historicalTrades'] = (_currency, _since, until) => {
      untilMs.push(until);
      return nothingOlder('BTC', 0, 0);
    };
    const aheadMs = 2 * 3_600_000;
    const { venue, channel, fillsSinceMs } = channelAt(() => ({ enabled: true }), archive, -aheadMs);
    const startMs = 10 * 3_600_000;
    venue.clock.advance(startMs);
    await channel.prepare(venue.session);
    expect(untilMs[0]).toBe(startMs - aheadMs + 60_000);
    venue.clock.advance(3_600_000);
    await channel.reconcile(venue.session);
    expect(fillsSinceMs.at(-1)).toBe(startMs - aheadMs - 60_000);
    // The engine holds the reading against its own times.
    expect(venue.of('account-snapshot').map(({ requestedAtMs }) => requestedAtMs)).toEqual([startMs, startMs + 3_600_000]);
  });

  it('asks the archive for what a sleep of days left out, from a minute before it, and again later if it does not come', async () => {
    const sinceMs: number[] = [];
    const archive: RestDoor['historicalTrades'] = (currency, since) => {
      if (currency === 'BTC') sinceMs.push(since);
      return Promise.resolve(sinceMs.length === 2 ? fail('fetch failed') : ok({ trades: [], unreadBeforeMs: null }));
    };
    const { venue, channel } = channelAt(() => ({ enabled: true }), archive);
    const [startMs, sleptMs] = [10 * 86_400_000, 2 * 86_400_000];
    venue.clock.advance(startMs);
    await channel.prepare(venue.session);
    venue.clock.advance(sleptMs);
    await channel.prepare(venue.session);
    for (let turn = 0; turn < 3; turn += 1) {
      venue.clock.advance(40_000);
      await channel.reconcile(venue.session);
    }
    expect(sinceMs.slice(1)).toEqual([startMs - 60_000, startMs - 60_000]);
  });

  it('that fails leaves nothing that listens on for its list of open orders', async () => {
    const archive = slowArchive();
    const { venue, channel, openOrders } = channelAt(() => ({ enabled: true }), archive.trades);
    const lists = expectedLists(openOrders);
    const prepared = channel.prepare(venue.session);
    await venue.pass(1_000);
    venue.session.close('lost');
    await archive.answer();
    expect(await prepared).toMatchObject({ ok: false });
    openOrders.hear(reportOf(intentOf()));
    expect(lists).toEqual([[]]);
  });
});
