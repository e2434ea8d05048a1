/** `npm run check`: every gate of the house, a line each; `-- walls lint` runs only those, `--all` shows every problem. */
import { fileURLToPath } from 'node:url';
import { gates, runGates } from './gates/run-gates.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const words = process.argv.slice(2);
const only = words.filter((word) => !word.startsWith('--'));
const unknown = only.filter((name) => !Object.hasOwn(gates, name));

if (unknown.length > 0) {
  console.error(`Expected names of gates (${Object.keys(gates).join(', ')}), found ${unknown.join(', ')}.`);
  process.exit(2);
}

console.log('Gates');
const results = await runGates({ root, only, showAll: words.includes('--all'), say: (line) => console.log(line) });
const failed = results.filter((result) => result.problems.length > 0);
console.log(failed.length === 0 ? `${results.length} gates clean` : `${failed.length} of ${results.length} gates failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
