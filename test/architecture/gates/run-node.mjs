/** Runs one node program to its end and hands back everything it said. */
import { spawn } from 'node:child_process';

export function runNode(args, { cwd, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (problem) => resolve({ code: 1, output: `${output}${problem.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
