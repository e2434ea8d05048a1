/** When the engine's clock ticks next. */
import { silenceDueMs } from '../../shared/engine/silence-due';
import type { EngineState } from '../../shared/engine/state';

/** What time alone changes is noticed this late at most; a tick takes about 0.1 ms with nine hundred instruments. */
const CLOCK_TICK_MS = 25;

/** Ms until the next tick: sooner than usual where a quoted market falls silent before, so that its quotes are pulled in time. */
export function untilNextTickMs(state: EngineState, nowMs: number): number {
  return Math.min(CLOCK_TICK_MS, Math.max(1, silenceDueMs(state) - nowMs));
}
