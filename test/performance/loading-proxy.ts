/** Stands between the desk and the practice exchange and adds book changes until the wished rate is reached; everything else passes. */
import { WebSocket } from 'ws';
import { LoadedBook, type BookData } from './loaded-book';
import { startWebsocketProxy, type PairMeddler, type ProxiedPair, type WebsocketProxy } from '../support/websocket-proxy';

interface Frame {
  readonly method?: string;
  readonly params?: { readonly channel?: string; readonly data?: BookData };
}

const PERIOD_MS = 10;

/** Seconds of load made up for at once; more would hold up this process itself. */
const LONGEST_BURST_S = 0.1;

/** A desk that leaves this much unread gets nothing added until it has caught up: a load it can't follow would only fill memory. */
const MOST_UNSENT_BYTES = 1 << 20;

/** Starts it on a free port of loopback; `perSecond` are the added messages over all books. `onMessage` hears of each that goes to the desk. */
export function startLoadingProxy(target: string, perSecond: number, onMessage: () => void = () => undefined): Promise<WebsocketProxy> {
  return startWebsocketProxy(target, { join: (pair) => loadPair(pair, perSecond, onMessage) });
}

function loadPair({ desk, road }: ProxiedPair, perSecond: number, onMessage: () => void): PairMeddler {
  const books = new Map<string, LoadedBook>();
  const startedAt = performance.now();
  let added = 0;
  // By the clock, not by the turn: a timer that comes late must not lower the rate.
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1_000);
    const count = Math.min(due - added, perSecond * LONGEST_BURST_S);
    if (desk.bufferedAmount < MOST_UNSENT_BYTES) {
      road.cork();
      load(desk, [...books.values()], { count, onMessage });
      road.uncork();
    }
    added = due;
  }, PERIOD_MS);
  return {
    fromDesk: (text, pass) => pass(text),
    fromVenue: (text, pass) => {
      onMessage();
      pass(renumber(text, books));
    },
    ended: () => clearInterval(timer),
  };
}

function renumber(text: string, books: Map<string, LoadedBook>): string {
  if (!text.includes('"channel":"book.')) return text;
  const { channel, data } = (JSON.parse(text) as Frame).params ?? {};
  if (channel === undefined || data === undefined) return text;
  const book = books.get(channel) ?? new LoadedBook(channel, data);
  books.set(channel, book);
  return book.pass(data);
}

interface Load {
  readonly count: number;
  readonly onMessage: () => void;
}

function load(desk: WebSocket, books: readonly LoadedBook[], { count, onMessage }: Load): void {
  for (let at = 0; at < count && books.length > 0; at += 1) {
    const frame = books[at % books.length]?.add() ?? null;
    if (frame === null || desk.readyState !== WebSocket.OPEN) continue;
    onMessage();
    desk.send(frame);
  }
}
