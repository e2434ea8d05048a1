/** Turns the messages of one recorded stream into whole-number events in order, refusing gaps and foreign messages. */
import { fail, ok, type Result } from '../../domain/result';
import type { Side } from '../../domain/side';
import type { BookLevel } from '../order-book';
import { parseDecimal, trimDecimal, writtenDecimals } from './decimal-text';
import type { DepthMessage, RecordedMessage, SnapshotMessage, TextLevel } from './decode-binance';

/** Decimals of the stream: one tick is 10^−priceDecimals, one lot 10^−quantityDecimals. */
export interface RecordedScale {
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  /** The venue pads every number with zeros to eight decimals (spot), which says nothing of the instrument. */
  readonly isPadded: boolean;
}

/** One event of the stream, prices in ticks and quantities in lots of its scale. */
export type RecordedEvent =
  | {
      readonly kind: 'book-snapshot' | 'book-delta';
      readonly receivedAtNs: bigint;
      readonly changeId: number;
      readonly bids: readonly BookLevel[];
      readonly asks: readonly BookLevel[];
    }
  | {
      readonly kind: 'trade';
      readonly receivedAtNs: bigint;
      readonly tradeId: number;
      /** Side of the taker. */
      readonly side: Side;
      readonly ticks: number;
      readonly lots: number;
      readonly executedAtMs: number;
    }
  | {
      readonly kind: 'top';
      readonly receivedAtNs: bigint;
      readonly updateId: number;
      readonly bid: BookLevel;
      readonly ask: BookLevel;
    };

/** Messages kept until the snapshot arrives; recordings hold it within the first hundred. */
const WAITING_LIMIT = 10_000;

/**
 * Continuity as the venue documents it. Futures: the first change after the snapshot satisfies U ≤ id ≤ u, each later one names its
 * predecessor in `pu`; changes with u < id are older than the snapshot. Spot: U ≤ id + 1 ≤ u, then U = previous u + 1; u ≤ id is older.
 */
export class RecordedStream {
  private waiting: RecordedMessage[] = [];
  private currentScale: RecordedScale | null = null;
  private stream: string | null = null;
  private instrument: string | null = null;
  private lastUpdateId = 0;
  private isFirstChange = true;
  private dropped = 0;

  /** `null` until the snapshot. */
  get scale(): RecordedScale | null {
    return this.currentScale;
  }

  /** Depth messages older than the snapshot. */
  get droppedCount(): number {
    return this.dropped;
  }

  /** Takes the next message; the events it releases, or one clause saying what was expected and found. */
  push(message: RecordedMessage): Result<readonly RecordedEvent[], string> {
    const foreign = this.refuseForeign(message);
    if (foreign !== null) return fail(foreign);
    if (message.kind === 'snapshot') return this.start(message);
    if (this.currentScale !== null) return this.convert(message, this.currentScale);
    this.waiting.push(message);
    if (this.waiting.length <= WAITING_LIMIT) return ok([]);
    return fail(
      `expected a depth snapshot among the first ${WAITING_LIMIT} messages, found none; if this file continues another, give that one first`,
    );
  }

  /** `null` at a good end; else what is missing. */
  finish(): string | null {
    return this.currentScale === null ? 'expected a depth snapshot, found none; if this file continues another, give that one first' : null;
  }

  private refuseForeign(message: RecordedMessage): string | null {
    if (message.kind === 'snapshot') return null;
    this.instrument ??= message.instrument;
    if (message.instrument !== this.instrument) return `expected one stream (${this.instrument}), found ${message.instrument} in it`;
    if (message.kind !== 'depth') return null;
    this.stream ??= message.stream;
    return message.stream === this.stream ? null : `expected one stream (${this.stream}), found ${message.stream} in it`;
  }

  private start(snapshot: SnapshotMessage): Result<readonly RecordedEvent[], string> {
    if (snapshot.lastUpdateId < this.lastUpdateId) {
      return fail(
        `expected a snapshot of update ${this.lastUpdateId} or later, found ${snapshot.lastUpdateId}; give the files in order of time`,
      );
    }
    const scale = (this.currentScale ??= scaleOf([...snapshot.bids, ...snapshot.asks]));
    const bids = toLevels(snapshot.bids, scale);
    const asks = toLevels(snapshot.asks, scale);
    if (bids === null || asks === null) return fail(`expected decimal prices and quantities in the snapshot, found others`);
    this.lastUpdateId = snapshot.lastUpdateId;
    this.isFirstChange = true;
    const events: RecordedEvent[] = [
      { kind: 'book-snapshot', receivedAtNs: snapshot.receivedAtNs, changeId: snapshot.lastUpdateId, bids, asks },
    ];
    const waiting = this.waiting;
    this.waiting = [];
    for (const message of waiting) {
      const released = this.convert(message, scale);
      if (!released.ok) return released;
      events.push(...released.value);
    }
    return ok(events);
  }

