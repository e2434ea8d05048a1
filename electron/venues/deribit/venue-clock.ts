/** How far the venue's clock is from ours: the quickest of the last round trips is the one to believe. */
import type { RpcTiming } from './rpc';

interface ClockSample {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

const SAMPLES_KEPT = 8;

/** A longer round trip sets no clock: the machine may have slept through half of it, and a time that is hours off cannot sign in, ms. */
export const LONGEST_ROUND_TRIP_MS = 3_000;

/** Clocks are read in whole milliseconds. */
const READING_ERROR_MS = 1;

/** Each sample is right to half its round trip: two that lie further apart mean that a clock was set in between. */
function canBothBeTrue(old: ClockSample, fresh: ClockSample): boolean {
  return Math.abs(old.offsetMs - fresh.offsetMs) <= (old.roundTripMs + fresh.roundTripMs) / 2 + READING_ERROR_MS;
}

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

  /** Takes a round trip in, unless it is too long; returns its length in ms. */
  measure({ sentAtMs, answeredAtMs, venueTimeUs }: RpcTiming): number {
    const roundTripMs = Math.max(0, answeredAtMs - sentAtMs);
    if (venueTimeUs !== null && roundTripMs <= LONGEST_ROUND_TRIP_MS) {
      const offsetMs = venueTimeUs / 1000 - (sentAtMs + answeredAtMs) / 2;
      const sample = { roundTripMs, offsetMs };
      this.samples = [...this.samples.filter((old) => canBothBeTrue(old, sample)).slice(1 - SAMPLES_KEPT), sample];
    }
    return roundTripMs;
  }

  /** After a reconnect or a jump of our own clock the old round trips say nothing. */
  forget(): void {
    this.samples = [];
  }
}
