/** Changes real messages the way a broken venue, a broken proxy or an attacker would: one place at a time, or the text itself. */
import type { SeededRandom } from '../../shared/domain/random';

/** Values that JSON can carry. */
const JSON_POISON: readonly unknown[] = [
  null,
  true,
  false,
  '',
  'NaN',
  'Infinity',
  '1e999',
  '0x10',
  '١٢٣',
  '__proto__',
  'constructor',
  'toString',
  '<img src=x onerror=alert(1)>',
  '\u0000',
  '\ud800',
  -0,
  0,
  -1,
  1,
  0.1 + 0.2,
  1e-9,
  5e-324,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  2 ** 31,
  [],
  {},
  [[]],
  { length: 3 },
  { then: 1 },
];

/** Values that only cross between threads and processes, never as JSON. */
const CLONED_POISON: readonly unknown[] = [
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  10n,
  new Date(Number.NaN),
  new Map([['price', 1]]),
  new Set([1]),
  new Uint8Array(4),
  new Error('poison'),
  /poison/g,
];

/** Keys that no message of ours has, and some that objects have from birth. */
const ODD_KEYS = ['', '__proto__', 'constructor', 'toString', 'length', 'then', 'toJSON', '0', '-1', 'type', 'kind', 'é'] as const;

/** Deeper than any recursion stands, wider than any book is; rare, because they are dear. */
const MONSTROUS_SHARE = 0.0005;
const DEPTH = 20_000;
const WIDTH = 30_000;
const LENGTH = 300_000;

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function monster(chance: SeededRandom): unknown {
  const made = [
    () => nest(DEPTH),
    () => Array.from({ length: WIDTH }, (_, index) => index),
    () => Array.from({ length: WIDTH }, () => ['new', 60_000, 10]),
    () => 'x'.repeat(LENGTH),
    () => '9'.repeat(LENGTH),
  ];
  return made[chance.index(made.length)]?.();
}

/** `json`: only what JSON can carry; `clone`: also what structured clone can. */
export type Carrier = 'json' | 'clone';

/** One value that does not belong where it is put. */
export function poison(chance: SeededRandom, carrier: Carrier): unknown {
  if (chance.next() < MONSTROUS_SHARE) return monster(chance);
  if (carrier === 'clone' && chance.next() < 0.3) return CLONED_POISON[chance.index(CLONED_POISON.length)];
  if (chance.next() < 0.7) return JSON_POISON[chance.index(JSON_POISON.length)];
  const exponent = chance.between(-320, 309);
  return (chance.next() < 0.5 ? -1 : 1) * 10 ** exponent * chance.next();
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function changeList(value: readonly unknown[], chance: SeededRandom, carrier: Carrier): unknown {
  const at = chance.index(value.length + 1);
  const [before, after] = [value.slice(0, at), value.slice(at)];
  const changed = [
    () => [...before, ...after.slice(1)],
    () => [...before, poison(chance, carrier), ...after],
    () => [...before, ...value.slice(0, 20), ...after],
    () => [...value].reverse(),
    () => poison(chance, carrier),
  ];
  return changed[chance.index(changed.length)]?.();
}

function changeRecord(value: object, chance: SeededRandom, carrier: Carrier): unknown {
  const keys = Object.keys(value);
  const [key = 'extra', other = 'extra'] = [keys[chance.index(keys.length + 1)], keys[chance.index(keys.length + 1)]];
  const changed = [
    () => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
    () => ({ ...value, [key]: Reflect.get(value, other), [other]: Reflect.get(value, key) }),
    () => ({ ...value, [ODD_KEYS[chance.index(ODD_KEYS.length)] ?? '']: poison(chance, carrier) }),
    () => ({ ...value, [key]: poison(chance, carrier) }),
    () => poison(chance, carrier),
  ];
  return changed[chance.index(changed.length)]?.();
}

function changeContainer(value: object, chance: SeededRandom, carrier: Carrier): unknown {
  return Array.isArray(value) ? changeList(value, chance, carrier) : changeRecord(value, chance, carrier);
}

function changeLeaf(value: unknown, chance: SeededRandom, carrier: Carrier): unknown {
  if (typeof value === 'number' && chance.next() < 0.5) {
    const changed = [-value, value + 1, value - 1, value * 1.000_001, value / 3, value * 1e6, value * 1e-6, String(value), 0];
    return changed[chance.index(changed.length)];
  }
  if (typeof value === 'string' && chance.next() < 0.3) {
    const changed = [`${value} `, value.toUpperCase(), value.slice(1), `${value}${value}`, value.replace(/\d/, '9'), [value]];
    return changed[chance.index(changed.length)];
  }
  return poison(chance, carrier);
}

/** The value with one place changed; everything else is shared with it. */
export function mutateValue(value: unknown, chance: SeededRandom, carrier: Carrier): unknown {
  if (!isContainer(value)) return changeLeaf(value, chance, carrier);
  const entries = Object.entries(value);
  if (entries.length === 0 || chance.next() < 0.15) return changeContainer(value, chance, carrier);
  const [key, child] = entries[chance.index(entries.length)] ?? ['', null];
  const changed = mutateValue(child, chance, carrier);
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === key ? changed : each));
  return { ...value, [key]: changed };
}

/** The text with some of its characters cut, doubled, swapped or put in. */
export function mutateText(text: string, chance: SeededRandom): string {
  const at = chance.index(text.length + 1);
  const length = 1 + chance.index(Math.min(40, Math.max(1, text.length)));
  const kinds = [
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at) + text.slice(at, at + length) + text.slice(at),
    () => text.slice(0, at) + String.fromCharCode(chance.index(chance.next() < 0.8 ? 128 : 65_536)) + text.slice(at + 1),
    () => text.replace(/-?\d+(\.\d+)?/, '1e999'),
    () => text.replace(/(\d)(?=[,\]}])/, '$1e400'),
    () => text.replace('{', '{"__proto__":{"a":1},'),
    () => `${text}${text}`,
    () => `\ufeff${text}`,
  ];
  return kinds[chance.index(kinds.length)]?.() ?? text;
}

/** A message of JSON, changed in its structure, in its text, or in both; a few stay as they are. */
export function mutateMessage(message: unknown, chance: SeededRandom): string {
  const kind = chance.next();
  if (kind < 0.05) return JSON.stringify(message);
  if (kind < 0.2) return mutateText(JSON.stringify(message), chance);
  let value = mutateValue(message, chance, 'json');
  while (chance.next() < 0.25) value = mutateValue(value, chance, 'json');
  return stringify(value);
}

/** As `JSON.stringify`, for values nested deeper than it stands. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return `${'[{"a":'.repeat(DEPTH)}1${'}]'.repeat(DEPTH)}`;
  }
}

/** Smaller texts, for shrinking: without halves, quarters, … of it. */
export function* smallerTexts(text: string): Iterable<string> {
  for (let size = Math.floor(text.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < text.length; at += size) yield text.slice(0, at) + text.slice(at + size);
  }
}