  private convert(message: RecordedMessage, scale: RecordedScale): Result<readonly RecordedEvent[], string> {
    const { receivedAtNs } = message;
    if (message.kind === 'trade') {
      const level = toLevel([message.price, message.quantity], scale);
      if (level === null) return fail(unreadable(message.price, message.quantity, scale));
      const { tradeId, side, executedAtMs } = message;
      return ok([{ kind: 'trade', receivedAtNs, tradeId, side, ticks: level[0], lots: level[1], executedAtMs }]);
    }
    if (message.kind === 'top') {
      const bid = toLevel(message.bid, scale);
      const ask = toLevel(message.ask, scale);
      if (bid === null || ask === null) return fail(unreadable(...(bid === null ? message.bid : message.ask), scale));
      return ok([{ kind: 'top', receivedAtNs, updateId: message.updateId, bid, ask }]);
    }
    return message.kind === 'depth' ? this.convertDepth(message, scale) : ok([]);
  }

  private convertDepth(message: DepthMessage, scale: RecordedScale): Result<readonly RecordedEvent[], string> {
    if (this.isFirstChange && this.isOlderThanSnapshot(message)) {
      this.dropped += 1;
      return ok([]);
    }
    if (!this.isContinuation(message)) {
      return fail(
        `expected a change that continues update ${this.lastUpdateId}, found updates ${message.firstUpdateId} to ${message.lastUpdateId}; ` +
          `the recording has a gap, or the files are not of one stream in order of time`,
      );
    }
    const bids = toLevels(message.bids, scale);
    const asks = toLevels(message.asks, scale);
    if (bids === null || asks === null) {
      const unread = [...message.bids, ...message.asks].find((level) => toLevel(level, scale) === null) ?? ['', ''];
      return fail(unreadable(...unread, scale));
    }
    this.isFirstChange = false;
    this.lastUpdateId = message.lastUpdateId;
    return ok([{ kind: 'book-delta', receivedAtNs: message.receivedAtNs, changeId: message.lastUpdateId, bids, asks }]);
  }

  private isOlderThanSnapshot(message: DepthMessage): boolean {
    return message.previousUpdateId === null ? message.lastUpdateId <= this.lastUpdateId : message.lastUpdateId < this.lastUpdateId;
  }

  private isContinuation(message: DepthMessage): boolean {
    const { firstUpdateId, lastUpdateId, previousUpdateId } = message;
    const isFutures = previousUpdateId !== null;
    if (!this.isFirstChange) return isFutures ? previousUpdateId === this.lastUpdateId : firstUpdateId === this.lastUpdateId + 1;
    const wanted = isFutures ? this.lastUpdateId : this.lastUpdateId + 1;
    return firstUpdateId <= wanted && wanted <= lastUpdateId;
  }
}

/** Decimals that padding venues write. */
const PADDED_DECIMALS = 8;

/**
 * Prices keep to the instrument's tick, so padding is taken off. Quantities do not always keep to today's lot (old orders rest from the
 * time of a finer one), so every written decimal counts.
 */
function scaleOf(levels: readonly TextLevel[]): RecordedScale {
  const prices = levels.map((level) => level[0]);
  const isPadded = levels.every((level) => level.every((text) => writtenDecimals([text]) === PADDED_DECIMALS));
  return {
    priceDecimals: writtenDecimals(isPadded ? prices.map(trimDecimal) : prices),
    quantityDecimals: writtenDecimals(levels.map((level) => level[1])),
    isPadded,
  };
}

function toLevel(level: TextLevel, scale: RecordedScale): BookLevel | null {
  const ticks = parseDecimal(level[0], scale.priceDecimals);
  const lots = parseDecimal(level[1], scale.quantityDecimals);
  return ticks === null || lots === null ? null : [ticks, lots];
}

function toLevels(levels: readonly TextLevel[], scale: RecordedScale): readonly BookLevel[] | null {
  const converted: BookLevel[] = [];
  for (const text of levels) {
    const level = toLevel(text, scale);
    if (level === null) return null;
    converted.push(level);
  }
  return converted;
}

function unreadable(price: string, quantity: string, scale: RecordedScale): string {
  return (
    `expected a price of at most ${scale.priceDecimals} and a quantity of at most ${scale.quantityDecimals} decimals, ` +
    `found "${price}" and "${quantity}"`
  );
}
