/** Runs the gates in a fixed order and says one line about each. */
import { checkDeadCode } from './dead-code.mjs';
import { checkDocumentation } from './documentation.mjs';
import { checkFormat } from './format.mjs';
import { checkLint } from './lint.mjs';
import { checkMachinePaths } from './machine-paths.mjs';
import { checkRooms } from './rooms.mjs';
import { checkTypes } from './types.mjs';
import { checkWalls } from './walls.mjs';

/** name → gate; a gate takes the root and answers `{ problems, detail }`. */
export const gates = {
  types: checkTypes,
  walls: checkWalls,
  lint: checkLint,
  'dead code': checkDeadCode,
  documentation: checkDocumentation,
  format: checkFormat,
  rooms: checkRooms,
  'machine paths': checkMachinePaths,
};

const shownProblems = 40;

/** @returns {Promise<{ name: string, problems: string[] }[]>} One entry per gate, also for a gate that broke. */
export async function runGates({ root, say, only = [], showAll = false }) {
  const wanted = Object.entries(gates).filter(([name]) => only.length === 0 || only.includes(name));
  const results = [];
  for (const [name, gate] of wanted) {
    const startedAt = performance.now();
    const { problems, detail } = await answerOf(gate, root);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5);
    const verdict = problems.length === 0 ? 'ok    ' : 'FAILED';
    say(`  ${name.padEnd(14)} ${verdict} ${seconds} s  ${problems.length === 0 ? detail : count(problems.length)}`);
    const shown = showAll ? problems : problems.slice(0, shownProblems);
    for (const problem of shown) say(`      ${problem}`);
    if (shown.length < problems.length) say(`      … and ${problems.length - shown.length} more (npm run check -- --all)`);
    results.push({ name, problems });
  }
  return results;
}

async function answerOf(gate, root) {
  try {
    return await gate(root);
  } catch (problem) {
    return { problems: [`the gate itself broke: ${problem instanceof Error ? problem.stack : String(problem)}`], detail: '' };
  }
}

function count(problems) {
  return problems === 1 ? '1 problem' : `${problems} problems`;
}
