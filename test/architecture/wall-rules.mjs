/** The walls as dependency-cruiser rules, each of which must never fire. */
import { bannedPackages, packages, rooms, strangers } from './walls.mjs';

const product = '^(shared|electron|renderer)/';
const everyRoom = '^(shared|electron|renderer|assets)/';
/** Tools of the workshop: they run where the packages of the workshop are. */
const workshop = ['^electron/(build|tools|launch)/', '\\.config\\.'];

const packagePath = (names) => `(^|/)node_modules/(${names})/`;
const ruleName = (room) => room.replace('/', '-');
const rule = ({ name, comment, from = {}, to }) => ({ name, severity: 'error', comment, from, to });

function wallOf([room, { may, types = [] }]) {
  const own = `^${room}/`;
  const wall = rule({
    name: `wall-${ruleName(room)}`,
    comment: `${room} may import ${may.join(' ') || 'nothing but itself'}${types.length > 0 ? ` and types of ${types.join(' ')}` : ''}`,
    from: { path: own },
    to: { path: everyRoom, pathNot: [own, ...may, ...types] },
  });
  if (types.length === 0) return [wall];
  const typesOnly = rule({
    name: `types-only-${ruleName(room)}`,
    comment: `${room} may name ${types.join(' ')} as types (\`import type\`), never run them`,
    from: { path: own },
    to: { path: types, dependencyTypesNot: ['type-only'] },
  });
  return [wall, typesOnly];
}

const strangerRules = strangers.map((room) =>
  rule({
    name: `stranger-${ruleName(room)}`,
    comment: `one folder of ${room} never imports another: lift what both need into the port or the kit`,
    from: { path: `^${room}/([^/]+)/` },
    to: { path: `^${room}/[^/]+/`, pathNot: [`^${room}/$1/`] },
  }),
);

const packageRules = packages.map(({ name, matches, where }) =>
  rule({
    name: `package-${name}`,
    comment: `the packages ${matches} belong to ${where}`,
    from: { path: product, pathNot: [where] },
    to: { path: packagePath(matches) },
  }),
);

const generalRules = [
  rule({ name: 'no-circle', comment: 'files in a circle cannot be read one at a time', to: { circular: true } }),
  rule({ name: 'nothing-imports-tests', comment: 'the product never leans on its tests', from: { path: product }, to: { path: '^test/' } }),
  rule({ name: 'resolvable', comment: 'an import must lead to a file', to: { couldNotResolve: true } }),
  rule({
    name: 'declared-package',
    comment: 'a package that is imported must be a line of package.json',
    // The stand-in for Electron's own start file has a package.json of its own and finds `electron` built in.
    from: { pathNot: ['^electron/launch/default-app/'] },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  }),
  rule({ name: 'banned-package', comment: 'commercial parts and unsafe databases stay out', to: { path: bannedPackages } }),
  rule({
    name: 'no-development-package',
    comment: 'what runs on the desk must be a dependency, not a development dependency',
    from: { path: product, pathNot: workshop },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: [packagePath('electron')] },
  }),
  rule({
    name: 'pure-shared',
    comment: 'shared/ runs everywhere: no node module',
    from: { path: '^shared/' },
    to: { dependencyTypes: ['core'] },
  }),
  rule({
    name: 'pure-shared-packages',
    comment: 'shared/ leans on valibot alone',
    from: { path: '^shared/' },
    to: { path: 'node_modules/', pathNot: packagePath('valibot') },
  }),
  rule({
    name: 'sandbox-without-node',
    comment: 'the renderer and the preload are sandboxed: no node module',
    from: { path: '^(renderer|electron/preload)/' },
    to: { dependencyTypes: ['core'] },
  }),
];

/** Every wall of the house. */
export const forbidden = [...Object.entries(rooms).flatMap(wallOf), ...strangerRules, ...packageRules, ...generalRules];

/** Options that see every import: types too, and packages without walking into them. */
export const cruiseOptions = {
  ruleSet: { forbidden },
  validate: true,
  tsPreCompilationDeps: true,
  // No `exclude`: it hides packages (their files lie in a `dist/`) from the rules about packages.
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'require', 'node', 'default'],
    extensions: ['.ts', '.tsx', '.mts', '.mjs', '.cjs', '.js', '.d.ts', '.json', '.css'],
    mainFields: ['module', 'main', 'types', 'typings'],
  },
};

/** Below this many files something switched the check off. */
export const leastModules = 60;
