/** Journal appends per second and their p99: one order intent per durable commit, and market data in groups. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, type JournalStore } from '../../electron/storage/journal-store';
import { timestampMs } from '../../shared/domain/time';
import type { JournalEntry } from '../../shared/journal/entry';
import { intentOf, START_MS } from '../support/engine-parts';
import { quantile, type BenchCase, type BenchRow } from './bench-case';

const GROUP = 64;

/** Measured in the system's temporary folder: another disk gives other figures. */
export const journalAppends: BenchCase = {
  name: 'journal-appends',
  run({ isQuick }) {
    const folder = mkdtempSync(join(tmpdir(), 'keel-bench-journal-'));
    const opened = openJournal(folder);
    if (!opened.ok) throw new Error(opened.error);
    const journal = opened.value;
    try {
      const single = measure(journal, 1, isQuick ? 300 : 3_000);
      const grouped = measure(journal, GROUP, isQuick ? 100 : 1_000);
      return Promise.resolve([
        ...rowsOf('one intent per commit', single, { atLeastPerSecond: 3_000, atMostMs: 2 }),
        ...rowsOf(`${GROUP} entries per commit`, grouped),
      ]);
    } finally {
      journal.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Measured {
  readonly entriesPerSecond: number;
  readonly milliseconds: readonly number[];
}

function measure(journal: JournalStore, groupLength: number, commits: number): Measured {
  const milliseconds: number[] = [];
  const startedAt = performance.now();
  for (let commit = 0; commit < commits; commit += 1) {
    const group = Array.from({ length: groupLength }, (_, at): JournalEntry => intentEntry(commit * groupLength + at));
    const from = performance.now();
    const appended = journal.append(group);
    milliseconds.push(performance.now() - from);
    if (!appended.ok) throw new Error(appended.error.message);
  }
  return { entriesPerSecond: (commits * groupLength * 1_000) / (performance.now() - startedAt), milliseconds };
}

function intentEntry(at: number): JournalEntry {
  return { kind: 'intent', atMs: timestampMs(START_MS + at), eventSequence: at, intent: intentOf() };
}

interface Goal {
  readonly atLeastPerSecond: number;
  readonly atMostMs: number;
}

function rowsOf(how: string, { entriesPerSecond, milliseconds }: Measured, goal?: Goal): readonly BenchRow[] {
  const [rate, p99] =
    goal === undefined ? [{}, {}] : [{ target: { atLeast: goal.atLeastPerSecond } }, { target: { atMost: goal.atMostMs } }];
  return [
    { measure: `journal, ${how}`, value: entriesPerSecond, unit: 'per s', note: 'durable on return', ...rate },
    { measure: `journal, ${how}, p50`, value: quantile(milliseconds, 0.5), unit: 'ms' },
    { measure: `journal, ${how}, p99`, value: quantile(milliseconds, 0.99), unit: 'ms', ...p99 },
  ];
}
