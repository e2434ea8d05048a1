/** Strict reading of request parameters. HTTP queries carry text, so numbers, booleans and lists are also read from text. */
import { fail, ok, type Result } from '../../domain/result';
import { invalidParameter, type WireError } from './wire-error';

/** Parameters as they came. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** Reads one value; `name` is for the error. */
export type Field<Value> = (value: unknown, name: string) => Result<Value, WireError>;

/** What a record of fields reads. */
export type Fields<Shape> = { readonly [Key in keyof Shape]: Field<Shape[Key]> };

/** Reads all fields of a request, or says which one is wrong. Unknown parameters are ignored, as Deribit does. */
export function readParameters<Shape>(raw: RawParameters, fields: Fields<Shape>): Result<Shape, WireError> {
  const found: Partial<Shape> = {};
  for (const name in fields) {
    const read = fields[name](raw[name], name);
    if (!read.ok) return read;
    found[name] = read.value;
  }
  return ok(found as Shape);
}

/** Any text that is not empty. */
export const text: Field<string> = (value, name) =>
  typeof value === 'string' && value !== ''
    ? ok(value)
    : typeof value === 'number'
      ? ok(String(value))
      : fail(invalidParameter(name, `must be a text, found ${describe(value)}`));

/** A finite number. */
export const number: Field<number> = (value, name) => {
  const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof found === 'number' && Number.isFinite(found)
    ? ok(found)
    : fail(invalidParameter(name, `must be a number, found ${describe(value)}`));
};

/** A whole number. */
export const integer: Field<number> = (value, name) => {
  const read = number(value, name);
  return read.ok && !Number.isInteger(read.value) ? fail(invalidParameter(name, `must be an integer, found ${describe(value)}`)) : read;
};

/** `true` or `false`. */
export const flag: Field<boolean> = (value, name) => {
  if (value === true || value === 'true') return ok(true);
  if (value === false || value === 'false') return ok(false);
  return fail(invalidParameter(name, `must be a boolean, found ${describe(value)}`));
};

/** One of a set of words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Field<Word> {
  return (value, name) => {
    const found = words.find((word) => word === value);
    return found === undefined ? fail(invalidParameter(name, `must be one of ${words.join(', ')}, found ${describe(value)}`)) : ok(found);
  };
}

/** A list whose items all read; a JSON list or a single text in a query is read as one. */
export function listOf<Value>(item: Field<Value>): Field<readonly Value[]> {
  return (value, name) => {
    const items = toList(value);
    if (items === null) return fail(invalidParameter(name, `must be a list, found ${describe(value)}`));
    const found: Value[] = [];
    for (const [position, entry] of items.entries()) {
      const read = item(entry, `${name}[${position}]`);
      if (!read.ok) return read;
      found.push(read.value);
    }
    return ok(found);
  };
}

/** An object with fields of its own. */
export function record<Shape>(fields: Fields<Shape>): Field<Shape> {
  return (value, name) =>
    isRecord(value) ? readParameters(value, fields) : fail(invalidParameter(name, `must be an object, found ${describe(value)}`));
}

/** A field that may be absent, then it is `fallback`. */
export function optional<Value, Fallback>(field: Field<Value>, fallback: Fallback): Field<Value | Fallback> {
  return (value, name) => (value === undefined || value === null || value === '' ? ok(fallback) : field(value, name));
}

/** Whether a decoded JSON value is an object. */
export function isRecord(value: unknown): value is RawParameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toList(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return null;
  if (!value.trimStart().startsWith('[')) return value.split(',');
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Lists and objects are only counted: written out they may be longer and deeper than a program stands. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object of ${Object.keys(value).length} fields`;
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value);
}
