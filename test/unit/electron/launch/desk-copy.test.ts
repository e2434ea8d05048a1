/** A desk runs on files of its own: whatever is built or installed meanwhile, it goes on with those it started from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChangedFile, writeManifest } from '../../../../electron/build/manifest.mjs';
import { copyDesk } from '../../../../electron/launch/desk-copy.mjs';

let root = '';

function build(text: string): void {
  writeFileSync(join(root, 'dist/main/main.cjs'), text);
  writeFileSync(join(root, 'dist/engine/engine-worker.cjs'), text);
  writeManifest(join(root, 'dist'), ['main', 'engine']);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keel-copy-'));
  for (const folder of ['dist/main', 'dist/engine', 'assets']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"version":"1.0.0"}');
  writeFileSync(join(root, 'assets/icon.png'), '');
  build('first');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the files of a running desk', () => {
  it('stay as they were when another version is built beside it, and the next start takes that one (fault 62)', async () => {
    const running = await copyDesk(root);
    build('second');
    for (const file of ['main/main.cjs', 'engine/engine-worker.cjs']) {
      expect(readFileSync(join(running, 'dist', file), 'utf8')).toBe('first');
    }
    expect(findChangedFile(join(running, 'dist'))).toBeNull();
    const next = await copyDesk(root);
    expect(next).not.toBe(running);
    expect(readFileSync(join(next, 'dist/main/main.cjs'), 'utf8')).toBe('second');
    expect(readFileSync(join(next, 'package.json'), 'utf8')).toContain('1.0.0');
    // A desk that is still open on the older files finds them all there.
    expect(findChangedFile(join(running, 'dist'))).toBeNull();
  });

  it('are shared by equal builds, and made anew when somebody changed them (fault 75)', async () => {
    const first = await copyDesk(root);
    expect(await copyDesk(root)).toBe(first);
    writeFileSync(join(first, 'dist/main/main.cjs'), 'changed');
    expect(await copyDesk(root)).toBe(first);
    expect(readFileSync(join(first, 'dist/main/main.cjs'), 'utf8')).toBe('first');
  });

  it('are not taken from a build that was changed (fault 75)', async () => {
    writeFileSync(join(root, 'dist/engine/engine-worker.cjs'), 'changed');
    await expect(copyDesk(root)).rejects.toThrow('expected engine/engine-worker.cjs as it was built, found it changed');
  });

  it('are cleared away after two weeks without a start', async () => {
    const old = await copyDesk(root);
    const longAgo = Date.now() / 1000 - 15 * 24 * 3600;
    utimesSync(old, longAgo, longAgo);
    build('second');
    await copyDesk(root);
    expect(existsSync(old)).toBe(false);
  });
});
