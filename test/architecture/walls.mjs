/** Who may import whom, room by room, and which package belongs where; wall-rules.mjs turns each line into a rule. */

const sharedRooms = (...rooms) => rooms.map((room) => `^shared/${room}/`);

/** Models of the second layer may lean on these. */
const foundations = ['domain', 'book', 'pricing'];
const decisions = [...foundations, 'quoting', 'risk', 'inventory', 'hedging', 'execution'];

/**
 * room → what its files may import (`may`) and what they may name as types only (`types`).
 * A room may always import itself, unless `from` captures a part of the path: then only the captured part.
 */
export const rooms = {
  'shared/domain': { may: [] },
  'shared/book': { may: sharedRooms('domain') },
  'shared/pricing': { may: sharedRooms('domain') },
  'shared/risk': { may: sharedRooms(...foundations, 'inventory') },
  'shared/inventory': { may: sharedRooms(...foundations) },
  'shared/quoting': { may: sharedRooms(...foundations, 'inventory') },
  'shared/hedging': { may: sharedRooms(...foundations, 'inventory', 'risk') },
  'shared/execution': { may: sharedRooms(...foundations, 'risk') },
  // Who may command what is said once, in the contract's table; the engine reads it there.
  'shared/engine': { may: sharedRooms(...decisions, 'contract'), types: sharedRooms('projection') },
  'shared/projection': { may: sharedRooms(...decisions, 'engine'), types: sharedRooms('contract') },
  'shared/journal': { may: sharedRooms(...decisions, 'engine') },
  // The practice exchange is the other side of the trade: an oracle that shared the desk's decisions would prove nothing.
  'shared/exchange': { may: sharedRooms(...foundations) },
  'shared/contract': { may: sharedRooms('domain'), types: sharedRooms('projection', 'engine') },

  'electron/main': {
    may: [...sharedRooms('contract', 'domain'), '^electron/storage/', '^electron/build/', '^electron/emergency/'],
    types: sharedRooms('projection', 'engine'),
  },
  // A client that works without the engine; of the venue it takes only the guarded door to its hosts and the plan of fewest cancels.
  'electron/emergency': {
    may: [...sharedRooms('contract', 'domain'), '^electron/venues/deribit/(host-guard|open-orders|cancel-plan|cancel-proof)\\.ts$'],
  },
  'electron/preload': { may: sharedRooms('contract') },
  'electron/engine': { may: ['^shared/', '^electron/venues/(registry|venue-port)\\.ts$', '^electron/storage/'] },
  'electron/risk': { may: ['^shared/', '^electron/venues/(registry|venue-port)\\.ts$', '^electron/storage/'] },
  'electron/venues': { may: sharedRooms('domain', 'book', 'execution', 'contract'), types: sharedRooms('engine', 'risk') },
  // Recordings of a venue are decoded by that venue's own decoder, never by a second one.
  'electron/practice': { may: [...sharedRooms('domain', 'book', 'pricing', 'exchange'), '^electron/venues/[^/]+/(decode|wire)[^/]*'] },
  'electron/storage': { may: sharedRooms('domain', 'journal', 'contract', 'engine') },
  'electron/launch': { may: ['^electron/build/'] },
  'electron/build': { may: [] },
  'electron/tools': { may: ['^shared/', '^electron/(venues|engine|storage|practice|build|launch)/'] },

  'renderer/app': { may: ['^renderer/', ...sharedRooms('contract', 'domain'), '^assets/'], types: sharedRooms('projection', 'engine') },
  'renderer/desk': { may: [...sharedRooms('contract', 'domain', 'projection'), '^renderer/theme/'], types: sharedRooms('engine') },
  'renderer/panels': {
    may: ['^renderer/(desk|controls|charts|canvas|theme)/'],
    types: [...sharedRooms('domain', 'projection', 'contract'), '^shared/quoting/quoting-parameters\\.ts$'],
  },
  'renderer/charts': { may: ['^renderer/(canvas|theme|controls)/'], types: sharedRooms('domain', 'projection', 'contract') },
  'renderer/canvas': { may: ['^renderer/theme/'], types: sharedRooms('domain', 'projection', 'contract') },
  'renderer/controls': { may: ['^renderer/(desk|theme)/'], types: sharedRooms('domain', 'projection', 'contract') },
  'renderer/theme': { may: ['^renderer/desk/', '^assets/'] },
};

/** Rooms whose folders are strangers to each other: a venue, a panel. */
export const strangers = ['electron/venues', 'renderer/panels'];

/** The only rooms that may import a package. */
export const packages = [
  { name: 'interface', matches: 'react(-dom|-aria-components)?|zustand|sonner|cmdk|tinykeys|lucide-react', where: '^renderer/' },
  {
    name: 'widgets',
    matches: 'dockview[^/]*|ag-grid[^/]*|lightweight-charts|@fontsource-variable/[^/]+|uplot|echarts',
    where: '^renderer/',
  },
  { name: 'electron', matches: 'electron', where: '^electron/(main|preload|launch/default-app)/' },
  { name: 'ccxt', matches: 'ccxt', where: '^electron/(venues|tools)/' },
  { name: 'sockets', matches: 'ws', where: '^electron/(venues|practice)/' },
  { name: 'database', matches: '@photostructure/sqlite', where: '^electron/storage/' },
  { name: 'schemas', matches: 'valibot', where: '^(shared/contract|electron|renderer/(app|desk))/' },
];

/** Never anywhere: commercial parts of a free package, and databases that lose data or abort the process. */
export const bannedPackages =
  '(^|/)(dockview-enterprise|dockview-modules-enterprise|ag-grid-enterprise|ag-charts-enterprise|libsql|better-sqlite3|node-sqlite3-wasm)(/|$)';
