/** Where two states first differ, so that a failed replay says more than that it failed. */

/** Path and both values of the first difference, in order of keys; empty if there is none. */
export function firstDifference(one: unknown, other: unknown, path = ''): string {
  if (Object.is(one, other)) return '';
  if (one instanceof Map && other instanceof Map) return firstDifference(Object.fromEntries(one), Object.fromEntries(other), path);
  if (!isContainer(one) || !isContainer(other)) return `${path}: ${show(one)} and ${show(other)}`;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = firstDifference(Reflect.get(one, key), Reflect.get(other, key), path === '' ? key : `${path}.${key}`);
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
