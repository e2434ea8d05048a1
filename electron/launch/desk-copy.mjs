/** The files that one desk runs on: a copy of its own, so that no build or update ever changes a desk that trades. */
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { findChangedFile, readManifest } from '../build/manifest.mjs';
import { LaunchProblem } from './say.mjs';

/** Beside the bundles: the name and version of the desk, its icon. */
const COMPANIONS = ['package.json', 'assets'];

/** A copy that no desk was started from for so long is removed; none runs a session that long. */
const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
const ATTEMPTS = 20;
const PAUSE_MS = 250;

/**
 * @param {string} root The project's folder, with a built `dist/`.
 * @returns {Promise<string>} Folder to start the desk from; equal builds share one.
 */
export async function copyDesk(root) {
  for (let attempt = 1; ; attempt += 1) {
    const found = findOrMakeCopy(root);
    if (!('problem' in found)) return found.path;
    if (attempt === ATTEMPTS) throw new LaunchProblem(`${found.problem}; build again with npm run build -- --force`);
    // Another build may be under way: its files are there before its manifest is.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * @param {string} root
 * @returns {{ path: string } | { problem: string }}
 */
function findOrMakeCopy(root) {
  const dist = join(root, 'dist');
  const manifest = readManifest(dist);
  if (manifest === null) return { problem: `expected a manifest in ${dist}, found none` };
  const copies = join(root, '.cache', 'desk');
  const name = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 16);
  const path = join(copies, name);
  if (existsSync(path)) {
    if (findChangedFile(join(path, 'dist')) === null) return keep(copies, path);
    rmSync(path, { recursive: true, force: true });
  }
  const temporary = `${path}.${process.pid}`;
  try {
    fill(root, temporary, [...Object.keys(manifest), 'manifest.json']);
    const problem = findChangedFile(join(temporary, 'dist'));
    if (problem !== null) return { problem };
    if (!existsSync(path)) renameSync(temporary, path);
    return keep(copies, path);
  } catch (error) {
    return { problem: `expected to copy the desk's files to ${path}, found: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} root @param {string} target @param {readonly string[]} paths Below `dist/`. */
function fill(root, target, paths) {
  for (const path of paths) {
    mkdirSync(dirname(join(target, 'dist', path)), { recursive: true });
    copyFileSync(join(root, 'dist', path), join(target, 'dist', path));
  }
  for (const name of COMPANIONS) cpSync(join(root, name), join(target, name), { recursive: true });
}

/** @param {string} copies @param {string} path */
function keep(copies, path) {
  const now = Date.now();
  utimesSync(path, now / 1000, now / 1000);
  for (const name of readdirSync(copies)) {
    const other = join(copies, name);
    const usedAtMs = statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - usedAtMs > KEPT_MS) rmSync(other, { recursive: true, force: true });
  }
  return { path };
}
