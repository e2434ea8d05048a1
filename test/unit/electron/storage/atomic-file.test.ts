/** A file that is replaced is the old one or the new one, whole, whatever the disk takes at once. */
import type * as fileSystem from 'node:fs';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { replaceFile } from '../../../../electron/storage/atomic-file';

/** What one write takes, bytes, and how many the disk has left. */
const disk = vi.hoisted(() => ({ atOnce: 1_000, left: Infinity }));

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof fileSystem>();
  return {
    ...fs,
    /** As the system does on a disk that is nearly full: takes a part and says how much, and refuses only what comes after. */
    writeSync: (file: number, bytes: Uint8Array | string, offset = 0): number => {
      const rest = Buffer.from(bytes as string).subarray(offset);
      const taken = Math.min(disk.atOnce, disk.left, rest.length);
      if (taken === 0 && rest.length > 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      disk.left -= taken;
      return fs.writeSync(file, rest, 0, taken);
    },
  };
});

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-file-'));
  disk.left = Infinity;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that is replaced', () => {
  it('is whole where a write takes only a part', () => {
    const path = join(folder, 'settings.json');
    const content = 'é'.repeat(5_000);
    replaceFile(path, content);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('stays the old one where the disk is full in the middle of the new one, and nothing of that one stays (fault 46)', () => {
    const path = join(folder, 'settings.json');
    replaceFile(path, 'old');
    disk.left = 3_500;
    expect(() => replaceFile(path, 'new'.repeat(2_000))).toThrow(/ENOSPC/);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});
