/** The files that a person wrote: everything below the root except what tools made or fetched. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const made = new Set(['node_modules', 'dist', '.cache', '.git', 'test-results', 'coverage']);

/** Paths from the root with forward slashes, sorted. */
export function sourceFiles(root, below = '') {
  const entries = readdirSync(join(root, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (made.has(entry.name)) return [];
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(root, path);
    return entry.isFile() && !entry.name.endsWith('.log') ? [path] : [];
  });
}
