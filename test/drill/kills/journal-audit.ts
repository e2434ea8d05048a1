/** Reads a desk's journal from a copy of its files, so that the desk itself meets them exactly as it, or its end, left them. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openJournal, type JournalStore } from '../../../electron/storage/journal-store';
import type { JournalEntry } from '../../../shared/journal/entry';
import { DrillFailure } from '../drill-case';

/** So long every thread of a process is given to have stopped. */
const STOPPED_AFTER_MS = 50;

/** What the journal holds so far. */
export class JournalAudit {
  /** Client order ids of every intent. */
  readonly intents = new Set<string>();
  /** Ids that stand in it more than once: decided twice. */
  readonly doubledIntents = new Set<string>();
  /** Trade ids of every fill it was told. */
  readonly fills = new Set<string>();
  /** Entries of the session that was read last. */
  session: readonly JournalEntry[] = [];
  /** Entries so far. */
  lastSequence = 0;

  /** Reads what is new since the last audit. Throws when anything read before is gone or the chain is broken. */
  read(profile: string): void {
    this.#readCopy(copyFiles(profile));
  }

  /** As `read`, for a desk that runs: it stands still while its files are copied, because files copied while they change are no journal. */
  async readRunning(profile: string, desk: { signal(name: 'SIGSTOP' | 'SIGCONT'): void }): Promise<void> {
    desk.signal('SIGSTOP');
    await sleep(STOPPED_AFTER_MS);
    let copy: string;
    try {
      copy = copyFiles(profile);
    } finally {
      desk.signal('SIGCONT');
    }
    this.#readCopy(copy);
  }

  #readCopy(copy: string): void {
    try {
      const opened = openJournal(copy);
      if (!opened.ok) throw new DrillFailure(`expected a journal that opens, found: ${opened.error}`);
      try {
        this.#take(opened.value);
      } finally {
        opened.value.close();
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }

  #take(journal: JournalStore): void {
    const verified = journal.verify();
    if (!verified.ok) throw new DrillFailure(`expected a whole journal, found: ${verified.error}`);
    const last = journal.lastSequence();
    if (last < this.lastSequence) throw new DrillFailure(`expected at least ${this.lastSequence} entries, found ${last}: some are lost`);
    const session: JournalEntry[] = [];
    for (let from = this.lastSequence + 1; from <= last;) {
      const read = journal.read(from);
      if (!read.ok) throw new DrillFailure(`expected readable entries, found: ${read.error}`);
      for (const { entry } of read.value) {
        if (entry.kind === 'session-started') session.length = 0;
        session.push(entry);
        this.#note(entry);
      }
      from += read.value.length;
    }
    this.session = session;
    this.lastSequence = last;
  }

  #note(entry: JournalEntry): void {
    if (entry.kind === 'intent') {
      const id = entry.intent.clientOrderId;
      if (this.intents.has(id)) this.doubledIntents.add(id);
      this.intents.add(id);
    }
    if (entry.kind !== 'event') return;
    if (entry.event.kind === 'fill-reported') this.fills.add(entry.event.fill.tradeId);
    if (entry.event.kind === 'account-snapshot') for (const fill of entry.event.fills) this.fills.add(fill.tradeId);
  }
}

function copyFiles(profile: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'keel-audit-'));
  cpSync(profile, copy, { recursive: true, filter: (path) => basename(path) !== 'browser' });
  return copy;
}
