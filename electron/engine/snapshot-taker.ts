/** Takes the state of the engine from time to time, at a moment when it belongs to the end of the journal, and writes it between ticks. */
import type { EngineState } from '../../shared/engine/state';
import { encodeInParts, encodeState, holdState } from '../../shared/journal/encode-state';
import type { ChainEnd } from '../../shared/journal/hash-chain';
import type { StateSnapshot } from '../storage/snapshot-store';
import type { JournalWriter } from './journal-writer';

/** Events after which a restart would take noticeably longer: a tenth of a second of replay or so. */
const EVENTS_BETWEEN = 20_000;

/** Least time between two, ms. */
const LEAST_MS_BETWEEN = 30_000;

/** So long a tick may write at it, ms: with nine hundred instruments a whole state takes tens, which a stop must not wait for. */
const WRITE_LIMIT_MS = 1;

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

/** A state that was held and is being written. */
interface Writing {
  readonly parts: Iterator<string, void>;
  readonly written: string[];
  /** The end of the journal that led to it; `null` until that is durable. */
  end: ChainEnd | null;
}

/** One per session. */
export class SnapshotTaker {
  readonly #rim: SnapshotRim;
  #takenAtSequence = 0;
  #takenAtMs: number;
  #writing: Writing | null = null;
  #isRefused = false;

  constructor(rim: SnapshotRim) {
    this.#rim = rim;
    this.#takenAtMs = rim.monotonicMs();
  }

  /** Asked on each tick of the clock; between two events, so that nothing is half done. */
  tick(): void {
    if (this.#writing !== null) return this.#writeOn(this.#writing);
    const { session } = this.#rim.state();
    const isDue =
      session.sequence - this.#takenAtSequence >= EVENTS_BETWEEN && this.#rim.monotonicMs() - this.#takenAtMs >= LEAST_MS_BETWEEN;
    if (isDue && this.#rim.journal.isIdle && !this.#rim.keeper.isKeeping) this.#take(session.sequence);
  }

  /** The state at the end of a session whose last entry is durable; resolves when it is kept or refused. */
  async takeLast(): Promise<void> {
    this.#writing = null;
    const text = encodeState(this.#rim.state());
    if (text.ok) await this.#rim.keeper.keep(this.#toSnapshot(text.value, this.#rim.end()));
    else this.#refuse(text.error);
  }

  #take(sequence: number): void {
    this.#takenAtSequence = sequence;
    this.#takenAtMs = this.#rim.monotonicMs();
    const writing: Writing = { parts: encodeInParts(holdState(this.#rim.state())), written: [], end: null };
    this.#writing = writing;
    // Nothing is under way, so this writes exactly what led to the state that is held.
    this.#rim.journal.flush((flushed) => {
      if (flushed.ok) writing.end = this.#rim.end();
      else if (this.#writing === writing) this.#writing = null;
    });
  }

  #writeOn(writing: Writing): void {
    const untilMs = this.#rim.monotonicMs() + WRITE_LIMIT_MS;
    try {
      do {
        const part = writing.parts.next();
        if (part.done === true) return this.#keepWhenDurable(writing);
        writing.written.push(part.value);
      } while (this.#rim.monotonicMs() < untilMs);
    } catch (error) {
      this.#writing = null;
      this.#refuse(error instanceof Error ? error.message : String(error));
    }
  }

  #keepWhenDurable({ written, end }: Writing): void {
    if (end === null) return;
    this.#writing = null;
    void this.#rim.keeper.keep(this.#toSnapshot(written.join(''), end));
  }

  /** The next state may have a form again; the same is not said twice. */
  #refuse(problem: string): void {
    if (!this.#isRefused) this.#rim.refused(problem);
    this.#isRefused = true;
  }

  #toSnapshot(state: string, end: ChainEnd): StateSnapshot {
    const { sessionId } = this.#rim.state().session;
    return { end, deskVersion: this.#rim.deskVersion, sessionId, state };
  }
}
