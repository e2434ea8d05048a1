/** Looks for numbers that are not finite, anywhere inside a value. */

/** More places than any state of a short session has; past them the value is taken as it is. */
const MOST_PLACES = 400_000;

function* childrenOf(value: object): Iterable<readonly [string, unknown]> {
  if (value instanceof Map) for (const [key, child] of value) yield [String(key), child];
  else if (value instanceof Set) for (const child of value) yield ['', child];
  else if (ArrayBuffer.isView(value)) return;
  else for (const key of Object.keys(value)) yield [key, Reflect.get(value, key)];
}

const isUnfinite = (value: unknown): value is number => typeof value === 'number' && !Number.isFinite(value);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The path of the first number that is NaN or infinite, or `null`. Cycles are looked at once. */
export function findUnfinite(root: unknown): string | null {
  if (isUnfinite(root)) return `the value is ${root}`;
  if (!isObject(root)) return null;
  const seen = new Set<object>([root]);
  const open: (readonly [string, object])[] = [['', root]];
  for (let at = 0; at < open.length && at < MOST_PLACES; at += 1) {
    const [path, value] = open[at] ?? ['', root];
    for (const [key, child] of childrenOf(value)) {
      if (isUnfinite(child)) return `${path}.${key} is ${child}`;
      if (!isObject(child) || seen.has(child)) continue;
      seen.add(child);
      open.push([`${path}.${key}`, child]);
    }
  }
  return null;
}
