/** Every wall has a sample that must hit it, and a good tree that hits none. */
import { describe, expect, it } from 'vitest';
import { checkWalls } from './gates/walls.mjs';
import { sampleTree } from './sample-tree';
import { forbidden } from './wall-rules.mjs';
import { rooms } from './walls.mjs';

interface Sample {
  readonly at: string;
  readonly imports: string;
  readonly as?: 'type' | 'value';
}

/** rule → a file that breaks it. Targets called `thing` exist in every room. */
const samples: Readonly<Record<string, Sample>> = {
  'wall-shared-domain': { at: 'shared/domain', imports: '../pricing/thing' },
  'wall-shared-book': { at: 'shared/book', imports: '../quoting/thing' },
  'wall-shared-pricing': { at: 'shared/pricing', imports: '../book/thing' },
  'wall-shared-risk': { at: 'shared/risk', imports: '../engine/thing' },
  'wall-shared-inventory': { at: 'shared/inventory', imports: '../risk/thing' },
  'wall-shared-quoting': { at: 'shared/quoting', imports: '../engine/thing' },
  'wall-shared-hedging': { at: 'shared/hedging', imports: '../quoting/thing' },
  'wall-shared-execution': { at: 'shared/execution', imports: '../engine/thing' },
  'wall-shared-engine': { at: 'shared/engine', imports: '../exchange/thing' },
  'wall-shared-projection': { at: 'shared/projection', imports: '../journal/thing' },
  'wall-shared-journal': { at: 'shared/journal', imports: '../exchange/thing' },
  'wall-shared-exchange': { at: 'shared/exchange', imports: '../engine/thing' },
  'wall-shared-contract': { at: 'shared/contract', imports: '../book/thing' },
  'wall-electron-main': { at: 'electron/main', imports: '../engine/thing' },
  'wall-electron-preload': { at: 'electron/preload', imports: '../../shared/domain/thing' },
  'wall-electron-emergency': { at: 'electron/emergency', imports: '../engine/thing' },
  'wall-electron-engine': { at: 'electron/engine', imports: '../venues/deribit/thing' },
  'wall-electron-risk': { at: 'electron/risk', imports: '../main/thing' },
  'wall-electron-venues': { at: 'electron/venues/deribit', imports: '../../../shared/quoting/thing' },
  'wall-electron-practice': { at: 'electron/practice', imports: '../../shared/engine/thing' },
  'wall-electron-storage': { at: 'electron/storage', imports: '../venues/registry' },
  'wall-electron-launch': { at: 'electron/launch', imports: '../main/thing' },
  'wall-electron-build': { at: 'electron/build', imports: '../launch/thing' },
  'wall-electron-tools': { at: 'electron/tools', imports: '../main/thing' },
  'wall-renderer-app': { at: 'renderer/app', imports: '../../electron/main/thing' },
  'wall-renderer-desk': { at: 'renderer/desk', imports: '../panels/ladder/thing' },
  'wall-renderer-panels': { at: 'renderer/panels/ladder', imports: '../../../electron/preload/thing' },
  'wall-renderer-charts': { at: 'renderer/charts', imports: '../desk/thing' },
  'wall-renderer-canvas': { at: 'renderer/canvas', imports: '../controls/thing' },
  'wall-renderer-controls': { at: 'renderer/controls', imports: '../panels/ladder/thing' },
  'wall-renderer-theme': { at: 'renderer/theme', imports: '../panels/ladder/thing' },
  'types-only-shared-engine': { at: 'shared/engine', imports: '../projection/thing' },
  'types-only-shared-contract': { at: 'shared/contract', imports: '../engine/thing' },
  'types-only-shared-projection': { at: 'shared/projection', imports: '../contract/thing' },
  'types-only-electron-main': { at: 'electron/main', imports: '../../shared/engine/thing' },
  'types-only-electron-venues': { at: 'electron/venues/deribit', imports: '../../../shared/engine/thing' },
  'types-only-renderer-app': { at: 'renderer/app', imports: '../../shared/engine/thing' },
  'types-only-renderer-desk': { at: 'renderer/desk', imports: '../../shared/engine/thing' },
  'types-only-renderer-panels': { at: 'renderer/panels/ladder', imports: '../../../shared/contract/thing' },
  'types-only-renderer-charts': { at: 'renderer/charts', imports: '../../shared/domain/thing' },
  'types-only-renderer-canvas': { at: 'renderer/canvas', imports: '../../shared/domain/thing' },
  'types-only-renderer-controls': { at: 'renderer/controls', imports: '../../shared/projection/thing' },
  'stranger-electron-venues': { at: 'electron/venues/deribit', imports: '../binance/thing' },
  'stranger-renderer-panels': { at: 'renderer/panels/ladder', imports: '../fills/thing' },
  'package-interface': { at: 'electron/main', imports: 'react' },
  'package-widgets': { at: 'electron/main', imports: 'lightweight-charts' },
  'package-electron': { at: 'electron/venues/deribit', imports: 'electron' },
  'package-ccxt': { at: 'electron/main', imports: 'ccxt' },
  'package-sockets': { at: 'electron/main', imports: 'ws' },
  'package-database': { at: 'electron/engine', imports: '@photostructure/sqlite' },
  'package-schemas': { at: 'shared/domain', imports: 'valibot' },
  'no-circle': { at: 'shared/book', imports: './circle-partner' },
  'nothing-imports-tests': { at: 'shared/domain', imports: '../../test/support/thing' },
  resolvable: { at: 'shared/domain', imports: './nowhere' },
  'declared-package': { at: 'electron/main', imports: 'esquery' },
  'banned-package': { at: 'electron/storage', imports: 'better-sqlite3' },
  'no-development-package': { at: 'electron/main', imports: 'fast-check' },
  'pure-shared': { at: 'shared/domain', imports: 'node:fs' },
  'pure-shared-packages': { at: 'shared/domain', imports: 'ws' },
  'sandbox-without-node': { at: 'renderer/app', imports: 'node:path' },
};

