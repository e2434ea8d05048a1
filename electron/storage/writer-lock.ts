/** One writer per journal folder: a lock of the operating system, gone with the process however it ends. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/domain/result';
import { classifyTrouble, openSqlite, type SqliteDatabase } from './sqlite-database';

export interface WriterLock {
  release(): void;
}

/** The error names the process that holds the lock, as far as it left its name. */
export function lockFolder(folder: string): Result<WriterLock, string> {
  // An exclusive transaction that never ends: SQLite locks the file for it, and no other portable lock exists in Node.
  let database: SqliteDatabase | null = null;
  try {
    database = openSqlite(join(folder, 'writer.lock'));
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (classifyTrouble(error) === 'busy') {
      return fail(
        `expected to be the only writer of the journal ${folder}, found another desk (${readHolder(folder)}); end it, or give another --profile`,
      );
    }
    return fail(
      `expected to lock the journal ${folder}, found: ${error instanceof Error ? error.message : String(error)}; check the rights of the folder and the free space`,
    );
  }
  const held = database;
  writeHolder(folder);
  return ok({ release: () => held.close() });
}

function holderFile(folder: string): string {
  return join(folder, 'writer.txt');
}

function writeHolder(folder: string): void {
  try {
    writeFileSync(holderFile(folder), `process ${process.pid}`);
  } catch {
    // Only a courtesy to whoever meets the lock; the lock itself holds.
  }
}

function readHolder(folder: string): string {
  try {
    return readFileSync(holderFile(folder), 'utf8').slice(0, 40);
  } catch {
    return 'of unknown process';
  }
}
