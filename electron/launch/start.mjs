/** `npm start`: prepares what is missing, then runs the desk until it ends; its exit code is ours. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BuildProblem, buildDesk, projectRoot } from '../build/build.mjs';
import { deskTargets } from '../build/targets.mjs';
import { END_SIGNALS, startVirtualDisplay } from './display.mjs';
import { prepareRuntime } from './prepare.mjs';
import { LaunchProblem, sayOnConsole } from './say.mjs';
import { splitWords } from './words.mjs';

/** @returns {Promise<number>} Exit code. */
async function start() {
  await buildDesk({ say: sayOnConsole, only: deskTargets });
  const words = splitWords(process.argv.slice(2));
  const parsed = readArguments(words);
  if (typeof parsed === 'number') return parsed;
  const prepared = await prepareRuntime(sayOnConsole);
  const display = prepared.needsXvfb ? await openDisplay(parsed) : null;
  const wanted = parsed.isLookOnly ? ['--status'] : ['--status', '--quote'];
  const extra = display ? wanted.filter((word) => !words.includes(word)) : [];
  try {
    return await runDesk(prepared, [...words, ...extra], display?.environment ?? {});
  } finally {
    display?.stop();
  }
}

/**
 * Read with the desk's own code before anything is fetched, so that a typing mistake costs nothing.
 * @param {readonly string[]} words
 */
function readArguments(words) {
  const { parseDeskArguments, describeDeskArguments } = createRequire(import.meta.url)(
    join(projectRoot, 'dist', 'main', 'desk-arguments.cjs'),
  );
  const parsed = parseDeskArguments(words, process.cwd());
  if (!parsed.ok) {
    sayOnConsole(`error: ${parsed.error}`);
    return 2;
  }
  if (parsed.value.isHelpWanted) {
    console.log(describeDeskArguments());
    return 0;
  }
  return parsed.value;
}

/** @param {{ extent: { width: number, height: number }, isLookOnly: boolean }} parsed */
async function openDisplay({ extent, isLookOnly }) {
  const found = 'display: none found (DISPLAY and WAYLAND_DISPLAY are not set); using a virtual one (Xvfb).';
  const quoting = isLookOnly ? 'The desk' : 'The desk arms itself, quotes on the practice exchange and';
  sayOnConsole(`${found} ${quoting} prints a status line each second`);
  return startVirtualDisplay(extent);
}

/**
 * @param {import('./prepare.mjs').Prepared} prepared
 * @param {readonly string[]} words
 * @param {Record<string, string>} environment
 * @returns {Promise<number>}
 */
function runDesk({ electronPath, appPath }, words, environment) {
  // Chromium's sandbox refuses root; the window's own isolation stays.
  const rootWords = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // In a session of its own: a terminal that closes would end Chromium's helpers and the exchange with it, and the desk before it has pulled.
  const hasOwnSession = process.platform !== 'win32';
  const desk = spawn(electronPath, [...rootWords, appPath, ...words], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...environment },
    detached: hasOwnSession,
  });
  desk.stderr.on('data', (chunk) => process.stderr.write(withoutChromiumNoise(String(chunk))));
  // Nobody reads a terminal that is closed, and the desk still pulls.
  process.stderr.on('error', () => {});
  // The launcher hands on what the terminal says, and waits for the desk to pull and leave. Windows tells both, and kills by such a call.
  for (const signal of END_SIGNALS)
    process.on(signal, () => {
      if (hasOwnSession) desk.kill(signal);
    });
  return new Promise((resolve, reject) => {
    desk.once('error', (error) => reject(new LaunchProblem(`expected to start ${electronPath}, found: ${error.message}`)));
    desk.once('close', (code, signal) => {
      if (signal) sayOnConsole(`the desk was ended by ${signal}`);
      resolve(code ?? 1);
    });
  });
}

/**
 * Lines of Chromium about buses and drivers that a virtual display never has.
 * @param {string} text
 */
function withoutChromiumNoise(text) {
  return text
    .split('\n')
    .filter((line) => !/^\[\d+:\d+\/\d+\.\d+:(ERROR|WARNING|INFO):/.test(line))
    .join('\n');
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof LaunchProblem || error instanceof BuildProblem)) throw error;
  sayOnConsole(`error: ${error.message}`);
  process.exitCode = 1;
}
