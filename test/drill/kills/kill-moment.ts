/** When a desk is killed: a phase of its life and a moment in it, both by the seed. */
import type { SeededRandom } from '../../../shared/domain/random';

/** `starting`: before it is reconciled. `resuming`: while the first quotes go out. `pulling`: while cancels go out. `quiet`: flat and compared. */
export type KillPhase = 'starting' | 'resuming' | 'busy' | 'pulling' | 'quiet';

/** A phase, and how long after its begin. */
export interface KillMoment {
  readonly phase: KillPhase;
  readonly afterMs: number;
}

/** Shares in percent, and the longest time into each phase, ms. */
const PHASES: readonly (readonly [KillPhase, share: number, longestMs: number])[] = [
  ['starting', 15, 1_200],
  ['resuming', 15, 400],
  ['busy', 48, 1_200],
  ['pulling', 12, 60],
  ['quiet', 10, 0],
];

/** Draws one; the first run of a profile is always a busy one, so that there is something to lose. */
export function drawMoment(random: SeededRandom, isFirst: boolean): KillMoment {
  let share = isFirst ? 30 : random.between(0, 100);
  for (const [phase, percent, longestMs] of PHASES) {
    if (share < percent) return { phase, afterMs: Math.round(random.between(0, longestMs)) };
    share -= percent;
  }
  return { phase: 'busy', afterMs: 0 };
}
