/** Torn ends, changed bytes, disks that refuse: each is told, and nothing that was acknowledged changes in silence. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type JournalStore } from '../../../../electron/storage/journal-store';
import { openSqlite, type OpenSqlite, type SqliteDatabase } from '../../../../electron/storage/sqlite-database';
import { verifyAtOnce } from '../../../../electron/storage/verify-journal';
import { timestampMs } from '../../../../shared/domain/time';
import type { JournalEntry } from '../../../../shared/journal/entry';
import { collectClosedFiles, newScratchProfile } from '../../../support/damaged-journal';
import { mustOpen } from '../../../support/recorded-desk';

let folder = '';

beforeEach(() => {
  folder = newScratchProfile();
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Goes on in a new folder with these files: a closed connection of the packaged SQLite lingers until it is collected, and what it shares
 * with a file of the same identity must not hide what is on the disk.
 */
function moveTo(files: Readonly<Record<string, Buffer>>): void {
  rmSync(folder, { recursive: true, force: true });
  folder = newScratchProfile();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

function bytesOf(name: string): Buffer {
  return readFileSync(join(folder, name));
}

function ticked(sequence: number): JournalEntry {
  return { kind: 'event', event: { kind: 'clock-ticked', sequence, atMs: timestampMs(1_700_000_000_000 + sequence) } };
}

function entriesUpTo(count: number): readonly JournalEntry[] {
  return Array.from({ length: count }, (_, at) => ticked(at + 1));
}

/** Appends in groups of five until the disk refuses; the number of entries acknowledged. */
function appendAll(journal: JournalStore, entries: readonly JournalEntry[]): number {
  let acknowledged = 0;
  for (let from = 0; from < entries.length; from += 5) {
    const appended = journal.append(entries.slice(from, from + 5));
    if (appended.ok) acknowledged = appended.value;
  }
  return acknowledged;
}

/** From the first byte that differs to behind the last. */
function changedRange(before: Buffer, after: Buffer): { readonly from: number; readonly to: number } {
  const isSame = (at: number): boolean => before[at] === after[at];
  let from = 0;
  let to = after.length;
  while (from < to && isSame(from)) from += 1;
  while (to > from && isSame(to - 1)) to -= 1;
  return { from, to };
}

describe('a journal after a crash', () => {
  it('drops a record torn in the middle of its write, and keeps every acknowledged one (fault 44)', () => {
    const journal = mustOpen(folder);
    journal.append(entriesUpTo(5));
    const walBefore = bytesOf('journal.sqlite-wal');
    const image = { 'journal.sqlite': bytesOf('journal.sqlite'), 'journal.mark': bytesOf('journal.mark') };
    journal.append([ticked(6)]);
    const walAfter = bytesOf('journal.sqlite-wal');
    journal.close();
    const { from, to } = changedRange(walBefore, walAfter);
    expect(to - from).toBeGreaterThan(4_096);
    // The power goes while the sixth is being written: any part of its frames may be on the disk, its mark is not.
    for (let length = from; length < to; length += 997) {
      moveTo({ ...image, 'journal.sqlite-wal': Buffer.concat([walAfter.subarray(0, length), walBefore.subarray(length)]) });
      const again = mustOpen(folder);
      expect(again.lastSequence(), `cut at ${length}`).toBe(5);
      expect(again.append([ticked(6)])).toEqual({ ok: true, value: 6 });
      again.close();
      expect(verifyAtOnce(folder)).toMatchObject({ records: 6, damage: null });
    }
  });

  it('that lost acknowledged entries from its end is refused, because the mark beside it knows of them (faults 44, 45)', () => {
    const journal = mustOpen(folder);
    journal.append(entriesUpTo(5));
    const image = { 'journal.sqlite': bytesOf('journal.sqlite'), 'journal.sqlite-wal': bytesOf('journal.sqlite-wal') };
    journal.append(entriesUpTo(3));
    moveTo({ ...image, 'journal.mark': bytesOf('journal.mark') });
    journal.close();
    expect(openJournal(folder)).toMatchObject({ ok: false, error: expect.stringContaining('expected entries up to 8') });
    expect(verifyAtOnce(folder).damage).toMatchObject({ sequence: 6, expected: expect.stringContaining('up to 8') });
  });
});

describe('a changed byte', () => {
  it('anywhere in the file is detected, or every entry reads as it was written (fault 45)', { timeout: 120_000 }, async () => {
    const journal = mustOpen(folder);
    journal.append(entriesUpTo(20));
    journal.close();
    const whole = verifyAtOnce(folder);
    const clean = bytesOf('journal.sqlite');
    const mark = bytesOf('journal.mark');
    const texts = clean.indexOf('clock-ticked');
    expect(texts).toBeGreaterThan(0);
    const verdicts = { detected: 0, harmless: 0 };
    for (let at = 0; at < clean.length; at += 1) {
      // Where nothing is stored every eighth byte stands for its neighbours.
      if (clean[at] === 0 && at % 8 !== 0) continue;
      const damaged = Buffer.from(clean);
      damaged[at] = (clean[at] ?? 0) ^ (1 << (at % 8));
      moveTo({ 'journal.sqlite': damaged, 'journal.mark': mark });
      const check = verifyAtOnce(folder);
      if (check.damage === null)
        expect({ at, link: check.link, records: check.records }).toEqual({ at, link: whole.link, records: whole.records });
      verdicts[check.damage === null ? 'harmless' : 'detected'] += 1;
      if (at % 100 === 0) await collectClosedFiles();
    }
    expect(verdicts.detected).toBeGreaterThan(1_500);
    expect(verdicts.harmless).toBeGreaterThan(0);
  });
});

/** Lets calls to the database fail from the `nth` on. */
function failingFrom(nth: number, errcode: number): { readonly open: OpenSqlite; readonly calls: () => number } {
  let calls = 0;
  const attempt = <T>(action: () => T): T => {
    calls += 1;
    if (calls >= nth) throw Object.assign(new Error('injected'), { errcode });
    return action();
  };
  const wrap = (database: SqliteDatabase): SqliteDatabase => ({
    exec: (sql) => attempt(() => database.exec(sql)),
    close: () => {
      // What the end of a process does; the packaged SQLite does it only when it is collected.
      try {
        database.exec('ROLLBACK');
      } catch {
        // No transaction was open.
      }
      database.close();
    },
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        run: (...values) => attempt(() => statement.run(...values)),
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
      };
    },
  });
  return { open: (path, options) => wrap(openSqlite(path, options)), calls: () => calls };
}

