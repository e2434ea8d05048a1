/** Book channels of one instrument: a snapshot, then changes whose `prev_change_id` continues the chain. */
import { fromLots, fromTicks, type ContractSpec } from './contract-spec';
import type { BookSide, MatchingBook, TouchedLevels } from './matching-book';

/** `["new" | "change" | "delete", price, amount]`. */
export type LevelChange = readonly ['new' | 'change' | 'delete', number, number];

/** The `data` of a book notification. */
export interface BookMessage {
  readonly type: 'snapshot' | 'change';
  readonly timestamp: number;
  readonly instrument_name: string;
  readonly change_id: number;
  readonly prev_change_id?: number;
  readonly bids: readonly LevelChange[];
  readonly asks: readonly LevelChange[];
}

/** One interval's chain: what changed since its last message. */
class BookChain {
  private readonly bids: TouchedLevels = new Map();
  private readonly asks: TouchedLevels = new Map();
  private lastChangeId = 0;

  /** Merges levels touched by one change; the oldest total before wins. */
  public merge(book: MatchingBook): void {
    mergeInto(this.bids, book.bids.touched);
    mergeInto(this.asks, book.asks.touched);
  }

  /** Forgets what is pending and starts the chain at `changeId`. */
  public restart(changeId: number): void {
    this.bids.clear();
    this.asks.clear();
    this.lastChangeId = changeId;
  }

  /** The next message of the chain, or `null` when nothing changed in sum. */
  public take(feed: { spec: ContractSpec; book: MatchingBook; changeId: number; nowMs: number }): BookMessage | null {
    const bids = changesOf(feed.spec, feed.book.bids, this.bids);
    const asks = changesOf(feed.spec, feed.book.asks, this.asks);
    if (bids.length === 0 && asks.length === 0) return null;
    const previous = this.lastChangeId;
    this.lastChangeId = feed.changeId;
    return {
      type: 'change',
      timestamp: feed.nowMs,
      instrument_name: feed.spec.name,
      change_id: feed.changeId,
      prev_change_id: previous,
      bids,
      asks,
    };
  }
}

/** All chains of one instrument. Chains exist while somebody follows them. */
export class BookFeed {
  private readonly chains = new Map<string, BookChain>();
  private changeId: number;

  public constructor(
    private readonly spec: ContractSpec,
    private readonly book: MatchingBook,
  ) {
    this.changeId = spec.id * 1_000_000_000;
  }

  /** Id of the book's present state. */
  public currentChangeId(): number {
    return this.changeId;
  }

  /** Takes over what the engine touched: one change id for all of it. */
  public collect(): void {
    const { bids, asks } = this.book;
    if (bids.touched.size === 0 && asks.touched.size === 0) return;
    this.changeId += 1;
    for (const chain of this.chains.values()) chain.merge(this.book);
    bids.touched.clear();
    asks.touched.clear();
  }

  /** The next change of an interval, or `null`. */
  public take(interval: string, nowMs: number): BookMessage | null {
    return this.chains.get(interval)?.take({ spec: this.spec, book: this.book, changeId: this.changeId, nowMs }) ?? null;
  }

  /** Starts following an interval: the full book. The caller first publishes what is pending for those who follow already. */
  public snapshot(interval: string, nowMs: number): BookMessage {
    const chain = this.chains.get(interval) ?? new BookChain();
    this.chains.set(interval, chain);
    chain.restart(this.changeId);
    const all = (side: BookSide): readonly LevelChange[] =>
      side.top(Number.MAX_SAFE_INTEGER).map((level) => ['new', fromTicks(this.spec, level.ticks), fromLots(this.spec, level.totalLots)]);
    return {
      type: 'snapshot',
      timestamp: nowMs,
      instrument_name: this.spec.name,
      change_id: this.changeId,
      bids: all(this.book.bids),
      asks: all(this.book.asks),
    };
  }

  /** Ends an interval that nobody follows any more. */
  public drop(interval: string): void {
    this.chains.delete(interval);
  }
}

function mergeInto(pending: TouchedLevels, touched: TouchedLevels): void {
  for (const [ticks, before] of touched) {
    if (!pending.has(ticks)) pending.set(ticks, before);
  }
}

function changesOf(spec: ContractSpec, side: BookSide, pending: TouchedLevels): readonly LevelChange[] {
  const changes: LevelChange[] = [];
  for (const [ticks, before] of pending) {
    const now = side.levelAt(ticks)?.totalLots ?? 0;
    if (now === before) continue;
    const kind = now === 0 ? 'delete' : before === 0 ? 'new' : 'change';
    changes.push([kind, fromTicks(spec, ticks), fromLots(spec, now)]);
  }
  pending.clear();
  return changes;
}
