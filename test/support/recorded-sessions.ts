/** The sessions of a profile's journal, read back after its desk has ended; the chain is verified on the way. */
import { openJournal } from '../../electron/storage/journal-store';
import type { JournalEntry } from '../../shared/journal/entry';

/** Entries session by session, oldest first. Throws what the journal says if it is not whole. */
export function readSessions(directory: string): readonly (readonly JournalEntry[])[] {
  const opened = openJournal(directory);
  if (!opened.ok) throw new Error(opened.error);
  try {
    const verified = opened.value.verify();
    if (!verified.ok) throw new Error(verified.error);
    const sessions: JournalEntry[][] = [];
    for (let from = 1; from <= opened.value.lastSequence();) {
      const read = opened.value.read(from);
      if (!read.ok) throw new Error(read.error);
      for (const { entry } of read.value) {
        if (entry.kind === 'session-started') sessions.push([]);
        sessions.at(-1)?.push(entry);
      }
      from += read.value.length;
    }
    return sessions;
  } finally {
    opened.value.close();
  }
}
