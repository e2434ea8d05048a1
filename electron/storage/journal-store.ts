/** The journal on disk: append returns after the entries are durable, each chained to the one before by a hash. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/domain/result';
import { decodeEntry, encodeEntry } from '../../shared/journal/codec';
import type { JournalEntry, StoredEntry } from '../../shared/journal/entry';
import { chainText, EMPTY_CHAIN, verifyChain, type ChainedText, type ChainEnd } from '../../shared/journal/hash-chain';
import { openJournalDatabase } from './journal-database';
import { classifyTrouble, openSqlite, type OpenSqlite, type SqliteDatabase, type SqliteStatement } from './sqlite-database';
import { lockFolder, type WriterLock } from './writer-lock';

/**
 * Why nothing was appended. `disk-full`: may work again once there is space. `failed`: the file can't be trusted any more
 * (a failed sync is never tried again as if nothing had happened). `invalid-entry`: ours to fix, the journal is fine.
 */
export interface JournalFailure {
  readonly kind: 'disk-full' | 'failed' | 'invalid-entry' | 'closed';
  readonly message: string;
}

export interface JournalStore {
  readonly path: string;
  /** All of them or none, in one transaction, durable on return: the sequence of the last. */
  append(entries: readonly JournalEntry[]): Result<number, JournalFailure>;
  /** At most `limit` entries from sequence `from` on. The error says which entry can't be read. */
  read(from: number, limit?: number): Result<readonly StoredEntry[], string>;
  /** 0 if empty. */
  lastSequence(): number;
  /** Whether the last session ended in order; `true` for an empty journal. */
  isCleanEnd(): boolean;
  /** Walks the whole chain: the number of entries, or where it is broken and what to do. */
  verify(): Result<number, string>;
  close(): void;
}

const DEFAULT_READ_LIMIT = 10_000;

/** Opens or creates the journal in `directory` and becomes its only writer. */
export function openJournal(directory: string, open: OpenSqlite = openSqlite): Result<JournalStore, string> {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    return fail(`expected a folder for the journal at ${directory}, found: ${describe(error)}; give another --profile`);
  }
  const lock = lockFolder(directory);
  if (!lock.ok) return lock;
  const path = join(directory, 'journal.sqlite');
  const database = openJournalDatabase(path, open);
  if (!database.ok) {
    lock.value.release();
    return database;
  }
  return ok(new SqliteJournal(path, database.value, lock.value));
}

class SqliteJournal implements JournalStore {
  readonly path: string;
  readonly #database: SqliteDatabase;
  readonly #lock: WriterLock;
  readonly #insert: SqliteStatement;
  readonly #select: SqliteStatement;
  #end: ChainEnd;
  #brokenBecause: string | null = null;
  #isClosed = false;

  constructor(path: string, database: SqliteDatabase, lock: WriterLock) {
    this.path = path;
    this.#database = database;
    this.#lock = lock;
    this.#insert = database.prepare('INSERT INTO entries (sequence, text, link) VALUES (?, ?, ?)');
    this.#select = database.prepare('SELECT sequence, text, link FROM entries WHERE sequence >= ? ORDER BY sequence LIMIT ?');
    const last = toLines(database.prepare('SELECT sequence, text, link FROM entries ORDER BY sequence DESC LIMIT 1').all())[0];
    this.#end = last ? { sequence: last.sequence, link: last.link } : EMPTY_CHAIN;
  }

