/** A journal on a disk that can refuse: what was acknowledged survives every crash, what was not may or may not. */
import type { JournalTarget, WriteFailure } from '../../electron/engine/journal-writer';
import type { Result } from '../../shared/domain/result';
import { decodeEntry, encodeEntry } from '../../shared/journal/codec';
import type { JournalEntry } from '../../shared/journal/entry';

/** What the disk does with the next groups. */
export type DiskMood = 'well' | 'full' | 'broken';

/** Outlives the desk; `open` gives each life of it a handle that dies with it. */
export class SimulatedDisk {
  mood: DiskMood = 'well';
  readonly durableIntents = new Set<string>();
  /** Told of every entry as it is written: what makes equal runs equal. */
  onWritten: (text: string) => void = () => undefined;
  private readonly texts: string[] = [];
  private isWhole = true;

  /** Whether the last session ended in order, as the desk finds it at its start. */
  get isCleanEnd(): boolean {
    return this.isWhole;
  }

  /** All entries, decoded from their text as a restart would. */
  read(from: number): readonly JournalEntry[] {
    return this.texts.slice(from).map((text) => {
      const entry = decodeEntry(text);
      if (!entry.ok) throw new Error(`the journal cannot be read back: ${entry.error}`);
      return entry.value;
    });
  }

  get length(): number {
    return this.texts.length;
  }

  /** A handle for one process; `isAlive` is asked before every write. */
  open(isAlive: () => boolean): JournalTarget {
    return {
      append: (entries, done) => done(isAlive() ? this.append(entries) : { ok: false, error: { message: 'the process is gone' } }),
      lastSequence: () => this.texts.length,
      close: (done) => done(),
    };
  }

  private append(entries: readonly JournalEntry[]): Result<null, WriteFailure> {
    if (this.mood !== 'well') return { ok: false, error: { message: `the disk is ${this.mood}` } };
    const texts: string[] = [];
    for (const entry of entries) {
      const text = encodeEntry(entry);
      if (!text.ok) return { ok: false, error: { message: text.error } };
      texts.push(text.value);
      this.onWritten(text.value);
    }
    this.texts.push(...texts);
    for (const entry of entries) this.note(entry);
    return { ok: true, value: null };
  }

  private note(entry: JournalEntry): void {
    if (entry.kind === 'intent') this.durableIntents.add(entry.intent.clientOrderId);
    this.isWhole = entry.kind === 'session-ended';
  }
}
