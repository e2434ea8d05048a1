/** A book that lost its thread gets a new one, whatever else happens meanwhile. */
import { describe, expect, it } from 'vitest';
import type { BookContinuity } from '../../../../../electron/venues/deribit/decode-book';
import { MarketData } from '../../../../../electron/venues/deribit/market-data';
import type { Instrument } from '../../../../../shared/domain/instrument';
import { timestampMs } from '../../../../../shared/domain/time';
import { datedFuture, perpetual } from '../../../../support/engine-parts';
import { AnsweringSession, Refusal } from './answering-session';

const { name: NAME } = perpetual();
const BOOK = `book.${NAME}.raw`;

/** A list that lacks nothing. */
const LISTED = { isListed: () => true, miss: () => expect.unreachable('nothing is missing') };

/** Market data of one perpetual on a session that acknowledges everything, after the snapshot that each subscription of its book brings. */
function marketData(
  onSnapshot: (data: MarketData, subscriptions: number) => void = () => undefined,
  hasSnapshot: (subscriptions: number) => boolean = () => true,
): {
  readonly data: MarketData;
  readonly talk: AnsweringSession;
  readonly bookSubscriptions: () => number;
} {
  const books = new Map<string, BookContinuity>();
  let subscriptions = 0;
  const talk = new AnsweringSession((method, _currency, { channels }) => {
    if (method === 'public/subscribe' && Array.isArray(channels) && channels.includes(BOOK)) {
      subscriptions += 1;
      const continuity = books.get(NAME);
      if (continuity && hasSnapshot(subscriptions)) continuity.changeId = subscriptions;
      onSnapshot(data, subscriptions);
    }
    return channels;
  });
  const data = new MarketData({
    rim: talk.clock.rim,
    announcer: talk.announcer,
    context: { instruments: new Map([[NAME, perpetual()]]), books },
    list: LISTED,
    isSignedIn: true,
    onHopeless: (reason) => expect.unreachable(reason),
  });
  data.subscribe([perpetual()]);
  return { data, talk, bookSubscriptions: () => subscriptions };
}

describe('a book brought back', () => {
  it('is asked for anew after a repair that was begun while there was no connection', async () => {
    const { data, talk, bookSubscriptions } = marketData();
    data.resynchronise(NAME, 'the venue changed its tick or lot');
    await talk.pass(5_000);
    expect(bookSubscriptions()).toBe(0);
    await data.prepare(talk.session);
    expect(bookSubscriptions()).toBe(1);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    await talk.pass(100);
    expect(bookSubscriptions()).toBe(2);
  });

  it('is asked for once more if its snapshot is no good by the time it is acknowledged, as when its steps change just then', async () => {
    const { data, talk, bookSubscriptions } = marketData((of, subscriptions) => {
      if (subscriptions === 2) of.resynchronise(NAME, 'the venue changed its tick or lot');
    });
    await data.prepare(talk.session);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    await talk.pass(2_000);
    expect(bookSubscriptions()).toBe(3);
    expect(talk.of('book-invalidated').map(({ reason }) => reason)).toEqual([
      'a frame of it was unreadable',
      'the venue changed its tick or lot',
    ]);
    await talk.pass(20_000);
    expect(bookSubscriptions()).toBe(3);
  });

  it('is not asked for twice at one time for the same reason', async () => {
    const { data, talk, bookSubscriptions } = marketData();
    await data.prepare(talk.session);
    for (let frame = 0; frame < 5; frame += 1) data.resynchronise(NAME, 'a frame of it was unreadable');
    await talk.pass(20_000);
    expect(bookSubscriptions()).toBe(2);
  });
});

