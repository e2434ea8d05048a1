/** Every lint rule of the house has a sample that must hit it; good samples pass. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaints, houseLint } from './gates/lint.mjs';
import { projectRoot } from './sample-tree';

interface Sample {
  readonly at: string;
  readonly code: string;
  /** Part of the message, where one rule says several things. */
  readonly says?: string;
}

const purpose = '/** A sample. */\n';
const lines = (count: number, text: (index: number) => string) => Array.from({ length: count }, (_, index) => text(index)).join('\n');
const longFunction = (count: number) => `export function long() {\n${lines(count, (index) => `  void ${index};`)}\n}\n`;

/** rule → files that break it. Code begins after the sentence of purpose unless the rule is about that sentence. */
const samples: Readonly<Record<string, readonly Sample[]>> = {
  'house/file-name': [
    { at: 'shared/book/orderBook.ts', code: 'export const a = 1;', says: 'kebab-case' },
    { at: 'shared/book/book-utils.ts', code: 'export const a = 1;', says: '"utils"' },
    { at: 'electron/main/helpers/thing.ts', code: 'export const a = 1;', says: '"helpers"' },
    { at: 'renderer/desk/common.ts', code: 'export const a = 1;', says: '"common"' },
    { at: 'shared/risk/misc.ts', code: 'export const a = 1;', says: '"misc"' },
    { at: 'electron/engine/order-manager.ts', code: 'export const a = 1;', says: '"manager"' },
    { at: 'shared/book/index.ts', code: 'export const a = 1;', says: 'only a venue, a model or a panel' },
  ],
  'house/file-purpose': [{ at: 'shared/book/thing.ts', code: 'export const a = 1;\n/** Too late. */' }],
  'house/disable-reason': [
    { at: 'shared/book/thing.ts', code: '// eslint-disable-next-line eqeqeq\nexport const a = 1 == 2;', says: 'without a reason' },
    { at: 'shared/book/thing.ts', code: '/* eslint-disable -- everything is fine */\nexport const a = 1 == 2;', says: 'Every rule' },
  ],
  'house/few-parameters': [
    { at: 'shared/book/thing.ts', code: 'export function f(a: number, b: number, c: number, d: number) { return a + b + c + d; }' },
    { at: 'shared/book/thing.ts', code: 'export const f = (a: number, b: number, c: number, d: number) => a + b + c + d;' },
    { at: 'shared/book/thing.ts', code: 'export interface F { f(a: number, b: number, c: number, d: number): void }' },
  ],
  'max-lines': [
    { at: 'shared/book/thing.ts', code: lines(300, (index) => `export const a${index} = ${index};`) },
    { at: 'shared/engine/step.ts', code: lines(150, (index) => `export const a${index} = ${index};`) },
    { at: 'renderer/desk/desk-store.ts', code: lines(150, (index) => `export const a${index} = ${index};`) },
  ],
  'max-lines-per-function': [
    { at: 'shared/book/thing.ts', code: longFunction(59) },
    { at: 'renderer/panels/ladder/ladder.tsx', code: longFunction(69) },
  ],
  complexity: [
    {
      at: 'shared/book/thing.ts',
      code: `export function f(n: number) {\n${lines(12, (index) => `  if (n === ${index}) return ${index + 1};`)}\n  return 0;\n}`,
    },
  ],
  'max-depth': [
    {
      at: 'shared/book/thing.ts',
      code: 'export function f(n: number) { if (n) { if (n) { if (n) { if (n) { if (n) { return 1; } } } } } return 0; }',
    },
  ],
  '@typescript-eslint/no-explicit-any': [{ at: 'shared/book/thing.ts', code: 'export const a: any = 1;' }],
  '@typescript-eslint/no-non-null-assertion': [{ at: 'shared/book/thing.ts', code: 'export const a = [1][0]!;' }],
  '@typescript-eslint/consistent-type-imports': [
    { at: 'shared/book/thing.ts', code: `import { Side } from '../domain/side';\nexport const a: Side = 'buy';` },
  ],
  '@typescript-eslint/consistent-type-assertions': [
    { at: 'shared/book/thing.ts', code: 'export const a = 1 as unknown;' },
    { at: 'shared/domain/thing.ts', code: 'export const a = <unknown>1;' },
  ],
  '@typescript-eslint/no-unused-vars': [{ at: 'shared/book/thing.ts', code: 'export function f() { const left = 1; }' }],
  '@typescript-eslint/naming-convention': [
    { at: 'shared/book/thing.ts', code: 'export type level = number;' },
    { at: 'shared/book/thing.ts', code: 'export interface IBook { readonly a: number }' },
  ],
  'no-restricted-globals': [
    ...'console setTimeout setInterval setImmediate queueMicrotask fetch process performance crypto WebSocket window document navigator'
      .split(' ')
      .map((name) => ({ at: 'shared/book/thing.ts', code: `export const a = ${name};`, says: name })),
    ...'require Buffer Intl localStorage XMLHttpRequest requestAnimationFrame clearTimeout clearInterval'
      .split(' ')
      .map((name) => ({ at: 'shared/book/thing.ts', code: `export const a = ${name};`, says: name })),
    { at: 'renderer/desk/thing.ts', code: `export const a = fetch;`, says: 'no network' },
  ],
  'no-restricted-properties': [
    { at: 'shared/book/thing.ts', code: 'export const a = Date.now();', says: 'Date.now' },
    { at: 'shared/book/thing.ts', code: 'export const a = Math.random();', says: 'Math.random' },
    { at: 'shared/book/thing.ts', code: 'export const a = globalThis.setTimeout;', says: 'globalThis.setTimeout' },
  ],
  'no-restricted-syntax': [
    { at: 'shared/book/thing.ts', code: 'export default 1;', says: 'No default export' },
    { at: 'electron/main/thing.ts', code: 'export default 1;', says: 'No default export' },
    { at: 'renderer/desk/thing.ts', code: 'const a = 1;\nexport { a as default };', says: 'No default export' },
    { at: 'shared/book/thing.ts', code: 'export const a = new Date();', says: 'new Date()' },
    { at: 'shared/book/thing.ts', code: 'export const a = Date();', says: 'No `Date()`' },
    { at: 'shared/book/thing.ts', code: 'export const a = (1).toLocaleString();', says: 'Locale-dependent' },
    { at: 'shared/book/thing.ts', code: 'export interface A { b: number }', says: 'write `readonly`' },
    { at: 'shared/book/thing.ts', code: 'export type A = { b: number };', says: 'write `readonly`' },
    { at: 'shared/book/thing.ts', code: 'export interface A { readonly b: number[] }', says: 'readonly T[]' },
    { at: 'electron/venues/deribit/thing.ts', code: 'export const a = { verbose: true };', says: 'verbose' },
    {
      at: 'electron/venues/deribit/thing.ts',
      code: 'export function f(venue: { verbose: boolean }) { venue.verbose = true; }',
      says: 'verbose',
    },
  ],
  'no-var': [{ at: 'shared/book/thing.ts', code: 'export var a = 1;' }],
  'prefer-const': [{ at: 'shared/book/thing.ts', code: 'export function f() { let a = 1; return a; }' }],
  eqeqeq: [{ at: 'shared/book/thing.ts', code: 'export const a = (b: number) => b == 1;' }],
  'no-eval': [{ at: 'electron/main/thing.ts', code: `export const a = eval('1');` }],
  'no-new-func': [{ at: 'electron/main/thing.ts', code: `export const a = new Function('return 1');` }],
  'no-throw-literal': [{ at: 'electron/main/thing.ts', code: `export function f() { throw 'words'; }` }],
  'no-empty': [{ at: 'electron/main/thing.ts', code: 'export function f() { try { f(); } catch {} }' }],
  'no-self-compare': [{ at: 'shared/book/thing.ts', code: 'export const a = (b: number) => b === b;' }],
  'no-unreachable': [{ at: 'shared/book/thing.ts', code: 'export function f() { return 1; f(); }' }],
  'no-dupe-keys': [{ at: 'shared/book/thing.ts', code: 'export const a = { b: 1, b: 2 };' }],
  'no-fallthrough': [
    { at: 'shared/book/thing.ts', code: 'export function f(a: number) { switch (a) { case 1: f(2); case 2: return 1; } return 0; }' },
  ],
  'react-hooks/rules-of-hooks': [
    {
      at: 'renderer/desk/thing.tsx',
      code: `import { useState } from 'react';\nexport function Thing(p: { a: boolean }) { if (p.a) useState(1); return null; }`,
    },
  ],
  'react-hooks/exhaustive-deps': [
    {
      at: 'renderer/desk/thing.tsx',
      code: `import { useEffect } from 'react';\nexport function Thing(p: { a: () => void }) { useEffect(() => { p.a(); }, []); return null; }`,
    },
  ],
};

