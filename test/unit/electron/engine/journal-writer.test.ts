/** Groups events, commits intents at once, and never sends again after the disk refused. */
import { describe, expect, it } from 'vitest';
import type { EngineClock } from '../../../../electron/engine/engine-clock';
import { JournalWriter, type JournalTarget, type WriteFailure } from '../../../../electron/engine/journal-writer';
import { timestampMs } from '../../../../shared/domain/time';
import { fail, ok } from '../../../../shared/domain/result';
import type { Result } from '../../../../shared/domain/result';
import type { SendOrder } from '../../../../shared/engine/effects';
import type { EngineEvent } from '../../../../shared/engine/events';
import type { JournalEntry } from '../../../../shared/journal/entry';

const send = { kind: 'send-order', order: { intent: { clientOrderId: 'keel-a-1' } } } as unknown as SendOrder;
const event = (sequence: number): EngineEvent => ({ kind: 'clock-ticked', sequence, atMs: timestampMs(1) });

function manualClock(): { clock: EngineClock; fire: () => void } {
  let waiting: (() => void) | null = null;
  return {
    clock: { nowMs: () => 1, monotonicMs: () => 1, schedule: (_delay, callback) => ((waiting = callback), () => void (waiting = null)) },
    fire: () => waiting?.(),
  };
}

interface Bench {
  readonly commits: JournalEntry[][];
  readonly failures: string[];
  readonly lines: string[];
  readonly writer: JournalWriter;
  readonly fire: () => void;
}

/** On a disk that answers at once. */
function writerOn(result: () => Result<null, WriteFailure>): Bench {
  return writerWith((_entries, done) => done(result()));
}

function writerWith(append: JournalTarget['append']): Bench {
  const commits: JournalEntry[][] = [];
  const failures: string[] = [];
  const lines: string[] = [];
  const { clock, fire } = manualClock();
  const target: JournalTarget = {
    append: (entries, done) => {
      commits.push([...entries]);
      append(entries, done);
    },
    lastSequence: () => 0,
    close: (done) => done(),
  };
  const listener = { failed: (message: string) => void failures.push(message), unrecorded: (line: string) => void lines.push(line) };
  return { commits, failures, lines, writer: new JournalWriter(target, clock, listener), fire };
}

/** A disk that answers when told to. */
function slowDisk(): { append: JournalTarget['append']; answer: (result?: Result<null, WriteFailure>) => void } {
  const waiting: ((result: Result<null, WriteFailure>) => void)[] = [];
  return { append: (_entries, done) => void waiting.push(done), answer: (result = ok(null)) => waiting.shift()?.(result) };
}

function committing(writer: JournalWriter): Result<null, string>[] {
  const results: Result<null, string>[] = [];
  writer.commitIntents([send], (result) => void results.push(result));
  return results;
}

