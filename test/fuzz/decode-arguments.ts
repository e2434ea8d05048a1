/** Reads the words after `npm run fuzz --`. */

/** What was asked for. */
export interface FuzzArguments {
  readonly cases: number;
  readonly seed: number;
  readonly only: string | null;
}

const DEFAULT_CASES = 20_000;
const FULL_CASES = 1_000_000;
const DEFAULT_SEED = 20_260_101;

/** A string is what is wrong with them. */
export function decodeArguments(words: readonly string[], names: readonly string[]): FuzzArguments | string {
  let given: FuzzArguments = { cases: DEFAULT_CASES, seed: DEFAULT_SEED, only: null };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === '--full') {
      given = { ...given, cases: FULL_CASES };
      continue;
    }
    const value = words[(at += 1)] ?? '';
    if (word === '--cases' || word === '--seed') {
      if (!/^\d{1,10}$/.test(value)) return `Expected ${word} with a whole number, found ${value || 'nothing'}.`;
      given = { ...given, [word.slice(2)]: Number(value) };
    } else if (word === '--only') {
      if (!names.includes(value)) return `Expected --only with one of ${names.join(', ')}, found ${value || 'nothing'}.`;
      given = { ...given, only: value };
    } else return `Expected --cases, --full, --seed or --only, found ${word}.`;
  }
  return given;
}
