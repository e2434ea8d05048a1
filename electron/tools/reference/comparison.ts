/** How far a computed value lies from the table's, and how far it may. */

/** One value against the table. `error` is Infinity where nothing could be computed. */
export interface Comparison {
  readonly what: string;
  readonly error: number;
  readonly tolerance: number;
}

/** What the product computed, then what the table says. */
export type Pair = readonly [found: number | null | undefined, expected: number];

/** A difference measured relative to the expected value, or as it stands where nothing is expected. */
export function relative(what: string, pair: Pair, tolerance: number): Comparison {
  return { what, error: distance(pair) / (Math.abs(pair[1]) || 1), tolerance };
}

/** A difference measured as it stands. */
export function absolute(what: string, pair: Pair, tolerance: number): Comparison {
  return { what, error: distance(pair), tolerance };
}

/**
 * Against a number written with a fixed count of decimals, as it stands: half a unit of its last digit is the table's own
 * rounding, a share `tolerance` of the number is ours.
 */
export function printed(what: string, [found, text]: readonly [number | null | undefined, string], tolerance: number): Comparison {
  const expected = Number(text);
  return { what, error: distance([found, expected]), tolerance: 0.5000001 * lastDigit(text) + tolerance * Math.abs(expected) };
}

/** Equal to the last digit: error 0 or 1. */
export function exact<T extends string | bigint | boolean>(what: string, [found, expected]: readonly [T | null, T]): Comparison {
  return { what, error: found === expected ? 0 : 1, tolerance: 0 };
}

/** Something that could not be computed. */
export function uncomputed(what: string): Comparison {
  return { what, error: Infinity, tolerance: 0 };
}

/** Whether the comparison holds; an error that is not a number does not. */
export function holds(comparison: Comparison): boolean {
  return comparison.error <= comparison.tolerance;
}

function distance([found, expected]: Pair): number {
  return found == null || !Number.isFinite(found) ? Infinity : Math.abs(found - expected);
}

function lastDigit(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  return 10 ** (Number(exponent) - (mantissa.split('.')[1]?.length ?? 0));
}