describe('JournalWriter', () => {
  it('writes events in one group when the timer fires', () => {
    const { commits, writer, fire } = writerOn(() => ok(null));
    writer.record(event(1));
    writer.record(event(2));
    expect(commits).toHaveLength(0);
    fire();
    expect(commits.map((group) => group.length)).toEqual([2]);
  });

  it('commits an intent together with the events before it, bound to the last of them', () => {
    const { commits, writer } = writerOn(() => ok(null));
    writer.record(event(7));
    expect(committing(writer)).toEqual([ok(null)]);
    expect(commits).toHaveLength(1);
    expect(commits[0]?.map((entry) => entry.kind)).toEqual(['event', 'intent']);
    expect(commits[0]?.[1]).toMatchObject({ eventSequence: 7 });
  });

  it('says durable only once the disk does, and writes meanwhile happenings as the next group (fault 48)', () => {
    const disk = slowDisk();
    const { commits, writer } = writerWith(disk.append);
    const first = committing(writer);
    writer.record(event(2));
    const second = committing(writer);
    expect(first).toEqual([]);
    expect(commits).toHaveLength(1);
    disk.answer();
    expect(first).toEqual([ok(null)]);
    expect(second).toEqual([]);
    expect(commits.map((group) => group.map((entry) => entry.kind))).toEqual([['intent'], ['event', 'intent']]);
    disk.answer();
    expect(second).toEqual([ok(null)]);
    expect(writer.isIdle).toBe(true);
  });

  it('reports a refused write once and refuses every later order (fault 46)', () => {
    const { commits, failures, writer } = writerOn(() => fail({ message: 'disk full' }));
    expect(committing(writer)).toEqual([fail('disk full')]);
    expect(committing(writer)).toEqual([fail('disk full')]);
    expect(failures).toEqual(['disk full']);
    expect(commits).toHaveLength(1);
    expect(writer.state).toBe('disk full');
  });

  it('keeps what happens after a refusal in memory and on standard error, market data aside (fault 46)', () => {
    const { lines, writer } = writerOn(() => fail({ message: 'disk full' }));
    committing(writer);
    writer.record(event(8));
    const pull = { kind: 'command-received', commandId: 'c', call: { name: 'kill', args: {} } } as const;
    writer.record({ ...pull, sequence: 9, atMs: timestampMs(1) });
    expect(writer.unrecorded).toEqual([{ kind: 'event', event: { ...pull, sequence: 9, atMs: 1 } }]);
    expect(lines).toEqual([expect.stringContaining('not in the journal')]);
  });

  it('keeps also what happened in the very group that the disk refused, before what came while it was asked', () => {
    const disk = slowDisk();
    const { lines, writer } = writerWith(disk.append);
    const news = (sequence: number): EngineEvent =>
      ({ kind: 'fill-reported', fill: { tradeId: `t-${sequence}` }, sequence, atMs: timestampMs(1) }) as unknown as EngineEvent;
    writer.record(news(1));
    writer.record(event(2));
    committing(writer);
    writer.record(news(3));
    disk.answer(fail({ message: 'disk full' }));
    expect(writer.unrecorded).toEqual([news(1), news(3)].map((told) => ({ kind: 'event', event: told })));
    expect(lines).toHaveLength(2);
  });

  it('ends with the end, also where something happens while a slow disk still writes what was before', async () => {
    const disk = slowDisk();
    const { commits, writer, fire } = writerWith(disk.append);
    committing(writer);
    const ended = writer.end({ kind: 'session-ended', atMs: timestampMs(1), sessionId: 's', reason: 'shutdown' });
    writer.record(event(2));
    expect(committing(writer)).toEqual([fail('expected a session, found it ended')]);
    disk.answer();
    writer.record(event(3));
    disk.answer();
    await ended;
    writer.record(event(4));
    fire();
    expect(commits.map((group) => group.map(({ kind }) => kind))).toEqual([['intent'], ['session-ended']]);
  });

  it('refuses the orders of a group whose file was given up, and goes on recording in the new one (fault 47)', () => {
    let isBroken = true;
    const { commits, failures, writer } = writerOn(() => (isBroken ? fail({ message: 'sync failed', isContinued: true }) : ok(null)));
    expect(committing(writer)).toEqual([fail('sync failed')]);
    isBroken = false;
    expect(committing(writer)).toEqual([ok(null)]);
    expect(failures).toEqual(['sync failed']);
    expect(commits).toHaveLength(2);
    expect(writer.state).toBe('sync failed');
  });

  it('stops, rather than forgetting, when the disk stalls for longer than memory can hold (fault 48)', () => {
    const { failures, writer } = writerWith(() => undefined);
    const first = committing(writer);
    for (let sequence = 1; sequence <= 200_001; sequence += 1) writer.record(event(sequence));
    expect(failures).toEqual([expect.stringContaining('stalled')]);
    expect(committing(writer)).toEqual([fail(failures[0])]);
    expect(first).toEqual([]);
  });
});
