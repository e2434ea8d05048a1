/** Opens the journal's file: creates it, or makes sure that it is a journal and not of a newer desk. */
import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/domain/result';
import { classifyTrouble, type OpenSqlite, type SqliteDatabase } from './sqlite-database';

const JOURNAL_VERSION = 1;

/** "Keel" in ASCII, so that no other SQLite file is taken for a journal. */
const APPLICATION_ID = 0x4b65_656c;

/** Every commit is on the disk before it returns (FULL); readers never block the writer (WAL). */
const DURABILITY = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;';

export function openJournalDatabase(path: string, open: OpenSqlite): Result<SqliteDatabase, string> {
  const isNew = !existsSync(path);
  let database: SqliteDatabase | null = null;
  try {
    database = open(path);
    database.exec(DURABILITY);
    if (isNew || isEmpty(database)) createTables(database);
    const problem = findProblem(database, path);
    if (problem === null) return ok(database);
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

function createTables(database: SqliteDatabase): void {
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE entries (sequence INTEGER PRIMARY KEY, text TEXT NOT NULL, link TEXT NOT NULL);
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${JOURNAL_VERSION};
    COMMIT;
  `);
}

function findProblem(database: SqliteDatabase, path: string): string | null {
  const application = readNumber(database, 'SELECT application_id AS value FROM pragma_application_id()');
  if (application !== APPLICATION_ID) return `expected a journal at ${path}, found a database of another program; give another --profile`;
  const version = readNumber(database, 'SELECT user_version AS value FROM pragma_user_version()');
  if (version <= JOURNAL_VERSION) return null;
  return `expected a journal of version ${JOURNAL_VERSION} at ${path}, found version ${version} of a newer desk; start that desk, or give another --profile`;
}

function readNumber(database: SqliteDatabase, sql: string): number {
  const row = database.prepare(sql).get();
  return typeof row === 'object' && row !== null && 'value' in row ? Number(row.value) : Number.NaN;
}
