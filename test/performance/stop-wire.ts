/** The wire between a desk and its exchange: which quotes rest, when each cancel passed, and faults of the feed on request. */
import { WebSocket } from 'ws';
import type { Meddler, PairMeddler, ProxiedPair } from '../support/websocket-proxy';
import { LoadedBook, type BookData } from './loaded-book';

interface Frame {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** One order of the desk from the moment its request passed. */
interface WireOrder {
  readonly label: string;
  readonly instrument: string;
  orderId: string | null;
  isCancelSent: boolean;
}

const PERIOD_MS = 10;
/** Seconds of load made up for at once; more would hold up this process itself. */
const LONGEST_BURST_S = 0.1;
const OVER = new Set(['filled', 'cancelled', 'rejected', 'expired']);
const WHOLESALE = /^private\/cancel_all/;

/** How much of the feed went to the desk at a moment. */
export interface FeedCount {
  readonly messages: number;
  readonly atMs: number;
}

/** Wall time in ms with fractions, comparable with that of other processes of this machine. */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Watches and disturbs; one per measurement. */
export class StopWire implements Meddler {
  private readonly orders = new Map<string, WireOrder>();
  private readonly labelOfOrder = new Map<string, string>();
  private readonly books = new Map<string, LoadedBook>();
  private readonly lastFedAtMs = new Map<string, number>();
  private readonly frozen = new Set<string>();
  private market: WebSocket | null = null;
  private onCancel: () => void = () => undefined;
  private lastCancelAtMs = 0;
  private fed = 0;
  private turn = 0;

  /** `addedPerSecond`: book changes beside the exchange's own, to begin with. */
  constructor(private addedPerSecond: number) {}

  /** Book changes per second beside the exchange's own from now on. */
  load(addedPerSecond: number): void {
    this.addedPerSecond = addedPerSecond;
  }

  /** What was asked for last. */
  get loadPerSecond(): number {
    return this.addedPerSecond;
  }

  /** Feed messages that went to the desk so far, and when. */
  feedCount(): FeedCount {
    return { messages: this.fed, atMs: performance.now() };
  }

  /** Feed messages per second since then. */
  feedRateSince({ messages, atMs }: FeedCount): number {
    return ((this.fed - messages) * 1_000) / (performance.now() - atMs);
  }

  /** Labels of quotes of an instrument (`null`: of all) that no cancel was sent for. */
  resting(instrument: string | null): readonly string[] {
    const found: string[] = [];
    for (const order of this.orders.values()) {
      if (!order.isCancelSent && (instrument === null || order.instrument === instrument)) found.push(order.label);
    }
    return found;
  }

