/** The one thread that owns the trading state: numbers events, records them, steps, hands the effects on. */
import type { EngineEffect } from '../../shared/engine/effects';
import type { EngineEvent, EngineEventBody } from '../../shared/engine/events';
import type { EngineState } from '../../shared/engine/state';
import { extend } from '../../shared/domain/extend';
import { timestampMs } from '../../shared/domain/time';
import { step } from '../../shared/engine/step';
import type { EngineClock } from './engine-clock';
import { EventQueue } from './event-queue';

/** A minute of the busiest market seen fits; more waiting than this means the thread can't follow. */
const QUEUE_CAPACITY = 20_000;

/** What the loop needs of its surroundings. */
export interface LoopRim {
  readonly clock: EngineClock;
  /** Puts an event into the journal's open group; never blocks on disk. */
  record(event: EngineEvent): void;
  runEffects(effects: readonly EngineEffect[]): void;
  /** An event was stepped: its decision is there, nothing of it was sent yet. */
  stepped(event: EngineEvent, elapsedMs: number): void;
  /** `step` threw: the state can't be trusted any more. */
  crashed(error: unknown, event: EngineEvent): void;
}

/** Processes one event at a time, also when an effect reports back at once. */
export class EngineLoop {
  readonly #rim: LoopRim;
  readonly #queue = new EventQueue(QUEUE_CAPACITY);
  #state: EngineState;
  #sequence: number;
  #isDraining = false;
  #hasOverflown = false;
  #hasCrashed = false;

  constructor(initial: EngineState, rim: LoopRim) {
    this.#state = initial;
    this.#sequence = 0;
    this.#rim = rim;
  }

  /** The state after the last event; valid until the next. */
  get state(): EngineState {
    return this.#state;
  }

  /** Events stepped so far. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Takes an event; returns after it and everything it led to have been stepped, unless called from inside a step's effects. */
  submit(body: EngineEventBody): void {
    if (this.#hasCrashed) return;
    this.#enqueue(body);
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined && !this.#hasCrashed; next = this.#queue.shift()) this.#stepOnce(next);
    } finally {
      this.#isDraining = false;
    }
    this.#hasOverflown = false;
  }

  #enqueue(body: EngineEventBody): void {
    const pushed = this.#queue.push(body);
    if (pushed.kind === 'shed') {
      const { instrumentId } = pushed;
      const reason = 'engine queue full, book message dropped';
      this.#queue.push({ kind: 'book-invalidated', instrumentId, reason });
      // Its connection heard the message and holds the book for whole: nobody else would ask for a new one.
      this.#rim.runEffects([{ kind: 'resynchronise-book', instrumentId, reason }]);
    }
    if (pushed.kind === 'overflow' && !this.#hasOverflown) {
      this.#hasOverflown = true;
      const message = `Expected at most ${QUEUE_CAPACITY} events waiting, found ${this.#queue.length}: the engine can't follow.`;
      this.#queue.push({ kind: 'fault-noticed', source: 'engine queue', message, isFatal: true });
    }
  }

  #stepOnce(body: EngineEventBody): void {
    this.#sequence++;
    const startedAtMs = this.#rim.clock.monotonicMs();
    const event: EngineEvent = extend(body, { sequence: this.#sequence, atMs: timestampMs(this.#rim.clock.nowMs()) });
    this.#rim.record(event);
    try {
      const { state, effects } = step(this.#state, event);
      this.#state = state;
      this.#rim.stepped(event, this.#rim.clock.monotonicMs() - startedAtMs);
      if (effects.length > 0) this.#rim.runEffects(effects);
    } catch (error) {
      this.#hasCrashed = true;
      this.#rim.crashed(error, event);
    }
  }
}
