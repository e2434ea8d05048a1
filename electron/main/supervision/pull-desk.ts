/** Main's own pull: one at a time, with what the engine's last beat said; knows nothing of how a venue is spoken to. */
import type { EngineFacts } from '../../../shared/contract/engine-messages';
import type { Log } from '../log';

/** A pull under way. */
export interface RunningPull {
  readonly done: Promise<{ readonly isConfirmed: boolean; readonly firstCancelAfterMs: number | null; readonly elapsedMs: number }>;
  /** Ends the holding back. */
  go(): void;
  /** Something may have been sent meanwhile. */
  again(): void;
  stop(): void;
}

/** What a pull is started with. */
export interface PullOrder {
  /** The venue's time, epoch ms, as far as it is known. */
  readonly venueNowMs: () => number;
  readonly isAccountOurs: boolean;
  /** Only connect and sign in until `go`. */
  readonly isHeld: boolean;
}

/** How a desk ends: `clean` if the engine confirmed that nothing of ours rests, `pulled` if main's own pull did, `unverified` if nobody. */
export type DeskEnd = 'clean' | 'pulled' | 'unverified';

/** What the desk of pulls needs of the world. */
export interface PullDeskRim {
  startPull(order: PullOrder): RunningPull;
  /** Monotonic. */
  nowMs(): number;
  wallMs(): number;
  delay(milliseconds: number): Promise<void>;
  readonly log: Log;
}

export class PullDesk {
  readonly #rim: PullDeskRim;
  #running: RunningPull | null = null;
  /** Signed in or on the way to it, in case it is needed in the next moment. */
  #prepared: RunningPull | null = null;
  /** An engine said meanwhile that it is disarmed, as after every halt. */
  #isHaltSeen = false;
  #isAccountOurs = false;
  /** The venue's time minus our monotonic clock. */
  #venueOffsetMs: number | null = null;

  constructor(rim: PullDeskRim) {
    this.#rim = rim;
  }

  /** Takes the facts of a beat. */
  learn({ isAccountOurs, venueTimeMs, isArmed }: EngineFacts): void {
    this.#isHaltSeen ||= !isArmed;
    if (isArmed && this.#isHaltSeen) this.#giveWay();
    this.#isAccountOurs = isAccountOurs;
    this.#venueOffsetMs = venueTimeMs === null ? null : venueTimeMs - this.#rim.nowMs();
  }

  /** A pull may be needed in the next moment: connects and signs in, and touches nothing. */
  prepare(): void {
    if (this.#running !== null || this.#prepared !== null) return;
    const prepared = this.#open(true);
    this.#prepared = prepared;
    void prepared.done.then(() => {
      if (this.#prepared === prepared) this.#prepared = null;
    });
  }

  /** It was not needed. */
  standDown(): void {
    const prepared = this.#prepared;
    this.#prepared = null;
    prepared?.stop();
  }

  /** Starts a pull, or makes the one under way look again. */
  pull(reason: string): void {
    this.#isHaltSeen = false;
    if (this.#running !== null) return this.#running.again();
    this.#rim.log.error(`${reason}; main pulls all orders by itself`);
    const running = this.#prepared ?? this.#open(false);
    this.#prepared = null;
    this.#running = running;
    running.go();
    void running.done.then(({ isConfirmed, firstCancelAfterMs, elapsedMs }) => {
      this.#running = null;
      const first =
        firstCancelAfterMs === null ? 'no cancel was written' : `first cancel written after ${firstCancelAfterMs.toFixed(0)} ms`;
      const words = `main's pull: ${first}, ${isConfirmed ? 'confirmed' : 'given up'} after ${elapsedMs.toFixed(0)} ms`;
      if (isConfirmed) this.#rim.log.info(words);
      else this.#rim.log.error(words);
    });
  }

  /** As `pull`; `true` if the venue confirmed within the limit. The pull goes on afterwards if it did not. */
  async pullAndWait(reason: string, limitMs: number): Promise<boolean> {
    this.pull(reason);
    const running = this.#running;
    if (running === null) return false;
    return Promise.race([running.done.then((report) => report.isConfirmed), this.#rim.delay(limitMs).then(() => false)]);
  }

  /** Resolves when the pull under way is confirmed; never without one. */
  untilEmpty(): Promise<void> {
    return new Promise((resolve) => {
      void this.#running?.done.then(({ isConfirmed }) => {
        if (isConfirmed) resolve();
      });
    });
  }

  stop(): void {
    this.standDown();
    this.#running?.stop();
  }

  /** A trader armed an engine that had halted: what rests from now on is meant, and a pull that reaches the venue only now would take it out. */
  #giveWay(): void {
    if (this.#running === null) return;
    this.#rim.log.warn("main's pull ends unconfirmed: the desk was armed again, and the engine answers for what rests");
    this.#running.stop();
  }

  #open(isHeld: boolean): RunningPull {
    return this.#rim.startPull({
      isHeld,
      isAccountOurs: this.#isAccountOurs,
      venueNowMs: () => (this.#venueOffsetMs === null ? this.#rim.wallMs() : this.#rim.nowMs() + this.#venueOffsetMs),
    });
  }
}
