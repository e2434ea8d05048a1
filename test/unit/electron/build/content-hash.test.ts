/** A bundle is built again exactly when something it is made of has changed. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash } from '../../../../electron/build/content-hash.mjs';
import { deskTargets, targets } from '../../../../electron/build/targets.mjs';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-hash-'));
  mkdirSync(join(root, 'room', 'inner'), { recursive: true });
  writeFileSync(join(root, 'room', 'a.ts'), 'one');
  writeFileSync(join(root, 'room', 'inner', 'b.ts'), 'two');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the hash over sources', () => {
  it('stays while nothing changes, in whatever order the rooms are named', () => {
    expect(contentHash(root, ['room/a.ts', 'room/inner'])).toBe(contentHash(root, ['room/inner', 'room/a.ts']));
  });

  it.each([
    ['a text', () => writeFileSync(join(root, 'room', 'inner', 'b.ts'), 'three')],
    ['a name', () => renameSync(join(root, 'room', 'a.ts'), join(root, 'room', 'c.ts'))],
    ['a new file', () => writeFileSync(join(root, 'room', 'new.ts'), '')],
    ['a lost file', () => rmSync(join(root, 'room', 'a.ts'))],
  ])('changes with %s', (_what, change) => {
    const before = contentHash(root, ['room']);
    change();
    expect(contentHash(root, ['room'])).not.toBe(before);
  });

  it('does not change with a README or where a room is absent', () => {
    const before = contentHash(root, ['room', 'nowhere']);
    writeFileSync(join(root, 'room', 'README.md'), 'words');
    expect(contentHash(root, ['room', 'nowhere'])).toBe(before);
  });
});

describe('the targets', () => {
  it('have names and bundles of their own', () => {
    expect(new Set(targets.map((target) => target.name)).size).toBe(targets.length);
    expect(new Set(targets.map((target) => `${target.output}/${target.file}`)).size).toBe(targets.length);
  });

  it('of a desk leave out the tools', () => {
    const workers = ['engine-worker', 'journal-keeper-worker', 'journal-worker', 'risk-worker'];
    expect([...deskTargets].sort()).toEqual(['desk-arguments', ...workers, 'main', 'preload', 'renderer', 'server'].sort());
  });
});
