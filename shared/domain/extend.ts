/** Joins two records into one, for the hot path. */

/**
 * `{ ...base, ...added }`, and quick where `added` brings keys that `base` lacks: V8 spends about a microsecond on each key that is added
 * to a literal which begins with a spread. The keys of `base` come first, so texts made of the result do not change. Where the order of the
 * keys is nobody's business, a literal that begins with its own keys does as well.
 */
export function extend<Base extends object, Added extends object>(base: Base, added: Added): Base & Added {
  return Object.assign({}, base, added);
}
