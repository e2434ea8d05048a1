/** What `npm run simulate` is asked for. */
import { knownBugNames } from './known-bugs';

/** The words after the name, read. */
export interface SimulateArguments {
  readonly first: number;
  readonly last: number;
  readonly isQuiet: boolean;
  /** A known bug to put in; `null`: none. */
  readonly bug: string | null;
  /** Puts in every known bug and counts the schedules until it is found. */
  readonly isHunt: boolean;
  /** Dies at every step on the way of an order instead. */
  readonly isSweep: boolean;
  readonly workers: number;
  /** File for the result as JSON; `null`: none. */
  readonly resultFile: string | null;
}

const SEEDS = /^(\d+)(?:\.\.(\d+))?$/;
const DEFAULT_SEEDS = '1..200';
const NAMES = '--seeds A..B, --quiet, --workers N, --result FILE, --crashes, --bugs or --bug NAME';

interface Words {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

function sortWords(given: readonly string[]): Words | string {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (let at = 0; at < given.length; at += 1) {
    const name = given[at] ?? '';
    if (['--quiet', '--bugs', '--crashes'].includes(name)) flags.add(name);
    else if (['--seeds', '--bug', '--workers', '--result'].includes(name)) values.set(name, given[(at += 1)] ?? '');
    else return `Expected ${NAMES}, found ${name}.`;
  }
  return { flags, values };
}

/** The first and the last of seeds written as `A..B` or `A`; `null` for what is no such range, or an empty one, which would find nothing wrong. */
function readSeeds(words: string): readonly [first: number, last: number] | null {
  const parts = SEEDS.exec(words);
  const first = Number(parts?.[1]);
  const last = Number(parts?.[2] ?? first);
  return parts !== null && first <= last && Number.isSafeInteger(last) ? [first, last] : null;
}

/** One sentence if something cannot be meant; empty otherwise. */
function findProblem({ values }: Words): string {
  const bug = values.get('--bug');
  if (bug !== undefined && !knownBugNames.includes(bug)) return `Expected --bug to be one of ${knownBugNames.join(', ')}, found ${bug}.`;
  const workers = values.get('--workers');
  return workers === undefined || /^[1-9]\d?$/.test(workers) ? '' : `Expected --workers 1 to 99, found ${workers}.`;
}

/** A string is what is wrong with them. */
export function readArguments(given: readonly string[]): SimulateArguments | string {
  const words = sortWords(given);
  if (typeof words === 'string') return words;
  const problem = findProblem(words);
  if (problem !== '') return problem;
  const { flags, values } = words;
  const range = values.get('--seeds') ?? DEFAULT_SEEDS;
  const seeds = readSeeds(range);
  if (seeds === null) return `Expected --seeds A..B with whole numbers from 0 to 2^53 - 1, the first not above the last, found ${range}.`;
  return {
    first: seeds[0],
    last: seeds[1],
    isQuiet: flags.has('--quiet'),
    bug: values.get('--bug') ?? null,
    isHunt: flags.has('--bugs'),
    isSweep: flags.has('--crashes'),
    workers: Number(values.get('--workers') ?? 1),
    resultFile: values.get('--result') ?? null,
  };
}
