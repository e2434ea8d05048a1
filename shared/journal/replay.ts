/** Runs a recorded session through `step` again and compares what it decides with what was recorded then. */
import type { ClientOrderId, OrderIntent } from '../domain/order';
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
  /** Orders decided that the recording neither holds nor says were withheld: a crash came between deciding and recording. */
  readonly unrecordedIntents: readonly OrderIntent[];
}

/** An order decided again, waiting to be found in the recording. */
interface Decided {
  readonly intent: OrderIntent;
  readonly eventSequence: number;
}

/**
 * A replay under way. Every recorded intent must be decided again, equal in every field. An order that is decided but not
 * recorded must be refused later in the recording (the disk did not take it, so it was never sent) or stem from the last event.
 */
export class SessionReplay<State> {
  private eventCount = 0;
  private intentCount = 0;
  private lastSequence = 0;
  /** In order of decision; leaves when recorded or refused. */
  private readonly decided = new Map<ClientOrderId, Decided>();

  constructor(
    private readonly step: StepFunction<State>,
    private state: State,
  ) {}

  /** The state after the entries so far; valid until the next. */
  get current(): State {
    return this.state;
  }

  /** Takes the next entry; the result is the first thing that differs, `null` if nothing does. */
  take(entry: JournalEntry): string | null {
    if (entry.kind === 'event') return this.takeEvent(entry.event);
    return entry.kind === 'intent' ? this.takeIntent(entry.intent) : null;
  }

  /** What the recording came to. */
  finish(): Result<ReplayOutcome<State>, string> {
    for (const { intent, eventSequence } of this.decided.values()) {
      if (eventSequence !== this.lastSequence)
        return fail(
          `expected the recording to hold order ${intent.clientOrderId} of event ${eventSequence}, or that it was withheld, found neither`,
        );
    }
    const unrecordedIntents = [...this.decided.values()].map(({ intent }) => intent);
    return ok({ state: this.state, eventCount: this.eventCount, intentCount: this.intentCount, unrecordedIntents });
  }

  private takeEvent(event: EngineEvent): null {
    const stepped = this.step(this.state, event);
    this.state = stepped.state;
    this.eventCount += 1;
    this.lastSequence = event.sequence;
    if (this.decided.size > 0 && isWithheld(event)) this.decided.delete(event.clientOrderId);
    for (const effect of stepped.effects) {
      if (effect.kind !== 'send-order') continue;
      const { intent } = effect.order;
      this.decided.set(intent.clientOrderId, { intent, eventSequence: event.sequence });
    }
    return null;
  }

  private takeIntent(recorded: OrderIntent): string | null {
    const known = this.decided.get(recorded.clientOrderId)?.intent;
    if (known === undefined) {
      const next = this.decided.values().next().value?.intent;
      return next === undefined
        ? `expected no order here, found the recorded order ${recorded.clientOrderId}`
        : describeDifference(next, recorded);
    }
    if (!isSame(known, recorded)) return describeDifference(known, recorded);
    this.decided.delete(recorded.clientOrderId);
    this.intentCount += 1;
    return null;
  }
}

/** Replays one session's entries; the error names the first difference. */
export function replaySession<State>(
  step: StepFunction<State>,
  initial: State,
  entries: Iterable<JournalEntry>,
): Result<ReplayOutcome<State>, string> {
  const replay = new SessionReplay(step, initial);
  for (const entry of entries) {
    const problem = replay.take(entry);
    if (problem !== null) return fail(problem);
  }
  return replay.finish();
}

/** Whether an event says of an order that it never left this desk. */
function isWithheld(event: EngineEvent): event is Extract<EngineEvent, { kind: 'order-rejected' | 'order-withheld' }> {
  return event.kind === 'order-withheld' || (event.kind === 'order-rejected' && event.code === 0);
}

/** Equal in every field, whatever their order: both are flat records of texts, numbers and flags. */
function isSame(decided: OrderIntent, recorded: OrderIntent): boolean {
  const names = Object.keys(decided);
  return names.length === Object.keys(recorded).length && names.every((name) => Reflect.get(decided, name) === Reflect.get(recorded, name));
}

function describeDifference(decided: OrderIntent, recorded: OrderIntent): string {
  return `expected the recorded order ${JSON.stringify(recorded)}, found that the replay decides ${JSON.stringify(decided)}`;
}
