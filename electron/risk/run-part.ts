/** A run as one part of a longer one, so that the share done of the whole never goes back. */
import type { Run } from './risk-inputs';

/** The part of the whole that a run fills, 0…1. */
export interface RunPart {
  readonly from: number;
  readonly to: number;
}

/** The same run; its shares are told as shares of the whole. */
export function* asPart<Body>(run: Run<Body>, { from, to }: RunPart): Run<Body> {
  let step = run.next();
  for (; step.done !== true; step = run.next()) yield from + (to - from) * step.value;
  return step.value;
}
