/** Groups what happens into few durable commits; an order intent commits its group at once, before the order leaves. */
import { timestampMs } from '../../shared/domain/time';
import { fail, ok } from '../../shared/domain/result';
import type { Result } from '../../shared/domain/result';
import type { SendOrder } from '../../shared/engine/effects';
import type { EngineEvent } from '../../shared/engine/events';
import type { JournalEntry, SessionEndedEntry, SessionStartedEntry } from '../../shared/journal/entry';
import type { EngineClock } from './engine-clock';

/** Longest time an event waits for its group to be written, ms: what a power loss may cost of market data, never of orders. */
const GROUP_MS = 50;

/** Largest group; also the bound of memory while the disk stalls. */
const GROUP_LIMIT = 2_048;

/** What the writer needs of a journal store. */
export interface JournalTarget {
  /** Returns once durable; the error says what the disk said. */
  append(entries: readonly JournalEntry[]): Result<unknown, { readonly message: string }>;
  lastSequence(): number;
  close(): void;
}

/** Writes one session. */
export class JournalWriter {
  readonly #store: JournalTarget;
  readonly #clock: EngineClock;
  readonly #onFailure: (message: string) => void;
  #group: JournalEntry[] = [];
  #lastEventSequence = 0;
  #failure = '';
  #cancelTimer: (() => void) | null = null;

  constructor(store: JournalTarget, clock: EngineClock, onFailure: (message: string) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  /** Entries durable so far, all sessions. */
  get entryCount(): number {
    return this.#store.lastSequence();
  }

  /** `whole`, or what the disk said. */
  get state(): string {
    return this.#failure === '' ? 'whole' : this.#failure;
  }

  /** Adds an event to the open group. */
  record(event: EngineEvent): void {
    this.#lastEventSequence = event.sequence;
    this.#add({ kind: 'event', event });
  }

  /** Makes everything so far and these intents durable. */
  commitIntents(sends: readonly SendOrder[]): Result<null, string> {
    const atMs = timestampMs(this.#clock.nowMs());
    for (const { order } of sends) {
      this.#group.push({ kind: 'intent', atMs, eventSequence: this.#lastEventSequence, intent: order.intent });
    }
    return this.flush();
  }

  /** Writes the start of the session. */
  begin(entry: SessionStartedEntry): Result<null, string> {
    this.#group.push(entry);
    return this.flush();
  }

  /** Writes the clean end and closes; nothing is recorded afterwards. */
  end(entry: SessionEndedEntry): void {
    this.#group.push(entry);
    this.flush();
    this.#store.close();
  }

  /** Writes the open group. A failed write is final for its file: it is reported once and every later order is refused. */
  flush(): Result<null, string> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#failure !== '') return fail(this.#failure);
    const group = this.#group;
    this.#group = [];
    if (group.length === 0) return ok(null);
    const appended = this.#store.append(group);
    if (appended.ok) return ok(null);
    this.#failure = appended.error.message;
    this.#onFailure(this.#failure);
    return fail(this.#failure);
  }

  #add(entry: JournalEntry): void {
    if (this.#failure !== '') return;
    this.#group.push(entry);
    if (this.#group.length >= GROUP_LIMIT) this.flush();
    else this.#cancelTimer ??= this.#clock.schedule(GROUP_MS, () => this.flush());
  }
}
