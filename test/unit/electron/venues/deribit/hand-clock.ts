/** A rim whose clock moves only when the test says so. */
import type { EngineEventBody } from '../../../../../shared/engine/events';
import type { VenueRim } from '../../../../../electron/venues/venue-port';

export class HandClock {
  readonly events: EngineEventBody[] = [];
  readonly rim: VenueRim;
  private nowMs = 0;
  private timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  constructor(random: () => number = () => 0.5) {
    this.rim = {
      nowMs: () => this.nowMs,
      random,
      schedule: (delayMs, callback) => {
        const timer = { atMs: this.nowMs + delayMs, callback };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((each) => each !== timer);
        };
      },
      emit: (event) => this.events.push(event),
    };
  }

  advance(byMs: number): void {
    const untilMs = this.nowMs + byMs;
    for (;;) {
      const next = this.timers.filter(({ atMs }) => atMs <= untilMs).sort((left, right) => left.atMs - right.atMs)[0];
      if (!next) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.callback();
    }
    this.nowMs = untilMs;
  }
}
