/** Reads unknown JSON as a record, or says that it is none. */

/** `value` as a record of unknowns; `null` if it is not a plain object. */
export function readRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}
