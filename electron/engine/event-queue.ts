/** The bounded queue in front of `step`: market data gives way when it is full, account events and commands never do. */
import type { InstrumentId } from '../../shared/domain/instrument';
import type { EngineEventBody } from '../../shared/engine/events';

/** What a push led to. `shed`: a book message was dropped and its book must be invalidated. `overflow`: stop quoting. */
export type PushResult =
  | { readonly kind: 'queued' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'shed'; readonly instrumentId: InstrumentId }
  | { readonly kind: 'overflow' };

/** First in, first out. Beyond `capacity` market data is refused; beyond twice that the account lane counts as overflown, yet still keeps all. */
export class EventQueue {
  readonly #capacity: number;
  #items: EngineEventBody[] = [];
  #head = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Events waiting. */
  get length(): number {
    return this.#items.length - this.#head;
  }

  /** Adds an event or says why it gave way. */
  push(body: EngineEventBody): PushResult {
    if (this.length >= this.#capacity) {
      if (body.kind === 'book-delta' || body.kind === 'book-snapshot') return { kind: 'shed', instrumentId: body.instrumentId };
      if (
        body.kind === 'trades-printed' ||
        body.kind === 'ticker-updated' ||
        body.kind === 'index-updated' ||
        body.kind === 'option-chain-updated' ||
        body.kind === 'margin-simulated'
      )
        return { kind: 'dropped' };
    }
    this.#items.push(body);
    return { kind: this.length > this.#capacity * 2 ? 'overflow' : 'queued' };
  }

  /** Takes the oldest event. */
  shift(): EngineEventBody | undefined {
    const body = this.#items[this.#head];
    if (body === undefined) return undefined;
    this.#head++;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return body;
  }
}
