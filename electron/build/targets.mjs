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

/** @type {readonly Target[]} */
export const targets = [
  node('main', 'electron/main/main.ts', 'main', ['electron/main', 'electron/storage', 'electron/preload']),
  node('desk-arguments', 'electron/main/desk-arguments.ts', 'main', ['electron/main']),
  { ...node('preload', 'electron/preload/bridge.ts', 'preload', ['electron/preload']), kind: 'preload', file: 'bridge.js' },
  node('engine-worker', 'electron/engine/engine-worker.ts', 'engine', ['electron/engine', 'electron/storage', 'electron/venues']),
  node('server', 'electron/practice/server.ts', 'practice', ['electron/practice']),
  node('rebuild-book', 'electron/tools/rebuild-book.ts', 'tools', ['electron']),
  node('bench', 'test/performance/bench.ts', 'tools', ['electron', 'test/performance']),
  {
    name: 'renderer',
    kind: 'renderer',
    entry: 'renderer/index.html',
    output: 'renderer',
    file: 'index.html',
    rooms: [...SHARED_ROOMS, 'renderer', 'assets'],
  },
];

/**
 * A CommonJS bundle opened by path.
 * @param {string} name @param {string} entry @param {string} output @param {readonly string[]} rooms
 * @returns {Target}
 */
function node(name, entry, output, rooms) {
  return { name, kind: 'node', entry, output, file: `${name}.cjs`, rooms: [...SHARED_ROOMS, ...rooms] };
}
