/** Where a profile keeps its things, and the lock that lets one desk at a time use it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

export interface Profile {
  readonly directory: string;
  readonly journalDirectory: string;
}

/** Must run before the app is ready: the browser's own files go into the profile too, and the lock lives among them. */
export function useProfile(given: string | null): Profile {
  const directory = given ?? join(app.getPath('appData'), 'keel');
  const browserDirectory = join(directory, 'browser');
  mkdirSync(browserDirectory, { recursive: true });
  app.setPath('userData', browserDirectory);
  app.setPath('sessionData', browserDirectory);
  return { directory, journalDirectory: join(directory, 'journal') };
}

/** `false`: another desk holds this profile. */
export function lockProfile(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecondStart);
  return true;
}
