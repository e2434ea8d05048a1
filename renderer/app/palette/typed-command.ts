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

function underlyingIn(words: readonly string[], context: TypedContext): string | null {
  return context.underlyings.find((name) => words.includes(name.toLowerCase())) ?? null;
}

function quotable(context: TypedContext): TypedContext['instruments'] {
  return context.instruments.filter((row) => row.isQuotable);
}

/** `all` or no subject means everything; a subject that matches nothing means no command at all. */
function scope(words: readonly string[], instruments: TypedContext['instruments']): readonly string[] | null | undefined {
  const subjects = words.filter((word) => word !== 'all' && !/^[\d.]+%?$/.test(word));
  if (subjects.length === 0) return null;
  const matching = instruments.filter((row) =>
    subjects.every((word) => row.name.toLowerCase().includes(word) || row.underlying.toLowerCase() === word),
  );
  return matching.length === 0 ? undefined : matching.map((row) => row.id);
}

function percentIn(words: readonly string[], fallback: number): number | null {
  const text = words.find((word) => /^[\d.]+%?$/.test(word));
  return text === undefined ? fallback : parseNumber(text.replace('%', ''));
}

function widen(words: readonly string[], context: TypedContext): TypedCommand | null {
  const percent = percentIn(words, 20);
  const instrumentIds = scope(words, quotable(context));
  return percent === null || percent < 1 || instrumentIds === undefined ? null : { kind: 'widen', percent, instrumentIds };
}

function target(words: readonly string[], context: TypedContext): TypedCommand | null {
  const underlying = underlyingIn(words, context) ?? context.activeUnderlying;
  const value = words.map(parseNumber).find((number) => number !== null) ?? null;
  return underlying === null || value === null ? null : { kind: 'target', underlying, targetCoin: value };
}

function hedge(words: readonly string[], context: TypedContext): TypedCommand | null {
  const underlying = underlyingIn(words, context) ?? context.activeUnderlying;
  const percent = percentIn(words, 100);
  return underlying === null || percent === null || percent < 1 || percent > 100 ? null : { kind: 'hedge', underlying, percent };
}

/** Reads a typed line; `null` if it is no complete command. */
export function readTyped(line: string, context: TypedContext): TypedCommand | null {
  const [verb = '', ...words] = line.trim().toLowerCase().split(/\s+/);
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
