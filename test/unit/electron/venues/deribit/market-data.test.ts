/** A book that lost its thread gets a new one, whatever else happens meanwhile. */
import { describe, expect, it } from 'vitest';
import type { BookContinuity } from '../../../../../electron/venues/deribit/decode-book';
import { MarketData } from '../../../../../electron/venues/deribit/market-data';
import { perpetual } from '../../../../support/engine-parts';
import { AnsweringSession } from './answering-session';

const { name: NAME } = perpetual();
const BOOK = `book.${NAME}.raw`;

/** Market data of one perpetual on a session that acknowledges everything; each subscription of its book brings a snapshot. */
function marketData(): { readonly data: MarketData; readonly talk: AnsweringSession; readonly bookSubscriptions: () => number } {
  const books = new Map<string, BookContinuity>();
  let subscriptions = 0;
  const talk = new AnsweringSession((method, _currency, { channels }) => {
    if (method === 'public/subscribe' && Array.isArray(channels) && channels.includes(BOOK)) {
      subscriptions += 1;
      const continuity = books.get(NAME);
      if (continuity) continuity.changeId = subscriptions;
    }
    return channels;
  });
  const data = new MarketData({
    rim: talk.clock.rim,
    announcer: talk.announcer,
    context: { instruments: new Map([[NAME, perpetual()]]), books },
    isSignedIn: true,
    onHopeless: (reason) => expect.unreachable(reason),
  });
  data.subscribe([perpetual()]);
  return { data, talk, bookSubscriptions: () => subscriptions };
}

describe('a book brought back', () => {
  it('is asked for anew after a repair that was begun while there was no connection', async () => {
    const { data, talk, bookSubscriptions } = marketData();
    data.recount(NAME);
    await talk.pass(5_000);
    expect(bookSubscriptions()).toBe(0);
    await data.prepare(talk.session);
    expect(bookSubscriptions()).toBe(1);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    await talk.pass(100);
    expect(bookSubscriptions()).toBe(2);
  });

  it('is asked for once more if its steps change while it is under way: what comes may still be counted in the old ones', async () => {
    const { data, talk, bookSubscriptions } = marketData();
    await data.prepare(talk.session);
    data.resynchronise(NAME, 'a frame of it was unreadable');
    data.recount(NAME);
    await talk.pass(2_000);
    expect(bookSubscriptions()).toBe(3);
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