describe('every operation of a session failing in its turn', () => {
  const DISK_FULL = 13;
  const IO_ERROR = 10;
  const SYNC_ERROR = 10 | (4 << 8);
  const READ_ONLY = 8;

  it.each([
    ['a full disk', DISK_FULL],
    ['an I/O error', IO_ERROR],
    ['a failed sync', SYNC_ERROR],
    ['a read-only disk', READ_ONLY],
  ])('with %s: what was acknowledged is there afterwards, and nothing else is (faults 46, 47)', (_what, errcode) => {
    const entries = entriesUpTo(30);
    const count = failingFrom(Number.POSITIVE_INFINITY, errcode);
    const dry = openJournal(folder, count.open);
    if (dry.ok) appendAll(dry.value, entries);
    if (dry.ok) dry.value.close();
    const total = count.calls();
    expect(total).toBeGreaterThan(20);
    for (let nth = 1; nth <= total; nth += 1) {
      rmSync(folder, { recursive: true, force: true });
      const opened = openJournal(folder, failingFrom(nth, errcode).open);
      let acknowledged = 0;
      if (opened.ok) {
        acknowledged = appendAll(opened.value, entries);
        opened.value.close();
      } else expect(opened.error).toContain('expected');
      const again = mustOpen(folder);
      const kept = again.read(1);
      expect(kept.ok ? kept.value.length : -1, `operation ${nth} failed`).toBe(acknowledged);
      again.close();
      expect(verifyAtOnce(folder).damage).toBeNull();
    }
  });
});

