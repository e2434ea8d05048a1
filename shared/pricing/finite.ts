/** The last look at a result: a number, or nothing. Overflow of absurd inputs is as little a result as their absence. */

/** The value, or `null` where it is infinite or no number. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The record, or `null` where one of its numbers is infinite or none. Looks at the numbers of its own fields, not deeper. */
export function allFinite<Numbers extends object>(record: Numbers): Numbers | null {
  return Object.values(record).every((value) => typeof value !== 'number' || Number.isFinite(value)) ? record : null;
}
