/** Every step on the way of an order × everything that the disk can keep of it: dies there, once each. */
import { CRASH_POINTS, crashName, FATES } from './crash-point';
import { ordinaryDay } from './market-day';
import { runSchedule, type PlannedFault, type RunResult } from './run-schedule';
import type { Seam } from './world';

/** Their names, as they are counted. */
export const allCrashes: readonly string[] = CRASH_POINTS.flatMap((point) => FATES.map((fate) => crashName({ point, fate })));

const CRASH_AT_MS = 9_000;

/** Dies at one of them while quotes are hit and requoted. */
export function runCrash(name: string, seed: number, seam: Seam = {}): Promise<RunResult> {
  const fault = (fault: string, atMs: number): PlannedFault => ({ name: fault, atMs, forMs: 1_000, seed });
  const sweeps = [1, 2, 3].map((count) => fault('quotes swept', CRASH_AT_MS + count * 700));
  return runSchedule(seed, { schedule: [fault(name, CRASH_AT_MS), ...sweeps], seam, day: ordinaryDay });
}
