/** Gate: every runtime compiles against only what that runtime has (`tsc -b` over the project references). */
import { createRequire } from 'node:module';
import { runNode } from './run-node.mjs';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkTypes(root) {
  const { code, output } = await runNode([compiler, '-b', '--pretty', 'false'], { cwd: root });
  const problems = output.split('\n').filter((line) => line.includes('error TS'));
  if (code !== 0 && problems.length === 0) problems.push(output.trim() || `tsc ended with ${code} and said nothing`);
  return { problems, detail: 'shared, electron, preload, renderer, test' };
}
