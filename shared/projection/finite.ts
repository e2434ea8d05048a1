/** The border that no NaN and no infinity crosses: what is not known is `null`. */

/** The number if it is one (never −0, which JSON cannot carry), otherwise `null`. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value + 0 : null;
}

/** The number if it is one, otherwise 0; for fields where nothing and unknown look the same. */
export function finiteOrZero(value: number | null | undefined): number {
  return finiteOrNull(value) ?? 0;
}

/** Product of two numbers, `null` as soon as one is unknown. */
export function productOrNull(first: number | null, second: number | null): number | null {
  return first === null || second === null ? null : finiteOrNull(first * second);
}
