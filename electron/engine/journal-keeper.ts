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
  #isKeeping = false;
  #onKept: () => void = () => undefined;

  constructor(port: KeeperPort, rim: KeeperRim) {
    this.#port = port;
    this.#rim = rim;
    port.onMessage((message) => this.#receive(message));
  }

  /** The check asked for last; `null` before the first. */
  get check(): JournalCheckView | null {
    return this.#check;
  }

  /** Whether a snapshot is being written. */
  get isKeeping(): boolean {
    return this.#isKeeping;
  }

  /** Writes a snapshot; resolves when it is on the disk or refused. */
  keep(snapshot: StateSnapshot): Promise<void> {
    this.#isKeeping = true;
    this.#port.post({ type: 'snapshot', directory: this.#rim.directory, snapshot });
    return new Promise((resolve) => (this.#onKept = resolve));
  }

  /** Starts a check of the whole journal, or ends the one under way. */
  verify(isWanted: boolean): void {
    if (!isWanted) return this.#port.post({ type: 'stop-verifying' });
    if (this.#check?.state === 'checking') return;
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
        this.#isKeeping = false;
        if (message.problem !== null) this.#rim.snapshotFailed(message.problem);
        return this.#onKept();
      case 'progress':
        return this.#tell('checking', message.records, 'Checking every entry against its hash.');
      case 'stopped':
        return this.#tell('stopped', message.records, 'Stopped; every entry so far is as it was written.');
      case 'checked':
        return this.#finish(message.check);
    }
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

/** The thread, opened by path. A failure of it is told with the next snapshot; trading goes on. */
export function startKeeperThread(workerPath: string): KeeperPort {
  const worker = new Worker(workerPath, { name: 'keel-journal-keeper' });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.on('message', listener);
      worker.on('error', (error) => listener({ type: 'snapshot-kept', problem: `the keeper of the journal failed: ${String(error)}` }));
    },
    end: async () => void (await worker.terminate()),
  };
}
