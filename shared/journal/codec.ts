/** Journal entries as text and back: JSON in the order of construction, with nothing that JSON would silently change. */
import { fail, ok, type Result } from '../domain/result';
import type { JournalEntry, JournalEntryKind } from './entry';

const kinds: Readonly<Record<JournalEntryKind, true>> = { 'session-started': true, event: true, intent: true, 'session-ended': true };

/** The entry as one line of text. The error names the first value that would not survive (NaN, infinities, undefined, functions, bigint). */
export function encodeEntry(entry: JournalEntry): Result<string, string> {
  const lossy = findLossyValue(entry, '');
  return lossy === null ? ok(JSON.stringify(entry)) : fail(`expected plain data in a journal entry, found ${lossy}`);
}

/** The entry a text stands for. Texts come from a verified journal, so only their outline is checked; the error says what was found. */
export function decodeEntry(text: string): Result<JournalEntry, string> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  if (!isEntry(parsed.value)) return fail(`expected a journal entry, found ${text.slice(0, 60)}`);
  return ok(parsed.value);
}

/**
 * Entries that are written together, as one text with one line each: an array, or the entry itself if it is the only one. The error names
 * the first value that would not survive.
 */
export function encodeGroup(entries: readonly JournalEntry[]): Result<string, string> {
  const texts: string[] = [];
  for (const entry of entries) {
    const text = encodeEntry(entry);
    if (!text.ok) return text;
    texts.push(text.value);
  }
  return ok(texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(',\n')}]`);
}

/** How many entries a group's text holds, without reading them: JSON escapes every line break inside an entry. */
export function countEntries(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The entries of a group. Texts come from a verified journal, so only their outline is checked; the error says what was found. */
export function decodeGroup(text: string): Result<readonly JournalEntry[], string> {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const entries: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  if (entries.length !== countEntries(text)) return fail(`expected ${countEntries(text)} entries, one a line, found ${entries.length}`);
  return entries.every(isEntry) ? ok(entries) : fail(`expected journal entries, found ${text.slice(0, 60)}`);
}

function parse(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail(`expected JSON, found ${text.slice(0, 60)}`);
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (!isRecord(value) || typeof value['kind'] !== 'string' || !Object.hasOwn(kinds, value['kind'])) return false;
  if (value['kind'] === 'event') return isRecord(value['event']);
  if (value['kind'] === 'intent') return isRecord(value['intent']);
  return typeof value['sessionId'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Path and kind of the first value that JSON drops or turns into null; `null` if there is none. */
function findLossyValue(value: unknown, path: string): string | null {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? null : `${value} at ${path}`;
    case 'string':
    case 'boolean':
      return null;
    case 'object':
      return value === null ? null : findLossyMember(value, path);
    default:
      return `a value of type ${typeof value} at ${path}`;
  }
}

function findLossyMember(container: object, path: string): string | null {
  // By index or key rather than by entries: this runs for every market message.
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index += 1) {
      const lossy = findLossyValue(container[index], path);
      if (lossy !== null) return lossy;
    }
    return null;
  }
  for (const key of Object.keys(container)) {
    const lossy = findLossyValue(Reflect.get(container, key), path === '' ? key : `${path}.${key}`);
    if (lossy !== null) return lossy;
  }
  return null;
}
