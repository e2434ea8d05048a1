/** Runs another program to its end. */
import { spawn } from 'node:child_process';

/**
 * @typedef {object} Finished
 * @property {number} code 127 if it could not be started, 124 if it ran into the time limit.
 * @property {string} output Standard output, then standard error.
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, limitMs?: number, env?: NodeJS.ProcessEnv, isShown?: boolean }} [options]
 * @returns {Promise<Finished>}
 */
export function runCommand(program, args, { cwd, limitMs, env, isShown = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let standard = '';
    let errors = '';
    let isLate = false;
    const timer = limitMs === undefined ? undefined : setTimeout(() => ((isLate = true), child.kill('SIGKILL')), limitMs);
    child.stdout.on('data', (chunk) => {
      standard += chunk;
      if (isShown) process.stderr.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
      if (isShown) process.stderr.write(chunk);
    });
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => finish(isLate ? 124 : (code ?? 1), ''));
    /** @param {number} code @param {string} more */
    function finish(code, more) {
      clearTimeout(timer);
      resolve({ code, output: `${standard}${errors}${more}` });
    }
  });
}
