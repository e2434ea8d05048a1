/** Where two states first differ, so that a failed replay says more than that it failed. */
import { OrderBook } from '../../shared/book/order-book';

/** Path and both values of the first difference, in order of keys; empty if there is none. Books are compared by their checksums. */
export function firstDifference(one: unknown, other: unknown): string {
  return findDifference(one, other).replace(/^\./, '');
}

/** The path is put together on the way back, and only where something differs: nearly always nothing does. */
function findDifference(one: unknown, other: unknown): string {
  // Zeros of either sign are equal: text knows one only.
  if (one === other || Object.is(one, other)) return '';
  if (one instanceof OrderBook && other instanceof OrderBook) return under('checksum', findDifference(one.checksum(), other.checksum()));
  if (one instanceof Map && other instanceof Map) return differenceOfMaps(one, other);
  if (one instanceof Set && other instanceof Set) return findDifference([...one], [...other]);
  return isContainer(one) && isContainer(other) ? differenceOfObjects(one, other) : `: ${show(one)} and ${show(other)}`;
}

function under(key: string, found: string): string {
  return found === '' ? '' : `.${key}${found}`;
}

function differenceOfObjects(one: object, other: object): string {
  const keys = Object.keys(one);
  if (Object.keys(other).length !== keys.length) return `: ${show(keys)} and ${show(Object.keys(other))}`;
  for (const key of keys) {
    const found = findDifference(Reflect.get(one, key), Reflect.get(other, key));
    if (found !== '') return under(key, found);
  }
  return '';
}

function differenceOfMaps(one: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): string {
  if (one.size !== other.size) return `: ${one.size} and ${other.size} entries`;
  for (const [key, value] of one) {
    const found = findDifference(value, other.get(key));
    if (found !== '') return under(String(key), found);
  }
  return '';
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 120);
}
