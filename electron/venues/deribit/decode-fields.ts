/** Strict reading of untrusted JSON: a field is exactly what it must be, or the whole frame is refused. */

/** Thrown inside the decoder only; `decodeFrame` and the account reader turn it into a value. */
export class FieldRefused extends Error {
  override readonly name = 'FieldRefused';
}

/** A price that no listed step allows, quote units. */
export interface OffStep {
  readonly instrumentName: string;
  readonly price: number;
}

/** A price off the steps that are listed: the venue may have changed them. */
export class PriceRefused extends FieldRefused {
  constructor(
    message: string,
    readonly offStep: OffStep,
  ) {
    super(message);
  }
}

/** An object of unknown fields, as JSON gives it. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** A ratio this close to a whole number (relative) is that number: decimal steps are not exact in binary. */
const STEP_TOLERANCE = 1e-9;

/** Refuses with a sentence naming the field, what was expected and what was found. */
export function refuse(name: string, expected: string, found: unknown): never {
  throw new FieldRefused(`${name}: expected ${expected}, found ${describe(found)}`);
}

/** Says little of a value however large or deep it is: it came from outside, and writing all of it out would take as long as it is. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object of ${firstKeys(value).join(', ') || 'nothing'}`;
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function firstKeys(value: object): readonly string[] {
  const keys: string[] = [];
  for (const key in value) {
    if (keys.length === 5) return [...keys, '…'];
    keys.push(key.slice(0, 20));
  }
  return keys;
}

export function readRecord(value: unknown, name: string): JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(name, 'an object', value);
  return value as JsonRecord;
}

/** The value at a path of keys, or `undefined` where the path ends early; for fields a venue may leave out. */
export function findField(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as JsonRecord)[key] : undefined),
    value,
  );
}

export function readList(value: unknown, name: string, maximumLength = 20_000): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(name, 'a list', value);
  if (value.length > maximumLength) return refuse(name, `at most ${maximumLength} entries`, value.length);
  return value;
}

export function readText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > 512) return refuse(name, 'a text of 1 to 512 characters', value);
  return value;
}

export function readBoolean(value: unknown, name: string): boolean {
  return typeof value === 'boolean' ? value : refuse(name, 'true or false', value);
}

export function readNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(name, 'a finite number', value);
  return value;
}

export function readNonNegative(value: unknown, name: string): number {
  const number = readNumber(value, name);
  return number >= 0 ? number : refuse(name, 'a number ≥ 0', value);
}

export function readPositive(value: unknown, name: string): number {
  const number = readNumber(value, name);
  return number > 0 ? number : refuse(name, 'a number > 0', value);
}

/** A count, id or timestamp: a whole number ≥ 0 that a double holds exactly. */
export function readWhole(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) return refuse(name, 'a whole number ≥ 0', value);
  return value as number;
}

/** Absent and `null` both mean that the venue gave none. */
export function readOptionalNumber(value: unknown, name: string): number | null {
  return value === undefined || value === null ? null : readNumber(value, name);
}

/** `value` as a whole number of `step`, exactly; anything else is refused, never rounded. */
export function readMultiple(value: unknown, step: number, name: string): number {
  return wholeSteps(value, step) ?? refuse(name, `a multiple ≥ 0 of ${step}`, value);
}

function wholeSteps(value: unknown, step: number): number | null {
  if (typeof value !== 'number') return null;
  const ratio = value / step;
  const whole = Math.round(ratio);
  // Written so that NaN and infinity fail the comparison.
  const isWhole = whole >= 0 && whole <= Number.MAX_SAFE_INTEGER && Math.abs(ratio - whole) <= STEP_TOLERANCE * Math.max(1, whole);
  return isWhole ? whole + 0 : null;
}

/** A price ≥ 0 in ticks of its instrument; one between two ticks is refused as a `PriceRefused`. */
export function readTicks(value: unknown, { name, tickSize }: { readonly name: string; readonly tickSize: number }, field: string): number {
  const ticks = wholeSteps(value, tickSize);
  if (ticks !== null) return ticks;
  if (typeof value !== 'number' || !(value > 0 && value < Infinity)) return refuse(field, `a multiple ≥ 0 of ${tickSize}`, value);
  throw new PriceRefused(`${field}: expected a multiple of ${tickSize}, found ${value}`, { instrumentName: name, price: value });
}

/** Like `readMultiple`, but zero is refused too. */
export function readPositiveMultiple(value: unknown, step: number, name: string): number {
  const whole = readMultiple(value, step, name);
  return whole > 0 ? whole : refuse(name, `a multiple > 0 of ${step}`, value);
}
