/** Entries that are written together, as the texts of the journal's rows. */
import { ok, type Result } from '../../shared/domain/result';
import { encodeGroup } from '../../shared/journal/codec';
import type { JournalEntry } from '../../shared/journal/entry';

/** Entries encoded as one text. */
export interface EncodedGroup {
  readonly text: string;
  readonly count: number;
}

/** Entries of one row: a damage is found to within so many, and a reader holds so many at once. */
const LARGEST_ROW = 128;

/** A session's start begins a row, so that it is found without reading what is before. The error names a value that would not survive. */
export function encodeGroups(entries: readonly JournalEntry[]): Result<readonly EncodedGroup[], string> {
  const groups: EncodedGroup[] = [];
  for (let from = 0; from < entries.length;) {
    let to = from + 1;
    while (to < entries.length && to - from < LARGEST_ROW && entries[to]?.kind !== 'session-started') to += 1;
    const text = encodeGroup(entries.slice(from, to));
    if (!text.ok) return text;
    groups.push({ text: text.value, count: to - from });
    from = to;
  }
  return ok(groups);
}
