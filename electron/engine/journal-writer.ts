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

/** Entries that may wait while the disk stalls; beyond it the desk can't remember what it does, and stops. */
const LONGEST_BACKLOG = 200_000;

/** Happenings kept in memory once the disk refused. */
const KEPT_IN_MEMORY = 10_000;

/** Why entries did not become durable. */
export interface WriteFailure {
  readonly message: string;
  /** The file was given up, and everything went on in a new one: orders of this group are not sent, but recording goes on. */
  readonly isContinued?: boolean;
}

/** Told once per group. */
export type WriteDone = (result: Result<unknown, WriteFailure>) => void;

/** What the writer needs of a journal store. */
export interface JournalTarget {
  /** Calls back once durable; the error says what the disk said. At most one group at a time. */
  append(entries: readonly JournalEntry[], done: WriteDone): void;
  lastSequence(): number;
  close(done: () => void): void;
}

/** Who is told what the disk does. */
export interface JournalListener {
  /** Once per failure: orders are refused, quotes are to be pulled. */
  failed(message: string): void;
  /** What would have been recorded, as a line for standard error. */
  unrecorded(line: string): void;
}

type Committed = (result: Result<null, string>) => void;

/** What is written at once, and who waits for it. */
interface Group {
  readonly group: readonly JournalEntry[];
  readonly waiting: readonly Committed[];
}

/** Writes one session. One group is under way at a time; what happens meanwhile is the next group. */
export class JournalWriter {
  readonly #store: JournalTarget;
  readonly #clock: EngineClock;
  readonly #listener: JournalListener;
  #group: JournalEntry[] = [];
  #waiting: Committed[] = [];
  #isWriting = false;
  #hasEnded = false;
  #lastEventSequence = 0;
  #failure = '';
  #state = 'whole';
  #unrecorded: JournalEntry[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(store: JournalTarget, clock: EngineClock, listener: JournalListener) {
    this.#store = store;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Entries durable so far, all sessions. */
  get entryCount(): number {
    return this.#store.lastSequence();
  }

  /** `whole`, or what the disk said. */
  get state(): string {
    return this.#state;
  }

  /** Whether everything recorded is durable or refused, so that the state of this moment belongs to the end of the journal. */
  get isIdle(): boolean {
    return !this.#isWriting && this.#failure === '';
  }

  /** What could not be recorded since the disk refused, newest last, bounded; market data is left out. */
  get unrecorded(): readonly JournalEntry[] {
    return this.#unrecorded;
  }

  /** Adds an event to the open group. */
  record(event: EngineEvent): void {
    this.#lastEventSequence = event.sequence;
    this.#add({ kind: 'event', event });
  }

  /** Makes everything so far and these intents durable, then calls back. */
  commitIntents(sends: readonly SendOrder[], done: Committed): void {
    if (this.#hasEnded) return done(fail('expected a session, found it ended'));
    const atMs = timestampMs(this.#clock.nowMs());
    if (this.#failure === '') {
      for (const { order } of sends)
        this.#group.push({ kind: 'intent', atMs, eventSequence: this.#lastEventSequence, intent: order.intent });
    }
    this.flush(done);
  }

  /** Notes the start of the session; durable only together with the engine's own first event, which holds what the session before left. */
  begin(entry: SessionStartedEntry): void {
    this.#group.push(entry);
  }

  /** Writes the clean end and closes; nothing is recorded afterwards. */
  end(entry: SessionEndedEntry): Promise<void> {
    if (this.#failure === '') this.#group.push(entry);
    this.#hasEnded = true;
    return new Promise((resolve) => this.flush(() => this.#store.close(resolve)));
  }

  /** Writes the open group, or lets it follow the one under way. A failed write is reported once and every later order is refused. */
  flush(done?: Committed): void {
    if (this.#failure !== '') return done?.(fail(this.#failure));
    if (done !== undefined) this.#waiting.push(done);
    if (!this.#isWriting) this.#write();
  }

  #write(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const group = this.#group;
    const waiting = this.#waiting;
    this.#group = [];
    this.#waiting = [];
    if (group.length === 0) return tell(waiting, ok(null));
    this.#isWriting = true;
    this.#store.append(group, (result) => this.#written(result, { group, waiting }));
  }

  #written(result: Result<unknown, WriteFailure>, { group, waiting }: Group): void {
    this.#isWriting = false;
    if (result.ok) tell(waiting, ok(null));
    else {
      const { message, isContinued } = result.error;
      if (isContinued === true) {
        this.#state = message;
        this.#listener.failed(message);
      } else this.#fail(message, group);
      tell(waiting, fail(message));
    }
    if (this.#failure !== '' || this.#isBusy()) return;
    if (this.#waiting.length > 0 || this.#group.length >= GROUP_LIMIT) this.#write();
    else if (this.#group.length > 0) this.#writeSoon();
  }

  /** A callback may have begun the next group already. */
  #isBusy(): boolean {
    return this.#isWriting;
  }

  /** What happened in the group that the disk refused, if it did, is told like what happens afterwards; its orders are never sent. */
  #fail(message: string, refused: readonly JournalEntry[] = []): void {
    this.#failure = message;
    this.#state = message;
    const waiting = this.#waiting;
    const group = [...refused.filter(({ kind }) => kind === 'event'), ...this.#group];
    this.#waiting = [];
    this.#group = [];
    this.#listener.failed(message);
    tell(waiting, fail(message));
    for (const entry of group) this.#keepInMemory(entry);
  }

  #add(entry: JournalEntry): void {
    // The end must stay the last entry: a session that has another one after it counts as crashed.
    if (this.#hasEnded) return;
    if (this.#failure !== '') return this.#keepInMemory(entry);
    this.#group.push(entry);
    if (this.#isWriting) {
      if (this.#group.length > LONGEST_BACKLOG)
        this.#fail(
          `expected the disk to take ${LONGEST_BACKLOG} entries in time, found it stalled; no order is sent until the desk is restarted`,
        );
    } else if (this.#group.length >= GROUP_LIMIT) this.#write();
    else this.#writeSoon();
  }

  #writeSoon(): void {
    this.#cancelTimer ??= this.#clock.schedule(GROUP_MS, () => this.flush());
  }

  /** Pulls go on without a journal; what they did is kept here and on standard error. */
  #keepInMemory(entry: JournalEntry): void {
    if (entry.kind === 'event' && isMarketData(entry.event)) return;
    this.#unrecorded.push(entry);
    if (this.#unrecorded.length > KEPT_IN_MEMORY) this.#unrecorded = this.#unrecorded.slice(KEPT_IN_MEMORY / 2);
    this.#listener.unrecorded(`not in the journal: ${JSON.stringify(entry)}`);
  }
}

const marketData: readonly string[] = ['book-delta', 'book-snapshot', 'trades-printed', 'ticker-updated', 'index-updated', 'clock-ticked'];

function isMarketData(event: EngineEvent): boolean {
  return marketData.includes(event.kind);
}

function tell(waiting: readonly Committed[], result: Result<null, string>): void {
  for (const done of waiting) done(result);
}