  append(entries: readonly JournalEntry[]): Result<number, JournalFailure> {
    if (this.#isClosed) return fail({ kind: 'closed', message: `expected an open journal, found it closed: ${this.path}` });
    if (this.#brokenBecause !== null) return fail({ kind: 'failed', message: this.#brokenBecause });
    const lines = this.#chain(entries);
    if (!lines.ok) return lines;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const { sequence, text, link } of lines.value) this.#insert.run(sequence, text, link);
      this.#database.exec('COMMIT');
    } catch (error) {
      return fail(this.#recover(error));
    }
    const last = lines.value.at(-1);
    if (last) this.#end = { sequence: last.sequence, link: last.link };
    return ok(this.#end.sequence);
  }

  read(from: number, limit = DEFAULT_READ_LIMIT): Result<readonly StoredEntry[], string> {
    const stored: StoredEntry[] = [];
    for (const { sequence, text } of toLines(this.#select.all(from, limit))) {
      const entry = decodeEntry(text);
      if (!entry.ok) return fail(`entry ${sequence} of ${this.path}: ${entry.error}`);
      stored.push({ sequence, entry: entry.value });
    }
    return ok(stored);
  }

  lastSequence(): number {
    return this.#end.sequence;
  }

  isCleanEnd(): boolean {
    if (this.#end.sequence === 0) return true;
    const last = this.read(this.#end.sequence, 1);
    return last.ok && last.value[0]?.entry.kind === 'session-ended';
  }

  verify(): Result<number, string> {
    let end = EMPTY_CHAIN;
    for (;;) {
      const lines = this.#readLines(end.sequence + 1);
      if (!lines.ok) return fail(brokenJournal(this.path, lines.error));
      if (lines.value.length === 0) break;
      const verified = verifyChain(sha256, end, lines.value);
      if (!verified.ok) return fail(brokenJournal(this.path, verified.error));
      end = verified.value;
    }
    if (end.sequence !== this.#end.sequence) {
      return fail(brokenJournal(this.path, `expected ${this.#end.sequence} entries, found ${end.sequence}`));
    }
    return ok(end.sequence);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#foldIn();
    this.#database.close();
    this.#lock.release();
  }

  /** Moves everything into the one file: prepared statements keep the packaged SQLite from doing it at close. */
  #foldIn(): void {
    try {
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The entries are durable in the write-ahead file all the same; the next start folds them in.
    }
  }

  #readLines(from: number): Result<readonly ChainedText[], string> {
    try {
      return ok(toLines(this.#select.all(from, DEFAULT_READ_LIMIT)));
    } catch (error) {
      return fail(describe(error));
    }
  }

  #chain(entries: readonly JournalEntry[]): Result<readonly ChainedText[], JournalFailure> {
    const lines: ChainedText[] = [];
    let end = this.#end;
    for (const entry of entries) {
      const text = encodeEntry(entry);
      if (!text.ok) return fail({ kind: 'invalid-entry', message: text.error });
      const line = chainText(sha256, end, text.value);
      lines.push(line);
      end = line;
    }
    return ok(lines);
  }

  /** Puts the file back to before the transaction, or gives it up. */
  #recover(error: unknown): JournalFailure {
    const trouble = classifyTrouble(error);
    const isRolledBack = this.#rollBack();
    if (trouble === 'disk-full' && isRolledBack) {
      return {
        kind: 'disk-full',
        message: `expected space for the journal ${this.path}, found the disk full; free some, nothing was sent meanwhile`,
      };
    }
    this.#brokenBecause = `expected to write the journal ${this.path}, found: ${describe(error)} (${trouble}); no order is sent until the desk is restarted`;
    return { kind: 'failed', message: this.#brokenBecause };
  }

  #rollBack(): boolean {
    try {
      this.#database.exec('ROLLBACK');
      return true;
    } catch (error) {
      // After a full disk SQLite has often rolled back by itself; then there is nothing left to roll back.
      return /no transaction is active/.test(describe(error));
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function toLines(rows: readonly unknown[]): readonly ChainedText[] {
  return rows.flatMap((row) => (typeof row === 'object' && row !== null ? [toLine(row)] : []));
}

function toLine(row: object): ChainedText {
  return { sequence: Number(Reflect.get(row, 'sequence')), text: String(Reflect.get(row, 'text')), link: String(Reflect.get(row, 'link')) };
}

function brokenJournal(path: string, found: string): string {
  return `the journal ${path} is damaged: ${found}. Move its folder away to start a new one; positions and orders are then taken from the venue`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
