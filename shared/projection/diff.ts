/** What changed between two values of a topic, as operations on object keys. */
import type { PatchOperation } from '../contract/envelope';

/** A JSON object as opposed to an array, a primitive or nothing. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areArraysEqual(first: readonly unknown[], second: readonly unknown[]): boolean {
  if (first.length !== second.length) return false;
  for (let index = 0; index < first.length; index += 1) if (!isEqual(first[index], second[index])) return false;
  return true;
}

function areObjectsEqual(first: Readonly<Record<string, unknown>>, second: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(first);
  if (keys.length !== Object.keys(second).length) return false;
  return keys.every((key) => Object.hasOwn(second, key) && isEqual(first[key], second[key]));
}

/** Whether two JSON-like values are the same in every part; −0 and 0 differ, `NaN` equals itself. */
function isEqual(first: unknown, second: unknown): boolean {
  if (Object.is(first, second)) return true;
  if (Array.isArray(first)) return Array.isArray(second) && areArraysEqual(first, second);
  return isPlainObject(first) && isPlainObject(second) && areObjectsEqual(first, second);
}

function collect(operations: PatchOperation[], path: readonly string[], sides: readonly [unknown, unknown]): void {
  const [previous, next] = sides;
  if (Object.is(previous, next)) return;
  if (!isPlainObject(previous) || !isPlainObject(next)) {
    if (!isEqual(previous, next)) operations.push({ path, value: next });
    return;
  }
  for (const key of Object.keys(previous)) if (!Object.hasOwn(next, key)) operations.push({ path: [...path, key] });
  for (const key of Object.keys(next)) {
    if (Object.hasOwn(previous, key)) collect(operations, [...path, key], [previous[key], next[key]]);
    else operations.push({ path: [...path, key], value: next[key] });
  }
}

/**
 * Operations that turn `previous` into `next`; none if they are equal. Objects are compared key by key, arrays and primitives are
 * replaced whole. Values must be JSON-like (no `undefined` inside); equal references are skipped without being looked into.
 */
export function diff(previous: unknown, next: unknown): readonly PatchOperation[] {
  const operations: PatchOperation[] = [];
  collect(operations, [], [previous, next]);
  return operations;
}
