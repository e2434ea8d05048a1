/** `npm run rebuild-book`, `bench`, `simulate`: brings one tool's bundle up to date, then runs it; only the tool writes to standard output. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildDesk, projectRoot } from '../build/build.mjs';
import { targets, targetsOfTool } from '../build/targets.mjs';
import { sayOnConsole } from './say.mjs';
import { splitWords } from './words.mjs';

const tools = targets.filter((target) => target.output === 'tools');

/**
 * @param {import('../build/targets.mjs').Target} tool
 * @param {readonly string[]} words
 * @returns {Promise<number>} Exit code.
 */
function runTool(tool, words) {
  const child = spawn(process.execPath, [join(projectRoot, 'dist', tool.output, tool.file), ...words], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

const [name, ...words] = splitWords(process.argv.slice(2));
const tool = tools.find((candidate) => candidate.name === name);
if (tool === undefined) {
  sayOnConsole(`error: expected the name of a tool (${tools.map((each) => each.name).join(', ')}), found ${name ?? 'nothing'}`);
  process.exitCode = 2;
} else {
  await buildDesk({ say: sayOnConsole, only: targetsOfTool(tool.name) });
  process.exitCode = await runTool(tool, words);
}
