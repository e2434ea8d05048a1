/** When a cancel of everything is over, and what it says while no lane answers it. */
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import { CancelLane } from '../../../../../electron/venues/deribit/cancel-lane';
import { TokenBucket, VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import { RpcSession } from '../../../../../electron/venues/deribit/rpc';
import { venueOrderId } from '../../../../../shared/domain/order';
import { BTC_FUTURE, intentOf, reportOf } from '../../../../support/engine-parts';
import { AnsweringSession, Refusal } from './answering-session';
import { expectedLists } from './expected-lists';
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

const OURS = { order_id: 'BTC-1', instrument_name: 'BTC-PERPETUAL', label: 'keel-a-1' };

/** A cancel of everything at a venue whose lists of BTC orders hold these, one after the other; the last goes on. */
function cancelAgainst(
  lists: readonly (readonly object[])[],
  { hasDeadLane = false, openOrders = new OpenOrders(() => 0), onList = (_asked: number): unknown => undefined } = {},
) {
  let asked = 0;
  const venue = new AnsweringSession((method, currency) => {
    if (method !== 'private/get_open_orders_by_currency') return 1;
    if (currency !== 'BTC') return [];
    asked += 1;
    onList(asked);
    return lists[Math.min(asked, lists.length) - 1];
  });
  const { clock, announcer, session } = venue;
  const dead = new RpcSession({ rim: clock.rim, credits: new VenueCredits(0), write: () => undefined });
  const sessions = (): readonly RpcSession[] => (hasDeadLane ? [dead, session] : [session]);
  const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions });
  lane.cancelAll('mine');
  return venue;
}

/** A cancel of everything at a venue where nothing rests; `onList` may answer otherwise when the BTC orders are asked for. */
function emptyVenue(
  onList: (asked: number, lane: CancelLane) => unknown = () => [],
  openOrders = new OpenOrders(() => 0),
): { readonly venue: AnsweringSession; readonly lane: CancelLane } {
  let asked = 0;
  const venue = new AnsweringSession((_method, currency): unknown => {
    if (currency !== 'BTC') return [];
    asked += 1;
    return onList(asked, lane) ?? [];
  });
  const { clock, announcer, session } = venue;
  const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [session] });
  lane.cancelAll('mine');
  return { venue, lane };
}

