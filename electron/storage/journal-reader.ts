/** Reads a journal through connections of its own that can't write: the one who writes is never disturbed. */
import { fail, ok, type Result } from '../../shared/domain/result';
import { countEntries } from '../../shared/journal/codec';
import type { ChainedText } from '../../shared/journal/hash-chain';
import { openJournalReadOnly, type JournalFile } from './journal-database';
import { locateJournal, type JournalPlace } from './journal-files';
import { openSqlite, type OpenSqlite, type SqliteStatement } from './sqlite-database';

/** A file that can't be read as a journal's should. */
export interface ReadTrouble {
  readonly path: string;
  /** First entry that may be concerned. */
  readonly sequence: number;
  readonly found: string;
}

interface OpenFile extends JournalFile {
  readonly select: SqliteStatement;
  /** Last entry that counts: a later file that begins before the end takes over from there. */
  readonly lastSequence: number;
}

/** Rows read at once: some hundred kilobytes of a busy market, which are read and forgotten before they count as old memory. */
const ROWS_AT_ONCE = 16;

/** Open until `close`. */
export class JournalReader {
  readonly place: JournalPlace;
  readonly #files: readonly OpenFile[];

  constructor(place: JournalPlace, files: readonly JournalFile[]) {
    this.place = place;
    this.#files = files.map((file, at) => ({
      ...file,
      select: file.database.prepare('SELECT sequence, text, link FROM entries WHERE sequence >= ? ORDER BY sequence LIMIT ?'),
      lastSequence: files[at + 1]?.base.sequence ?? Number.POSITIVE_INFINITY,
    }));
  }

  /** What each file continues, oldest first. */
  get files(): readonly JournalFile[] {
    return this.#files;
  }

  /** The next rows from the one that begins with entry `from` on; empty at the end. */
  rows(from: number, limit = ROWS_AT_ONCE): Result<readonly ChainedText[], ReadTrouble> {
    const file = this.#files.find(({ lastSequence }) => from <= lastSequence);
    if (file === undefined) return ok([]);
    try {
      const rows = file.select.all(from, limit).map(toLine);
      return ok(rows.filter(({ sequence }) => sequence <= file.lastSequence));
    } catch (error) {
      return fail({ path: file.path, sequence: from, found: describe(error) });
    }
  }

  /** The last row; `null` of an empty journal. */
  last(): Result<ChainedText | null, ReadTrouble> {
    return this.#findBack('SELECT sequence, text, link FROM entries WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1', Infinity);
  }

  /** The row that holds entry `sequence`, or the nearest before it. */
  rowAt(sequence: number): Result<ChainedText | null, ReadTrouble> {
    return this.#findBack('SELECT sequence, text, link FROM entries WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1', sequence);
  }

  /** The row that begins the last session: a session's start always begins a row. */
  lastSessionStart(): Result<ChainedText | null, ReadTrouble> {
    const start = `{"kind":"session-started"%`;
    return this.#findBack(
      `SELECT sequence, text, link FROM entries WHERE sequence <= ? AND (text LIKE '${start}' OR text LIKE '[${start}') ORDER BY sequence DESC LIMIT 1`,
      Infinity,
    );
  }

  close(): void {
    for (const { database } of this.#files) database.close();
  }

  #findBack(sql: string, upTo: number): Result<ChainedText | null, ReadTrouble> {
    for (const file of [...this.#files].reverse()) {
      try {
        const row = file.database.prepare(sql).get(Math.min(upTo, file.lastSequence, Number.MAX_SAFE_INTEGER));
        if (row !== undefined && row !== null) return ok(toLine(row));
      } catch (error) {
        return fail({ path: file.path, sequence: file.base.sequence + 1, found: describe(error) });
      }
    }
    return ok(null);
  }
}

/** Opens a profile's folder, or one file. The error says what was expected and found; a folder without a journal is an error too. */
export function openJournalReader(path: string, open: OpenSqlite = openSqlite): Result<JournalReader, string> {
  const place = locateJournal(path);
  if (place.paths.length === 0) return fail(`expected a journal at ${path}, found none; give the profile's folder or a journal file`);
  const files: JournalFile[] = [];
  for (const each of place.paths) {
    const file = openJournalReadOnly(each, open);
    if (file.ok) files.push(file.value);
    else {
      for (const { database } of files) database.close();
      return file;
    }
  }
  try {
    return ok(new JournalReader(place, files));
  } catch (error) {
    for (const { database } of files) database.close();
    return fail(`expected the table of a journal at ${path}, found: ${describe(error)}`);
  }
}

/** A row of `sequence`, `text` and `link` as a line. Throws if it is none. */
export function toLine(row: unknown): ChainedText {
  if (typeof row !== 'object' || row === null) throw new Error('no row');
  const sequence: unknown = Reflect.get(row, 'sequence');
  const text: unknown = Reflect.get(row, 'text');
  const link: unknown = Reflect.get(row, 'link');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || typeof text !== 'string' || typeof link !== 'string')
    throw new Error('a row that no desk wrote');
  return { sequence, count: countEntries(text), text, link };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
