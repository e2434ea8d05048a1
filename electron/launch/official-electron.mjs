/** Finds the official Electron of the pinned version, or fetches it where its release host can be reached. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

const PROBE_LIMIT_MS = 4_000;
const DOWNLOAD_LIMIT_MS = 15 * 60_000;
const RELEASE_HOST = 'https://github.com/electron/electron/releases/download/';

/**
 * @param {string} root The project's folder.
 * @returns {string | null} Path of the executable.
 */
export function findOfficialElectron(root) {
  const folder = join(root, 'node_modules', 'electron');
  const overridden = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(folder, 'path.txt');
  const file = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : platformPath();
  const executable = join(overridden ?? join(folder, 'dist'), file);
  return existsSync(executable) ? executable : null;
}

/**
 * @param {string} root
 * @param {import('./say.mjs').Say} say
 * @returns {Promise<string | null>}
 */
export async function fetchOfficialElectron(root, say) {
  const folder = join(root, 'node_modules', 'electron');
  if (!existsSync(join(folder, 'install.js'))) return null;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const problem = await probeReleaseHost(version);
  if (problem !== null) {
    say(`runtime: the official Electron ${version} is not here and its release host can't be reached (${problem})`);
    return null;
  }
  say(`runtime: fetching the official Electron ${version}, about 110 MB, once`);
  const { code, output } = await runCommand(process.execPath, [join(folder, 'install.js')], { limitMs: DOWNLOAD_LIMIT_MS });
  const executable = code === 0 ? findOfficialElectron(root) : null;
  if (executable === null) say(`runtime: the fetch failed: ${output.trim().split('\n').slice(-1)[0] ?? `code ${code}`}`);
  return executable;
}

/**
 * A quick question before a long download, so that a machine without that host loses seconds, not minutes.
 * @param {string} version
 * @returns {Promise<string | null>} Why not, or null.
 */
async function probeReleaseHost(version) {
  const base = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? RELEASE_HOST;
  try {
    const response = await fetch(`${base}v${version}/SHASUMS256.txt`, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return response.ok ? null : `it answered ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** @returns {string} */
function platformPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
