/** Small trees of good and bad files, written below `.cache` so that packages resolve as they do for the project. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The project's own folder. */
export const projectRoot = resolve(fileURLToPath(new URL('.', import.meta.url)), '../..');

const made = new Set<string>();

afterAll(() => made.forEach((root) => rmSync(root, { recursive: true, force: true })));

/** Writes `files` (path → text) into an empty tree called `name` and returns its root. */
export function sampleTree(name: string, files: Readonly<Record<string, string>>): string {
  // Two test runs in one working tree must not tread on each other.
  const root = join(projectRoot, '.cache/samples', String(process.pid), name);
  rmSync(root, { recursive: true, force: true });
  made.add(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Copies the project's own configuration files into a tree, so that the sample meets the real rules. */
export function withProjectFiles(root: string, paths: readonly string[]): string {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(projectRoot, path), join(root, path));
  }
  return root;
}

/** Text of one of the project's files. */
export function projectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}
