/** Every bundle of the desk: where it starts, what it becomes, and which rooms it is made of. */

/**
 * @typedef {object} Target
 * @property {string} name Shown on the console; also the key of the build record.
 * @property {'node' | 'preload' | 'renderer'} kind
 * @property {string} entry From the project's root.
 * @property {string} output Folder under `dist/`.
 * @property {string} file Name of the bundle inside `output`.
 * @property {readonly string[]} rooms Folders and files whose content decides whether to build again.
 */

const SHARED_ROOMS = ['shared', 'package-lock.json', 'electron/build'];

/** Folder under `dist/` of each CommonJS bundle. @type {Readonly<Record<string, string>>} */
const OUTPUTS = {
  main: 'main',
  'desk-arguments': 'main',
  preload: 'preload',
  'engine-worker': 'engine',
  'journal-worker': 'engine',
  'journal-keeper-worker': 'engine',
  'risk-worker': 'risk',
  server: 'practice',
  'rebuild-book': 'tools',
  reference: 'tools',
  chain: 'tools',
  'verify-journal': 'tools',
  'backtest-var': 'tools',
  bench: 'tools',
  simulate: 'tools',
  drill: 'tools',
  faults: 'tools',
  fuzz: 'tools',
};

/** @type {readonly Target[]} */
export const targets = [
  node('main', 'electron/main/main.ts', [
    'electron/main',
    'electron/emergency',
    'electron/venues/deribit',
    'electron/storage',
    'electron/preload',
  ]),
  node('desk-arguments', 'electron/main/desk-arguments.ts', ['electron/main']),
  { ...node('preload', 'electron/preload/bridge.ts', ['electron/preload']), kind: 'preload', file: 'bridge.js' },
  node('engine-worker', 'electron/engine/engine-worker.ts', ['electron/engine', 'electron/storage', 'electron/venues']),
  node('journal-worker', 'electron/engine/journal-worker.ts', ['electron/engine', 'electron/storage']),
  node('journal-keeper-worker', 'electron/engine/journal-keeper-worker.ts', ['electron/engine', 'electron/storage']),
  node('risk-worker', 'electron/risk/risk-worker.ts', ['electron/risk']),
  node('server', 'electron/practice/server.ts', ['electron/practice']),
  node('rebuild-book', 'electron/tools/rebuild-book.ts', ['electron']),
  node('reference', 'electron/tools/reference.ts', ['electron/tools']),
  node('chain', 'electron/tools/chain.ts', ['electron/tools']),
  node('backtest-var', 'electron/tools/backtest-var.ts', ['electron/tools']),
  node('verify-journal', 'electron/tools/verify-journal.ts', ['electron/tools', 'electron/storage']),
  node('bench', 'test/performance/bench.ts', ['electron', 'test/performance', 'test/support']),
  node('simulate', 'test/simulation/simulate.ts', ['electron', 'test/simulation']),
  node('drill', 'test/drill/drill.ts', ['electron', 'test/drill', 'test/support']),
  node('fuzz', 'test/fuzz/fuzz.ts', ['electron', 'renderer', 'test/fuzz', 'test/support']),
  node('faults', 'test/faults/faults.ts', ['test/faults']),
  {
    name: 'renderer',
    kind: 'renderer',
    entry: 'renderer/index.html',
    output: 'renderer',
    file: 'index.html',
    rooms: [...SHARED_ROOMS, 'renderer', 'assets'],
  },
];

/** What a running desk consists of; the tools are built by their own commands. */
export const deskTargets = targets.filter((target) => target.output !== 'tools').map((target) => target.name);

/** Tools that start the desk or the practice exchange as processes of their own: those must be built too. */
const STARTS_DESK = ['bench', 'drill'];

/** What a tool needs built. @param {string} name @returns {readonly string[]} */
export function targetsOfTool(name) {
  return STARTS_DESK.includes(name) ? [...deskTargets, name] : [name];
}

/**
 * A CommonJS bundle opened by path.
 * @param {string} name @param {string} entry @param {readonly string[]} rooms
 * @returns {Target}
 */
function node(name, entry, rooms) {
  return { name, kind: 'node', entry, output: OUTPUTS[name] ?? name, file: `${name}.cjs`, rooms: [...SHARED_ROOMS, ...rooms] };
}
