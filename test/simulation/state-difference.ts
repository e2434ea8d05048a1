/** Where two states first differ, so that a failed replay says more than that it failed. */
import { OrderBook } from '../../shared/book/order-book';

/** Path and both values of the first difference, in order of keys; empty if there is none. Books are compared by their checksums. */
export function firstDifference(one: unknown, other: unknown, path = ''): string {
  // Zeros of either sign are equal: text knows one only.
  if (one === other || Object.is(one, other)) return '';
  if (one instanceof OrderBook && other instanceof OrderBook) return firstDifference(one.checksum(), other.checksum(), `${path}.checksum`);
  if (one instanceof Map && other instanceof Map) return differenceOfMaps(one, other, path);
  if (one instanceof Set && other instanceof Set) return firstDifference([...one], [...other], path);
  return isContainer(one) && isContainer(other) ? differenceOfObjects(one, other, path) : `${path}: ${show(one)} and ${show(other)}`;
}

function differenceOfObjects(one: object, other: object, path: string): string {
  const keys = Object.keys(one);
  if (Object.keys(other).length !== keys.length) return `${path}: ${show(keys)} and ${show(Object.keys(other))}`;
  for (const key of keys) {
    const found = firstDifference(Reflect.get(one, key), Reflect.get(other, key), path === '' ? key : `${path}.${key}`);
    if (found !== '') return found;
  }
  return '';
}

function differenceOfMaps(one: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>, path: string): string {
  if (one.size !== other.size) return `${path}: ${one.size} and ${other.size} entries`;
  for (const [key, value] of one) {
    const found = firstDifference(value, other.get(key), `${path}.${String(key)}`);
    if (found !== '') return found;
  }
  return '';
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 120);
}
