/** What a drill is: one fault done to the real processes, and what the exchange's own record says afterwards. */

/** Throws `DrillFailure` when what was required did not happen. */
export interface DrillCase {
  /** Short, for `--only`. */
  readonly name: string;
  /** One sentence: what happens, what must follow. */
  readonly title: string;
  /** Numbers of the fault catalogue. */
  readonly faults: readonly number[];
  run(options: DrillOptions): Promise<DrillResult>;
}

/** How a drill runs. */
export interface DrillOptions {
  readonly seed: number;
  /** Added to every time limit: 0 where figures are measured, more where several drills share the machine. */
  readonly slackMs: number;
}

/** What was seen, in words; or why nothing could be tried on this machine. */
export type DrillResult = { readonly figures: readonly string[] } | { readonly skipped: string };

/** What was required did not happen. */
export class DrillFailure extends Error {
  override readonly name = 'DrillFailure';
}

/** Fails with what was expected and found. */
export function require(isSo: boolean, expected: string, found: unknown): void {
  if (!isSo) throw new DrillFailure(`expected ${expected}, found ${typeof found === 'string' ? found : JSON.stringify(found)}`);
}

/** Title with its tag, as the table of faults reads it. */
export function taggedTitle({ title, faults }: Pick<DrillCase, 'title' | 'faults'>): string {
  if (faults.length === 0) return title;
  return `${title} (${faults.length === 1 ? 'fault' : 'faults'} ${faults.join(', ')})`;
}
