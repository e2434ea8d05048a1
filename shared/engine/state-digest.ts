/** A digest of the whole state: equal for equal states whatever the order in which maps were filled, so replays can be compared. */
import { OrderBook } from '../book/order-book';
import type { EngineState } from './state';

/** FNV-1a (32 bit, unsigned) over a canonical text of the state; order books enter by their checksum. For tests and replay, not for the hot path. */
export function digestState(state: EngineState): number {
  return hashText(canonical(state, new Map()));
}

/** Texts as JSON writes them, by text: a state holds the same few names thousands of times. */
type QuotedTexts = Map<string, string>;

function quote(text: string, quoted: QuotedTexts): string {
  const known = quoted.get(text);
  if (known !== undefined) return known;
  const made = JSON.stringify(text);
  quoted.set(text, made);
  return made;
}

function canonical(value: unknown, quoted: QuotedTexts): string {
  if (typeof value === 'string') return quote(value, quoted);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof OrderBook) return `book:${value.checksum()}`;
  if (value instanceof Map) return canonicalMap(value, quoted);
  if (value instanceof Set)
    return `[${[...value]
      .map((item) => canonical(item, quoted))
      .sort()
      .join()}]`;
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, quoted)).join()}]`;
  return canonicalRecord(value, quoted);
}

/** In order of the keys' texts: keys are short and known, and what stands under them is not. */
function canonicalMap(map: ReadonlyMap<unknown, unknown>, quoted: QuotedTexts): string {
  const entries = [...map].map(([key, value]) => [canonical(key, quoted), value] as const);
  entries.sort(([first], [second]) => (first < second ? -1 : 1));
  return `{${entries.map(([key, value]) => `${key}:${canonical(value, quoted)}`).join()}}`;
}

function canonicalRecord(record: object, quoted: QuotedTexts): string {
  const keys = Object.keys(record).sort();
  return `{${keys.map((key) => `${quote(key, quoted)}:${canonical(Reflect.get(record, key), quoted)}`).join()}}`;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
