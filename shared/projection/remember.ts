/** Keeps what was made of an immutable value for as long as that value lives. */

/**
 * `compute` with a memory: the same object gives the same result object again, so that unchanged rows keep their identity and cost
 * nothing in a diff. `compute` must depend on its argument only.
 */
export function remember<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}
