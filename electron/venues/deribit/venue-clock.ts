/** How far the venue's clock is from ours: the quickest of the last round trips is the one to believe. */
import type { RpcTiming } from './rpc';

interface ClockSample {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

const SAMPLES_KEPT = 8;

export class VenueClock {
  private samples: readonly ClockSample[] = [];

  /** Venue minus ours, ms; 0 until something was measured. The error is at most half the round trip it comes from. */
  get offsetMs(): number {
    const quickest = this.samples.reduce<ClockSample | null>(
      (best, sample) => (best && best.roundTripMs <= sample.roundTripMs ? best : sample),
      null,
    );
    return quickest?.offsetMs ?? 0;
  }

  /** Takes a round trip in; returns its length in ms. */
  measure({ sentAtMs, answeredAtMs, venueTimeUs }: RpcTiming): number {
    const roundTripMs = Math.max(0, answeredAtMs - sentAtMs);
    if (venueTimeUs !== null) {
      const offsetMs = venueTimeUs / 1000 - (sentAtMs + answeredAtMs) / 2;
      this.samples = [...this.samples.slice(1 - SAMPLES_KEPT), { roundTripMs, offsetMs }];
    }
    return roundTripMs;
  }

  /** After a reconnect or a jump of our own clock the old round trips say nothing. */
  forget(): void {
    this.samples = [];
  }
}
