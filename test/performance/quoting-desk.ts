/** A quoting engine under a synthetic market, whose venue acknowledges every order and cancel at once; only the update itself is timed. */
import type { EngineEffect } from '../../shared/engine/effects';
import { TestDesk } from '../support/engine-builder';
import { BTC, reportOf, testSettings, VENUE } from '../support/engine-parts';
import { SyntheticMarket, type UpdateMessage } from './update-streams';

/** Middle of the market in ticks of the perpetual (60,000 USD). */
const MIDDLE_TICKS = 120_000;
/** One message per millisecond of the engine's time. */
const MESSAGES_PER_TICK_OF_CLOCK = 100;

/** One timed update. */
export interface TimedUpdate {
  readonly microseconds: number;
  /** Whether orders were sent or cancelled because of it. */
  readonly hasDecided: boolean;
}

/** Feeds a desk that quotes five levels a side. */
export class QuotingDesk {
  /** With the rate limit out of the way: the costly path, new quotes, is to be measured, not its absence. */
  readonly desk = new TestDesk().startTrading(testSettings({ maximumOrdersPerSecond: 10_000 }));
  private readonly market = new SyntheticMarket(MIDDLE_TICKS);
  private stepCount = 0;

  /** The book to begin with; give it to the desk before the first update. */
  readonly snapshot: UpdateMessage = this.market.open();

  constructor() {
    this.answer();
  }

  /** Whether all is well enough to quote; a bench that measures a halted desk would flatter itself. */
  get isQuoting(): boolean {
    return this.desk.state.safety.tradingState === 'active' && this.desk.state.orders.openOf(BTC).length > 0;
  }

  /** The next change of the market. */
  nextMessage(): UpdateMessage {
    const { messages } = this.market;
    while (messages.length === 0) this.market.advance();
    return messages.shift() ?? { bids: [], asks: [] };
  }

  /** Times one update, then lets the venue answer and time pass. */
  time(update: () => readonly EngineEffect[]): TimedUpdate {
    const startedAt = performance.now();
    const effects = update();
    const microseconds = (performance.now() - startedAt) * 1_000;
    const hasDecided = effects.some(({ kind }) => kind === 'send-order' || kind === 'cancel-order');
    this.answer();
    this.passTime();
    this.answer();
    return { microseconds, hasDecided };
  }

  /** An answer can lead to new orders, which are answered too. */
  private answer(): void {
    const { open } = this.desk.state.orders;
    const isOutstanding = (): boolean =>
      [...open.values()].some(({ status, isCancelPending }) => status === 'submitted' || isCancelPending);
    for (let round = 0; round < 10 && isOutstanding(); round += 1) {
      this.desk.cancelPending();
      this.desk.acceptAll();
    }
  }

  /** The venue's whole account, as often as the desk wants it: what nobody compares is not quoted on. */
  private reconcile(): void {
    const openOrders = [...this.desk.state.orders.open.values()].map((order) => reportOf(order, { venueUpdatedAtMs: order.updatedAtMs }));
    this.desk.reconcile({ openOrders });
  }

  private passTime(): void {
    this.stepCount += 1;
    this.desk.nowMs += 1;
    if (this.stepCount % MESSAGES_PER_TICK_OF_CLOCK !== 0) return;
    if (this.desk.wait(0).some(({ kind }) => kind === 'request-reconciliation')) this.reconcile();
    const { top } = this.desk.state.markets.get(BTC) ?? {};
    if (top?.bid != null) this.desk.ticker(BTC, top.bid);
    for (const channel of ['market-data', 'private'] as const) {
      this.desk.apply({ kind: 'latency-measured', venue: VENUE, channel, roundTripMs: 1, clockOffsetMs: 0 });
    }
    this.desk.events.length = 0;
    this.desk.effects.length = 0;
  }
}
