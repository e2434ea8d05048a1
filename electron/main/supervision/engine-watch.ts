/** Judges a running engine by its beats and its memory: alive, silent (main pulls), or to be replaced. Pure; time is given. */
import { BeatWatch } from '../../../shared/contract/beat-watch';

/** How often `look` must be called. */
export const LOOK_MS = 50;

/** A beat missed for certain: main connects and signs in, so that a pull has no way to go first. */
const LATE_MS = 200;

/**
 * Five beats missed: the fifth was due after 500 ms and counts as missed when the next one is. Sooner would halt healthy engines of a busy
 * machine; later would leave too little of the second within which the pull of a dead one must be on the wire. It is not replaced yet.
 */
const SILENT_MS = 600;

/** It does not come back: it is replaced. */
const HUNG_MS = 2_000;

/** With no order at the venue and none to come a long list of instruments may take its time. */
const HUNG_AT_REST_MS = 10_000;

/** Share of the heap limit, or of the machine's memory, that must not be lasting. */
const MEMORY_SHARE = 0.8;

/** Garbage is collected late: only a share that stays this high counts. */
const MEMORY_LASTS_MS = 1_000;

/** `prepare`, `pull`: once per silence. `replace`: pull, end the thread, start another one halted. */
export type Verdict =
  | { readonly kind: 'alive' }
  | { readonly kind: 'prepare' }
  | { readonly kind: 'pull'; readonly reason: string }
  | { readonly kind: 'replace'; readonly reason: string };

const ALIVE: Verdict = { kind: 'alive' };

/** Watches one engine from its first beat on. */
export class EngineWatch {
  readonly #beats: BeatWatch;
  #hasPrepared = false;
  #hasPulled = false;
  #memoryHighSinceMs: number | null = null;
  #memoryShare = 0;
  #isAtRisk = false;

  constructor(nowMs: number) {
    this.#beats = new BeatWatch(LOOK_MS, nowMs);
  }

  /** A beat came, with the largest share of any memory limit in use, and whether orders rest or may be sent. */
  beat(nowMs: number, { memoryShare, isAtRisk }: { readonly memoryShare: number; readonly isAtRisk: boolean }): void {
    this.#isAtRisk = isAtRisk;
    this.#beats.beat(nowMs);
    this.#hasPrepared = false;
    this.#hasPulled = false;
    this.#memoryShare = memoryShare;
    if (memoryShare < MEMORY_SHARE) this.#memoryHighSinceMs = null;
    else this.#memoryHighSinceMs ??= nowMs;
  }

  look(nowMs: number): Verdict {
    const silentMs = this.#beats.look(nowMs);
    if (silentMs >= (this.#isAtRisk ? HUNG_MS : HUNG_AT_REST_MS))
      return { kind: 'replace', reason: `it did not beat for ${Math.round(silentMs)} ms` };
    if (this.#memoryHighSinceMs !== null && nowMs - this.#memoryHighSinceMs >= MEMORY_LASTS_MS) {
      return {
        kind: 'replace',
        reason: `it used ${Math.round(this.#memoryShare * 100)} % of its memory for ${MEMORY_LASTS_MS} ms or more`,
      };
    }
    if (silentMs < LATE_MS || this.#hasPulled || !this.#isAtRisk) return ALIVE;
    if (silentMs < SILENT_MS) return this.#prepareOnce();
    this.#hasPulled = true;
    return { kind: 'pull', reason: `it missed five beats (${Math.round(silentMs)} ms)` };
  }

  #prepareOnce(): Verdict {
    if (this.#hasPrepared) return ALIVE;
    this.#hasPrepared = true;
    return { kind: 'prepare' };
  }
}