const goodLines: readonly Sample[] = [
  { at: 'shared/quoting', imports: '../book/thing' },
  { at: 'shared/engine', imports: '../quoting/thing' },
  { at: 'shared/engine', imports: '../contract/thing' },
  { at: 'shared/engine', imports: '../projection/thing', as: 'type' },
  { at: 'shared/contract', imports: 'valibot' },
  { at: 'electron/main', imports: 'electron' },
  { at: 'electron/venues/deribit', imports: '../venue-port' },
  { at: 'electron/venues/deribit', imports: 'ccxt' },
  { at: 'electron/engine', imports: '../venues/registry' },
  { at: 'electron/preload', imports: '../../shared/contract/thing' },
  { at: 'renderer/panels/ladder', imports: '../../desk/thing' },
  { at: 'renderer/panels/ladder', imports: '../../../shared/projection/thing', as: 'type' },
  { at: 'renderer/panels/ladder', imports: 'react' },
  { at: 'test/unit', imports: '../../shared/engine/thing' },
];

const manifest = JSON.stringify({
  name: 'sample',
  dependencies: Object.fromEntries(
    ['react', 'ccxt', 'ws', 'valibot', 'lightweight-charts', '@photostructure/sqlite'].map((name) => [name, '*']),
  ),
  devDependencies: { electron: '*', 'fast-check': '*' },
});

const targets = Object.fromEntries(
  [
    ...Object.keys(rooms).map((room) => `${room}/thing`),
    ...['electron/venues/venue-port', 'electron/venues/registry', 'electron/venues/deribit/thing', 'electron/venues/binance/thing'],
    ...['renderer/panels/ladder/thing', 'renderer/panels/fills/thing', 'test/support/thing'],
  ].map((path) => [`${path}.ts`, 'export const thing = 1;\nexport type Thing = number;\n']),
);

function line({ imports, as }: Sample, name: string): string {
  if (as === 'type') return `import type { Thing } from '${imports}';\nexport type ${name} = Thing;\n`;
  return `import * as thing from '${imports}';\nexport const ${name} = thing;\n`;
}

function files(list: readonly (readonly [string, Sample])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map(([name, sample]) => [`${sample.at}/${name}.ts`, line(sample, 'Sample')]));
}

const options = { rooms: ['shared', 'electron', 'renderer', 'test'], least: 1 };

describe('walls between rooms', () => {
  it('has a sample for every rule, and no sample for a rule that is gone', () => {
    expect(Object.keys(samples).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  });

  it('lets each sample hit its own rule', async () => {
    const root = sampleTree('walls-bad', {
      'package.json': manifest,
      ...targets,
      'shared/book/circle-partner.ts': `import { Sample } from './no-circle';\nexport const partner = Sample;\n`,
      ...files(Object.entries(samples)),
    });
    const { violations } = await checkWalls(root, options);
    const hits = new Set(violations.flatMap(({ rule, from, to }) => [`${rule.name} ← ${from}`, `${rule.name} ← ${to}`]));
    const expected = Object.entries(samples).map(([rule, sample]) => `${rule} ← ${sample.at}/${rule}.ts`);
    expect(expected.filter((hit) => !hits.has(hit))).toEqual([]);
  });

  it('lets a good tree pass', async () => {
    const good = goodLines.map((sample, index) => [`good-${index}`, sample] as const);
    const root = sampleTree('walls-good', { 'package.json': manifest, ...targets, ...files(good) });
    const { problems } = await checkWalls(root, options);
    expect(problems).toEqual([]);
  });

  it('refuses to pass when it read too few files', async () => {
    const root = sampleTree('walls-few', { 'package.json': manifest, 'shared/domain/thing.ts': 'export const thing = 1;\n' });
    const { problems } = await checkWalls(root, { rooms: ['shared'], least: 60 });
    expect(problems).toEqual([expect.stringContaining('expected at least 60')]);
  });
});
