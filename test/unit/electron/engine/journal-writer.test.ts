/** Groups events, commits intents at once, and never sends again after the disk refused. */
import { describe, expect, it } from 'vitest';
import type { EngineClock } from '../../../../electron/engine/engine-clock';
import { JournalWriter } from '../../../../electron/engine/journal-writer';
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

function writerOn(result: () => Result<null, { readonly message: string }>): {
  commits: JournalEntry[][];
  failures: string[];
  writer: JournalWriter;
  fire: () => void;
} {
  const commits: JournalEntry[][] = [];
  const failures: string[] = [];
  const { clock, fire } = manualClock();
  const target = {
    append: (entries: readonly JournalEntry[]) => (commits.push([...entries]), result()),
    lastSequence: () => 0,
    close: () => undefined,
  };
  return { commits, failures, writer: new JournalWriter(target, clock, (message) => void failures.push(message)), fire };
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
    expect(writer.commitIntents([send])).toEqual(ok(null));
    expect(commits).toHaveLength(1);
    expect(commits[0]?.map((entry) => entry.kind)).toEqual(['event', 'intent']);
    expect(commits[0]?.[1]).toMatchObject({ eventSequence: 7 });
  });

  it('reports a refused write once and refuses every later order', () => {
    const { commits, failures, writer } = writerOn(() => fail({ message: 'disk full' }));
    expect(writer.commitIntents([send])).toEqual(fail('disk full'));
    expect(writer.commitIntents([send])).toEqual(fail('disk full'));
    expect(failures).toEqual(['disk full']);
    expect(commits).toHaveLength(1);
    expect(writer.state).toBe('disk full');
  });
});
