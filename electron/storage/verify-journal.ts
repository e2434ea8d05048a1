/** Walks a journal from its first entry to its last and says whether every one is as it was written. */
import { decodeGroup } from '../../shared/journal/codec';
import { EMPTY_CHAIN, endOf, verifyChain, type ChainBreak, type ChainedText, type ChainEnd } from '../../shared/journal/hash-chain';
import { readHead } from './journal-head';
import { sha256 } from './journal-hash';
import type { JournalReader } from './journal-reader';
import { openJournalReader } from './journal-reader';
import { openSqlite, type OpenSqlite } from './sqlite-database';

/** What was wrong first, and where. */
export interface JournalDamage extends ChainBreak {
  readonly path: string;
  readonly advice: string;
}

/** What a check came to. */
export interface JournalCheck {
  readonly records: number;
  readonly sessions: number;
  readonly files: number;
  /** Link of the last entry that was checked: equal journals end in equal links. */
  readonly link: string;
  readonly damage: JournalDamage | null;
  /** Things a reader should know that are no damage. */
  readonly notes: readonly string[];
}

const ADVICE =
  'move the folder away to start a new journal (orders and positions are then taken from the venue), and keep the damaged one to look into';

/** Checks piece by piece, so that whoever drives it can show progress, pause or stop; yields the entries checked so far. */
export function* verifyJournal(path: string, open: OpenSqlite = openSqlite): Generator<number, JournalCheck, void> {
  const opened = openJournalReader(path, open);
  if (!opened.ok) {
    const damage = { path, sequence: 1, expected: 'a journal that opens', found: opened.error, advice: ADVICE };
    return { records: 0, sessions: 0, files: 0, link: EMPTY_CHAIN.link, damage, notes: [] };
  }
  const walk = new Walk(opened.value);
  try {
    while (walk.advance()) yield walk.records;
    return walk.finish();
  } finally {
    opened.value.close();
  }
}

/** The whole check at once, for journals known to be short. */
export function verifyAtOnce(path: string, open: OpenSqlite = openSqlite): JournalCheck {
  const check = verifyJournal(path, open);
  for (;;) {
    const next = check.next();
    if (next.done === true) return next.value;
  }
}

class Walk {
  readonly #reader: JournalReader;
  readonly #first: ChainEnd;
  readonly #notes: string[] = [];
  #end: ChainEnd;
  #sessions = 0;
  #damage: JournalDamage | null = null;
  /** The mark, as long as the walk has not come to it. */
  #head: ChainEnd | null;

  constructor(reader: JournalReader) {
    this.#reader = reader;
    this.#first = reader.files[0]?.base ?? EMPTY_CHAIN;
    this.#end = this.#first;
    const { place } = reader;
    this.#head = place.isSingleFile ? null : readHead(place.directory);
    if (this.#head === null && !place.isSingleFile) this.#notes.push('no mark beside the journal says how far it went');
    if (this.#first.sequence > 0) this.#notes.push(`entries before ${this.#first.sequence + 1} are in files that are not here`);
  }

  get records(): number {
    return this.#end.sequence - this.#first.sequence;
  }

  /** Checks the next rows; `false` at the end or at the first damage. */
  advance(): boolean {
    const rows = this.#reader.rows(this.#end.sequence + 1);
    if (!rows.ok) return this.#stop({ sequence: rows.error.sequence, expected: 'rows that can be read', found: rows.error.found });
    if (rows.value.length === 0) return false;
    for (const row of rows.value) if (!this.#take(row)) return false;
    return true;
  }

  finish(): JournalCheck {
    const head = this.#head;
    if (this.#damage === null && head !== null && head.sequence > this.#end.sequence) {
      const found = `the journal to end with entry ${this.#end.sequence}`;
      this.#stop({ sequence: this.#end.sequence + 1, expected: `entries up to ${head.sequence}, as the mark beside it says`, found });
    }
    const files = this.#reader.files.length;
    return { records: this.records, sessions: this.#sessions, files, link: this.#end.link, damage: this.#damage, notes: this.#notes };
  }

  #take(row: ChainedText): boolean {
    const verified = verifyChain(sha256, this.#end, [row]);
    if (!verified.ok) return this.#stop(verified.error);
    const entries = decodeGroup(row.text);
    if (!entries.ok) return this.#stop({ sequence: row.sequence, expected: 'journal entries', found: entries.error });
    this.#sessions += entries.value.filter((entry) => entry.kind === 'session-started').length;
    this.#end = endOf(row);
    return this.#compareBase() && this.#compareHead();
  }

  /** A later file must continue the one before it. */
  #compareBase(): boolean {
    const next = this.#reader.files.find(({ base }) => base.sequence === this.#end.sequence && base.sequence > this.#first.sequence);
    if (next === undefined || next.base.link === this.#end.link) return true;
    return this.#stop({
      sequence: this.#end.sequence + 1,
      expected: `${next.path} to continue entry ${this.#end.sequence}`,
      found: 'it continues another chain',
    });
  }

  #compareHead(): boolean {
    if (this.#head?.sequence !== this.#end.sequence) return true;
    const isSame = this.#head.link === this.#end.link;
    this.#head = null;
    return (
      isSame || this.#stop({ sequence: this.#end.sequence, expected: 'the chain that the mark beside the journal knows', found: 'another' })
    );
  }

  #stop(damage: ChainBreak): false {
    const file = [...this.#reader.files].reverse().find(({ base }) => base.sequence < damage.sequence);
    this.#damage = { ...damage, path: file?.path ?? this.#reader.place.directory, advice: ADVICE };
    return false;
  }
}
