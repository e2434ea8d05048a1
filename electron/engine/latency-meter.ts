/** Measures the two hops a trader waits for: book in → decision out, and published → painted. */
import type { EngineEvent } from '../../shared/engine/events';
import type { EngineClock } from './engine-clock';
import { PercentileWindow } from './percentile-window';

const KEPT_STEPS = 4_096;
const KEPT_FRAMES = 1_024;
/** Clocks are read in whole milliseconds. */
const READING_ERROR_MS = 1;

/** Rolling percentiles of both hops. */
export class LatencyMeter {
  readonly #clock: EngineClock;
  readonly #steps = new PercentileWindow(KEPT_STEPS);
  readonly #frames = new PercentileWindow(KEPT_FRAMES);
  /** Publish times by event sequence, until painted. */
  readonly #publishedAt = new Map<number, number>();

  constructor(clock: EngineClock) {
    this.#clock = clock;
  }

  /** An event was stepped and its effects handed on. */
  stepped(event: EngineEvent, elapsedMs: number): void {
    if (event.kind === 'book-delta') this.#steps.add(elapsedMs * 1_000);
  }

  /** A desk patch that shows this event's sequence left; the window reports that sequence when it has painted it. */
  published(eventSequence: number): void {
    if (this.#publishedAt.size > KEPT_FRAMES) this.#publishedAt.clear();
    this.#publishedAt.set(eventSequence, this.#clock.nowMs());
  }

  /**
   * A window painted the desk as of this event. It reads its own clock, which a sleep, or a wall clock that was set, leaves hours away from the
   * engine's; a time before it was published or after it was told of is none, and the moment of the telling stands in.
   */
  painted(sequence: number, paintedAtMs: number): void {
    const publishedAtMs = this.#publishedAt.get(sequence);
    if (publishedAtMs === undefined) return;
    this.#publishedAt.delete(sequence);
    const [paintedMs, toldMs] = [paintedAtMs - publishedAtMs, this.#clock.nowMs() - publishedAtMs];
    const isOneClock = paintedMs >= -READING_ERROR_MS && paintedMs <= toldMs + READING_ERROR_MS;
    this.#frames.add(isOneClock ? Math.max(0, paintedMs) : toldMs);
  }

  /** 99th percentile of book in → decision out, µs. */
  get engineP99Micros(): number | null {
    return this.#steps.percentile(0.99);
  }

  /** 95th percentile of published → painted, ms. */
  get screenP95Ms(): number | null {
    return this.#frames.percentile(0.95);
  }
}
