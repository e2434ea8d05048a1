/** A display for machines without one: our own Xvfb, with a cookie, ended with us. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaunchProblem } from './say.mjs';

/** Chromium takes a pixel off a window that is as large as its screen, because some window managers would hide their bars. */
const MARGIN_PX = 16;

const START_LIMIT_MS = 10_000;
/** By these a terminal or a person asks the launcher to end. */
export const END_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const COOKIE_NAME = 'MIT-MAGIC-COOKIE-1';
const FAMILY_WILD = 0xffff;

/**
 * @typedef {object} Display
 * @property {Record<string, string>} environment DISPLAY and XAUTHORITY.
 * @property {() => void} stop
 */

/** @returns {boolean} Whether windows have nowhere to go. */
export function isDisplayMissing() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * @param {{ width: number, height: number }} extent
 * @returns {Promise<Display>}
 */
export async function startVirtualDisplay({ width, height }) {
  const folder = mkdtempSync(join(tmpdir(), 'keel-display-'));
  const authority = join(folder, 'authority');
  writeFileSync(authority, authorityEntry(randomBytes(16)), { mode: 0o600 });
  // The server picks a free number itself and tells it on descriptor 3: no race for a number.
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${width + MARGIN_PX}x${height + MARGIN_PX}x24`,
    '-nolisten',
    'tcp',
    '-auth',
    authority,
    '-noreset',
  ];
  // In a session of its own: Ctrl+C and the end of a terminal would end it before the desk has pulled.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  const stop = () => {
    process.off('exit', stop);
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  // Whatever ends this process ends the display with it; a signal does so while it starts.
  process.once('exit', stop);
  const leave = () => process.exit(130);
  for (const signal of END_SIGNALS) process.once(signal, leave);
  try {
    const number = await readDisplayNumber(server);
    return { environment: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop };
  } catch (error) {
    stop();
    throw error;
  } finally {
    for (const signal of END_SIGNALS) process.off(signal, leave);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function readDisplayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaint = '';
    let number = '';
    const timer = setTimeout(() => fail(`nothing within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    server.stderr?.on('data', (chunk) => (complaint += chunk));
    server.stdio[3]?.on('data', (chunk) => {
      number += chunk;
      if (!number.includes('\n')) return;
      clearTimeout(timer);
      resolve(number.trim());
    });
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with code ${code}: ${complaint.trim()}`));
    /** @param {string} found */
    function fail(found) {
      clearTimeout(timer);
      reject(new LaunchProblem(`expected Xvfb to open a display, found: ${found}`));
    }
  });
}

/**
 * One record of an X authority file that fits every display: whoever has no cookie has no access to our windows.
 * @param {Uint8Array} cookie
 */
export function authorityEntry(cookie) {
  const parts = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from(COOKIE_NAME), Buffer.from(cookie)];
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  return Buffer.concat([family, ...parts.flatMap((part) => [lengthOf(part), part])]);
}

/** @param {Buffer} part */
function lengthOf(part) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(part.length);
  return length;
}
