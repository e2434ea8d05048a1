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

function parse(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail(`expected JSON, found ${text.slice(0, 60)}`);
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (typeof value.kind !== 'string' || !Object.hasOwn(kinds, value.kind)) return false;
  if (value.kind === 'event') return 'event' in value && typeof value.event === 'object' && value.event !== null;
  if (value.kind === 'intent') return 'intent' in value && typeof value.intent === 'object' && value.intent !== null;
  return 'sessionId' in value && typeof value.sessionId === 'string';
}

/** Path and kind of the first value that JSON drops or turns into null; `null` if there is none. */
function findLossyValue(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${value} at ${path}`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value !== 'object') return `a value of type ${typeof value} at ${path}`;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const lossy = findLossyValue(value[index], path);
      if (lossy !== null) return `${lossy}[${index}]`;
    }
    return null;
  }
  for (const [key, inner] of Object.entries(value)) {
    const lossy = findLossyValue(inner, key);
    if (lossy !== null) return path === '' ? lossy : `${lossy} in ${path}`;
  }
  return null;
}
