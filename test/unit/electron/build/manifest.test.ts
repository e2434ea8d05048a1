/** A file of the desk that was changed after the build is noticed before it runs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChangedFile, readManifest, writeManifest } from '../../../../electron/build/manifest.mjs';

let dist = '';

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'keel-manifest-'));
  for (const folder of ['main', 'renderer/assets', 'tools']) mkdirSync(join(dist, folder), { recursive: true });
  writeFileSync(join(dist, 'main/main.cjs'), 'start();');
  writeFileSync(join(dist, 'main/main.cjs.map'), '{}');
  writeFileSync(join(dist, 'renderer/assets/index.js'), 'show();');
  writeFileSync(join(dist, 'tools/bench.cjs'), 'measure();');
  writeManifest(dist, ['main', 'renderer']);
});

afterEach(() => rmSync(dist, { recursive: true, force: true }));

describe('the files of a build', () => {
  it('are as they were made, whatever happens to tools and maps', () => {
    writeFileSync(join(dist, 'tools/bench.cjs'), 'changed();');
    writeFileSync(join(dist, 'main/main.cjs.map'), '{"changed":true}');
    expect(findChangedFile(dist)).toBeNull();
    expect(Object.keys(readManifest(dist) ?? {})).toEqual(['main/main.cjs', 'renderer/assets/index.js']);
  });

  it('are refused when any byte of any of them is flipped, and the file is named (fault 75)', () => {
    for (const path of ['main/main.cjs', 'renderer/assets/index.js']) {
      const original = readFileSync(join(dist, path));
      for (let at = 0; at < original.length; at += 1) {
        const flipped = Buffer.from(original);
        flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
        writeFileSync(join(dist, path), flipped);
        expect(findChangedFile(dist)).toBe(`expected ${path} as it was built, found it changed`);
      }
      writeFileSync(join(dist, path), original);
    }
    expect(findChangedFile(dist)).toBeNull();
  });

  it('are refused when one is missing, one too many, or the list itself is gone or broken (fault 75)', () => {
    writeFileSync(join(dist, 'renderer/assets/extra.js'), '');
    expect(findChangedFile(dist)).toContain('found renderer/assets/extra.js');
    rmSync(join(dist, 'renderer/assets/extra.js'));
    rmSync(join(dist, 'main/main.cjs'));
    expect(findChangedFile(dist)).toBe('expected the file main/main.cjs, found none');
    for (const text of ['', '[]', '{}', '{"main/main.cjs":7}', 'null']) {
      writeFileSync(join(dist, 'manifest.json'), text);
      expect(findChangedFile(dist)).toContain('manifest.json');
    }
    rmSync(join(dist, 'manifest.json'));
    expect(findChangedFile(dist)).toContain('manifest.json');
  });
});
