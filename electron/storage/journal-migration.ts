/** Brings a journal of an older desk up to this version: on a copy, so that a crash or a mistake leaves the old file as it was. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/domain/result';
import { JOURNAL_VERSION, readVersion, upgradeTables } from './journal-database';
import type { OpenSqlite } from './sqlite-database';
import { verifyAtOnce } from './verify-journal';

/** What was done; `null` if there was nothing to do. The error leaves the journal untouched. */
export function migrateJournal(path: string, open: OpenSqlite): Result<string | null, string> {
  const copy = path.replace(/\.sqlite$/, '.migrating.sqlite');
  finishRename(path, copy);
  rmSync(copy, { force: true });
  if (!existsSync(path)) return ok(null);
  const version = readVersion(path, open);
  // Whatever can't be read or is too new is told by who opens it for writing.
  if (!version.ok || version.value >= JOURNAL_VERSION) return ok(null);
  try {
    return ok(migrate(path, copy, open));
  } catch (error) {
    rmSync(copy, { force: true });
    const found = error instanceof Error ? error.message : String(error);
    return fail(
      `expected to bring the journal ${path} up to version ${JOURNAL_VERSION}, found: ${found}; it is as it was, free space or change its rights`,
    );
  }
}

function migrate(path: string, copy: string, open: OpenSqlite): string {
  const old = open(path);
  try {
    old.exec('PRAGMA busy_timeout = 2000; PRAGMA wal_checkpoint(TRUNCATE);');
    old.prepare('VACUUM INTO ?').run(copy);
  } finally {
    old.close();
  }
  const upgraded = open(copy);
  try {
    upgradeTables(upgraded);
  } finally {
    upgraded.close();
  }
  const check = verifyAtOnce(copy, open);
  if (check.damage !== null) throw new Error(`${check.damage.found} at entry ${check.damage.sequence}`);
  synchronise(copy);
  const aside = asideOf(path);
  renameSync(path, aside);
  renameSync(copy, path);
  return `the journal of version 1 was kept as ${aside}; its copy goes on as version ${JOURNAL_VERSION}`;
}

/** A crash between the two renames leaves the finished copy and the old file aside. */
function finishRename(path: string, copy: string): void {
  if (!existsSync(path) && existsSync(copy) && existsSync(asideOf(path))) renameSync(copy, path);
}

function asideOf(path: string): string {
  return path.replace(/\.sqlite$/, '.version-1.sqlite');
}

function synchronise(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
