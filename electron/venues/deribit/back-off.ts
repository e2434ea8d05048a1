/** How long to wait before trying again: exponential with jitter, so that a venue's return is not met by a storm. */
import type { VenueRim } from '../venue-port';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 15_000;

export class BackOff {
  private failures = 0;

  constructor(private readonly rim: VenueRim) {}

  /** Milliseconds before the next attempt: between half and all of 250 ms × 2ⁿ, at most 15 s. */
  next(): number {
    const ceilingMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    return Math.round(ceilingMs * (0.5 + this.rim.random() / 2));
  }

  get attempts(): number {
    return this.failures;
  }

  reset(): void {
    this.failures = 0;
  }
}
