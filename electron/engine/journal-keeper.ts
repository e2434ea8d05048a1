/** The engine's end of the thread that keeps snapshots and checks the journal on request. */
import { Worker } from 'node:worker_threads';
import type { JournalCheckView } from '../../shared/projection/view-state';
import type { StateSnapshot } from '../storage/snapshot-store';
import type { JournalCheck } from '../storage/verify-journal';
import type { FromKeeper, ToKeeper } from './journal-messages';

/** A thread, or what stands in for it in tests. */
export interface KeeperPort {
  post(message: ToKeeper): void;
  onMessage(listener: (message: FromKeeper) => void): void;
  /** The thread is gone without having been asked to go: nothing of what it was asked will be answered. */
  onLost(listener: (reason: string) => void): void;
  end(): Promise<void>;
}

/** What the keeper must know of the journal it looks after. */
export interface KeeperRim {
  readonly directory: string;
  /** Entries durable so far: what a check will come to at least. */
  entryCount(): number;
  /** A snapshot could not be written: a restart takes longer, nothing is lost. */
  snapshotFailed(problem: string): void;
}

/** Nothing that trades waits for it. */
export class JournalKeeper {
  readonly #port: KeeperPort;
  readonly #rim: KeeperRim;
  #check: JournalCheckView | null = null;
  #lostBecause: string | null = null;
  /** Who waits for a snapshot under way, oldest first: they are answered in order. */
  readonly #unanswered: (() => void)[] = [];

  constructor(port: KeeperPort, rim: KeeperRim) {
    this.#port = port;
    this.#rim = rim;
    port.onMessage((message) => this.#receive(message));
    port.onLost((reason) => this.#lose(reason));
  }

  /** The check asked for last; `null` before the first. */
  get check(): JournalCheckView | null {
    return this.#check;
  }

  /** Whether a snapshot is being written. */
  get isKeeping(): boolean {
    return this.#unanswered.length > 0;
  }

  /** Writes a snapshot; resolves when it is on the disk or refused. */
  keep(snapshot: StateSnapshot): Promise<void> {
    if (this.#lostBecause !== null) {
      this.#rim.snapshotFailed(this.#lostBecause);
      return Promise.resolve();
    }
    this.#port.post({ type: 'snapshot', directory: this.#rim.directory, snapshot });
    return new Promise((resolve) => this.#unanswered.push(resolve));
  }

  /** Starts a check of the whole journal, or ends the one under way. */
  verify(isWanted: boolean): void {
    if (!isWanted) return this.#port.post({ type: 'stop-verifying' });
    if (this.#check?.state === 'checking') return;
    if (this.#lostBecause !== null) return this.#tell('stopped', 0, this.#lostBecause);
    this.#tell('checking', 0, 'Checking every entry against its hash.');
    this.#port.post({ type: 'verify', directory: this.#rim.directory });
  }

  /** Ends the thread. */
  end(): Promise<void> {
    return this.#port.end();
  }

  #receive(message: FromKeeper): void {
    switch (message.type) {
      case 'snapshot-kept':
        if (message.problem !== null) this.#rim.snapshotFailed(message.problem);
        return this.#unanswered.shift()?.();
      case 'progress':
        return this.#tell('checking', message.records, 'Checking every entry against its hash.');
      case 'stopped':
        return this.#tell('stopped', message.records, 'Stopped; every entry so far is as it was written.');
      case 'checked':
        return this.#finish(message.check);
    }
  }

  /** Neither the end of the session nor the screen waits for a thread that is gone. */
  #lose(reason: string): void {
    if (this.#lostBecause !== null) return;
    this.#lostBecause = `Expected the thread that keeps snapshots and checks the journal to run, found that ${reason}; restart the desk for it.`;
    if (this.#check?.state === 'checking') this.#tell('stopped', this.#check.records, this.#lostBecause);
    this.#rim.snapshotFailed(this.#lostBecause);
    for (const resolve of this.#unanswered.splice(0)) resolve();
  }

  #finish({ damage, records, sessions, notes }: JournalCheck): void {
    if (damage === null) return this.#tell('whole', records, [`Whole: ${sessions} sessions, chain unbroken.`, ...notes].join(' Note: '));
    const { sequence, expected, found, advice } = damage;
    this.#tell('damaged', records, `Damaged at entry ${sequence}: expected ${expected}, found ${found}; ${advice}.`);
  }

  #tell(state: JournalCheckView['state'], records: number, text: string): void {
    this.#check = { state, records, ofRecords: Math.max(records, this.#rim.entryCount()), text };
  }
}

/** The thread, opened by path. A failure of it is told; trading goes on. */
export function startKeeperThread(workerPath: string): KeeperPort {
  const worker = new Worker(workerPath, { name: 'keel-journal-keeper' });
  let isEnding = false;
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onLost: (listener) => {
      worker.on('error', (error) => listener(`it failed: ${String(error)}`));
      worker.on('exit', (code) => {
        if (!isEnding) listener(`it ended with code ${code}`);
      });
    },
    end: async () => {
      isEnding = true;
      await worker.terminate();
    },
  };
}
