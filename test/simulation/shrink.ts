/** Finds the fewest faults that still break a promise: leaves one out at a time as long as it stays broken. */
import { runSchedule, type RunResult } from './run-schedule';
import type { Seam } from './world';

/** The shortest schedule found that breaks the same invariant, and its run. */
export async function shrinkSchedule(result: RunResult, seam: () => Seam): Promise<RunResult> {
  let shortest = result;
  for (let at = 0; at < shortest.schedule.length;) {
    const schedule = shortest.schedule.filter((_, index) => index !== at);
    const shorter = await runSchedule(result.seed, { schedule, seam: seam(), day: result.day });
    if (shorter.violation?.invariant === result.violation?.invariant) shortest = shorter;
    else at += 1;
  }
  return shortest;
}
