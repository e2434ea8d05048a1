/** Rebuilds a book from a recorded stream and counts what can be checked against the venue's own best bid and ask. */
import { OrderBook, type BookLevel } from '../order-book';
import { formatDecimal, trimDecimal } from './decimal-text';
import type { RecordedEvent, RecordedScale } from './recorded-stream';

/** What was rebuilt, prices and quantities as exact decimal text. */
export interface RebuildReport {
  /** Depth messages applied after the snapshot. */
  readonly applied: number;
  /** Depth messages older than the snapshot. */
  readonly dropped: number;
  /** Times the book was crossed or locked after a message. */
  readonly crossed: number;
  /** Books equal to the venue's best bid and ask of the same update id, of all that could be compared. */
  readonly topMatches: string;
  /** Price × quantity; `null` when there are no bids. */
  readonly bestBid: string | null;
  /** Price × quantity; `null` when there are no asks. */
  readonly bestAsk: string | null;
  /** Bid levels / ask levels. */
  readonly levels: string;
  readonly lastUpdateId: number;
  readonly trades: number;
  readonly tradedQuantity: string;
}

/** Accumulates the events of one stream. */
export class RebuildTally {
  /** The book as of the last event. */
  readonly book = new OrderBook();
  private applied = 0;
  private crossed = 0;
  private matched = 0;
  private compared = 0;
  private trades = 0;
  private tradedLots = 0;
  /** Best bid and ask told by the venue ahead of the depth message of the same update id. */
  private readonly awaitedTops = new Map<number, { readonly bid: BookLevel; readonly ask: BookLevel }>();

  /** Takes the next event. */
  add(event: RecordedEvent): void {
    if (event.kind === 'trade') {
      this.trades += 1;
      this.tradedLots += event.lots;
    } else if (event.kind === 'top') {
      if (event.updateId > this.book.changeId) this.awaitedTops.set(event.updateId, event);
    } else if (event.kind === 'book-snapshot') this.book.applySnapshot(event.bids, event.asks, event.changeId);
    else {
      this.book.applyDelta(event.bids, event.asks, event.changeId);
      this.applied += 1;
      if (this.book.isCrossed() || this.book.isLocked()) this.crossed += 1;
      this.compareTop(event.changeId);
    }
  }

  /** The result so far. */
  report(scale: RecordedScale, dropped: number): RebuildReport {
    const { book } = this;
    const bid = book.bestBid();
    const ask = book.bestAsk();
    const writeQuantity = (lots: number): string => {
      const text = formatDecimal(lots, scale.quantityDecimals);
      return scale.isPadded ? trimDecimal(text) : text;
    };
    const writeLevel = (ticks: number, lots: number): string => `${formatDecimal(ticks, scale.priceDecimals)} × ${writeQuantity(lots)}`;
    return {
      applied: this.applied,
      dropped,
      crossed: this.crossed,
      topMatches: `${this.matched}/${this.compared}`,
      bestBid: bid === null ? null : writeLevel(bid, book.bestBidLots()),
      bestAsk: ask === null ? null : writeLevel(ask, book.bestAskLots()),
      levels: `${book.levelCount('buy')}/${book.levelCount('sell')}`,
      lastUpdateId: book.changeId,
      trades: this.trades,
      tradedQuantity: writeQuantity(this.tradedLots),
    };
  }

  private compareTop(updateId: number): void {
    const top = this.awaitedTops.get(updateId);
    if (top !== undefined) {
      this.compared += 1;
      if (this.equalsTop(top)) this.matched += 1;
    }
    for (const id of this.awaitedTops.keys()) {
      if (id > updateId) break;
      this.awaitedTops.delete(id);
    }
  }

  private equalsTop(top: { readonly bid: BookLevel; readonly ask: BookLevel }): boolean {
    const { book } = this;
    return (
      book.bestBid() === top.bid[0] &&
      book.bestBidLots() === top.bid[1] &&
      book.bestAsk() === top.ask[0] &&
      book.bestAskLots() === top.ask[1]
    );
  }
}