describe('a cancel of everything', () => {
  it('is over when the list was empty twice in a row, not once: an order may be on its way (fault 23)', async () => {
    const venue = cancelAgainst([[], [OURS], [], []]);
    await venue.pass(150);
    expect(venue.of('cancel-all-confirmed')).toEqual([]);
    await venue.pass(1_000);
    const cancels = venue.asked.filter(({ method }) => method === 'private/cancel_all_by_instrument');
    expect(cancels.map(({ currency }) => currency)).toEqual(['BTC-PERPETUAL']);
    expect(venue.of('cancel-all-confirmed')).toMatchObject([{ remaining: 0 }]);
    expect(venue.asked.filter(({ currency }) => currency === 'BTC')).toHaveLength(4);
  });

  it('asked for again counts no list that was under way by then: something may have been sent since', async () => {
    const { venue } = emptyVenue((asked, lane) => {
      if (asked === 1) lane.cancelAll('mine');
    });
    await venue.pass(1_000);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
    expect(venue.asked.filter(({ currency }) => currency === 'BTC')).toHaveLength(3);
  });

  it('asked for again between two lists counts none of before', async () => {
    const { venue, lane } = emptyVenue();
    await new Promise((resolve) => setImmediate(resolve));
    expect(venue.asked.filter(({ currency }) => currency === 'BTC')).toHaveLength(1);
    lane.cancelAll('mine');
    await venue.pass(1_000);
    expect(venue.asked.filter(({ currency }) => currency === 'BTC')).toHaveLength(3);
  });

  it('leaves nothing that listens on for a list that was refused', async () => {
    const openOrders = new OpenOrders(() => 0);
    const lists = expectedLists(openOrders);
    const { venue } = emptyVenue((asked) => (asked === 1 ? new Refusal('try later') : []), openOrders);
    await venue.pass(150);
    openOrders.hear(reportOf(intentOf()));
    expect(lists[0]).toEqual([]);
  });

  it('confirms nothing once the venue is left, although its last list is still to come', async () => {
    const { venue } = emptyVenue((asked, lane) => {
      if (asked === 2) lane.forget();
    });
    await venue.pass(5_000);
    expect(venue.of('cancel-all-confirmed')).toEqual([]);
  });

  it('reaches an order of ours that came in elsewhere while the list of the pull was on its way', async () => {
    const openOrders = new OpenOrders(() => 0);
    openOrders.replace([{ venueOrderId: venueOrderId('BTC-1'), instrumentName: 'BTC-PERPETUAL', isOurs: true }]);
    const elsewhere = reportOf(intentOf({ instrumentId: BTC_FUTURE }), { venueOrderId: venueOrderId('BTC-2') });
    const venue = cancelAgainst([[OURS], []], { openOrders, onList: (asked) => asked === 1 && openOrders.hear(elsewhere) });
    await venue.pass(1_000);
    const canceled = venue.asked.filter(({ method }) => method === 'private/cancel_all_by_instrument').map(({ currency }) => currency);
    expect(canceled).toEqual(['BTC-PERPETUAL', 'BTC-PERPETUAL', 'BTC-25DEC26']);
  });

  it('goes on over the other lane when the first is dead without knowing it (fault 2)', async () => {
    const venue = cancelAgainst([[]], { hasDeadLane: true });
    await venue.pass(5_000);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });

  it('spares the order of another tool that a list of the pull itself lacks (faults 29, 31)', async () => {
    const openOrders = new OpenOrders(() => 0);
    const [mine, theirs] = [true, false].map((isOurs) => ({
      venueOrderId: venueOrderId(isOurs ? 'BTC-1' : 'BTC-2'),
      instrumentName: 'BTC-PERPETUAL',
      isOurs,
    }));
    if (mine && theirs) openOrders.replace([mine, theirs]);
    const venue = cancelAgainst([[OURS], [OURS], []], { openOrders });
    await venue.pass(1_000);
    const cancels = venue.asked.map(({ method }) => method).filter((method) => method.includes('cancel'));
    expect(cancels).toEqual(['private/cancel', 'private/cancel', 'private/cancel']);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });

  it('spares the order of another tool that it heard of after its last list, just before the stream was lost (faults 2, 31)', async () => {
    const openOrders = new OpenOrders(() => 0);
    openOrders.replace([{ venueOrderId: venueOrderId('BTC-1'), instrumentName: 'BTC-PERPETUAL', isOurs: true }]);
    const theirs = reportOf(intentOf({}), { venueOrderId: venueOrderId('BTC-2'), clientOrderId: null });
    const { venue } = emptyVenue((asked) => {
      if (asked > 1) return [];
      openOrders.hear(theirs);
      openOrders.forget();
      return new Refusal('try later');
    }, openOrders);
    await venue.pass(1_000);
    const cancels = venue.asked.map(({ method }) => method).filter((method) => method.includes('cancel'));
    expect(cancels).toEqual(['private/cancel_all_by_instrument', 'private/cancel']);
  });
});

/** A cancel of everything at a venue of the default tier, where no cancel takes these orders out; how often it would have hung up. */
async function cancelStuckOrders(forMs: number, meanwhile: (lane: CancelLane, venue: AnsweringSession) => void = () => undefined) {
  const matching = new TokenBucket(20, 5, 0);
  const other = new TokenBucket(100, 20, 0);
  let hangUps = 0;
  const venue: AnsweringSession = new AnsweringSession((method, currency) => {
    const pool = method.startsWith('private/cancel') ? matching : other;
    if (!pool.take(1, 0, venue.clock.rim.nowMs())) hangUps += 1;
    return currency === 'BTC' ? [OURS, { ...OURS, order_id: 'BTC-2', instrument_name: 'BTC-25DEC26' }] : [];
  });
  const { clock, announcer, session } = venue;
  const openOrders = new OpenOrders(() => clock.rim.nowMs());
  const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [session] });
  lane.cancelAll('mine');
  await venue.pass(forMs);
  meanwhile(lane, venue);
  return { hangUps, cancels: venue.asked.filter(({ method }) => method === 'private/cancel_all_by_instrument') };
}

describe('a cancel of everything that takes nothing out, as of orders that are being liquidated', () => {
  it('is asked for ever more rarely, so that the venue does not hang up on the lanes that all cancels need', async () => {
    const { hangUps, cancels } = await cancelStuckOrders(60_000);
    expect(hangUps).toBe(0);
    expect(cancels.length).toBeGreaterThan(100);
  });

  it('is written in the tick in which it is asked for again', async () => {
    const written: number[] = [];
    await cancelStuckOrders(10_250, (lane, { asked }) => {
      written.push(asked.length);
      lane.cancelAll('mine');
      written.push(asked.length);
    });
    expect(written[1]).toBe((written[0] ?? 0) + 2);
  });
});

