/** One hash over the content of files and folders, to know whether a bundle is still what its sources say. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Written beside sources, but no part of any bundle. */
const IGNORED = /(^|\/)(README\.md|tsconfig\.json)$/;

/**
 * @param {string} root
 * @param {readonly string[]} paths From the root; absent ones count as absent.
 * @returns {string} sha256, hexadecimal.
 */
export function contentHash(root, paths) {
  const hash = createHash('sha256');
  for (const path of [...new Set(paths)].sort()) {
    for (const file of filesBelow(root, path)) {
      const content = readFileSync(join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} root @param {string} path
 * @returns {string[]}
 */
function filesBelow(root, path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return IGNORED.test(path) ? [] : [path];
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}
