/** The gates that read whole trees: each finds what its sample does wrong and lets a good tree pass. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDeadCode } from './gates/dead-code.mjs';
import { checkDocumentation } from './gates/documentation.mjs';
import { checkFormat } from './gates/format.mjs';
import { checkMachinePaths } from './gates/machine-paths.mjs';
import { checkRooms } from './gates/rooms.mjs';
import { checkTypes } from './gates/types.mjs';
import { projectFile, sampleTree, withProjectFiles } from './sample-tree';

const typeProjects = ['tsconfig.json', '.tsconfig.base.json', 'shared/tsconfig.json', 'electron/tsconfig.json'].concat([
  'electron/preload/tsconfig.json',
  'renderer/tsconfig.json',
  'test/tsconfig.json',
]);

/** Enough for each project to have a file of its own. */
const minimalRooms = {
  'shared/domain/thing.ts': 'export const thing: number = 1;\n',
  'electron/main/thing.ts': `import { readFileSync } from 'node:fs';\nexport const thing: string = readFileSync('a', 'utf8');\n`,
  'electron/preload/thing.ts': 'export const thing: number = 1;\n',
  'renderer/desk/thing.tsx': 'export const thing = <p title={document.title}>{1}</p>;\n',
  'test/unit/thing.test.ts': `import { thing } from '../../shared/domain/thing';\nexport const copy: number = thing;\n`,
};

describe('types gate', () => {
  it('gives each runtime only what it has', async () => {
    const bad = {
      'shared/domain/reads-page.ts': 'export const a = document.title;\n',
      'shared/domain/reads-process.ts': 'export const a = process.pid;\n',
      'shared/domain/starts-timer.ts': 'export const a = setTimeout(() => 1, 1);\n',
      'shared/domain/unchecked-index.ts': 'export const a = (list: readonly number[]): number => list[0];\n',
      'shared/domain/inexact-optional.ts': 'export const a: { b?: number } = { b: undefined };\n',
      'shared/domain/implicit-any.ts': 'export const a = (b) => b;\n',
      'shared/domain/unused-local.ts': 'export function a(): void { const left = 1; }\n',
      'shared/domain/value-for-type.ts': `import { Side } from './side-type';\nexport const a = (b: Side): Side => b;\n`,
      'shared/domain/side-type.ts': `export type Side = 'buy' | 'sell';\n`,
      'electron/main/reads-page.ts': 'export const a = document.title;\n',
      'electron/launch/wrong-doc.mjs': '/** @type {number} */\nexport const a = "one";\n',
      'electron/preload/reads-process.ts': 'export const a = process.pid;\n',
      'renderer/desk/reads-process.ts': 'export const a = process.pid;\n',
      'renderer/desk/climbs-over.ts': `import { thing } from '../../electron/main/thing';\nexport const a: string = thing;\n`,
      'test/unit/wrong.test.ts': `export const a: number = 'one';\n`,
    };
    const root = withProjectFiles(sampleTree('types-bad', { ...minimalRooms, ...bad }), typeProjects);
    const { problems } = await checkTypes(root);
    const complainedAbout = new Set(problems.map((line: string) => line.split('(')[0]));
    // Seen through the renderer's window, the node module of the file that was climbed into is unknown too.
    complainedAbout.delete('electron/main/thing.ts');
    const expected = Object.keys(bad).filter((path) => !path.endsWith('side-type.ts'));
    expect([...complainedAbout].sort()).toEqual(expected.sort());
  }, 60_000);

  it('lets a good tree pass', async () => {
    const root = withProjectFiles(sampleTree('types-good', minimalRooms), typeProjects);
    expect((await checkTypes(root)).problems).toEqual([]);
  }, 60_000);
});

describe('dead code gate', () => {
  const manifest = (dependencies: Readonly<Record<string, string>>) => JSON.stringify({ name: 'sample', private: true, dependencies });
  const entry = { 'electron/main/main.ts': `import { used } from './part';\nused();\n` };

  it('finds a file, an export, a type and a package that nothing uses, and a package that nobody declared', async () => {
    const root = sampleTree('dead-code-bad', {
      'package.json': manifest({ valibot: '*' }),
      ...entry,
      'electron/main/part.ts': `import 'ws';\nexport function used(): void {}\nexport const unusedExport = 1;\nexport type UnusedType = 1;\n`,
      'electron/main/orphan.ts': 'export const a = 1;\n',
    });
    const text = (await checkDeadCode(root)).problems.join('\n');
    for (const word of ['orphan.ts', 'unusedExport', 'UnusedType', 'valibot', 'ws']) expect(text).toContain(word);
  }, 60_000);

  it('lets a good tree pass', async () => {
    const root = sampleTree('dead-code-good', {
      'package.json': manifest({}),
      ...entry,
      'electron/main/part.ts': 'export function used(): void {}\n',
    });
    expect((await checkDeadCode(root)).problems).toEqual([]);
  }, 60_000);
});