describe('a book over the loss of its connection', () => {
  it('is brought back on the next one although its repair was under way when the last was lost', async () => {
    const { data, talk, bookSubscriptions } = marketData();
    await data.prepare(talk.session);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    data.invalidateAll('lost');
    await data.prepare(talk.session);
    expect(bookSubscriptions()).toBe(2);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    await talk.pass(1_000);
    expect(bookSubscriptions()).toBe(3);
  });

  it('is not asked for by those who waited for its snapshot on the last one', async () => {
    const { data, talk, bookSubscriptions } = marketData(undefined, () => false);
    await data.prepare(new AnsweringSession((_method, _currency, { channels }) => channels).session);
    await talk.pass(2_000);
    data.invalidateAll('lost');
    await data.prepare(talk.session);
    await talk.pass(2_900);
    expect(bookSubscriptions()).toBe(1);
    await talk.pass(1_000);
    expect(bookSubscriptions()).toBe(2);
  });

  it('costs the next one nothing when the last ended before the subscription was answered', async () => {
    const { data, talk } = marketData();
    await data.prepare(talk.session);
    const refusing = new AnsweringSession(() => new Refusal('closing'));
    data.invalidateAll('lost');
    const prepared = data.prepare(refusing.session);
    data.subscribe([datedFuture()]);
    data.invalidateAll('lost');
    expect(await prepared).toMatchObject({ ok: false });
    await talk.pass(5_000);
    expect(talk.of('book-invalidated').every(({ reason }) => reason === 'lost')).toBe(true);
  });

  it('leaves nothing behind that goes on asking', async () => {
    const { data, talk } = marketData();
    await data.prepare(talk.session);
    await talk.pass(1_000);
    data.invalidateAll('lost');
    const asked = talk.asked.length;
    talk.clock.advance(24 * 3_600_000);
    await talk.pass(1_000);
    expect(talk.asked).toHaveLength(asked);
  });
});

describe('a book that gives no snapshot', () => {
  it('is not asked for again while its repair waits for one', async () => {
    const { data, talk, bookSubscriptions } = marketData(undefined, () => false);
    await data.prepare(talk.session);
    await talk.pass(2_500);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    await talk.pass(1_500);
    expect(bookSubscriptions()).toBe(2);
    await talk.pass(3_000);
    expect(bookSubscriptions()).toBe(3);
  });
});

describe('the ticker of a held option', () => {
  it('that was not acknowledged is asked for again while the session lives, and said once', async () => {
    const option = { ...perpetual(), name: 'BTC-25DEC26-70000-C' };
    const channel = `ticker.${option.name}.agg2`;
    let attempts = 0;
    const talk = new AnsweringSession((_method, _currency, { channels }) => {
      const wanted = Array.isArray(channels) ? channels : [];
      if (!wanted.includes(channel)) return channels;
      attempts += 1;
      return attempts < 3 ? [] : channels;
    });
    const context = { instruments: new Map([[option.name, option]]), books: new Map<string, BookContinuity>() };
    const { rim } = talk.clock;
    const data = new MarketData({
      rim,
      announcer: talk.announcer,
      context,
      list: LISTED,
      isSignedIn: true,
      onHopeless: (reason) => expect.unreachable(reason),
    });
    await data.prepare(talk.session);
    data.followTickers([option]);
    await talk.pass(60_000);
    expect(attempts).toBe(3);
    expect(talk.of('fault-noticed').filter(({ message }) => message.startsWith('tickers of what is held'))).toHaveLength(1);
  });
});

