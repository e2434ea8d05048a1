/** Gate: no file, export or package that nothing uses (knip). */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runNode } from './run-node.mjs';

const require = createRequire(import.meta.url);
const knip = join(dirname(require.resolve('knip')), '../bin/knip.js');

/** @returns {Promise<{ problems: string[], detail: string }>} */
export async function checkDeadCode(root) {
  const { code, output } = await runNode([knip, '--reporter', 'compact', '--no-progress'], { cwd: root, env: { NO_COLOR: '1' } });
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^npm |ExperimentalWarning/.test(line));
  return { problems: code === 0 ? [] : lines, detail: 'files, exports, types, packages' };
}
