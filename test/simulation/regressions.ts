/** Schedules that once broke a promise, cut down to what was needed. */
import type { PlannedFault } from './run-schedule';

/** One of them and what it showed. */
export interface Regression {
  readonly title: string;
  readonly seed: number;
  readonly schedule: readonly PlannedFault[];
}

const fault = (name: string, [atMs, forMs, seed]: readonly [number, number, number]): PlannedFault => ({ name, atMs, forMs, seed });

/** Newest last. */
export const regressions: readonly Regression[] = [
  {
    title: 'replays a lost connection to the same state: a step compared two equal objects by reference',
    seed: 147,
    schedule: [fault('venue unreachable', [5_664, 2_000, 1])],
  },
  {
    title: 'arms the dead-man switch once the venue lets it, after it was refused at the login',
    seed: 94,
    schedule: [
      fault('cancel refused as not open', [9_027, 4_080, 1_262_742_825]),
      fault('venue goes into maintenance', [9_091, 3_990, 2_001_140_845]),
      fault('login ended', [16_530, 3_240, 983_752_217]),
      fault('channels overtake each other', [25_847, 5_008, 609_132_833]),
    ],
  },
];
