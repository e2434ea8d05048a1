/** The engine's beat to main, and its watch over main: whoever of the two stands still, the other pulls. */
import { BeatWatch } from '../../shared/contract/beat-watch';
import type { EngineClock } from './engine-clock';

/** Main pulls after five of these were missed. */
const BEAT_MS = 100;

/** Main renews every second; silent for so long it can relay no stop of a trader any more. */
const LEASE_MS = 5_000;

/** What the beat needs. */
export interface HeartBeatRim {
  readonly clock: EngineClock;
  beat(): void;
  /** Main has been silent for so long; called once per loss. */
  leaseLost(silentMs: number): void;
}

/** Beats until `stop`. */
export class HeartBeat {
  readonly #rim: HeartBeatRim;
  readonly #lease: BeatWatch;
  /** `none` until main renewed for the first time. */
  #leaseState: 'none' | 'held' | 'lost' = 'none';
  #cancelTimer: () => void = () => undefined;

  constructor(rim: HeartBeatRim) {
    this.#rim = rim;
    this.#lease = new BeatWatch(BEAT_MS, rim.clock.monotonicMs());
  }

  /** Begins to beat. */
  start(): void {
    this.#rim.beat();
    this.#cancelTimer = this.#rim.clock.schedule(BEAT_MS, () => {
      this.#lookForMain();
      this.start();
    });
  }

  stop(): void {
    this.#cancelTimer();
  }

  /** Main renewed its lease. */
  renew(): void {
    this.#lease.beat(this.#rim.clock.monotonicMs());
    this.#leaseState = 'held';
  }

  #lookForMain(): void {
    const silentMs = this.#lease.look(this.#rim.clock.monotonicMs());
    if (silentMs < LEASE_MS || this.#leaseState !== 'held') return;
    this.#leaseState = 'lost';
    this.#rim.leaseLost(silentMs);
  }
}
