/** Finds the recordings and tables that live beside the project; they are read there and never copied into it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = resolve(fileURLToPath(new URL('.', import.meta.url)), '../..');

/** The folder that holds recordings (`data/`) and published tables (`reference/`), whether it exists or not. */
const sharedRoot = process.env['KEEL_SHARED'] ?? resolve(projectRoot, '../shared');

/**
 * Absolute path of a file or folder below the shared folder, or null where it is absent.
 * A test that gets null says so and is skipped: `if (!path) return ctx.skip('absent: ' + relative)`.
 */
export function sharedFile(relative: string): string | null {
  const path = resolve(sharedRoot, relative);
  return existsSync(path) ? path : null;
}
