/** The desk's own files with their hashes: written by the build, so that a file changed afterwards is noticed before it runs. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Path from `dist/` → sha256, hexadecimal.
 * @typedef {Readonly<Record<string, string>>} Manifest
 */

const MANIFEST_FILE = 'manifest.json';

/** Maps serve whoever debugs; nothing loads them. */
const UNLOADED = /\.map$/;

/**
 * Takes down every file of these folders as it is now.
 * @param {string} distDirectory @param {readonly string[]} folders
 */
export function writeManifest(distDirectory, folders) {
  const paths = folders.flatMap((folder) => filesBelow(distDirectory, folder)).sort();
  const manifest = Object.fromEntries(paths.map((path) => [path, hashOf(join(distDirectory, path))]));
  // Whole or not at all: another start may read it at any time.
  const temporary = join(distDirectory, `${MANIFEST_FILE}.${process.pid}`);
  writeFileSync(temporary, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(temporary, join(distDirectory, MANIFEST_FILE));
}

/**
 * @param {string} distDirectory
 * @returns {Manifest | null} `null`: there is none that can be read.
 */
export function readManifest(distDirectory) {
  try {
    return decodeManifest(JSON.parse(readFileSync(join(distDirectory, MANIFEST_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * The first difference between the files and the manifest, in words; `null`: there is none.
 * @param {string} distDirectory
 * @returns {string | null}
 */
export function findChangedFile(distDirectory) {
  const manifest = readManifest(distDirectory);
  if (manifest === null) return `expected ${join(distDirectory, MANIFEST_FILE)} beside the desk's files, found none that can be read`;
  const folders = [...new Set(Object.keys(manifest).map(topOf))];
  const strange = folders.flatMap((folder) => filesBelow(distDirectory, folder)).find((path) => !Object.hasOwn(manifest, path));
  if (strange !== undefined) return `expected only files that the build made, found ${strange}`;
  for (const [path, hash] of Object.entries(manifest)) {
    if (!existsSync(join(distDirectory, path))) return `expected the file ${path}, found none`;
    if (hashOf(join(distDirectory, path)) !== hash) return `expected ${path} as it was built, found it changed`;
  }
  return null;
}

/**
 * @param {unknown} value
 * @returns {Manifest | null}
 */
function decodeManifest(value) {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([, hash]) => typeof hash === 'string') ? Object.fromEntries(entries) : null;
}

/** @param {string} path */
function topOf(path) {
  return path.slice(0, path.indexOf('/'));
}

/** @param {string} path */
function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/**
 * @param {string} root @param {string} below
 * @returns {string[]} With forward slashes, from `root`.
 */
function filesBelow(root, below) {
  if (!existsSync(join(root, below))) return [];
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = `${below}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return UNLOADED.test(path) ? [] : [path];
  });
}
