/** Bundles the whole desk into `dist/`; a target whose sources did not change since its last build is left alone. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { contentHash } from './content-hash.mjs';
import { writeManifest } from './manifest.mjs';
import { deskTargets, targets } from './targets.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** A failed build, in the bundler's words. */
export class BuildProblem extends Error {}

const recordFile = join(projectRoot, '.cache', 'build', 'record.json');

/**
 * @param {{ say: (line: string) => void, only?: readonly string[], isForced?: boolean }} options
 * @returns {Promise<readonly string[]>} Names of the targets that were built.
 */
export async function buildDesk({ say, only, isForced = false }) {
  const record = readRecord();
  const wanted = targets.filter((target) => !only || only.includes(target.name));
  const hashes = new Map(wanted.map((target) => [target.name, contentHash(projectRoot, target.rooms)]));
  const changed = wanted.filter((target) => isForced || !isCurrent(target, record, hashes.get(target.name) ?? ''));
  if (changed.length === 0 && existsSync(join(projectRoot, 'dist', 'manifest.json'))) return [];
  const missing = changed.filter((target) => !existsSync(join(projectRoot, target.entry)));
  for (const target of missing) say(`build: ${target.name} left out, expected its entry at ${target.entry}`);
  const startedAt = performance.now();
  const built = changed.filter((target) => !missing.includes(target));
  /** @type {string[]} */
  const failures = [];
  for (const target of built) {
    try {
      await buildTarget(target);
      record[target.name] = hashes.get(target.name) ?? '';
      writeRecord(record);
    } catch (error) {
      failures.push(`${target.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  recordFiles();
  if (failures.length > 0) throw new BuildProblem(`the build failed.\n${failures.join('\n')}`);
  if (built.length > 0)
    say(`build: ${built.map((target) => target.name).join(', ')} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return built.map((target) => target.name);
}

/** Takes down what the files of the desk are now; tools are none of them. */
function recordFiles() {
  const folders = new Set(targets.filter((target) => deskTargets.includes(target.name)).map((target) => target.output));
  mkdirSync(join(projectRoot, 'dist'), { recursive: true });
  writeManifest(join(projectRoot, 'dist'), [...folders]);
}

/** @param {Target} target */
async function buildTarget(target) {
  // Loaded here, so that a start with nothing to build never pays for the bundler.
  const [{ build }, { viteSettings }] = await Promise.all([import('vite'), import('./vite-settings.mjs')]);
  const before = process.env.NODE_ENV;
  // A test runner's environment would otherwise make React's development build of the window, several times slower.
  process.env.NODE_ENV = 'production';
  try {
    await build(viteSettings(target, projectRoot));
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/**
 * @param {Target} target @param {Record<string, string>} record @param {string} hash
 * @returns {boolean}
 */
function isCurrent(target, record, hash) {
  return record[target.name] === hash && existsSync(join(projectRoot, 'dist', target.output, target.file));
}

/** @returns {Record<string, string>} */
function readRecord() {
  try {
    return JSON.parse(readFileSync(recordFile, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {Record<string, string>} record */
function writeRecord(record) {
  mkdirSync(dirname(recordFile), { recursive: true });
  writeFileSync(recordFile, `${JSON.stringify(record, null, 2)}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  try {
    const built = await buildDesk({
      say: (line) => console.log(line),
      isForced: process.argv.includes('--force'),
      ...(only.length > 0 ? { only } : {}),
    });
    if (built.length === 0) console.log('build: nothing to do, dist/ is what the sources say');
  } catch (error) {
    if (!(error instanceof BuildProblem)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
