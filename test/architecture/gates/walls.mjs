/** Gate: who may import whom, circles and packages (dependency-cruiser over every file). */
import { cruise } from 'dependency-cruiser';
import { cruiseOptions, forbidden, leastModules } from '../wall-rules.mjs';

const productRooms = ['shared', 'electron', 'renderer', 'test'];

/**
 * @param {string} root
 * @param {{ rooms?: readonly string[], least?: number }} [options]
 * @returns {Promise<{ problems: string[], violations: { rule: { name: string }, from: string, to: string }[], detail: string }>}
 */
export async function checkWalls(root, { rooms = productRooms, least = leastModules } = {}) {
  const { output } = await cruise(rooms, { ...cruiseOptions, baseDir: root });
  const { violations, totalCruised, totalDependenciesCruised } = output.summary;
  const problems = violations.map(describe);
  if (totalCruised < least) {
    problems.push(`only ${totalCruised} modules were read, expected at least ${least}: the check is switched off somewhere`);
  }
  return { problems, violations, detail: `${totalCruised} files, ${totalDependenciesCruised} imports, ${forbidden.length} rules` };
}

function describe({ rule, from, to, cycle }) {
  const path = cycle === undefined ? `${from} → ${to}` : [from, ...cycle.map((step) => step.name)].join(' → ');
  const comment = forbidden.find((each) => each.name === rule.name)?.comment ?? '';
  return `${path}  (${rule.name}: ${comment})`;
}
