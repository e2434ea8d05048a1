/** Replaces a file whole: after a crash it is the old one or the new one, never half of either. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Throws, with the old file in its place, if the disk refuses any of it. */
export function replaceFile(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeAll(file, Buffer.from(content));
    fsyncSync(file);
  } catch (error) {
    // A full disk needs the space.
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** A disk that is nearly full takes a part and says so by a number; only the next write is refused. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
