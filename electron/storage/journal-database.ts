/** Opens one file of the journal: creates it, or makes sure that it is a journal and of a version this desk knows. */
import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/domain/result';
import { EMPTY_CHAIN, type ChainEnd } from '../../shared/journal/hash-chain';
import { discardFile } from './journal-files';
import { reserveLog } from './journal-reserve';
import { classifyTrouble, type OpenSqlite, type SqliteDatabase, type SqliteStatement } from './sqlite-database';

/** 1: one entry a row, one file. 2: entries written together share a row, and a file says what it continues. */
export const JOURNAL_VERSION = 2;

/** "Keel" in ASCII, so that no other SQLite file is taken for a journal. */
const APPLICATION_ID = 0x4b65_656c;

/** Every commit is on the disk before it returns (FULL); readers never block the writer (WAL). */
const DURABILITY = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;';

/** One file of the journal, open. */
export interface JournalFile {
  readonly path: string;
  readonly database: SqliteDatabase;
  readonly version: number;
  /** End of the file before it; the empty chain for the first. */
  readonly base: ChainEnd;
}

/** What a new file is to continue. */
export interface NewFile {
  readonly base: ChainEnd;
}

/** For writing. Created if it is not there; an older version is refused, because it is migrated on a copy first. */
export function openJournalDatabase(path: string, open: OpenSqlite, create: NewFile = { base: EMPTY_CHAIN }): Result<JournalFile, string> {
  const opened = openChecked(path, () => {
    const isNew = !existsSync(path);
    const database = open(path);
    return {
      database,
      prepare: () => {
        database.exec(DURABILITY);
        if (isNew || isEmpty(database)) createTables(database, create.base);
      },
    };
  });
  if (opened.ok) reserveLog(path);
  return opened;
}

/** A file that continues `base`, ready to be written to; one that can't be is not left behind, because it would take over from there all the same. */
export function openNextFile(
  path: string,
  open: OpenSqlite,
  base: ChainEnd,
): Result<{ readonly file: JournalFile; readonly insert: SqliteStatement }, string> {
  const file = openJournalDatabase(path, open, { base });
  const insert = file.ok ? prepareInsert(file.value) : file;
  if (file.ok && insert.ok) return ok({ file: file.value, insert: insert.value });
  if (file.ok) file.value.database.close();
  discardFile(path);
  return insert.ok ? fail(`expected a journal at ${path}, found none`) : insert;
}

export function prepareInsert({ database }: JournalFile): Result<SqliteStatement, string> {
  try {
    return ok(database.prepare('INSERT INTO entries (sequence, text, link) VALUES (?, ?, ?)'));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** The file to go on with. A later one that died before its tables were there holds nothing and would begin the chain anew: it is removed. */
export function findLastFile(paths: readonly string[], open: OpenSqlite): string | undefined {
  const left = [...paths];
  for (let last = left.at(-1); left.length > 1 && last !== undefined && holdsNothing(last, open); last = left.at(-1)) {
    discardFile(last);
    left.pop();
  }
  return left.at(-1);
}

function holdsNothing(path: string, open: OpenSqlite): boolean {
  let database: SqliteDatabase | null = null;
  try {
    database = open(path, { readOnly: true });
    return isEmpty(database);
  } catch {
    return false;
  } finally {
    database?.close();
  }
}

/** For reading only; also of version 1. */
export function openJournalReadOnly(path: string, open: OpenSqlite): Result<JournalFile, string> {
  return openChecked(path, () => {
    if (!existsSync(path)) throw new Error('no such file');
    const database = open(path, { readOnly: true });
    return { database, prepare: () => database.exec('PRAGMA busy_timeout = 2000') };
  });
}

/** Version of a file that is there and is a journal; the error says what it is instead. */
export function readVersion(path: string, open: OpenSqlite): Result<number, string> {
  const file = openJournalReadOnly(path, open);
  if (!file.ok) return file;
  file.value.database.close();
  return ok(file.value.version);
}

/** Marks a copy of a file of version 1 as one of this version: its rows are read as they are. */
export function upgradeTables(database: SqliteDatabase): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE;');
  writeBase(database, EMPTY_CHAIN);
  database.exec(`PRAGMA user_version = ${JOURNAL_VERSION}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);`);
}

interface Opening {
  readonly database: SqliteDatabase;
  prepare(): void;
}

function openChecked(path: string, begin: () => Opening): Result<JournalFile, string> {
  let database: SqliteDatabase | null = null;
  try {
    const opening = begin();
    ({ database } = opening);
    opening.prepare();
    const version = readNumber(database, 'SELECT user_version AS value FROM pragma_user_version()');
    const problem = findProblem(database, path, version);
    if (problem === null) return ok({ path, database, version, base: readBase(database, version) });
    database.close();
    return fail(problem);
  } catch (error) {
    database?.close();
    const found = error instanceof Error ? error.message : String(error);
    const advice =
      classifyTrouble(error) === 'corrupt'
        ? 'move its folder away to start a new one'
        : 'check the rights of the folder and the free space';
    return fail(`expected a journal at ${path}, found: ${found}; ${advice}`);
  }
}

/** A start that died before the tables were there leaves an empty file. */
function isEmpty(database: SqliteDatabase): boolean {
  return readNumber(database, 'SELECT count(*) AS value FROM sqlite_master') === 0;
}

function createTables(database: SqliteDatabase, base: ChainEnd): void {
  database.exec('BEGIN IMMEDIATE; CREATE TABLE entries (sequence INTEGER PRIMARY KEY, text TEXT NOT NULL, link TEXT NOT NULL);');
  writeBase(database, base);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${JOURNAL_VERSION}; COMMIT;`);
}

function writeBase(database: SqliteDatabase, base: ChainEnd): void {
  database.exec('CREATE TABLE base (sequence INTEGER PRIMARY KEY, link TEXT NOT NULL)');
  database.prepare('INSERT INTO base (sequence, link) VALUES (?, ?)').run(base.sequence, base.link);
}

function readBase(database: SqliteDatabase, version: number): ChainEnd {
  if (version === 1) return EMPTY_CHAIN;
  const row = database.prepare('SELECT sequence, link FROM base').get();
  if (typeof row !== 'object' || row === null) throw new Error('no base of its chain');
  const sequence: unknown = Reflect.get(row, 'sequence');
  const link: unknown = Reflect.get(row, 'link');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0 || typeof link !== 'string')
    throw new Error('a base of its chain that no desk wrote');
  return { sequence, link };
}

function findProblem(database: SqliteDatabase, path: string, version: number): string | null {
  const application = readNumber(database, 'SELECT application_id AS value FROM pragma_application_id()');
  if (application !== APPLICATION_ID) return `expected a journal at ${path}, found a database of another program; give another --profile`;
  if (version >= 1 && version <= JOURNAL_VERSION) return null;
  const advice = version > JOURNAL_VERSION ? 'of a newer desk; start that desk, or give another --profile' : ', which no desk ever wrote';
  return `expected a journal of version ${JOURNAL_VERSION} at ${path}, found version ${version} ${advice}`.replace(' ,', ',');
}

function readNumber(database: SqliteDatabase, sql: string): number {
  const row = database.prepare(sql).get();
  return typeof row === 'object' && row !== null && 'value' in row ? Number(row.value) : Number.NaN;
}