const good: readonly Sample[] = [
  {
    at: 'shared/book/thing.ts',
    code: 'export interface A { readonly b: readonly number[] }\nexport const a = new Date(0).getTime();\nexport const b = ["c"] as const;',
  },
  { at: 'shared/book/thing.ts', code: 'export interface MutableA { b: number[] }' },
  { at: 'shared/domain/thing.ts', code: 'export const a = 1 as unknown;' },
  { at: 'renderer/panels/ladder/index.ts', code: 'export const a = 1;' },
  { at: 'renderer/panels/ladder/ladder.tsx', code: longFunction(66) },
  {
    at: 'electron/main/thing.ts',
    code: 'export const a = Date.now();\nexport const b = new Map([[1, 2]]);\nb.forEach((c, d, e) => [c, d, e]);',
  },
  { at: 'test/unit/shared/book/thing.test.ts', code: longFunction(90) },
  {
    at: 'shared/book/thing.ts',
    code: '// eslint-disable-next-line eqeqeq -- the sample wants it\nexport const a = (b: number) => b == 1;',
  },
];

const eslint = houseLint(projectRoot);

async function findings(rule: string, { at, code }: Sample) {
  const text = rule === 'house/file-purpose' ? code : purpose + code;
  const [result] = await eslint.lintText(text, { filePath: join(projectRoot, at) });
  return (result === undefined ? [] : complaints(result)).map(({ ruleId, message }) => ({ ruleId, message }));
}

