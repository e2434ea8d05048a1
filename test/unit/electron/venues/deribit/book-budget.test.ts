/** A book that never comes is asked for again, ever more rarely, and not for ever: then its connection is made anew. */
import { expect, it } from 'vitest';
import type { BookContinuity } from '../../../../../electron/venues/deribit/decode-book';
import { MarketData } from '../../../../../electron/venues/deribit/market-data';
import { perpetual } from '../../../../support/engine-parts';
import { AnsweringSession } from './answering-session';

const BOOK = `book.${perpetual().name}.raw`;

it('a book whose snapshot never comes is asked for six times more with growing pauses, then costs the lane its connection (fault 10)', async () => {
  const books = new Map<string, BookContinuity>();
  const askedAtMs: number[] = [];
  const hopeless: string[] = [];
  const talk = new AnsweringSession((method, _currency, { channels }) => {
    const isBook = method === 'public/subscribe' && Array.isArray(channels) && channels.includes(BOOK);
    if (isBook) askedAtMs.push(talk.clock.rim.nowMs());
    return channels;
  });
  const data: MarketData = new MarketData({
    rim: talk.clock.rim,
    announcer: talk.announcer,
    context: { instruments: new Map([[perpetual().name, perpetual()]]), books },
    list: { isListed: () => true, miss: () => expect.unreachable('nothing is missing') },
    isSignedIn: true,
    onHopeless: (reason) => {
      hopeless.push(reason);
      data.invalidateAll(reason);
    },
  });
  data.subscribe([perpetual()]);
  await data.prepare(talk.session);
  await talk.pass(120_000);
  expect(askedAtMs).toHaveLength(7);
  const pauses = askedAtMs.slice(1).map((atMs, index) => atMs - (askedAtMs[index] ?? 0));
  expect([...pauses].sort((first, second) => first - second)).toEqual(pauses);
  expect(pauses.at(-1)).toBeGreaterThan(5_000);
  expect(hopeless).toEqual([expect.stringMatching(/6 new subscriptions gave no lasting book/)]);
  expect(books.get(perpetual().name)?.changeId).toBeNull();
  expect(talk.of('book-snapshot')).toEqual([]);
});
