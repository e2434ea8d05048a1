/** A journal on a disk with a cache: what was acknowledged survives every crash; what was under way is whole, lost or torn. */
import type { JournalTarget, WriteDone } from '../../electron/engine/journal-writer';
import { encodeGroups, type EncodedGroup } from '../../electron/storage/journal-groups';
import { fail, ok, type Result } from '../../shared/domain/result';
import type { SeededRandom } from '../../shared/domain/random';
import { decodeGroup } from '../../shared/journal/codec';
import { UNVERIFIED_END, type JournalEntry } from '../../shared/journal/entry';
import { chainText, EMPTY_CHAIN, endOf, verifyChain, type ChainedText } from '../../shared/journal/hash-chain';
import type { VirtualClock } from './virtual-clock';

/** What the disk does with the next groups. `sync-fails`: the file is given up and a new one goes on. */
export type DiskMood = 'well' | 'slow' | 'full' | 'broken' | 'sync-fails';

/** What a crash leaves of the group that was being written. */
export type Fate = 'synced' | 'lost' | 'torn';

/** A process that writes: it can be dead or hang. */
export interface Writer {
  readonly isAlive: () => boolean;
  /** Calls back when the process can hear it. */
  readonly whenAwake: (callback: () => void) => void;
  /** Orders are on their way to the disk. */
  readonly writing: () => void;
}

interface Write {
  readonly groups: readonly EncodedGroup[];
  readonly entries: readonly JournalEntry[];
}

const LONGEST_STALL_MS = 2_000;
/** What the writer hears when one file was given up and another one goes on. */
export const GOES_ON = 'the sync failed and a new file goes on';

/** FNV-1a: a change of one character always changes it, and that is all that the chain needs here. */
function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}

/** Outlives the desk; `open` gives each life of it a handle that dies with it. */
export class SimulatedDisk {
  mood: DiskMood = 'well';
  readonly durableIntents = new Set<string>();
  /** Told the link of every line as it is stored: what makes equal runs equal. */
  onStored: (link: string) => void = () => undefined;
  /** Journals that were moved away because they were damaged. */
  retired = 0;
  private lines: ChainedText[] = [];
  private end = EMPTY_CHAIN;
  private underWay: Write | null = null;
  private hasFlipped = false;
  private isWhole = true;

  constructor(
    private readonly clock: VirtualClock,
    private readonly random: SeededRandom,
  ) {}

  /** Whether the last session ended in order, as the desk finds it at its start. */
  get isCleanEnd(): boolean {
    return this.isWhole;
  }

  /** Lines stored. */
  get length(): number {
    return this.lines.length;
  }

  /** Entries of lines `from` up to `to`, decoded from their text as a restart would. */
  read(from: number, to = this.lines.length): readonly JournalEntry[] {
    return this.lines.slice(from, to).flatMap(({ text }) => {
      const entries = decodeGroup(text);
      if (!entries.ok) throw new Error(`the journal cannot be read back: ${entries.error}`);
      return entries.value;
    });
  }

  /** A handle for one process. */
  open(writer: Writer): JournalTarget {
    return {
      append: (entries, done) => this.append(writer, entries, done),
      lastSequence: () => this.end.sequence,
      close: (done) => done(),
    };
  }

  /** The process ended: what was under way is whole, absent, or cut off in the middle. */
  crash(fate: Fate): void {
    const write = this.underWay;
    this.underWay = null;
    if (write === null || fate === 'lost') return;
    if (fate === 'synced') return this.store(write);
    const [first] = write.groups;
    if (first === undefined) return;
    const line = chainText(hashText, this.end, first);
    this.lines.push({ ...line, text: line.text.slice(0, Math.floor(line.text.length * this.random.next())) });
  }

  /** A byte of a stored line changes by itself. */
  flip(): void {
    const at = this.random.index(this.lines.length);
    const line = this.lines[at];
    if (line === undefined) return;
    const place = this.random.index(line.text.length);
    const changed = String.fromCharCode(line.text.charCodeAt(place) ^ (1 << this.random.index(7)));
    this.lines[at] = { ...line, text: line.text.slice(0, place) + changed + line.text.slice(place + 1) };
    this.hasFlipped = true;
  }

  /** What a start does: checks the chain, cuts off a torn end; one that cannot be believed is moved away; the error says what was missed. */
  recover(isBlind = false): Result<null, string> {
    if (isBlind && this.hasFlipped) return fail('a changed byte was not noticed');
    const verified = verifyChain(hashText, EMPTY_CHAIN, this.lines);
    if (!verified.ok) {
      const isTornEnd = verified.error.sequence === this.end.sequence + 1;
      if (!isTornEnd) return this.retire();
      this.lines.pop();
    }
    return this.hasFlipped ? fail('a changed byte was not noticed') : ok(null);
  }

  private retire(): Result<null, string> {
    this.lines = [];
    this.end = EMPTY_CHAIN;
    this.hasFlipped = false;
    this.retired += 1;
    return ok(null);
  }

  private append(writer: Writer, entries: readonly JournalEntry[], done: WriteDone): void {
    if (!writer.isAlive()) return;
    const groups = encodeGroups(entries);
    if (!groups.ok) return done(fail({ message: groups.error }));
    const write: Write = { groups: groups.value, entries };
    this.underWay = write;
    if (entries.some(({ kind }) => kind === 'intent')) writer.writing();
    this.clock.schedule(this.delayMs(), () => this.finish(write, writer, done), { isAsync: false });
  }

  private delayMs(): number {
    return this.mood === 'slow' ? this.random.between(50, LONGEST_STALL_MS) : this.random.between(0.2, 1.2);
  }

  private finish(write: Write, writer: Writer, done: WriteDone): void {
    if (this.underWay !== write) return;
    this.underWay = null;
    const { mood } = this;
    if (mood === 'full' || mood === 'broken') return writer.whenAwake(() => done(fail({ message: `the disk is ${mood}` })));
    this.store(write);
    if (mood !== 'sync-fails') return writer.whenAwake(() => done(ok(null)));
    this.mood = 'well';
    writer.whenAwake(() => done(fail({ message: GOES_ON, isContinued: true })));
  }

  private store({ groups, entries }: Write): void {
    for (const group of groups) {
      const line = chainText(hashText, this.end, group);
      this.lines.push(line);
      this.end = endOf(line);
      this.onStored(line.link);
    }
    for (const entry of entries) {
      if (entry.kind === 'intent') this.durableIntents.add(entry.intent.clientOrderId);
      this.isWhole = entry.kind === 'session-ended' && entry.reason !== UNVERIFIED_END;
    }
  }
}
