/** A profile that cannot be written is told in words before anything is started on it. */
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({ paths: new Map<string, string>() }));

vi.mock('electron', () => ({
  app: { getPath: () => '/nowhere', setPath: (name: string, path: string) => void electron.paths.set(name, path) },
}));

const { useProfile } = await import('../../../../electron/main/profile');

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-profile-'));
  electron.paths.clear();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a profile', () => {
  it.each(['new', 'of a desk\nin two lines', 'Bücher-帳簿'])(
    'is made where there is none (%s), and keeps no trace of the trial',
    (name) => {
      const directory = join(folder, name);
      expect(useProfile(directory)).toEqual({ ok: true, value: { directory, journalDirectory: join(directory, 'journal') } });
      expect(electron.paths.get('userData')).toBe(join(directory, 'browser'));
      expect(readdirSync(join(directory, 'browser'))).toEqual([]);
    },
  );

  it.each([
    ['is a file', (path: string) => writeFileSync(path, '')],
    ['leads nowhere', (path: string) => symlinkSync(join(folder, 'gone', 'too'), path)],
  ])('that %s is refused in words, without a throw that would leave a desk without a window', (_what, make) => {
    const directory = join(folder, 'profile');
    make(directory);
    expect(useProfile(directory)).toMatchObject({ ok: false, error: expect.stringContaining(`profile ${directory}, found:`) });
    expect(electron.paths.size).toBe(0);
  });

  it('whose folder takes no file is refused in words, not for another desk', () => {
    const directory = join(folder, 'profile');
    useProfile(directory);
    electron.paths.clear();
    // Stands for a disk that refuses: the name of the trial is taken by a folder.
    const taken = join(directory, 'browser', `writable-${process.pid}`);
    symlinkSync(join(folder, 'gone', 'file'), taken);
    expect(useProfile(directory)).toMatchObject({ ok: false, error: expect.stringMatching(/found:.*free space or change its rights/) });
    expect(existsSync(taken)).toBe(false);
  });
});
