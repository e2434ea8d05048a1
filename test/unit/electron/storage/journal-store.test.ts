/** The journal keeps what it was given, says so only when durable, and notices every damage. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type JournalStore } from '../../../../electron/storage/journal-store';
import { openSqlite, type OpenSqlite } from '../../../../electron/storage/sqlite-database';
import { verifyAtOnce } from '../../../../electron/storage/verify-journal';
import { timestampMs } from '../../../../shared/domain/time';
import { UNVERIFIED_END, type JournalEntry } from '../../../../shared/journal/entry';

let folder = '';
const opened: JournalStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-journal-'));
});

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(openDatabase?: OpenSqlite): JournalStore {
  const result = openDatabase ? openJournal(folder, openDatabase) : openJournal(folder);
  if (!result.ok) throw new Error(result.error);
  opened.push(result.value);
  return result.value;
}

function ended(reason: string): JournalEntry {
  return { kind: 'session-ended', atMs: timestampMs(1_700_000_000_000), sessionId: 's1', reason };
}

function ticked(sequence: number): JournalEntry {
  return { kind: 'event', event: { kind: 'clock-ticked', sequence, atMs: timestampMs(1_700_000_000_000 + sequence) } };
}

describe('appending', () => {
  it('numbers entries from 1 and reads them back equal', () => {
    const journal = open();
    expect(journal.lastSequence()).toBe(0);
    expect(journal.append([ticked(1), ticked(2)])).toEqual({ ok: true, value: 2 });
    expect(journal.append([ended('done')])).toEqual({ ok: true, value: 3 });
    expect(journal.read(2)).toEqual({
      ok: true,
      value: [
        { sequence: 2, entry: ticked(2) },
        { sequence: 3, entry: ended('done') },
      ],
    });
  });

  it('goes on after a restart where it stopped, with an unbroken chain', () => {
    const first = open();
    first.append([ticked(1), ticked(2)]);
    first.close();
    const second = open();
    second.append([ticked(3)]);
    expect(second.verify()).toEqual({ ok: true, value: 3 });
  });

  it('gives its write-ahead file all its length at the start, so that no commit has to make it longer', () => {
    const journal = open();
    const lengthOfLog = (): number => statSync(`${journal.path}-wal`).size;
    const reserved = lengthOfLog();
    expect(reserved).toBeGreaterThan(1_000 * 4_096);
    for (let at = 1; at <= 1_500; at += 1) expect(journal.append([ticked(at)]).ok).toBe(true);
    expect(lengthOfLog()).toBe(reserved);
    expect(verifyAtOnce(folder)).toMatchObject({ records: 1_500, damage: null });
  });

  it('refuses a value that JSON would change, and nothing of that group is kept', () => {
    const journal = open();
    const broken = journal.append([ticked(1), ticked(Number.NaN)]);
    expect(broken).toMatchObject({ ok: false, error: { kind: 'invalid-entry' } });
    expect(journal.lastSequence()).toBe(0);
    expect(journal.append([ticked(1)])).toEqual({ ok: true, value: 1 });
  });

  it('knows a session that ended in order from one that did not', () => {
    const journal = open();
    expect(journal.isCleanEnd()).toBe(true);
    journal.append([ticked(1)]);
    expect(journal.isCleanEnd()).toBe(false);
    journal.append([ended('quit')]);
    expect(journal.isCleanEnd()).toBe(true);
    journal.append([ended(UNVERIFIED_END)]);
    expect(journal.isCleanEnd()).toBe(false);
  });
});

describe('a disk in trouble', () => {
  it('says that the disk is full, keeps what it had, and works again once there is space (fault 46)', () => {
    const databases: ReturnType<OpenSqlite>[] = [];
    const journal = open((path) => {
      const database = openSqlite(path);
      databases.push(database);
      return database;
    });
    journal.append([ticked(1)]);
    databases[0]?.exec('PRAGMA max_page_count = 3');
    const large = ended('x'.repeat(100_000));
    expect(journal.append([large])).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    expect(journal.verify()).toEqual({ ok: true, value: 1 });
    databases[0]?.exec('PRAGMA max_page_count = 1000000');
    expect(journal.append([large])).toEqual({ ok: true, value: 2 });
    expect(journal.verify()).toEqual({ ok: true, value: 2 });
  });

  it('gives the file up after a failed sync and never pretends that a later one is fine (fault 47)', () => {
    let isDiskBroken = false;
    const journal = open((path) => {
      const database = openSqlite(path);
      return {
        prepare: (sql) => database.prepare(sql),
        close: () => database.close(),
        exec: (sql) => {
          if (isDiskBroken && sql === 'COMMIT') throw Object.assign(new Error('disk I/O error'), { errcode: 10 + (4 << 8) });
          database.exec(sql);
        },
      };
    });
    journal.append([ticked(1)]);
    isDiskBroken = true;
    expect(journal.append([ticked(2)])).toMatchObject({ ok: false, error: { kind: 'failed' } });
    isDiskBroken = false;
    expect(journal.append([ticked(2)])).toMatchObject({ ok: false, error: { kind: 'failed' } });
    expect(journal.lastSequence()).toBe(1);
  });
});

describe('damage', () => {
  it('finds a single flipped bit in any text or link, and names the entry (fault 45)', () => {
    const journal = open();
    for (const entry of [ticked(1), ticked(2), ended('done')]) journal.append([entry]);
    journal.close();
    const path = join(folder, 'journal.sqlite');
    const clean = readFileSync(path);
    const texts = [ticked(1), ticked(2), ended('done')].map((entry) => JSON.stringify(entry));
    for (const [index, text] of texts.entries()) {
      const at = clean.indexOf(text);
      expect(at).toBeGreaterThan(0);
      for (const offset of [1, Math.floor(text.length / 2), text.length - 2, text.length + 5]) {
        const damaged = Buffer.from(clean);
        damaged[at + offset] = (damaged[at + offset] ?? 0) ^ 0x01;
        writeFileSync(path, damaged);
        const { damage } = verifyAtOnce(folder);
        expect(damage?.sequence, `bit flipped at ${offset} of entry ${index + 1}`).toBe(index + 1);
        // Where it would write on, the store looks too.
        if (index === texts.length - 1) expect(openJournal(folder).ok).toBe(false);
      }
    }
  });

  it('finds a lost entry', () => {
    const journal = open();
    for (const sequence of [1, 2, 3]) journal.append([ticked(sequence)]);
    journal.close();
    const database = openSqlite(join(folder, 'journal.sqlite'));
    database.exec('DELETE FROM entries WHERE sequence = 2');
    database.close();
    expect(verifyAtOnce(folder).damage).toMatchObject({ sequence: 2, expected: 'entry 2', found: 'entry 3: entries are missing' });
    expect(openJournal(folder)).toMatchObject({ ok: false, error: expect.stringContaining('entries are missing') });
  });
});

describe('opening', () => {
  it('refuses a second writer and says who holds the journal (fault 56)', () => {
    open();
    const second = openJournal(folder);
    expect(second).toMatchObject({ ok: false, error: expect.stringContaining(`process ${process.pid}`) });
  });

  it('lets the next writer in after the first closed', () => {
    open().close();
    expect(openJournal(folder).ok ? 'opened' : 'refused').toBe('opened');
  });

  it('refuses a journal of a newer desk and leaves it untouched (fault 57)', () => {
    open().close();
    const path = join(folder, 'journal.sqlite');
    const database = openSqlite(path);
    database.exec('PRAGMA user_version = 7');
    database.close();
    const before = readFileSync(path);
    expect(openJournal(folder)).toMatchObject({ ok: false, error: expect.stringContaining('found version 7 of a newer desk') });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a file that is no journal', () => {
    writeFileSync(join(folder, 'journal.sqlite'), 'not a database. '.repeat(500));
    expect(openJournal(folder)).toMatchObject({ ok: false, error: expect.stringContaining('not a database') });
  });

  it('refuses a database of another program', () => {
    const database = openSqlite(join(folder, 'journal.sqlite'));
    database.exec('CREATE TABLE other (value)');
    database.close();
    expect(openJournal(folder)).toMatchObject({ ok: false, error: expect.stringContaining('another program') });
  });
});

describe('a killed writer', () => {
  it('loses no acknowledged entry and leaves no lock behind (fault 43)', async () => {
    // Writes as the store does, in another process, and is killed with SIGKILL while it writes.
    const sqlitePath = createRequire(import.meta.url).resolve('@photostructure/sqlite');
    open().close();
    const script = `
      const { DatabaseSync } = require(${JSON.stringify(sqlitePath)});
      const lock = new DatabaseSync(${JSON.stringify(join(folder, 'writer.lock'))});
      lock.exec('BEGIN EXCLUSIVE');
      const database = new DatabaseSync(${JSON.stringify(join(folder, 'journal.sqlite'))});
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      const { createHash } = require('node:crypto');
      let link = '0'.repeat(64);
      const insert = database.prepare('INSERT INTO entries (sequence, text, link) VALUES (?, ?, ?)');
      for (let sequence = 1; ; sequence += 1) {
        const text = JSON.stringify({ kind: 'event', event: { kind: 'clock-ticked', sequence, atMs: sequence } });
        link = createHash('sha256').update(link + '\\n' + sequence + '\\n' + text).digest('hex');
        insert.run(sequence, text, link);
        require('node:fs').writeSync(1, sequence + '\\n');
      }`;
    const writer = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = '';
    await new Promise<void>((resolve) => {
      writer.stdout.on('data', (chunk: Buffer) => {
        acknowledged += chunk.toString();
        if (acknowledged.split('\n').length > 50) writer.kill('SIGKILL');
      });
      writer.on('close', () => resolve());
    });
    const last = Number(acknowledged.trim().split('\n').at(-1));
    const journal = open();
    expect(last).toBeGreaterThanOrEqual(50);
    expect(journal.lastSequence()).toBeGreaterThanOrEqual(last);
    expect(journal.verify()).toEqual({ ok: true, value: journal.lastSequence() });
    expect(journal.isCleanEnd()).toBe(false);
  });
});