async function configuredRules(): Promise<readonly string[]> {
  const places = [
    'shared/book/a.ts',
    'shared/engine/step.ts',
    'electron/main/a.ts',
    'renderer/desk/a.tsx',
    'test/unit/a.test.ts',
    'test/run.mjs',
  ];
  const configs = await Promise.all(places.map((place) => eslint.calculateConfigForFile(join(projectRoot, place))));
  const names = configs.flatMap((config) => Object.entries(config.rules ?? {}).filter(([, level]) => ![level].flat().includes(0)));
  return [...new Set(names.map(([name]) => name))].sort();
}

describe('lint rules of the house', () => {
  it('has a sample for every rule that is switched on', async () => {
    expect(Object.keys(samples).sort()).toEqual(await configuredRules());
  });

  for (const [rule, list] of Object.entries(samples)) {
    it(`${rule} is hit by its ${list.length} sample(s)`, async () => {
      for (const sample of list) {
        const found = await findings(rule, sample);
        expect(found, sample.code.slice(0, 80)).toContainEqual({ ruleId: rule, message: expect.stringContaining(sample.says ?? '') });
      }
    });
  }

  it('lets good samples pass', async () => {
    for (const sample of good) expect(await findings('', sample), sample.code.slice(0, 80)).toEqual([]);
  });

  it('refuses a switched-off rule that nothing broke', async () => {
    const found = await findings('', {
      at: 'shared/book/thing.ts',
      code: '// eslint-disable-next-line eqeqeq -- not needed at all\nexport const a = 1;',
    });
    expect(found).toEqual([{ ruleId: null, message: expect.stringContaining('Unused eslint-disable') }]);
  });
});
