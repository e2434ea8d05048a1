/** Typed commands of the palette: `pull btc`, `widen 20% eth`, `target btc +1.5`, `hedge eth 50%`. */
import { parseNumber } from '../../theme/number-format';

/** What can be typed about. */
export interface TypedContext {
  readonly underlyings: readonly string[];
  readonly instruments: readonly {
    readonly id: string;
    readonly name: string;
    readonly underlying: string;
    readonly isQuotable: boolean;
  }[];
  readonly activeUnderlying: string | null;
}

/** What was meant. */
export type TypedCommand =
  | { readonly kind: 'pull'; readonly instrumentIds: readonly string[] | null }
  | { readonly kind: 'widen'; readonly percent: number; readonly instrumentIds: readonly string[] | null }
  | { readonly kind: 'target'; readonly underlying: string; readonly targetCoin: number }
  | { readonly kind: 'hedge'; readonly underlying: string; readonly percent: number }
  | { readonly kind: 'select'; readonly instrumentId: string };

const isPercent = (word: string): boolean => /^[\d.]+%?$/.test(word);

/** At most one underlying, without one the active, and at most one value. A word that is neither means no command: it was meant for something. */
function subjectAndValue(words: readonly string[], context: TypedContext, isValue: (word: string) => boolean) {
  const [value, ...otherValues] = words.filter(isValue);
  const [name, ...otherNames] = words.filter((word) => !isValue(word));
  const underlying = name === undefined ? context.activeUnderlying : context.underlyings.find((known) => known.toLowerCase() === name);
  return underlying == null || otherValues.length > 0 || otherNames.length > 0 ? null : { underlying, value };
}

function quotable(context: TypedContext): TypedContext['instruments'] {
  return context.instruments.filter((row) => row.isQuotable);
}

/** `all` or no subject means everything; a subject that matches nothing means no command at all. */
function scope(words: readonly string[], instruments: TypedContext['instruments']): readonly string[] | null | undefined {
  const subjects = words.filter((word) => word !== 'all' && !isPercent(word));
  if (subjects.length === 0) return null;
  const matching = instruments.filter((row) =>
    subjects.every((word) => row.name.toLowerCase().includes(word) || row.underlying.toLowerCase() === word),
  );
  return matching.length === 0 ? undefined : matching.map((row) => row.id);
}

function percentOf(word: string | undefined, fallback: number): number | null {
  return word === undefined ? fallback : parseNumber(word.replace('%', ''));
}

function widen(words: readonly string[], context: TypedContext): TypedCommand | null {
  const [first, ...others] = words.filter(isPercent);
  const percent = others.length > 0 ? null : percentOf(first, 20);
  const instrumentIds = scope(words, quotable(context));
  return percent === null || percent < 1 || instrumentIds === undefined ? null : { kind: 'widen', percent, instrumentIds };
}

function target(words: readonly string[], context: TypedContext): TypedCommand | null {
  const read = subjectAndValue(words, context, (word) => parseNumber(word) !== null);
  const targetCoin = parseNumber(read?.value ?? '');
  return read === null || targetCoin === null ? null : { kind: 'target', underlying: read.underlying, targetCoin };
}

function hedge(words: readonly string[], context: TypedContext): TypedCommand | null {
  const read = subjectAndValue(words, context, isPercent);
  const percent = percentOf(read?.value, 100);
  return read === null || percent === null || percent < 1 || percent > 100 ? null : { kind: 'hedge', underlying: read.underlying, percent };
}

/** Reads a typed line; `null` if it is no complete command. */
export function readTyped(line: string, context: TypedContext): TypedCommand | null {
  const [verb = '', ...words] = line.trim().toLowerCase().replace(/\s+%/g, '%').split(/\s+/);
  if (verb === 'pull') {
    const instrumentIds = scope(words, quotable(context));
    return instrumentIds === undefined ? null : { kind: 'pull', instrumentIds };
  }
  if (verb === 'widen') return widen(words, context);
  if (verb === 'target') return target(words, context);
  if (verb === 'hedge') return hedge(words, context);
  if (verb !== 'select' || words.length === 0) return null;
  const [id] = scope(words, context.instruments) ?? [];
  return id === undefined ? null : { kind: 'select', instrumentId: id };
}
