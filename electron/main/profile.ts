/** Where a profile keeps its things, and the lock that lets one desk at a time use it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { fail, ok, type Result } from '../../shared/domain/result';

export interface Profile {
  readonly directory: string;
  readonly journalDirectory: string;
}

/**
 * Must run before the app is ready: the browser's own files go into the profile too, and the lock lives among them. The error says why the
 * profile can't be used: a lock that can't be written would be taken for another desk's.
 */
export function useProfile(given: string | null): Result<Profile, string> {
  const directory = given ?? join(app.getPath('appData'), 'keel');
  const browserDirectory = join(directory, 'browser');
  try {
    mkdirSync(browserDirectory, { recursive: true });
    tryToWrite(join(browserDirectory, `writable-${process.pid}`));
    app.setPath('userData', browserDirectory);
    app.setPath('sessionData', browserDirectory);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return fail(
      `expected to write into the profile ${directory}, found: ${found}; free space or change its rights, or give another --profile`,
    );
  }
  return ok({ directory, journalDirectory: join(directory, 'journal') });
}

function tryToWrite(path: string): void {
  try {
    writeFileSync(path, 'keel');
  } finally {
    rmSync(path, { force: true });
  }
}

/** `false`: another desk holds this profile. */
export function lockProfile(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecondStart);
  return true;
}
