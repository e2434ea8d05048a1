/** The order book updates that the contestants are given: a seeded synthetic stream, and the recorded one where it is present. */
import { readRecordingLines } from '../../electron/practice/recording-lines';
import type { BookLevel } from '../../shared/book/order-book';
import { decodeRecordedLine } from '../../shared/book/recorded/decode-binance';
import { RecordedStream } from '../../shared/book/recorded/recorded-stream';

/** Changes that arrive together; the top of book is read after each message. */
export interface UpdateMessage {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** A snapshot and what follows it, in ticks and lots. */
export interface UpdateStream {
  readonly name: string;
  /** Quote units per tick, for contestants that keep decimals. */
  readonly tickSize: number;
  readonly snapshot: UpdateMessage;
  readonly messages: readonly UpdateMessage[];
  /** Level changes in all messages together. */
  readonly updateCount: number;
}

/** Mulberry32: small, seeded, good enough to draw levels with. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Farthest level from the mid; two thirds of the ticks are taken, so 500 levels a side. */
const REACH_TICKS = 750;
/** Mean distance of the changes near the touch. */
const NEAR_TICKS = 10;

/** The wandering market that synthetic streams are drawn from; `messages` grows with each change and may be emptied by its reader. */
export class SyntheticMarket {
  readonly messages: UpdateMessage[] = [];
  private readonly levels = { buy: new Map<number, number>(), sell: new Map<number, number>() };
  private readonly random = seededRandom(20_260_201);

  /** Middle of the market in ticks. */
  constructor(private mid: number) {}

  /** Two thirds of the ticks within reach, the nearest always. */
  open(): UpdateMessage {
    for (const side of ['buy', 'sell'] as const) {
      for (let distance = 1; distance <= REACH_TICKS; distance += 1) {
        if (distance === 1 || this.random() < 2 / 3) this.levels[side].set(this.ticksAt(side, distance), this.drawLots());
      }
    }
    return { bids: [...this.levels.buy], asks: [...this.levels.sell] };
  }

  /** The next change: in one of fifty the mid moves, else one level does. */
  advance(): void {
    if (this.random() < 0.02) this.moveMid();
    else this.changeLevel();
  }

  /** The mid moves by a tick: the side in its way gives up its best, the other gains one and loses its farthest. */
  private moveMid(): void {
    const isUp = this.random() < 0.5;
    const [giving, taking] = isUp ? (['sell', 'buy'] as const) : (['buy', 'sell'] as const);
    const farthest = this.ticksAt(taking, REACH_TICKS);
    this.mid += isUp ? 1 : -1;
    if (this.levels[giving].has(this.mid)) this.change(giving, this.mid, 0);
    if (this.levels[taking].has(farthest)) this.change(taking, farthest, 0);
    this.change(taking, this.ticksAt(taking, 1), this.drawLots());
  }

  /** One level near the touch or anywhere: inserted if absent, else removed or changed. */
  private changeLevel(): void {
    const side = this.random() < 0.5 ? 'buy' : 'sell';
    const isNear = this.random() < 0.5;
    const drawn = isNear ? -Math.log(1 - this.random()) * NEAR_TICKS : this.random() * REACH_TICKS;
    const ticks = this.ticksAt(side, 1 + Math.floor(Math.min(drawn, REACH_TICKS - 1)));
    this.change(side, ticks, this.levels[side].has(ticks) && this.random() < 0.5 ? 0 : this.drawLots());
  }

  private ticksAt(side: 'buy' | 'sell', distance: number): number {
    return this.mid + (side === 'buy' ? -distance : distance);
  }

  private drawLots(): number {
    return 1 + Math.floor(this.random() * 5_000);
  }

  private change(side: 'buy' | 'sell', ticks: number, lots: number): void {
    if (lots === 0) this.levels[side].delete(ticks);
    else this.levels[side].set(ticks, lots);
    this.messages.push(side === 'buy' ? { bids: [[ticks, lots]], asks: [] } : { bids: [], asks: [[ticks, lots]] });
  }
}

/**
 * About 1,000 levels (500 a side) around a wandering mid, one level per message: a third of the changes insert, a third remove, a third
 * change a quantity; half of them lie within some ten ticks of the touch, half anywhere. The book never crosses.
 */
export function syntheticStream(messageCount: number): UpdateStream {
  const market = new SyntheticMarket(600_000);
  const snapshot = market.open();
  while (market.messages.length < messageCount) market.advance();
  const { messages } = market;
  return { name: 'synthetic, 1,000 levels', tickSize: 0.1, snapshot, messages, updateCount: messages.length };
}

/** The USD-M recording: full depth (about 9,600 levels), real message shapes. Its prices all lie on the instrument's tick of 0.10. */
export async function recordedStream(path: string): Promise<UpdateStream> {
  const stream = new RecordedStream();
  const books: UpdateMessage[] = [];
  for await (const line of readRecordingLines(path)) {
    const message = decodeRecordedLine(line);
    const events = message.ok ? stream.push(message.value) : message;
    if (!events.ok) throw new Error(`${path}: ${events.error}`);
    for (const event of events.value) {
      if (event.kind === 'book-snapshot' || event.kind === 'book-delta')
        books.push({ bids: onTenths(event.bids), asks: onTenths(event.asks) });
    }
  }
  const [snapshot, ...messages] = books;
  if (snapshot === undefined) throw new Error(`${path}: expected a depth snapshot, found none`);
  const updateCount = messages.reduce((sum, { bids, asks }) => sum + bids.length + asks.length, 0);
  return { name: 'recorded, USD-M BTCUSDT', tickSize: 0.1, snapshot, messages, updateCount };
}

/** From the two written decimals to the tick of 0.10 that the venue states for this instrument. */
function onTenths(levels: readonly BookLevel[]): readonly BookLevel[] {
  return levels.map(([hundredths, lots]) => {
    if (hundredths % 10 !== 0) throw new Error(`expected a price on the tick of 0.10, found ${hundredths / 100}`);
    return [hundredths / 10, lots];
  });
}
