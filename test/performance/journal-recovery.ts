/** How fast a session is read back and decided again, and how long a start takes after a day of 10,000 orders, with a snapshot and without. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recoverSession, type RecoveredSession } from '../../electron/engine/recovery';
import { openJournal } from '../../electron/storage/journal-store';
import { writeSnapshot } from '../../electron/storage/snapshot-store';
import { verifyAtOnce } from '../../electron/storage/verify-journal';
import { timestampMs } from '../../shared/domain/time';
import type { EngineEffect } from '../../shared/engine/effects';
import type { EngineEventBody } from '../../shared/engine/events';
import { digestState } from '../../shared/engine/state-digest';
import type { JournalEntry } from '../../shared/journal/entry';
import { encodeState } from '../../shared/journal/encode-state';
import { BTC } from '../support/engine-parts';
import { entriesOf } from '../support/recorded-desk';
import { quantile, type BenchCase, type BenchOptions, type BenchRow } from './bench-case';
import { QuotingDesk } from './quoting-desk';

/** Entries of one commit, as the writer groups a busy market. */
const GROUP = 128;

/** Events after the last snapshot: as many as the desk lets come before it takes another. */
const TAIL_EVENTS = 20_000;

/** A quoting desk whose events and orders go into a journal as they happen. */
class RecordedDesk {
  readonly quoting = new QuotingDesk();
  orders = 0;
  events = 0;
  #group: JournalEntry[];

  constructor(private readonly write: (entries: readonly JournalEntry[]) => void) {
    const { desk } = this.quoting;
    this.#group = [...entriesOf(desk)];
    const apply = desk.apply.bind(desk);
    desk.apply = (body) => this.record(body, apply(body));
  }

  /** Lets the market move once. */
  advance(): void {
    const { quoting } = this;
    quoting.time(() => quoting.desk.delta(BTC, copyOf(quoting.nextMessage())));
  }

  flush(): void {
    if (this.#group.length > 0) this.write(this.#group);
    this.#group = [];
  }

  private record(body: EngineEventBody, effects: readonly EngineEffect[]): readonly EngineEffect[] {
    const { sequence, nowMs } = this.quoting.desk.state.session;
    this.events += 1;
    this.#group.push({ kind: 'event', event: { ...body, sequence, atMs: timestampMs(nowMs) } });
    for (const effect of effects) {
      if (effect.kind !== 'send-order') continue;
      this.orders += 1;
      this.#group.push({ kind: 'intent', atMs: timestampMs(nowMs), eventSequence: sequence, intent: effect.order.intent });
    }
    if (this.#group.length >= GROUP) this.flush();
    return effects;
  }
}

function copyOf({ bids, asks }: ReturnType<QuotingDesk['nextMessage']>): { bids: [number, number][]; asks: [number, number][] } {
  return { bids: bids.map(([ticks, lots]) => [ticks, lots]), asks: asks.map(([ticks, lots]) => [ticks, lots]) };
}

interface Day {
  readonly events: number;
  readonly orders: number;
  readonly digest: number;
  readonly encodeMs: number;
}

/** Writes a day of so many orders, with a snapshot before its last events; the digest is that of the live state. */
function recordDay(directory: string, orders: number): Day {
  const opened = openJournal(directory);
  if (!opened.ok) throw new Error(opened.error);
  const journal = opened.value;
  const desk = new RecordedDesk((entries) => {
    const appended = journal.append(entries);
    if (!appended.ok) throw new Error(appended.error.message);
  });
  while (desk.orders < orders) desk.advance();
  desk.flush();
  const startedAt = performance.now();
  const state = encodeState(desk.quoting.desk.state);
  const encodeMs = performance.now() - startedAt;
  if (!state.ok) throw new Error(state.error);
  writeSnapshot(directory, { end: journal.end(), deskVersion: 'bench', sessionId: 'test0001', state: state.value });
  const tail = desk.events + TAIL_EVENTS;
  while (desk.events < tail) desk.advance();
  desk.flush();
  if (!desk.quoting.isQuoting) throw new Error('Expected the desk to quote to the end, found it halted.');
  journal.close();
  return { events: desk.events, orders: desk.orders, digest: digestState(desk.quoting.desk.state), encodeMs };
}

interface Recovery {
  readonly milliseconds: readonly number[];
  /** Processor time of one, ms: what a busy machine does not change. */
  readonly processorMs: number;
  readonly last: RecoveredSession;
}

/** `deskVersion`: one that wrote no snapshot replays everything. */
function recover(directory: string, deskVersion: string, times: number): Recovery {
  const milliseconds: number[] = [];
  let last: RecoveredSession | null = null;
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    const recovered = recoverSession(directory, { deskVersion });
    milliseconds.push(performance.now() - startedAt);
    if (!recovered.ok || recovered.value === null) throw new Error(recovered.ok ? 'Expected a session, found none.' : recovered.error);
    last = recovered.value;
  }
  if (last === null) throw new Error('Expected at least one recovery.');
  const { user, system } = process.cpuUsage(before);
  return { milliseconds, processorMs: (user + system) / 1_000 / times, last };
}

function checkHash(day: Day, { last }: Recovery): void {
  const found = last.state === null ? null : digestState(last.state);
  if (found !== day.digest) throw new Error(`Expected the live hash ${day.digest} after ${last.replayedEvents} events, found ${found}.`);
}

function measure(directory: string, { isQuick }: BenchOptions): readonly BenchRow[] {
  const day = recordDay(directory, isQuick ? 2_000 : 10_000);
  const verifiedAt = performance.now();
  const check = verifyAtOnce(directory);
  const verifyMs = performance.now() - verifiedAt;
  if (check.damage !== null) throw new Error(`Expected a whole journal, found ${check.damage.found}.`);
  const whole = recover(directory, 'another', isQuick ? 2 : 5);
  const tail = recover(directory, 'bench', isQuick ? 10 : 100);
  checkHash(day, whole);
  checkHash(day, tail);
  const what = `${day.orders} orders, ${day.events} events; live hash = replay hash`;
  const eventsPerSecond = (last: RecoveredSession, ms: number): number => (last.replayedEvents * 1_000) / ms;
  return [
    { measure: 'journal, read and verified', value: (check.records * 1_000) / verifyMs, unit: 'per s', note: 'entries, one thread' },
    {
      measure: 'journal, replayed: read, verified, stepped, compared',
      value: eventsPerSecond(whole.last, quantile(whole.milliseconds, 0.5)),
      unit: 'per s',
      target: { atLeast: 1_000_000 },
      note: what,
    },
    {
      measure: 'journal, replayed, per second of processor time',
      value: eventsPerSecond(whole.last, whole.processorMs),
      unit: 'per s',
      note: 'all threads of the process',
    },
    { measure: 'recovery of the whole day, p50', value: quantile(whole.milliseconds, 0.5), unit: 'ms', note: 'no snapshot' },
    {
      measure: 'recovery from a snapshot, p99',
      value: quantile(tail.milliseconds, 0.99),
      unit: 'ms',
      target: { atMost: 3_000 },
      note: `${tail.last.replayedEvents} events after it`,
    },
    { measure: 'snapshot, time of the engine thread', value: day.encodeMs, unit: 'ms', note: 'at most every 30 s' },
  ];
}

/** Measured in the system's temporary folder, by the very functions that a start uses. */
export const journalRecovery: BenchCase = {
  name: 'journal-recovery',
  run(options) {
    const directory = mkdtempSync(join(tmpdir(), 'keel-bench-recovery-'));
    try {
      return Promise.resolve(measure(directory, options));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
