/** What a fuzz target is: a name, and a run that tries so many cases and tells what it found. */

/** What a case did that no input may do. `not finite`: a number in the result or the state is NaN or infinite. */
export type FindingKind = 'crash' | 'hang' | 'not finite' | 'wrong';

/** One finding, with the smallest case that shows it. */
export interface FuzzFinding {
  readonly kind: FindingKind;
  readonly text: string;
  /** `--seed` of a run whose first session shows it again. */
  readonly seed: number;
  /** The inputs, one a line. */
  readonly smallestCase: string;
}

/** One run of a target. */
export interface FuzzRun {
  readonly cases: number;
  readonly seed: number;
  readonly report: (finding: FuzzFinding) => void;
  /** What is worth saying beside the findings. */
  readonly note?: (text: string) => void;
  /** Called with the seed of each session, so that a hang without end can be named. */
  readonly begin?: (sessionSeed: number) => void;
}

/** One target. `run` resolves with the number of cases tried. */
export interface FuzzTarget {
  readonly name: string;
  /** Number of the catalogue of faults that it covers, for the title of its test. */
  readonly fault: number;
  /** How many times slower a case is than that of most targets; the short form tries fewer of them. Absent means 1. */
  readonly slowness?: number;
  readonly run: (run: FuzzRun) => Promise<number>;
}

/** Thrown by a target whose promise was broken without a crash. */
export class PromiseBroken extends Error {}
