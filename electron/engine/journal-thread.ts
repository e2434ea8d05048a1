/** The engine's end of the thread that writes the journal: one group at a time, answers in order. */
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../shared/domain/result';
import type { JournalEntry } from '../../shared/journal/entry';
import { EMPTY_CHAIN, type ChainEnd } from '../../shared/journal/hash-chain';
import { encodeGroups } from '../storage/journal-groups';
import type { FromJournal, ToJournal } from './journal-messages';
import type { JournalTarget, WriteDone } from './journal-writer';

/** A thread, or what stands in for it in tests. */
export interface JournalPort {
  post(message: ToJournal): void;
  onMessage(listener: (message: FromJournal) => void): void;
  /** The thread is gone without having been asked to go. */
  onLost(listener: (reason: string) => void): void;
}

/** What was found when the journal was opened. */
export interface OpenedJournal {
  readonly thread: JournalThread;
  readonly isCleanEnd: boolean;
  /** What opening had to do, in words; empty if nothing. */
  readonly notice: string;
}

/** Becomes the only writer of the journal in `directory`. */
export function openJournalThread(port: JournalPort, directory: string): Promise<Result<OpenedJournal, string>> {
  const thread = new JournalThread(port);
  return new Promise((resolve) => {
    thread.onOpened = resolve;
    port.post({ type: 'open', directory });
  });
}

/** Open until `close`. */
export class JournalThread implements JournalTarget {
  onOpened: (result: Result<OpenedJournal, string>) => void = () => undefined;
  readonly #port: JournalPort;
  readonly #unanswered: WriteDone[] = [];
  #end: ChainEnd = EMPTY_CHAIN;
  #lostBecause: string | null = null;
  #onClosed: () => void = () => undefined;

  constructor(port: JournalPort) {
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    port.onLost((reason) => this.#lose(reason));
  }

  append(entries: readonly JournalEntry[], done: WriteDone): void {
    if (this.#lostBecause !== null) return done(fail({ message: this.#lostBecause }));
    const groups = encodeGroups(entries);
    if (!groups.ok) return done(fail({ message: groups.error }));
    this.#unanswered.push(done);
    this.#port.post({ type: 'append', groups: groups.value });
  }

  lastSequence(): number {
    return this.#end.sequence;
  }

  /** The last durable entry and its link. */
  end(): ChainEnd {
    return this.#end;
  }

  close(done: () => void): void {
    if (this.#lostBecause !== null) return done();
    this.#onClosed = done;
    this.#port.post({ type: 'close' });
  }

  #receive(message: FromJournal): void {
    switch (message.type) {
      case 'opened':
        this.#end = message.end;
        return this.onOpened(ok({ thread: this, isCleanEnd: message.isCleanEnd, notice: message.notice }));
      case 'refused':
        return this.onOpened(fail(message.message));
      case 'appended':
        this.#end = message.end;
        return this.#unanswered.shift()?.(ok(null));
      case 'failed':
        if (message.end !== null) this.#end = message.end;
        return this.#unanswered.shift()?.(fail({ message: message.message, isContinued: message.end !== null }));
      case 'closed':
        this.#lostBecause = 'expected an open journal, found it closed';
        return this.#onClosed();
    }
  }

  #lose(reason: string): void {
    if (this.#lostBecause !== null) return;
    this.#lostBecause = `expected the journal's thread to run, found that ${reason}; no order is sent until the desk is restarted`;
    this.onOpened(fail(this.#lostBecause));
    for (const done of this.#unanswered.splice(0)) done(fail({ message: this.#lostBecause }));
    this.#onClosed();
  }
}

/** The thread that writes, opened by path. */
export function startJournalThread(workerPath: string): JournalPort {
  const worker = new Worker(workerPath, { name: 'keel-journal' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onLost: (listener) => {
      worker.on('error', (error) => listener(`it failed: ${error instanceof Error ? error.message : String(error)}`));
      worker.on('exit', (code) => listener(`it ended with code ${code}`));
    },
  };
}
