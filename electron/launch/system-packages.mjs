/** The Debian packages a bare machine lacks before Electron can draw. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { LaunchProblem } from './say.mjs';

/** Shared library → the Debian package that brings it. */
const LIBRARIES = /** @type {const} */ ({
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
});

/**
 * @param {{ isDisplayNeeded: boolean, say: import('./say.mjs').Say }} need
 */
export async function ensureSystemPackages({ isDisplayNeeded, say }) {
  if (process.platform !== 'linux') return;
  const missing = await findMissingPackages(isDisplayNeeded);
  if (missing.length === 0) return;
  const command = installCommand(missing);
  if (!isRootOnDebian()) {
    throw new LaunchProblem(
      `expected the system packages ${missing.join(', ')}, found them missing; install them and start again:\n  ${command}`,
    );
  }
  say(`system: ${missing.join(', ')} missing; running:\n  ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await runCommand('sh', ['-c', command], { env });
  if (code !== 0) {
    throw new LaunchProblem(
      `expected the command above to succeed, found code ${code}:\n${output.trim().split('\n').slice(-5).join('\n')}`,
    );
  }
  const still = await findMissingPackages(isDisplayNeeded);
  if (still.length > 0)
    throw new LaunchProblem(`expected ${still.join(', ')} to be there after the installation, found them still missing`);
}

/** @param {readonly string[]} packages */
export function installCommand(packages) {
  const prefix = process.getuid?.() === 0 ? '' : 'sudo ';
  return `${prefix}apt-get update && ${prefix}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * @param {boolean} isDisplayNeeded
 * @returns {Promise<readonly string[]>}
 */
async function findMissingPackages(isDisplayNeeded) {
  const known = await listLibraries();
  const missing = Object.entries(LIBRARIES).flatMap(([library, name]) => (known.includes(library) ? [] : [name]));
  return isDisplayNeeded && !isOnPath('Xvfb') ? ['xvfb', ...missing] : missing;
}

/** @returns {Promise<string>} */
async function listLibraries() {
  const program = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path)) ?? 'ldconfig';
  const { code, output } = await runCommand(program, ['-p']);
  // Without ldconfig (NixOS, Alpine) nothing can be known: the runtime itself will say what it lacks.
  return code === 0 ? output : Object.keys(LIBRARIES).join('\n');
}

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && isDebianLike(readRelease());
}

/** @param {string} release Content of /etc/os-release. */
export function isDebianLike(release) {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

function readRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
