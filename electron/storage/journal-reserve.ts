/** Gives a journal's write-ahead file its length beforehand, so that a commit only overwrites and the disk need not record a longer file. */
import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** A little more than SQLite fills, by default 1,000 pages of 4 KiB, before it begins again at the front; bytes. */
const RESERVED_LENGTH = 5 << 20;

/**
 * Appends zeros to the file. SQLite believes a frame only with the salts and the running checksum of those before it, so that zeros
 * after the last one are to it what remains of an older round always is: nothing. Only speed depends on this, so a refusal is passed over:
 * a full disk refuses commits too, and that is told.
 */
export function reserveLog(databasePath: string): void {
  let file: number | null = null;
  try {
    file = openSync(`${databasePath}-wal`, 'r+');
    const { size } = fstatSync(file);
    if (size >= RESERVED_LENGTH) return;
    writeSync(file, new Uint8Array(RESERVED_LENGTH - size), 0, RESERVED_LENGTH - size, size);
    fsyncSync(file);
  } catch {
    // As above.
  } finally {
    if (file !== null) closeSync(file);
  }
}