describe('a file that was given up', () => {
  it('is followed by a new one; what was acknowledged stays, and no later sync pretends that the old one is fine (faults 47, 58)', () => {
    let isBroken = false;
    const broken: OpenSqlite = (path, options) => {
      const database = openSqlite(path, options);
      return {
        prepare: (sql) => database.prepare(sql),
        close: () => database.close(),
        exec: (sql) => {
          database.exec(sql);
          // The rows may be on the disk: the sync failed, and nobody knows.
          if (isBroken && sql === 'COMMIT') throw Object.assign(new Error('disk I/O error'), { errcode: 10 | (4 << 8) });
        },
      };
    };
    const opened = openJournal(folder, broken);
    if (!opened.ok) throw new Error(opened.error);
    const journal = opened.value;
    journal.append(entriesUpTo(3));
    isBroken = true;
    expect(journal.append([ticked(4)])).toMatchObject({ ok: false, error: { kind: 'failed' } });
    isBroken = false;
    expect(journal.append([ticked(4)])).toMatchObject({ ok: false, error: { kind: 'failed' } });
    expect(journal.rotate()).toEqual({ ok: true, value: null });
    expect(journal.append([ticked(40), ticked(50)])).toEqual({ ok: true, value: 5 });
    journal.close();
    const check = verifyAtOnce(folder);
    expect(check).toMatchObject({ records: 5, files: 2, damage: null });
    const again = mustOpen(folder);
    const read = again.read(1);
    expect(read.ok ? read.value.map(({ entry }) => entry) : read).toEqual([...entriesUpTo(3), ticked(40), ticked(50)]);
    again.close();
  });
});

describe('a journal of many files', () => {
  it('goes on in a new file while it is written, and reads and verifies as one (fault 58)', () => {
    const journal = mustOpen(folder);
    for (let file = 0; file < 4; file += 1) {
      journal.append(entriesUpTo(6));
      expect(journal.rotate().ok).toBe(true);
    }
    journal.append([ticked(25)]);
    journal.close();
    expect(verifyAtOnce(folder)).toMatchObject({ records: 25, files: 5, damage: null });
    const again = mustOpen(folder);
    expect(again.lastSequence()).toBe(25);
    expect(again.read(5, 4)).toMatchObject({ ok: true, value: [{ sequence: 5 }, { sequence: 6 }, { sequence: 7 }, { sequence: 8 }] });
    again.close();
    // An archived file is told of; one missing from the middle is damage.
    rmSync(join(folder, 'journal.sqlite'));
    expect(verifyAtOnce(folder)).toMatchObject({ records: 19, damage: null, notes: [expect.stringContaining('before 7')] });
    rmSync(join(folder, 'journal-000000000013.sqlite'));
    expect(verifyAtOnce(folder).damage).toMatchObject({ sequence: 13 });
  });
});

describe('a journal of version 1', () => {
  /** As the first desk wrote it: one entry a row, no word of a base. */
  function writeVersion1(): void {
    const journal = mustOpen(folder);
    for (const entry of entriesUpTo(20)) journal.append([entry]);
    journal.close();
    moveTo({ 'journal.sqlite': bytesOf('journal.sqlite') });
    const database = openSqlite(join(folder, 'journal.sqlite'));
    database.exec('DROP TABLE base; PRAGMA user_version = 1;');
    database.close();
  }

  it('is brought up on a copy, kept as it was, and goes on with an unbroken chain (fault 57)', () => {
    writeVersion1();
    expect(verifyAtOnce(folder)).toMatchObject({ records: 20, damage: null });
    const before = bytesOf('journal.sqlite');
    const journal = mustOpen(folder);
    expect(journal.notice).toContain('version-1');
    expect(journal.append([ticked(21), ticked(22)])).toEqual({ ok: true, value: 22 });
    journal.close();
    expect(verifyAtOnce(folder)).toMatchObject({ records: 22, damage: null });
    expect(bytesOf('journal.version-1.sqlite').equals(before)).toBe(true);
    const again = mustOpen(folder);
    expect(again.notice).toBe('');
    again.close();
  });

  it('with a damage is left as it is, and refused (fault 57)', () => {
    writeVersion1();
    const bytes = bytesOf('journal.sqlite');
    const at = bytes.indexOf('1700000000007');
    bytes[at + 12] = 0x38;
    moveTo({ 'journal.sqlite': bytes });
    expect(openJournal(folder)).toMatchObject({ ok: false, error: expect.stringContaining('at entry 7') });
    expect(bytesOf('journal.sqlite').equals(bytes)).toBe(true);
  });

  it('is finished where a crash came between the two renames (fault 57)', () => {
    writeVersion1();
    mustOpen(folder).close();
    const path = join(folder, 'journal.sqlite');
    writeFileSync(join(folder, 'journal.migrating.sqlite'), readFileSync(path));
    rmSync(path);
    const again = mustOpen(folder);
    expect(again.lastSequence()).toBe(20);
    again.close();
  });
});
