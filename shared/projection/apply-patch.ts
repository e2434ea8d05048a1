/** Applies operations to a topic's value; what they do not touch keeps its identity, so that views can skip it. */
import type { PatchOperation } from '../contract/envelope';
import { isPlainObject } from './diff';

function withoutKey(target: Readonly<Record<string, unknown>>, removed: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(target).filter(([key]) => key !== removed));
}

function applyAt(target: unknown, operation: PatchOperation, depth: number): unknown {
  const key = operation.path[depth];
  if (key === undefined) return operation.value;
  if (!isPlainObject(target)) {
    const place = operation.path.slice(0, depth).join('.') || 'the root';
    const found = Array.isArray(target) ? 'an array' : String(target);
    throw new TypeError(`Expected an object at ${place} to set "${key}" in, found ${found}; ask for a new snapshot.`);
  }
  const isLast = depth === operation.path.length - 1;
  if (isLast && !('value' in operation)) return withoutKey(target, key);
  const child = Object.hasOwn(target, key) ? target[key] : undefined;
  return { ...target, [key]: applyAt(child, operation, depth + 1) };
}

/**
 * The value after all operations, in order. The given value is not changed; branches without an operation are shared with it.
 * Throws `TypeError` if an operation does not fit the value: sequences have been lost, only a new snapshot helps.
 */
export function applyPatch(value: unknown, patch: readonly PatchOperation[]): unknown {
  return patch.reduce((current: unknown, operation) => applyAt(current, operation, 0), value);
}