/** The cancels that a pull of four instruments writes in its own tick on each of two lanes, with the credits that are left. */
function writtenAtOnce(spend: (credits: VenueCredits) => void): readonly number[] {
  const clock = new HandClock();
  const credits = new VenueCredits(0);
  spend(credits);
  const lanes = [0, 1].map(() => {
    const written: string[] = [];
    const session = new RpcSession({ rim: clock.rim, credits, write: (text) => written.push(text) });
    return { session, written };
  });
  const openOrders = new OpenOrders(() => 0);
  const names = ['BTC-PERPETUAL', 'BTC-25DEC26', 'ETH-PERPETUAL', 'ETH-25DEC26'];
  openOrders.replace(names.map((instrumentName) => ({ venueOrderId: venueOrderId(instrumentName), instrumentName, isOurs: true })));
  const announcer = new Announcer(clock.rim.emit, { clientId: '', clientSecret: '' });
  const sessions = (): readonly RpcSession[] => lanes.map(({ session }) => session);
  new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions }).cancelAll('mine');
  return lanes.map(({ written }) => written.filter((text) => text.includes('cancel_all_by_instrument')).length);
}

describe('a cancel of everything at a venue of the default tier', () => {
  it('goes out on every lane at once', () => {
    expect(writtenAtOnce(() => undefined)).toEqual([4, 4]);
  });

  it('goes out whole where orders and cancels have used all that they may, and not beyond what the venue grants (fault 39)', () => {
    const written = writtenAtOnce((credits) => {
      while (credits.take('private/buy', 'order', 0));
      while (credits.take('private/cancel', 'cancel', 0));
    });
    expect(written).toEqual([4, 0]);
  });
});

describe('a cancel of everything that nobody answers', () => {
  it('is tried on and said every five seconds, and is nothing to halt for while no order is known to rest', () => {
    const faults = cancelInVain(new OpenOrders(() => 0), 11_000);
    expect(faults).toHaveLength(2);
    expect(faults.map(({ isFatal }) => isFatal)).toEqual([false, false]);
    expect(faults[0]?.message).toMatch(/expected an empty list after 5\d\d\d ms, found no lane that answers \(no order is known to rest/);
  });

  it('is fatal while orders are known to rest', () => {
    const openOrders = new OpenOrders(() => 0);
    openOrders.replace([{ venueOrderId: venueOrderId('BTC-1'), instrumentName: 'BTC-PERPETUAL', isOurs: true }]);
    const faults = cancelInVain(openOrders, 6_000);
    expect(faults).toMatchObject([{ isFatal: true }]);
    expect(faults[0]?.message).toMatch(/1 known to rest there/);
  });
});

describe('a cancel of the whole account', () => {
  it('is over once nothing rests there in any coin, also in none that this desk trades', async () => {
    let lists = 0;
    const venue = new AnsweringSession((method) => {
      if (method !== 'private/get_open_orders') return [];
      lists += 1;
      return lists > 4 ? [] : [{ order_id: 'USDC-1', instrument_name: 'SOL_USDC-PERPETUAL', label: '' }];
    });
    const { clock, announcer, session } = venue;
    const openOrders = new OpenOrders(() => 0);
    const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [session] });
    lane.cancelAll('account');
    await venue.pass(700);
    expect(venue.of('cancel-all-confirmed')).toEqual([]);
    await venue.pass(4_000);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });
});

describe('a cancel that the venue does not take now', () => {
  const target = { instrumentId: intentOf().instrumentId, clientOrderId: intentOf().clientOrderId, venueOrderId: null };

  /** A cancel at a venue that refuses it so often with a code; then it goes through. */
  function cancelRefused(code: number, times: number): AnsweringSession {
    const venue: AnsweringSession = new AnsweringSession(() => (venue.asked.length <= times ? new Refusal('refused', code) : 1));
    const { clock, announcer, session } = venue;
    const openOrders = new OpenOrders(() => 0);
    new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [session] }).cancel(target);
    return venue;
  }

  it.each([10_040, 10_041, 13_028, 11_094])('is repeated at once after %i: the order would rest two seconds longer', async (code) => {
    const venue = cancelRefused(code, 3);
    await venue.pass(1_000);
    expect(venue.asked).toHaveLength(4);
    expect(venue.of('cancel-failed')).toEqual([]);
  });

  it('is handed back when that goes on, so that the desk asks for its order and repeats it more slowly', async () => {
    const venue = cancelRefused(10_041, 100);
    await venue.pass(5_000);
    expect(venue.asked).toHaveLength(5);
    expect(venue.of('cancel-failed')).toMatchObject([{ reason: expect.stringContaining('not taken after 5 attempts') }]);
  });

  it('is handed back at once where the refusal is about the order', async () => {
    const venue = cancelRefused(11_044, 100);
    await venue.pass(1_000);
    expect(venue.asked).toHaveLength(1);
    expect(venue.of('cancel-failed')).toHaveLength(1);
  });
});
