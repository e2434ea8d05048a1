/** A journal that goes on in a new file, where that one could not be made. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../../electron/storage/journal-store';
import { openSqlite, type OpenSqlite } from '../../../../electron/storage/sqlite-database';
import { verifyAtOnce } from '../../../../electron/storage/verify-journal';
import { timestampMs } from '../../../../shared/domain/time';
import type { JournalEntry } from '../../../../shared/journal/entry';
import { newScratchProfile } from '../../../support/damaged-journal';
import { mustOpen } from '../../../support/recorded-desk';

let folder = '';

beforeEach(() => {
  folder = newScratchProfile();
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function ticked(sequence: number): JournalEntry {
  return { kind: 'event', event: { kind: 'clock-ticked', sequence, atMs: timestampMs(1_700_000_000_000 + sequence) } };
}

/** Opens files, and makes no table in a new one while it has no space. */
function diskWithout(space: { isLacking: boolean }): OpenSqlite {
  return (path, options) => {
    const database = openSqlite(path, options);
    return {
      prepare: (sql) => database.prepare(sql),
      close: () => database.close(),
      exec: (sql) => {
        if (space.isLacking && sql.includes('CREATE TABLE')) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
        database.exec(sql);
      },
    };
  };
}

describe('the entries of a file', () => {
  it('are those of every session in it, so that many short ones fill it as one long one does', () => {
    const first = mustOpen(folder);
    expect(first.entriesInFile()).toBe(0);
    first.append([ticked(1), ticked(2)]);
    first.close();
    const second = mustOpen(folder);
    expect(second.entriesInFile()).toBe(2);
    second.append([ticked(3)]);
    expect(second.entriesInFile()).toBe(3);
    expect(second.rotate()).toEqual({ ok: true, value: null });
    expect(second.entriesInFile()).toBe(0);
    second.append([ticked(4)]);
    second.close();
    const third = mustOpen(folder);
    expect(third.entriesInFile()).toBe(1);
    third.close();
  });
});

describe('a new file that a disk in trouble refuses', () => {
  it('leaves nothing behind: the old one goes on, a later rotation works, and a restart finds it all (faults 46, 58)', () => {
    const space = { isLacking: false };
    const opened = openJournal(folder, diskWithout(space));
    if (!opened.ok) throw new Error(opened.error);
    const journal = opened.value;
    journal.append([ticked(1), ticked(2)]);
    space.isLacking = true;
    expect(journal.rotate().ok).toBe(false);
    space.isLacking = false;
    expect(existsSync(join(folder, 'journal-000000000003.sqlite'))).toBe(false);
    expect(journal.append([ticked(3)])).toEqual({ ok: true, value: 3 });
    expect(journal.rotate()).toEqual({ ok: true, value: null });
    expect(journal.append([ticked(4)])).toEqual({ ok: true, value: 4 });
    journal.close();
    expect(verifyAtOnce(folder)).toMatchObject({ records: 4, files: 2, damage: null });
    const again = mustOpen(folder);
    expect(again.lastSequence()).toBe(4);
    again.close();
  });

  it('does not make the journal a damaged one where the desk died before its tables were there (faults 43, 58)', () => {
    const journal = mustOpen(folder);
    journal.append([ticked(1), ticked(2)]);
    journal.close();
    writeFileSync(join(folder, 'journal-000000000003.sqlite'), '');
    const again = mustOpen(folder);
    expect(again.append([ticked(3)])).toEqual({ ok: true, value: 3 });
    again.close();
    expect(verifyAtOnce(folder)).toMatchObject({ records: 3, damage: null });
  });
});
