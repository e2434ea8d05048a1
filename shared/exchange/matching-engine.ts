/** Price-time matching with partial fills, queue position, post-only, immediate-or-cancel and fill-or-kill. */
import { MatchingBook } from './matching-book';
import { remainingLots, type CancelReason, type MutableOrder } from './resting-order';
import type { ContractSpec } from './contract-spec';
import { fromTicks } from './contract-spec';

/** One execution between a resting order and an arriving one. */
export interface Execution {
  readonly spec: ContractSpec;
  readonly maker: MutableOrder;
  readonly taker: MutableOrder;
  readonly priceTicks: number;
  readonly lots: number;
}

/** Told of everything that matching does, in order. */
export interface MatchingListener {
  /** After both orders carry the fill. */
  executed(execution: Execution): void;
  /** After an order reached a final state or changed while resting. */
  changed(order: MutableOrder): void;
}

/** What became of an arriving order. */
export type Placement = 'resting' | 'done' | 'post_only_reject';

/** The books of all instruments and the rules by which orders meet. */
export class MatchingEngine {
  private readonly books = new Map<string, MatchingBook>();
  /** Instruments whose book changed since the owner last cleared it. */
  public readonly dirty = new Set<string>();

  public constructor(private readonly listener: MatchingListener) {}

  /** The book of an instrument, opened on first use. */
  public book(instrument: string): MatchingBook {
    const known = this.books.get(instrument);
    if (known !== undefined) return known;
    const opened = new MatchingBook();
    this.books.set(instrument, opened);
    return opened;
  }

  /**
   * Takes an order: matches, then rests or ends what is left. A post-only price that would trade is moved behind the best
   * opposite price, or refused when `rejectPostOnly`. The order's `state` and fills are up to date on return.
   */
  public place(spec: ContractSpec, order: MutableOrder, nowMs: number): Placement {
    const book = this.book(spec.name);
    this.dirty.add(spec.name);
    if (order.isPostOnly && book.wouldCross(order.side, order.priceTicks)) {
      if (order.rejectPostOnly) return 'post_only_reject';
      if (!slideBehindBest(book, order)) return 'post_only_reject';
    }
    if (order.timeInForce === 'fill_or_kill' && book.availableLots(order.side, limitOf(order)) < order.lots) {
      this.finish(order, 'immediate_or_cancel', nowMs);
      return 'done';
    }
    this.match(spec, order, nowMs);
    if (remainingLots(order) === 0) return 'done';
    if (order.orderType === 'market' || order.timeInForce === 'immediate_or_cancel') {
      this.finish(order, 'immediate_or_cancel', nowMs);
      return 'done';
    }
    book.own(order.side).add(order);
    this.listener.changed(order);
    return 'resting';
  }

  /** Takes a resting order out of the book. `false` if it is no longer open. */
  public cancel(order: MutableOrder, reason: CancelReason, nowMs: number): boolean {
    if (order.state !== 'open') return false;
    this.book(order.instrument).own(order.side).remove(order);
    this.dirty.add(order.instrument);
    this.finish(order, reason, nowMs);
    return true;
  }

  /** Lowers the open amount in place: the order keeps its queue position. `lots` is the new total, above what is filled. */
  public shrink(order: MutableOrder, lots: number, nowMs: number): void {
    this.book(order.instrument)
      .own(order.side)
      .reduce(order, order.lots - lots);
    this.dirty.add(order.instrument);
    order.lots = lots;
    order.updatedAtMs = nowMs;
    order.isReplaced = true;
    this.listener.changed(order);
  }

  /** Moves a resting order to another price or a larger amount: it loses its place, and may trade at once. */
  public replace(spec: ContractSpec, order: MutableOrder, terms: { priceTicks: number; lots: number; nowMs: number }): Placement {
    this.book(spec.name).own(order.side).remove(order);
    order.priceTicks = terms.priceTicks;
    order.lots = terms.lots;
    order.updatedAtMs = terms.nowMs;
    order.isReplaced = true;
    const placement = this.place(spec, order, terms.nowMs);
    if (placement === 'post_only_reject') this.finish(order, 'edit_post_only_reject', terms.nowMs);
    return placement;
  }

  private match(spec: ContractSpec, taker: MutableOrder, nowMs: number): void {
    const side = this.book(spec.name).opposite(taker.side);
    while (remainingLots(taker) > 0) {
      const level = side.best();
      const maker = level?.orders[0];
      if (level === null || maker === undefined || !isMarketable(taker, level.ticks)) return;
      if (maker.accountId === taker.accountId) {
        this.cancel(maker, 'self_trade', nowMs);
        continue;
      }
      this.fill({ spec, maker, taker, priceTicks: level.ticks, lots: Math.min(remainingLots(maker), remainingLots(taker)) }, nowMs);
    }
  }

  private fill(execution: Execution, nowMs: number): void {
    const { spec, maker, taker, lots } = execution;
    const side = this.book(spec.name).own(maker.side);
    if (lots === remainingLots(maker)) side.remove(maker);
    else side.reduce(maker, lots);
    record(execution, maker, nowMs);
    record(execution, taker, nowMs);
    this.listener.executed(execution);
    this.listener.changed(maker);
    if (taker.state === 'filled') this.listener.changed(taker);
  }

  private finish(order: MutableOrder, reason: CancelReason, nowMs: number): void {
    order.state = 'cancelled';
    order.cancelReason = reason;
    order.updatedAtMs = nowMs;
    this.listener.changed(order);
  }
}

function record(execution: Execution, order: MutableOrder, nowMs: number): void {
  const price = fromTicks(execution.spec, execution.priceTicks);
  order.filledLots += execution.lots;
  order.filledValue += execution.spec.kind === 'option' ? execution.lots * price : execution.lots / price;
  order.updatedAtMs = nowMs;
  if (remainingLots(order) === 0) order.state = 'filled';
}

function isMarketable(taker: MutableOrder, ticks: number): boolean {
  if (taker.orderType === 'market') return true;
  return taker.side === 'buy' ? taker.priceTicks >= ticks : taker.priceTicks <= ticks;
}

function limitOf(order: MutableOrder): number | null {
  return order.orderType === 'market' ? null : order.priceTicks;
}

/** One tick away from the best opposite price; `false` when there is no price above zero left. */
function slideBehindBest(book: MatchingBook, order: MutableOrder): boolean {
  const best = book.opposite(order.side).best();
  if (best === null) return true;
  const ticks = order.side === 'buy' ? best.ticks - 1 : best.ticks + 1;
  if (ticks < 1) return false;
  order.priceTicks = ticks;
  return true;
}
