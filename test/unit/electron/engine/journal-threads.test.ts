/** What the engine hears of its journal's threads: durable, refused, gone on in a new file, lost, checked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { JournalKeeper, startKeeperThread } from '../../../../electron/engine/journal-keeper';
import type { FromJournal, FromKeeper, ToJournal, ToKeeper } from '../../../../electron/engine/journal-messages';
import { openJournalThread, type JournalPort, type JournalThread } from '../../../../electron/engine/journal-thread';
import type { WriteFailure } from '../../../../electron/engine/journal-writer';
import type { Result } from '../../../../shared/domain/result';
import { timestampMs } from '../../../../shared/domain/time';
import type { JournalEntry } from '../../../../shared/journal/entry';

const entry: JournalEntry = { kind: 'session-ended', atMs: timestampMs(1), sessionId: 's', reason: 'quit' };
const end = (sequence: number): { sequence: number; link: string } => ({ sequence, link: `link ${sequence}` });

interface Bench {
  readonly posted: ToJournal[];
  readonly hear: (message: FromJournal) => void;
  readonly lose: (reason: string) => void;
  readonly port: JournalPort;
}

function journalPort(): Bench {
  const posted: ToJournal[] = [];
  let listener: (message: FromJournal) => void = () => undefined;
  let lost: (reason: string) => void = () => undefined;
  const port: JournalPort = {
    post: (message) => void posted.push(message),
    onMessage: (heard) => void (listener = heard),
    onLost: (heard) => void (lost = heard),
  };
  return { posted, hear: (message) => listener(message), lose: (reason) => lost(reason), port };
}

async function opened(bench: Bench): Promise<JournalThread> {
  const opening = openJournalThread(bench.port, '/profile');
  bench.hear({ type: 'opened', end: end(7), isCleanEnd: true, notice: '' });
  const result = await opening;
  if (!result.ok) throw new Error(result.error);
  return result.value.thread;
}

function appending(thread: JournalThread, given = entry): Result<unknown, WriteFailure>[] {
  const results: Result<unknown, WriteFailure>[] = [];
  thread.append([given], (result) => void results.push(result));
  return results;
}

describe('the thread that writes', () => {
  it('answers once durable, with the end of the journal', async () => {
    const bench = journalPort();
    const thread = await opened(bench);
    expect(thread.lastSequence()).toBe(7);
    const results = appending(thread);
    expect(results).toEqual([]);
    bench.hear({ type: 'appended', end: end(8) });
    expect(results).toMatchObject([{ ok: true }]);
    expect(thread.end()).toEqual(end(8));
    expect(bench.posted.map(({ type }) => type)).toEqual(['open', 'append']);
  });

  it('tells why the journal was not opened (faults 56, 57)', async () => {
    const bench = journalPort();
    const opening = openJournalThread(bench.port, '/profile');
    bench.hear({ type: 'refused', message: 'found another desk' });
    expect(await opening).toEqual({ ok: false, error: 'found another desk' });
  });

  it('tells a refusal from a file that was given up (faults 46, 47)', async () => {
    const bench = journalPort();
    const thread = await opened(bench);
    const full = appending(thread);
    bench.hear({ type: 'failed', message: 'disk full', end: null });
    expect(full).toEqual([{ ok: false, error: { message: 'disk full', isContinued: false } }]);
    const unsynced = appending(thread);
    bench.hear({ type: 'failed', message: 'sync failed', end: end(9) });
    expect(unsynced).toEqual([{ ok: false, error: { message: 'sync failed', isContinued: true } }]);
    expect(thread.lastSequence()).toBe(9);
  });

  it('that is gone refuses what waits and what comes', async () => {
    const bench = journalPort();
    const thread = await opened(bench);
    const waiting = appending(thread);
    bench.lose('it ended with code 1');
    expect(waiting).toMatchObject([{ ok: false, error: { message: expect.stringContaining('code 1') } }]);
    expect(appending(thread)).toMatchObject([{ ok: false }]);
    await new Promise<void>((resolve) => thread.close(resolve));
  });

  it('never gets an entry that JSON would change', async () => {
    const bench = journalPort();
    const thread = await opened(bench);
    expect(appending(thread, { ...entry, atMs: timestampMs(Number.NaN) })).toMatchObject([{ ok: false }]);
    expect(bench.posted).toHaveLength(1);
  });
});

describe('the keeper', () => {
  function keeperBench(): {
    keeper: JournalKeeper;
    posted: ToKeeper[];
    problems: string[];
    hear: (message: FromKeeper) => void;
    lose: (reason: string) => void;
  } {
    const posted: ToKeeper[] = [];
    const problems: string[] = [];
    let listener: (message: FromKeeper) => void = () => undefined;
    let lost: (reason: string) => void = () => undefined;
    const keeper = new JournalKeeper(
      {
        post: (message) => void posted.push(message),
        onMessage: (heard) => void (listener = heard),
        onLost: (heard) => void (lost = heard),
        end: () => Promise.resolve(),
      },
      { directory: '/profile', entryCount: () => 1_000, snapshotFailed: (problem) => void problems.push(problem) },
    );
    return { keeper, posted, problems, hear: (message) => listener(message), lose: (reason) => lost(reason) };
  }

  it('checks once at a time, tells how far it is, and can be stopped', () => {
    const { keeper, posted, hear } = keeperBench();
    expect(keeper.check).toBeNull();
    keeper.verify(true);
    keeper.verify(true);
    expect(posted).toHaveLength(1);
    hear({ type: 'progress', records: 250 });
    expect(keeper.check).toMatchObject({ state: 'checking', records: 250, ofRecords: 1_000 });
    keeper.verify(false);
    hear({ type: 'stopped', records: 300 });
    expect(keeper.check).toMatchObject({ state: 'stopped', records: 300 });
  });

  it('says whole, or what is wrong and what to do (fault 45)', () => {
    const { keeper, hear } = keeperBench();
    const check = { records: 1_000, sessions: 2, files: 1, link: 'l', notes: [] };
    hear({ type: 'checked', check: { ...check, damage: null } });
    expect(keeper.check).toMatchObject({ state: 'whole', text: 'Whole: 2 sessions, chain unbroken.' });
    const damage = { sequence: 5, path: 'p', expected: 'entry 5 to match its hash', found: 'it changed', advice: 'move it away' };
    hear({ type: 'checked', check: { ...check, damage } });
    expect(keeper.check).toMatchObject({ state: 'damaged', text: expect.stringMatching(/entry 5.*it changed.*move it away/) });
  });

  const snapshot = { end: end(3), deskVersion: '1', sessionId: 's', state: '{}' };

  it('that is gone lets nobody wait: neither for a snapshot, nor on a check', async () => {
    const { keeper, posted, problems, lose } = keeperBench();
    keeper.verify(true);
    const kept = keeper.keep(snapshot);
    lose('it failed: out of memory');
    lose('it ended with code 1');
    await kept;
    expect(keeper.isKeeping).toBe(false);
    expect(keeper.check).toMatchObject({ state: 'stopped', text: expect.stringMatching(/out of memory/) });
    expect(problems).toHaveLength(1);
    const asked = posted.length;
    await keeper.keep(snapshot);
    keeper.verify(true);
    expect(keeper.check?.state).toBe('stopped');
    expect(posted).toHaveLength(asked);
    expect(problems).toHaveLength(2);
  });

  it('has the last snapshot waited for itself, not for the one before it', async () => {
    const { keeper, hear } = keeperBench();
    const done: string[] = [];
    const kept = ['first', 'last'].map((name) => keeper.keep(snapshot).then(() => done.push(name)));
    hear({ type: 'snapshot-kept', problem: null });
    await kept[0];
    expect(done).toEqual(['first']);
    expect(keeper.isKeeping).toBe(true);
    hear({ type: 'snapshot-kept', problem: null });
    await Promise.all(kept);
    expect(keeper.isKeeping).toBe(false);
  });

  it('tells of a snapshot that was not written, and is free for the next', async () => {
    const { keeper, problems, hear } = keeperBench();
    const kept = keeper.keep({ end: end(3), deskVersion: '1', sessionId: 's', state: '{}' });
    expect(keeper.isKeeping).toBe(true);
    hear({ type: 'snapshot-kept', problem: 'disk full' });
    await kept;
    expect(keeper.isKeeping).toBe(false);
    expect(problems).toEqual(['disk full']);
  });
});

describe('the thread of the keeper', () => {
  /** A thread of this program, and what was said of its loss. */
  function startThread(program: string) {
    const folder = mkdtempSync(join(tmpdir(), 'keel-keeper-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'keeper.mjs');
    writeFileSync(path, program);
    const port = startKeeperThread(path);
    const losses: string[] = [];
    const lost = new Promise<void>((resolve) => {
      port.onLost((reason) => {
        losses.push(reason);
        resolve();
      });
    });
    return { port, losses, lost };
  }

  it('is not lost when it is ended, and is when it ends by itself', async () => {
    const ended = startThread('setInterval(() => undefined, 1_000);');
    await ended.port.end();
    expect(ended.losses).toEqual([]);
    const gone = startThread('process.exit(3);');
    await gone.lost;
    expect(gone.losses).toEqual(['it ended with code 3']);
  });
});
