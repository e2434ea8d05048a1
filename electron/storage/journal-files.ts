/** Which files a journal consists of: `journal.sqlite`, then one per rotation, named after its first entry. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const FIRST = 'journal.sqlite';
const LATER = /^journal-(\d{12})\.sqlite$/;

/** Where a journal is and what it consists of. */
export interface JournalPlace {
  readonly directory: string;
  /** Oldest first. */
  readonly paths: readonly string[];
  /** One file was asked for, not the folder: what comes before and after it is not looked at. */
  readonly isSingleFile: boolean;
}

/** Paths of a folder's journal, oldest first; empty if there is none. */
export function listJournalFiles(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory);
  const later = names.filter((name) => LATER.test(name)).sort();
  return [...(names.includes(FIRST) ? [FIRST] : []), ...later].map((name) => join(directory, name));
}

/** The first file of a folder's journal. */
export function firstFile(directory: string): string {
  return join(directory, FIRST);
}

/** The file that begins with entry `sequence`. */
export function fileFrom(directory: string, sequence: number): string {
  return join(directory, `journal-${String(sequence).padStart(12, '0')}.sqlite`);
}

/** Removes a file that holds nothing, with what SQLite keeps beside it. One that can't be removed is told by who opens it. */
export function discardFile(path: string): void {
  try {
    for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(`${path}${suffix}`, { force: true });
  } catch {
    // As above.
  }
}

/** What a path given by a person means: a profile's folder, or one file. */
export function locateJournal(path: string): JournalPlace {
  const isFile = existsSync(path) && statSync(path).isFile();
  if (!isFile) return { directory: path, paths: listJournalFiles(path), isSingleFile: false };
  return { directory: dirname(path), paths: [join(dirname(path), basename(path))], isSingleFile: true };
}