describe('documentation gate', () => {
  const documented = '/** Says it. */\nexport const a = 1;\n/** Says it too. */\nexport interface B {\n  readonly c: number;\n}\n';

  it('finds every kind of export without a doc comment', async () => {
    const text =
      '/** File. */\nimport "./other";\nexport const value = 1;\nexport function work(): void {}\nexport class Thing {}\nexport interface Shape {\n  readonly a: 1;\n}\nexport type Name = string;\n';
    const root = withProjectFiles(sampleTree('documentation-bad', { 'shared/book/thing.ts': text, 'shared/book/other.ts': documented }), [
      '.tsconfig.base.json',
      'shared/tsconfig.json',
    ]);
    const { problems } = await checkDocumentation(root);
    const names = ['value', 'work', 'Thing', 'Shape', 'Name'];
    expect(names.filter((name) => !problems.some((line) => line.includes(`thing.${name} `)))).toEqual([]);
    expect(problems.filter((line) => line.includes('other.'))).toEqual([]);
  }, 60_000);

  it('lets a documented tree pass', async () => {
    const root = withProjectFiles(
      sampleTree('documentation-good', { 'shared/book/thing.ts': documented, 'shared/book/other.ts': documented }),
      ['.tsconfig.base.json', 'shared/tsconfig.json'],
    );
    expect((await checkDocumentation(root)).problems).toEqual([]);
  }, 60_000);
});

describe('format gate', () => {
  const prettier = JSON.stringify({ name: 'sample', prettier: JSON.parse(projectFile('package.json')).prettier }, null, 2) + '\n';

  it('finds another format and a file that cannot be parsed', async () => {
    const root = sampleTree('format-bad', {
      'package.json': prettier,
      '.prettierignore': 'dist\n',
      'shared/book/quotes.ts': 'export const a = "one";\n',
      'shared/book/broken.ts': 'export const = ;\n',
      'shared/book/good.ts': `export const a = 'one';\n`,
    });
    const { problems } = await checkFormat(root);
    expect(problems).toEqual([
      expect.stringMatching(/broken\.ts: cannot be parsed/),
      expect.stringMatching(/quotes\.ts: not in the house format/),
    ]);
  });

  it('lets a formatted tree pass', async () => {
    const root = sampleTree('format-good', { 'package.json': prettier, '.prettierignore': '', 'a.css': 'a {\n  color: red;\n}\n' });
    expect((await checkFormat(root)).problems).toEqual([]);
  });
});

describe('rooms gate', () => {
  const readme = Array.from({ length: 10 }, (_, index) => `Line ${index}.`).join('\n');

  it('finds a room without README, a room that the plan lacks, a long README and a stray name', async () => {
    const root = sampleTree('rooms-bad', {
      'shared/domain/thing.ts': '',
      'shared/attic/README.md': readme,
      'electron/main/README.md': readme.repeat(4),
      'electron/main/ipc/thing.ts': '',
      'src/thing.ts': '',
    });
    const { problems } = await checkRooms(root);
    expect(problems).toEqual([
      expect.stringMatching(/^src: not a name of the top level/),
      expect.stringMatching(/^shared\/attic: a room that the walls do not know/),
      expect.stringMatching(/^electron\/main\/README\.md: expected about ten lines/),
      expect.stringMatching(/^electron\/main\/ipc: expected a README\.md/),
      expect.stringMatching(/^shared\/domain: expected a README\.md/),
    ]);
  });

  it('lets a furnished tree pass', async () => {
    const root = sampleTree('rooms-good', { 'shared/domain/README.md': readme, 'README.md': readme, '.gitignore': '', LICENSE: '' });
    expect((await checkRooms(root)).problems).toEqual([]);
  });
});

describe('machine path gate', () => {
  it.each([
    ['home folder', join('/ho' + 'me', 'ada', 'keel')],
    ['superuser', `"${join('/ro' + 'ot', '.npm')}"`],
    ['build machine', ` ${join('/wo' + 'rk', 'keel')}`],
    ['Windows home', `C:\\Use${'rs'}\\ada`],
  ])('finds a path of a %s', async (_name, path) => {
    const root = sampleTree('machine-bad', { 'shared/domain/thing.ts': `export const a = 1; // see ${path}\n` });
    expect((await checkMachinePaths(root)).problems).toEqual([expect.stringContaining('shared/domain/thing.ts: names')]);
  });

  it('finds a package of another registry', async () => {
    const root = sampleTree('machine-registry', { 'package-lock.json': '{ "resolved": "https://registry.example.com/a.tgz" }' });
    expect((await checkMachinePaths(root)).problems).toEqual([expect.stringContaining('another registry')]);
  });

  it('lets relative paths pass', async () => {
    const root = sampleTree('machine-good', { 'a.ts': `export const a = '../shared/data'; // network/thing, homework/x\n` });
    expect((await checkMachinePaths(root)).problems).toEqual([]);
  });
});
