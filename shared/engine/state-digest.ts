/** A digest of the whole state: equal for equal states whatever the order in which maps were filled, so replays can be compared. */
import { OrderBook } from '../book/order-book';
import type { EngineState } from './state';

/** FNV-1a (32 bit, unsigned) over a canonical text of the state; order books enter by their checksum. For tests and replay, not for the hot path. */
export function digestState(state: EngineState): number {
  return hashText(canonical(state));
}

function canonical(value: unknown): string {
  if (value instanceof OrderBook) return `book:${value.checksum()}`;
  if (value instanceof Map) return canonicalEntries([...value.entries()]);
  if (value instanceof Set) return `[${[...value].map(canonical).sort().join()}]`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === 'object' && value !== null) return canonicalEntries(Object.entries(value));
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function canonicalEntries(entries: readonly (readonly [unknown, unknown])[]): string {
  const texts = entries.map(([key, value]) => `${canonical(key)}:${canonical(value)}`);
  return `{${texts.sort().join()}}`;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
