/** Orders between their decision and the disk's word: sent once durable, withheld if the disk refused, took too long, or a cancel came first. */
import type { ClientOrderId } from '../../shared/domain/order';
import type { Result } from '../../shared/domain/result';
import type { VenueId } from '../../shared/domain/venue';
import type { CancelScope, SendOrder } from '../../shared/engine/effects';
import type { EngineEventBody } from '../../shared/engine/events';
import { venueOfInstrument } from '../../shared/engine/state';

/** An order that waited longer than this for the disk was decided on a market that is gone, ms. */
const LONGEST_WAIT_MS = 250;

/** What the sender needs of the world. */
export interface SenderRim {
  monotonicMs(): number;
  /** Makes everything recorded so far and these intents durable, then calls back; the error says what the disk said. */
  commitIntents(intents: readonly SendOrder[], done: (result: Result<null, string>) => void): void;
  submit(body: EngineEventBody): void;
  send(order: SendOrder): void;
}

/** Cancels never wait here: what a cancel finds waiting simply never leaves. */
export class DurableSender {
  readonly #rim: SenderRim;
  readonly #waiting = new Map<ClientOrderId, { readonly order: SendOrder; readonly decidedAtMs: number }>();

  constructor(rim: SenderRim) {
    this.#rim = rim;
  }

  /** Orders that wait for the disk. */
  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** Lets an order wait, so that a cancel of the same step finds it. */
  hold(order: SendOrder): void {
    this.#waiting.set(order.order.intent.clientOrderId, { order, decidedAtMs: this.#rim.monotonicMs() });
  }

  /** Sends those of the orders held that no cancel withdrew, as soon as their intents are durable. */
  send(held: readonly SendOrder[]): void {
    const orders = held.filter(({ order }) => this.#waiting.has(order.intent.clientOrderId));
    if (orders.length === 0) return;
    this.#rim.commitIntents(orders, (committed) => {
      this.expire();
      for (const order of orders) this.#settle(order, committed);
    });
  }

  /** Withholds what has waited too long; asked on each tick of the clock, because a stalled disk says nothing. */
  expire(): void {
    const nowMs = this.#rim.monotonicMs();
    for (const [id, { decidedAtMs }] of this.#waiting) {
      const waitedMs = nowMs - decidedAtMs;
      // In order of decision: what follows is younger.
      if (waitedMs <= LONGEST_WAIT_MS) return;
      this.#waiting.delete(id);
      const reason = `Expected the disk within ${LONGEST_WAIT_MS} ms, found none of its answer after ${Math.round(waitedMs)} ms; never sent.`;
      this.#withhold(id, 'expired', reason);
    }
  }

  /** Whether the order was still waiting; it will not leave any more. */
  withdraw(id: ClientOrderId): boolean {
    if (!this.#waiting.delete(id)) return false;
    this.#withhold(id, 'canceled', 'Canceled while it waited for the disk; never sent.');
    return true;
  }

  /** Withdraws everything that a cancel of this scope means. */
  withdrawAll(venue: VenueId, scope: CancelScope): void {
    for (const [id, { order }] of [...this.#waiting]) {
      const { instrumentId, purpose } = order.order.intent;
      if (venueOfInstrument(instrumentId) === venue && (scope !== 'quotes' || purpose === 'quote')) this.withdraw(id);
    }
  }

  #settle(order: SendOrder, committed: Result<null, string>): void {
    const { clientOrderId } = order.order.intent;
    if (!this.#waiting.delete(clientOrderId)) return;
    if (committed.ok) this.#rim.send(order);
    else this.#withhold(clientOrderId, 'disk', `Expected a durable journal before sending, found: ${committed.error}. Nothing was sent.`);
  }

  #withhold(clientOrderId: ClientOrderId, cause: 'disk' | 'expired' | 'canceled', reason: string): void {
    this.#rim.submit({ kind: 'order-withheld', clientOrderId, cause, reason });
  }
}
