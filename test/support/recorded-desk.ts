/** The journal that a desk of a test would have written, and profiles with it. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, type JournalStore } from '../../electron/storage/journal-store';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import { createInitialState } from '../../shared/engine/initial-state';
import type { EngineState } from '../../shared/engine/state';
import { step } from '../../shared/engine/step';
import type { JournalEntry } from '../../shared/journal/entry';
import { TestDesk } from './engine-builder';
import { fillOf, START_MS } from './engine-parts';

/** The entries of a desk's events with the orders each decided, as one session. */
export function entriesOf(desk: TestDesk, sessionId = 'test0001'): readonly JournalEntry[] {
  const entries: JournalEntry[] = [
    { kind: 'session-started', atMs: timestampMs(START_MS), sessionId, environment: 'practice', seed: 1, deskVersion: 'test' },
  ];
  let state: EngineState = createInitialState();
  for (const event of desk.events) {
    entries.push({ kind: 'event', event });
    const stepped = step(state, event);
    ({ state } = stepped);
    for (const effect of stepped.effects) {
      if (effect.kind !== 'send-order') continue;
      entries.push({ kind: 'intent', atMs: event.atMs, eventSequence: event.sequence, intent: effect.order.intent });
    }
  }
  return entries;
}

/** Has orders out, and one of them was filled in part. */
export function filledDesk(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  const [bid] = desk.sent();
  if (bid === undefined) throw new Error('expected a quote');
  desk.apply({ kind: 'fill-reported', fill: fillOf(bid, { quantity: quantityLots(3), executedAtMs: timestampMs(START_MS) }) });
  return desk;
}

/** The state after the events among entries. */
export function stateOf(entries: readonly JournalEntry[]): EngineState {
  return entries.reduce((state, entry) => (entry.kind === 'event' ? step(state, entry.event).state : state), createInitialState());
}

/** A new folder for a profile; whoever asks removes it. */
export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'keel-profile-'));
}

/** Opens a profile's journal, throwing what it refuses. */
export function mustOpen(directory: string): JournalStore {
  const opened = openJournal(directory);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** Writes entries into a profile in commits of `group`, and closes it. */
export function writeProfile(directory: string, entries: readonly JournalEntry[], group = 7): void {
  const journal = mustOpen(directory);
  try {
    for (let from = 0; from < entries.length; from += group) {
      const appended = journal.append(entries.slice(from, from + group));
      if (!appended.ok) throw new Error(appended.error.message);
    }
  } finally {
    journal.close();
  }
}