describe('an instrument that the venue took off its list before it expired', () => {
  const gone = { ...datedFuture(), expiresAtMs: timestampMs(Number.MAX_SAFE_INTEGER) };

  /** A session on which no channel of it is acknowledged, and what was said while it lived. */
  function withGone(
    isListed: (name: string) => boolean,
    wantedFirst: readonly Instrument[] = [perpetual(), gone],
    isAcknowledged: () => boolean = () => false,
  ) {
    const books = new Map<string, BookContinuity>();
    const said: string[] = [];
    const asked: unknown[] = [];
    const talk = new AnsweringSession((method, _currency, { channels }) => {
      const wanted = (Array.isArray(channels) ? channels : []).map(String);
      if (method !== 'public/unsubscribe') asked.push(...wanted);
      const given = wanted.filter((channel) => isAcknowledged() || !channel.includes(gone.name));
      for (const [name, book] of books) if (given.includes(`book.${name}.raw`)) book.changeId = 1;
      return given;
    });
    const data = new MarketData({
      rim: talk.clock.rim,
      announcer: talk.announcer,
      context: { instruments: new Map(), books },
      list: { isListed, miss: () => void said.push('missed') },
      isSignedIn: true,
      onHopeless: (reason) => void said.push(reason),
    });
    data.subscribe(wantedFirst);
    return { data, talk, said, booksAsked: (name: string) => asked.filter((channel) => channel === `book.${name}.raw`).length };
  }

  it('costs no other its book, is said, and is left alone', async () => {
    const { data, talk, said, booksAsked } = withGone((name) => name !== gone.name);
    expect(await data.prepare(talk.session)).toMatchObject({ ok: true });
    await talk.pass(30_000);
    data.resynchronise(gone.name, 'asked for');
    await talk.pass(30_000);
    expect(said).toEqual([]);
    expect([booksAsked(NAME), booksAsked(gone.name)]).toEqual([1, 1]);
    expect(talk.of('fault-noticed').filter(({ message }) => message.includes('not listed any more'))).toMatchObject([{ isFatal: false }]);
  });

  it('is not known to be gone before the list says so: it is loaded again', async () => {
    const { data, talk, said } = withGone(() => true);
    expect(await data.prepare(talk.session)).toMatchObject({ ok: false, error: expect.stringMatching(/3 missing/) });
    expect(said).toEqual(['missed']);
  });

  it('is asked for again once it is listed again', async () => {
    let isBack = false;
    const { data, talk, booksAsked } = withGone((name) => isBack || name !== gone.name);
    await data.prepare(talk.session);
    data.subscribe([gone]);
    expect(booksAsked(gone.name)).toBe(1);
    isBack = true;
    data.subscribe([gone]);
    expect(booksAsked(gone.name)).toBe(2);
  });

  it('is asked for again with the next connection, by whose time it may be back', async () => {
    const { data, talk, booksAsked } = withGone((name) => name !== gone.name);
    await data.prepare(talk.session);
    data.invalidateAll('lost');
    await data.prepare(talk.session);
    expect(booksAsked(gone.name)).toBe(2);
  });

  it('costs no other its book where it is wanted, or its book is to be mended, in a running session', async () => {
    let isOpen = true;
    const { data, talk, said, booksAsked } = withGone((name) => isOpen || name !== gone.name, [perpetual()]);
    await data.prepare(talk.session);
    isOpen = false;
    data.subscribe([gone]);
    await talk.pass(30_000);
    data.resynchronise(gone.name, 'asked for');
    await talk.pass(60_000);
    expect(said).toEqual([]);
    expect([booksAsked(NAME), booksAsked(gone.name)]).toEqual([1, 1]);
    isOpen = true;
    data.subscribe([gone]);
    expect(booksAsked(gone.name)).toBe(2);
  });

  it('while its book is being mended is left alone once the list says so, and asked for again once it is back', async () => {
    let isOpen = true;
    const { data, talk, said, booksAsked } = withGone(
      (name) => isOpen || name !== gone.name,
      [perpetual(), gone],
      () => isOpen,
    );
    expect(await data.prepare(talk.session)).toMatchObject({ ok: true });
    await talk.pass(5_000);
    isOpen = false;
    data.resynchronise(gone.name, 'no change for too long');
    await talk.pass(120_000);
    expect(said).toEqual([]);
    expect(booksAsked(gone.name)).toBe(2);
    isOpen = true;
    data.subscribe([gone]);
    expect(booksAsked(gone.name)).toBe(3);
  });
});
