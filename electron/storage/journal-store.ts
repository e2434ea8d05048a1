/** The journal on disk: append returns after the entries are durable, each row chained to the one before by a hash. */
import { existsSync, mkdirSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/domain/result';
import { decodeGroup } from '../../shared/journal/codec';
import { UNVERIFIED_END, type JournalEntry, type StoredEntry } from '../../shared/journal/entry';
import { chainText, endOf, verifyChain, type ChainedText, type ChainEnd } from '../../shared/journal/hash-chain';
import { findLastFile, openJournalDatabase, openNextFile, prepareInsert, type JournalFile } from './journal-database';
import { fileFrom, firstFile, listJournalFiles } from './journal-files';
import { encodeGroups, type EncodedGroup } from './journal-groups';
import { openHead, readHead, type JournalHead } from './journal-head';
import { sha256 } from './journal-hash';
import { migrateJournal } from './journal-migration';
import { openJournalReader, toLine } from './journal-reader';
import { classifyTrouble, openSqlite, type OpenSqlite, type SqliteStatement } from './sqlite-database';
import { verifyAtOnce } from './verify-journal';
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
  /** The file that is written to. */
  readonly path: string;
  /** What opening had to do, in words; empty if nothing. */
  readonly notice: string;
  /** All of them or none, in one transaction, durable on return: the sequence of the last. */
  append(entries: readonly JournalEntry[]): Result<number, JournalFailure>;
  /** As `append`, for entries that were encoded elsewhere. */
  appendGroups(groups: readonly EncodedGroup[]): Result<number, JournalFailure>;
  /** Goes on in a new file: because this one is large, or because it can't be trusted any more. What was acknowledged stays where it is. */
  rotate(): Result<null, string>;
  /** At most `limit` entries from sequence `from` on. The error says which entry can't be read. */
  read(from: number, limit?: number): Result<readonly StoredEntry[], string>;
  /** 0 if empty. */
  lastSequence(): number;
  /** Entries of the file that is written to, of all sessions in it. */
  entriesInFile(): number;
  /** The last acknowledged entry and its link. */
  end(): ChainEnd;
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
  const opened = openLocked(directory, open, lock.value);
  if (!opened.ok) lock.value.release();
  return opened;
}

function openLocked(directory: string, open: OpenSqlite, lock: WriterLock): Result<JournalStore, string> {
  const migrated = migrateJournal(firstFile(directory), open);
  if (!migrated.ok) return migrated;
  const path = findLastFile(listJournalFiles(directory), open) ?? firstFile(directory);
  const file = openJournalDatabase(path, open);
  if (!file.ok) return file;
  const end = readEnd(file.value);
  const trouble = end.ok ? findLoss(directory, end.value) : end.error;
  if (end.ok && trouble === null) {
    const insert = prepareInsert(file.value);
    const parts = { directory, file: file.value, end: end.value, lock, open, notice: migrated.value ?? '' };
    if (insert.ok) return ok(new SqliteJournal(parts, insert.value));
  }
  closeQuietly(file.value);
  return fail(brokenJournal(path, trouble ?? 'its table cannot be written to'));
}

/** What the mark beside the journal knows of and the journal has not got; `null` if nothing. */
function findLoss(directory: string, end: ChainEnd): string | null {
  const mark = readHead(directory);
  if (mark === null || mark.sequence <= end.sequence) return null;
  return `expected entries up to ${mark.sequence}, as the mark beside it says, found it to end with entry ${end.sequence}`;
}

interface JournalParts {
  readonly directory: string;
  readonly file: JournalFile;
  readonly end: ChainEnd;
  readonly lock: WriterLock;
  readonly open: OpenSqlite;
  readonly notice: string;
}

class SqliteJournal implements JournalStore {
  readonly notice: string;
  readonly #directory: string;
  readonly #lock: WriterLock;
  readonly #open: OpenSqlite;
  #file: JournalFile;
  #insert: SqliteStatement;
  #end: ChainEnd;
  #head: JournalHead | null = null;
  #brokenBecause: string | null = null;
  #isClosed = false;

  constructor({ directory, file, end, lock, open, notice }: JournalParts, insert: SqliteStatement) {
    this.#directory = directory;
    this.#lock = lock;
    this.#open = open;
    this.#file = file;
    this.notice = notice;
    this.#insert = insert;
    this.#end = end;
  }

  get path(): string {
    return this.#file.path;
  }

  append(entries: readonly JournalEntry[]): Result<number, JournalFailure> {
    const groups = encodeGroups(entries);
    return groups.ok ? this.appendGroups(groups.value) : fail({ kind: 'invalid-entry', message: groups.error });
  }

