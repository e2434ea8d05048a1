/** Takes the state of the engine from time to time, at a moment when it belongs to the end of the journal. */
import type { EngineState } from '../../shared/engine/state';
import type { ChainEnd } from '../../shared/journal/hash-chain';
import { encodeState } from '../../shared/journal/state-codec';
import type { StateSnapshot } from '../storage/snapshot-store';
import type { JournalWriter } from './journal-writer';

/** Events after which a restart would take noticeably longer: a tenth of a second of replay or so. */
const EVENTS_BETWEEN = 20_000;

/** Least time between two, ms: taking one costs the engine's thread a few milliseconds. */
const LEAST_MS_BETWEEN = 30_000;

/** What the taker needs. */
export interface SnapshotRim {
  readonly deskVersion: string;
  readonly journal: Pick<JournalWriter, 'isIdle' | 'flush'>;
  monotonicMs(): number;
  state(): EngineState;
  /** The last durable entry. */
  end(): ChainEnd;
  readonly keeper: { readonly isKeeping: boolean; keep(snapshot: StateSnapshot): Promise<void> };
  /** The state has no form as text: ours to mend, told once. */
  refused(problem: string): void;
}

/** One per session. */
export class SnapshotTaker {
  readonly #rim: SnapshotRim;
  #takenAtSequence = 0;
  #takenAtMs: number;
  #isRefused = false;

  constructor(rim: SnapshotRim) {
    this.#rim = rim;
    this.#takenAtMs = rim.monotonicMs();
  }

  /** Asked on each tick of the clock; between two events, so that nothing is half done. */
  takeIfDue(): void {
    const { session } = this.#rim.state();
    const isDue =
      session.sequence - this.#takenAtSequence >= EVENTS_BETWEEN && this.#rim.monotonicMs() - this.#takenAtMs >= LEAST_MS_BETWEEN;
    if (isDue && this.#rim.journal.isIdle && !this.#rim.keeper.isKeeping) this.#take(session.sequence);
  }

  /** The state at the end of a session whose last entry is durable; resolves when it is kept or refused. */
  async takeLast(): Promise<void> {
    const text = this.#encode();
    if (text !== null) await this.#rim.keeper.keep(this.#toSnapshot(text));
  }

  #take(sequence: number): void {
    this.#takenAtSequence = sequence;
    this.#takenAtMs = this.#rim.monotonicMs();
    const text = this.#encode();
    if (text === null) return;
    // Nothing is under way, so this writes exactly what led to the state above.
    this.#rim.journal.flush((written) => {
      if (written.ok) void this.#rim.keeper.keep(this.#toSnapshot(text));
    });
  }

  #encode(): string | null {
    const text = encodeState(this.#rim.state());
    if (text.ok) return text.value;
    // The next state may have a form again; the same is not said twice.
    if (!this.#isRefused) this.#rim.refused(text.error);
    this.#isRefused = true;
    return null;
  }

  #toSnapshot(state: string): StateSnapshot {
    const { sessionId } = this.#rim.state().session;
    return { end: this.#rim.end(), deskVersion: this.#rim.deskVersion, sessionId, state };
  }
}
