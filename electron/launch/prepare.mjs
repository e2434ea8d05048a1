/** Makes everything ready to start the desk: bundles, runtime, system packages. Run by hand it prints what it found as JSON. */
import { pathToFileURL } from 'node:url';
import { BuildProblem, buildDesk, projectRoot } from '../build/build.mjs';
import { deskTargets } from '../build/targets.mjs';
import { copyDesk } from './desk-copy.mjs';
import { isDisplayMissing } from './display.mjs';
import { ensureFallbackRuntime, FALLBACK_ELECTRON } from './fallback-runtime.mjs';
import { fetchOfficialElectron, findOfficialElectron } from './official-electron.mjs';
import { LaunchProblem, sayOnConsole } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @typedef {object} Prepared
 * @property {string} electronPath
 * @property {string} appPath
 * @property {boolean} needsXvfb
 * @property {boolean} isFallbackRuntime
 */

/**
 * @param {import('./say.mjs').Say} say
 * @returns {Promise<Prepared>}
 */
export async function prepareDesk(say) {
  await buildDesk({ say, only: deskTargets });
  return prepareRuntime(say);
}

/**
 * @param {import('./say.mjs').Say} say
 * @returns {Promise<Prepared>}
 */
export async function prepareRuntime(say) {
  const needsXvfb = isDisplayMissing();
  await ensureSystemPackages({ isDisplayNeeded: needsXvfb, say });
  const official = findOfficialElectron(projectRoot) ?? (await fetchOfficialElectron(projectRoot, say));
  const electronPath = official ?? (await ensureFallbackRuntime(say));
  if (official === null) {
    say(
      `runtime: Electron ${FALLBACK_ELECTRON} from the cache. It is old: practice, replay, review and tests only; live venues are refused`,
    );
  }
  return { electronPath, appPath: await copyDesk(projectRoot), needsXvfb, isFallbackRuntime: official === null };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    process.stdout.write(`${JSON.stringify(await prepareDesk(sayOnConsole))}\n`);
  } catch (error) {
    if (!(error instanceof LaunchProblem || error instanceof BuildProblem)) throw error;
    sayOnConsole(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
