/** `npm run verify` says in plain words what it checked, and ends with a code that a script can use. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVerifyArguments } from '../../../../electron/tools/verify-arguments';
import { verifyAtOnce, verifyJournal } from '../../../../electron/storage/verify-journal';
import { timestampMs } from '../../../../shared/domain/time';
import type { JournalEntry } from '../../../../shared/journal/entry';
import { newProfile, writeProfile } from '../../../support/recorded-desk';

let profile = '';

beforeEach(() => {
  profile = newProfile();
});

afterEach(() => {
  rmSync(profile, { recursive: true, force: true });
});

function sessions(count: number): readonly JournalEntry[] {
  return Array.from({ length: count }, (_, at): readonly JournalEntry[] => {
    const common = { atMs: timestampMs(1_700_000_000_000 + at), sessionId: `s${at}` };
    return [
      { kind: 'session-started', ...common, environment: 'practice', seed: 1, deskVersion: 'test' },
      { kind: 'session-ended', ...common, reason: 'shutdown' },
    ];
  }).flat();
}

describe('a check', () => {
  it('counts records and sessions, and shows its progress on the way', () => {
    writeProfile(profile, sessions(600), 2);
    const check = verifyJournal(profile);
    const progress: number[] = [];
    let next = check.next();
    for (; next.done !== true; next = check.next()) progress.push(next.value);
    expect(next.value).toMatchObject({ records: 1_200, sessions: 600, files: 1, damage: null, notes: [] });
    expect(progress.length).toBeGreaterThan(2);
    expect(progress).toEqual([...progress].sort((left, right) => left - right));
  });

  it('can be ended in the middle and lets go of the file', () => {
    writeProfile(profile, sessions(600), 2);
    const check = verifyJournal(profile);
    check.next();
    expect(check.return({ records: 0, sessions: 0, files: 0, link: '', damage: null, notes: [] }).done).toBe(true);
    expect(check.next().done).toBe(true);
  });

  it('of one file looks at that file alone', () => {
    writeProfile(profile, sessions(3));
    expect(verifyAtOnce(join(profile, 'journal.sqlite'))).toMatchObject({ records: 6, sessions: 3, damage: null });
  });

  it('names the first bad record with what was expected, what was found and what to do (fault 45)', () => {
    writeProfile(profile, sessions(3), 1);
    const path = join(profile, 'journal.sqlite');
    const bytes = readFileSync(path);
    const at = bytes.lastIndexOf('"sessionId":"s1"');
    bytes[at + 14] = 0x37;
    rmSync(path);
    writeFileSync(path, bytes);
    const { damage } = verifyAtOnce(profile);
    expect(damage?.sequence === 3 || damage?.sequence === 4).toBe(true);
    expect(damage).toMatchObject({ path, expected: expect.stringMatching(/entry \d to match its hash/), found: 'it changed' });
    expect(damage?.advice).toContain('start a new journal');
  });
});

describe('the words after the command', () => {
  it('name a profile or a file; anything else is refused with what to type', () => {
    writeProfile(profile, sessions(1));
    const file = join(profile, 'journal.sqlite');
    expect(readVerifyArguments(['--profile', profile])).toEqual({ ok: true, value: profile });
    expect(readVerifyArguments([file])).toEqual({ ok: true, value: file });
    for (const words of [[], ['--profile'], ['--fast'], [file, file], [join(profile, 'absent')]]) {
      expect(readVerifyArguments(words)).toMatchObject({ ok: false, error: expect.stringContaining('npm run verify') });
    }
    rmSync(file);
    expect(readVerifyArguments(['--profile', profile])).toMatchObject({ ok: false, error: expect.stringContaining('found none') });
  });
});

describe('the command', () => {
  const run = (...words: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, ['electron/launch/run-tool.mjs', 'verify-journal', ...words], { encoding: 'utf8' });

  it('ends with 0 for a whole journal, 1 for a damaged one, 2 for words it does not know', { timeout: 120_000 }, () => {
    writeProfile(profile, sessions(3), 1);
    const whole = run('--profile', profile);
    expect(whole.stdout).toMatch(/records {3}6 in 1 file\n.*sessions {2}3\n.*chain {5}whole/s);
    expect(whole.status).toBe(0);
    const path = join(profile, 'journal.sqlite');
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('shutdown')] = 0x53;
    writeFileSync(path, bytes);
    const damaged = run('--profile', profile);
    expect(damaged.stdout).toMatch(/chain {5}BROKEN at record \d.*expected {2}.*found {5}.*do {8}/s);
    expect(damaged.status).toBe(1);
    expect(run('--fast').status).toBe(2);
  });
});
