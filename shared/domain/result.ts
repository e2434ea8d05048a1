/** Expected failures are values with a kind, never exceptions. */

/** A success carrying `value`. */
export interface Ok<Value> {
  readonly ok: true;
  readonly value: Value;
}

/** An expected failure carrying `error`. */
export interface Failure<Reason> {
  readonly ok: false;
  readonly error: Reason;
}

/** Either a value or the reason there is none. */
export type Result<Value, Reason> = Ok<Value> | Failure<Reason>;

/** Wraps a success. */
export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function fail<Reason>(error: Reason): Failure<Reason> {
  return { ok: false, error };
}