  /** Resolves with the wall time at which the last of these had its cancel on the wire; rejects after `limitMs`. */
  async untilCanceled(labels: readonly string[], limitMs: number): Promise<number> {
    const isDone = (): boolean => labels.every((label) => this.orders.get(label)?.isCancelSent !== false);
    if (isDone()) return this.lastCancelAtMs;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.onCancel = () => undefined;
        reject(new Error(`expected ${labels.length} cancels within ${limitMs} ms, found some missing`));
      }, limitMs);
      this.onCancel = () => {
        if (!isDone()) return;
        clearTimeout(timer);
        this.onCancel = () => undefined;
        resolve(this.lastCancelAtMs);
      };
    });
  }

  /** Leaves a change out; returns when the telling frame left. */
  skip(instrument: string): number | null {
    return this.inject(this.bookOf(instrument)?.skip() ?? null);
  }

  /** Crosses a book; returns when the frame left. */
  cross(instrument: string): number | null {
    return this.inject(this.bookOf(instrument)?.cross() ?? null);
  }

  /** Holds back everything of an instrument's market; returns when its last message passed. */
  freeze(instrument: string): number {
    this.frozen.add(instrument);
    return this.lastFedAtMs.get(instrument) ?? 0;
  }

  /** Lets it pass again, from a new snapshot on. */
  thaw(instrument: string): void {
    this.frozen.delete(instrument);
    this.skip(instrument);
  }

  join(pair: ProxiedPair): PairMeddler {
    const placed = new Map<number, string>();
    let lastAt = performance.now();
    let owed = 0;
    // By the clock, not by the turn: a timer that comes late must not lower the rate.
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - lastAt;
      lastAt += elapsedMs;
      if (this.market !== pair.desk) return;
      owed = Math.min(owed + (elapsedMs * this.addedPerSecond) / 1_000, this.addedPerSecond * LONGEST_BURST_S);
      pair.road.cork();
      this.add(pair.desk, Math.floor(owed));
      pair.road.uncork();
      owed -= Math.floor(owed);
    }, PERIOD_MS);
    return {
      fromDesk: (text, pass) => {
        if (text.includes('"private/')) this.hearDesk(JSON.parse(text) as Frame, placed);
        pass(text);
      },
      fromVenue: (text, pass) => {
        const passed = this.hearVenue(text, pair, placed);
        if (passed !== null) pass(passed);
      },
      ended: () => {
        clearInterval(timer);
        if (this.market === pair.desk) this.market = null;
      },
    };
  }

  private bookOf(instrument: string): LoadedBook | undefined {
    return this.books.get(instrument);
  }

  private inject(frame: string | null): number | null {
    if (frame === null || this.market?.readyState !== WebSocket.OPEN) return null;
    const atMs = wallMs();
    this.market.send(frame);
    return atMs;
  }

  private add(desk: WebSocket, count: number): void {
    const fed = [...this.books].filter(([name]) => !this.frozen.has(name));
    for (let at = 0; at < count; at += 1) {
      const [name, book] = fed[(this.turn += 1) % fed.length] ?? [];
      const frame = book?.add() ?? null;
      if (name === undefined || frame === null || desk.readyState !== WebSocket.OPEN) continue;
      this.fed += 1;
      this.lastFedAtMs.set(name, wallMs());
      desk.send(frame);
    }
  }

  private hearDesk({ id, method = '', params = {} }: Frame, placed: Map<number, string>): void {
    if (method === 'private/buy' || method === 'private/sell') {
      const [label, instrument] = [String(params['label']), String(params['instrument_name'])];
      this.orders.set(label, { label, instrument, orderId: null, isCancelSent: false });
      if (id !== undefined) placed.set(id, label);
      return;
    }
    if (!method.startsWith('private/cancel') || method.includes('disconnect')) return;
    this.lastCancelAtMs = wallMs();
    for (const order of this.orders.values()) if (isMeant(order, method, params)) order.isCancelSent = true;
    this.onCancel();
  }

  private hearVenue(text: string, pair: ProxiedPair, placed: Map<number, string>): string | null {
    if (text.includes('"channel":"book.') || text.includes('"channel":"ticker.')) return this.feed(text, pair);
    if (text.includes('"channel":"user.orders.'))
      for (const order of listOf((JSON.parse(text) as Frame).params?.['data'])) this.note(order);
    else if (text.includes('"id":')) this.hearAnswer(JSON.parse(text) as Frame, placed);
    return text;
  }

  private hearAnswer({ id, result, error }: Frame, placed: Map<number, string>): void {
    const label = id === undefined ? undefined : placed.get(id);
    if (label === undefined || id === undefined) return;
    placed.delete(id);
    if (error !== undefined) this.orders.delete(label);
    else if (typeof result === 'object' && result !== null && 'order' in result) for (const order of listOf(result.order)) this.note(order);
  }

  private note(order: Readonly<Record<string, unknown>>): void {
    const [label, orderId] = [String(order['label']), String(order['order_id'])];
    const known = this.orders.get(this.labelOfOrder.get(orderId) ?? label);
    if (known === undefined) return;
    known.orderId = orderId;
    this.labelOfOrder.set(orderId, known.label);
    if (!OVER.has(String(order['order_state']))) return;
    this.orders.delete(known.label);
    this.labelOfOrder.delete(orderId);
    this.onCancel();
  }

  /** Book and ticker frames of one instrument; `null` while it is frozen. */
  private feed(text: string, pair: ProxiedPair): string | null {
    const { channel, data } = (JSON.parse(text) as { params: { channel: string; data: BookData } }).params;
    const name = data.instrument_name;
    if (this.frozen.has(name)) return null;
    this.lastFedAtMs.set(name, wallMs());
    this.fed += 1;
    if (!channel.startsWith('book.')) return text;
    this.market = pair.desk;
    const book = this.books.get(name) ?? new LoadedBook(channel, data);
    this.books.set(name, book);
    return book.pass(data);
  }
}

function isMeant(order: WireOrder, method: string, params: Readonly<Record<string, unknown>>): boolean {
  if (method === 'private/cancel') return order.orderId === params['order_id'];
  if (method === 'private/cancel_by_label') return order.label === params['label'];
  if (method === 'private/cancel_all_by_instrument') return order.instrument === params['instrument_name'];
  if (method === 'private/cancel_all_by_currency') {
    const kind = /-[CP]$/.test(order.instrument) ? 'option' : 'future';
    return order.instrument.startsWith(`${String(params['currency'])}-`) && kind === params['kind'];
  }
  return WHOLESALE.test(method);
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (Array.isArray(value) ? value : [value]) as readonly Readonly<Record<string, unknown>>[];
}