  appendGroups(groups: readonly EncodedGroup[]): Result<number, JournalFailure> {
    if (this.#isClosed) return fail({ kind: 'closed', message: `expected an open journal, found it closed: ${this.path}` });
    if (this.#brokenBecause !== null) return fail({ kind: 'failed', message: this.#brokenBecause });
    let end = this.#end;
    try {
      this.#file.database.exec('BEGIN IMMEDIATE');
      for (const group of groups) {
        const line = chainText(sha256, end, group);
        this.#insert.run(line.sequence, line.text, line.link);
        end = endOf(line);
      }
      this.#file.database.exec('COMMIT');
    } catch (error) {
      return fail(this.#recover(error));
    }
    this.#end = end;
    this.#head ??= openHead(this.#directory);
    this.#head.note(end);
    return ok(end.sequence);
  }

  rotate(): Result<null, string> {
    const path = fileFrom(this.#directory, this.#end.sequence + 1);
    if (existsSync(path)) return fail(`expected no file ${path} yet, found one; restart the desk`);
    const next = openNextFile(path, this.#open, this.#end);
    if (!next.ok) return next;
    const before = this.#file;
    this.#insert = next.value.insert;
    this.#file = next.value.file;
    const isTrusted = this.#brokenBecause === null;
    this.#brokenBecause = null;
    if (isTrusted) foldIn(before);
    closeQuietly(before);
    return ok(null);
  }

  read(from: number, limit = DEFAULT_READ_LIMIT): Result<readonly StoredEntry[], string> {
    const stored: StoredEntry[] = [];
    for (let next = from; stored.length < limit && next <= this.#end.sequence;) {
      const rows = this.#rowsFrom(next);
      if (!rows.ok) return rows;
      for (const row of rows.value) {
        const entries = decodeGroup(row.text);
        if (!entries.ok) return fail(`entry ${row.sequence} of ${this.path}: ${entries.error}`);
        entries.value.forEach((entry, at) => {
          const sequence = row.sequence + at;
          if (sequence >= from && stored.length < limit) stored.push({ sequence, entry });
        });
        next = row.sequence + row.count;
      }
      if (rows.value.length === 0) break;
    }
    return ok(stored);
  }

  lastSequence(): number {
    return this.#end.sequence;
  }

  entriesInFile(): number {
    return this.#end.sequence - this.#file.base.sequence;
  }

  end(): ChainEnd {
    return this.#end;
  }

  isCleanEnd(): boolean {
    if (this.#end.sequence === 0) return true;
    const last = this.read(this.#end.sequence, 1);
    const entry = last.ok ? last.value[0]?.entry : undefined;
    return entry?.kind === 'session-ended' && entry.reason !== UNVERIFIED_END;
  }

  verify(): Result<number, string> {
    const { damage, records } = verifyAtOnce(this.#directory, this.#open);
    return damage === null ? ok(records) : fail(brokenJournal(damage.path, `expected ${damage.expected}, found ${damage.found}`));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    foldIn(this.#file);
    this.#file.database.close();
    this.#head?.close();
    this.#lock.release();
  }

  #rowsFrom(sequence: number): Result<readonly ChainedText[], string> {
    const reader = openJournalReader(this.#directory, this.#open);
    if (!reader.ok) return reader;
    try {
      const first = reader.value.rowAt(sequence);
      const rows = first.ok ? reader.value.rows(first.value?.sequence ?? sequence) : first;
      return rows.ok ? rows : fail(brokenJournal(rows.error.path, rows.error.found));
    } finally {
      reader.value.close();
    }
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
      this.#file.database.exec('ROLLBACK');
      return true;
    } catch (error) {
      // After a full disk SQLite has often rolled back by itself; then there is nothing left to roll back.
      return /no transaction is active/.test(describe(error));
    }
  }
}

/** The end to write on from; its last row must follow the one before, so that nothing is built on a row that does not belong there. */
function readEnd({ database, base }: JournalFile): Result<ChainEnd, string> {
  try {
    const rows = database.prepare('SELECT sequence, text, link FROM entries ORDER BY sequence DESC LIMIT 2').all().map(toLine);
    const [last, before] = rows;
    if (last === undefined) return ok(base);
    const verified = verifyChain(sha256, before === undefined ? base : endOf(before), [last]);
    return verified.ok ? verified : fail(`expected ${verified.error.expected}, found ${verified.error.found}`);
  } catch (error) {
    return fail(describe(error));
  }
}

/** Moves everything into the one file: prepared statements keep the packaged SQLite from doing it at close. */
function foldIn({ database }: JournalFile): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // The entries are durable in the write-ahead file all the same; the next start folds them in.
  }
}

function closeQuietly({ database }: JournalFile): void {
  try {
    database.close();
  } catch {
    // A file that was given up: there is nothing left to lose.
  }
}

function brokenJournal(path: string, found: string): string {
  return `the journal ${path} is damaged: ${found}. Move its folder away to start a new one; positions and orders are then taken from the venue`;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
