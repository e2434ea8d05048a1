/** Runs a recorded session through `step` again and compares what it decides with what was recorded then. */
import type { OrderIntent } from '../domain/order';
import { fail, ok, type Result } from '../domain/result';
import type { EngineEffect } from '../engine/effects';
import type { EngineEvent } from '../engine/events';
import type { JournalEntry } from './entry';

/** The engine's step, given from outside so that any version of it can be replayed. */
export type StepFunction<State> = (
  state: State,
  event: EngineEvent,
) => { readonly state: State; readonly effects: readonly EngineEffect[] };

/** What a replay ended with. */
export interface ReplayOutcome<State> {
  readonly state: State;
  readonly eventCount: number;
  readonly intentCount: number;
  /** Orders decided by the last step that the recording does not hold: a crash came between deciding and recording. */
  readonly unrecordedIntents: readonly OrderIntent[];
}

/**
 * Replays one session's entries. Every recorded intent must be decided again, in order and equal in every field;
 * the error names the first that differs. Only the last step's orders may be missing from the recording.
 */
export function replaySession<State>(
  step: StepFunction<State>,
  initial: State,
  entries: Iterable<JournalEntry>,
): Result<ReplayOutcome<State>, string> {
  let state = initial;
  let eventCount = 0;
  let intentCount = 0;
  let expected: OrderIntent[] = [];
  for (const entry of entries) {
    if (entry.kind === 'event') {
      if (expected.length > 0)
        return fail(
          `expected the recording to hold order ${expected[0]?.clientOrderId ?? ''} before event ${entry.event.sequence}, found none`,
        );
      const stepped = step(state, entry.event);
      state = stepped.state;
      eventCount += 1;
      expected = sentIntents(stepped.effects);
    }
    if (entry.kind === 'intent') {
      const decided = expected.shift();
      if (!isSame(decided, entry.intent)) return fail(describeDifference(decided, entry.intent));
      intentCount += 1;
    }
  }
  return ok({ state, eventCount, intentCount, unrecordedIntents: expected });
}

function sentIntents(effects: readonly EngineEffect[]): OrderIntent[] {
  return effects.flatMap((effect) => (effect.kind === 'send-order' ? [effect.order.intent] : []));
}

function isSame(decided: OrderIntent | undefined, recorded: OrderIntent): boolean {
  return decided !== undefined && JSON.stringify(sortKeys(decided)) === JSON.stringify(sortKeys(recorded));
}

function sortKeys(intent: OrderIntent): readonly (readonly [string, unknown])[] {
  return Object.entries(intent).sort(([left], [right]) => (left < right ? -1 : 1));
}

function describeDifference(decided: OrderIntent | undefined, recorded: OrderIntent): string {
  if (decided === undefined) return `expected no order here, found the recorded order ${recorded.clientOrderId}`;
  return `expected the recorded order ${JSON.stringify(recorded)}, found that the replay decides ${JSON.stringify(decided)}`;
}
