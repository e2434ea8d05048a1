/** Stands between the desk and the practice exchange and adds book changes until the wished rate is reached; everything else passes. */
import { WebSocket } from 'ws';
import { startWebsocketProxy, type PairMeddler, type ProxiedPair, type WebsocketProxy } from '../support/websocket-proxy';

interface Frame {
  readonly method?: string;
  readonly params?: { readonly channel?: string; readonly data?: BookData };
}
type WireLevel = readonly [action: string, price: number, amount: number];
interface BookData {
  readonly type: string;
  readonly timestamp: number;
  readonly instrument_name: string;
  readonly bids: readonly WireLevel[];
  readonly asks: readonly WireLevel[];
}

const PERIOD_MS = 10;

/** One book as the desk knows it: numbered anew, because added changes must continue it too. */
class LoadedBook {
  private changeId = 0;
  private readonly levels = { bids: new Map<number, number>(), asks: new Map<number, number>() };
  private turn = 0;

  constructor(
    private readonly channel: string,
    private last: BookData,
  ) {}

  /** The venue's own frame under our number. */
  pass(data: BookData): string {
    this.last = data;
    if (data.type === 'snapshot') for (const side of ['bids', 'asks'] as const) this.levels[side].clear();
    for (const side of ['bids', 'asks'] as const) {
      for (const [action, price, amount] of data[side]) {
        if (action === 'delete') this.levels[side].delete(price);
        else this.levels[side].set(price, amount);
      }
    }
    return this.write(data);
  }

  /** A change of the quantity of one of the best levels, back and forth. */
  add(): string | null {
    this.turn += 1;
    const side = this.turn % 2 === 0 ? 'bids' : 'asks';
    const prices = [...this.levels[side].keys()].sort((one, other) => (side === 'bids' ? other - one : one - other));
    const price = prices[(this.turn >> 1) % Math.min(20, prices.length)];
    const amount = price === undefined ? undefined : this.levels[side].get(price);
    if (price === undefined || amount === undefined) return null;
    const level: WireLevel = ['change', price, this.turn % 4 < 2 ? amount * 2 : amount];
    return this.write({ ...this.last, type: 'change', bids: [], asks: [], [side]: [level] });
  }

  private write(data: BookData): string {
    const previous = data.type === 'snapshot' ? {} : { prev_change_id: this.changeId };
    this.changeId += 1;
    const numbered = { ...data, ...previous, change_id: this.changeId };
    return JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel: this.channel, data: numbered } });
  }
}

/** Starts it on a free port of loopback; `perSecond` are the added messages over all books. */
export function startLoadingProxy(target: string, perSecond: number): Promise<WebsocketProxy> {
  return startWebsocketProxy(target, { join: (pair) => loadPair(pair, perSecond) });
}

function loadPair({ desk }: ProxiedPair, perSecond: number): PairMeddler {
  const books = new Map<string, LoadedBook>();
  const startedAt = performance.now();
  let added = 0;
  // By the clock, not by the turn: a timer that comes late must not lower the rate.
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1_000);
    load(desk, [...books.values()], due - added);
    added = due;
  }, PERIOD_MS);
  return {
    fromDesk: (text, pass) => pass(text),
    fromVenue: (text, pass) => pass(renumber(text, books)),
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

function load(desk: WebSocket, books: readonly LoadedBook[], count: number): void {
  for (let at = 0; at < count && books.length > 0; at += 1) {
    const frame = books[at % books.length]?.add() ?? null;
    if (frame !== null && desk.readyState === WebSocket.OPEN) desk.send(frame);
  }
}
