/** `npm test`: the gates, the suite, then the desk's own window; ends with one plain line of what passed and failed. */
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runGates } from './architecture/gates/run-gates.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
const fullFactor = '25';
const usage = 'usage: npm test [-- --full]   --full: every property with many more cases';

const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== '--full');
if (unknown.length > 0) {
  console.error(`Expected no argument or --full, found ${unknown.join(' ')}.\n${usage}`);
  process.exit(2);
}

const isFull = words.includes('--full');
const total = { passed: 0, failed: 0, skipped: [], failures: [] };

console.log('Gates');
const gateResults = await runGates({ root, say: (line) => console.log(line) });
add({
  passed: gateResults.filter((gate) => gate.problems.length === 0).length,
  failed: gateResults.filter((gate) => gate.problems.length > 0).length,
  skipped: [],
  failures: gateResults.filter((gate) => gate.problems.length > 0).map((gate) => `gate: ${gate.name}`),
});

console.log(`\nSuite${isFull ? ` (full: ${fullFactor} times the cases of each property)` : ''}`);
add(await runVitest('suite', 'test/vitest.config.mjs'));

console.log('\nThe desk in its window');
if (hasWindowTests()) add(await runVitest('window', 'test/e2e/vitest.config.mjs'));
else console.log('  no test files');

console.log('\nFaults');
const faultsCode = await run([join(root, 'electron/launch/run-tool.mjs'), 'faults', '--check'], {});
add({
  passed: faultsCode === 0 ? 1 : 0,
  failed: faultsCode === 0 ? 0 : 1,
  skipped: [],
  failures: faultsCode === 0 ? [] : ['table of faults'],
});

summarise();

function add(tally) {
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped.push(...tally.skipped);
  total.failures.push(...tally.failures);
}

function hasWindowTests() {
  return readdirSync(join(root, 'test/e2e'), { recursive: true }).some((path) => String(path).endsWith('.test.ts'));
}

async function runVitest(name, config) {
  const tallyFile = join(root, '.cache', 'test', `${name}.json`);
  rmSync(tallyFile, { force: true });
  const code = await run([vitest, 'run', '--config', config], {
    KEEL_TALLY: tallyFile,
    ...(isFull ? { KEEL_RUN_FACTOR: fullFactor, KEEL_SEED: 'fresh' } : {}),
  });
  if (!existsSync(tallyFile)) {
    console.log(`      FAILED: ${name} ended with code ${code} before it could say what passed`);
    return { passed: 0, failed: 1, skipped: [], failures: [`${name}: did not run to its end`] };
  }
  const tally = JSON.parse(readFileSync(tallyFile, 'utf8'));
  if (code !== 0 && tally.failed === 0) return { ...tally, failed: 1, failures: [`${name}: ended with code ${code}`] };
  return tally;
}

function run(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', (problem) => {
      console.error(problem.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function summarise() {
  console.log('');
  for (const { name, reason } of total.skipped) console.log(`skipped: ${name} (${reason})`);
  for (const name of total.failures) console.log(`failed: ${name}`);
  const skips = total.skipped.length === 0 ? '' : `, ${total.skipped.length} skipped`;
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`${total.passed} passed, ${total.failed} failed${skips}`);
}
