/** Fault 18: the offset comes from the quickest round trip, whatever a slow one claims. */
import { expect, it } from 'vitest';
import { VenueClock } from '../../../../../electron/venues/deribit/venue-clock';

it('believes the quickest of the last eight, and nothing after it was told to forget', () => {
  const clock = new VenueClock();
  expect(clock.offsetMs).toBe(0);
  expect(clock.measure({ sentAtMs: 1_000, answeredAtMs: 1_010, venueTimeUs: 2_505_000 })).toBe(10);
  expect(clock.offsetMs).toBe(1_500);
  clock.measure({ sentAtMs: 2_000, answeredAtMs: 7_000, venueTimeUs: 5_500_000 });
  expect(clock.offsetMs).toBe(1_500);
  for (let trip = 0; trip < 8; trip += 1) clock.measure({ sentAtMs: 8_000, answeredAtMs: 8_020, venueTimeUs: 8_010_000 });
  expect(clock.offsetMs).toBe(0);
  clock.measure({ sentAtMs: 9_000, answeredAtMs: 9_001, venueTimeUs: null });
  expect(clock.offsetMs).toBe(0);
  clock.forget();
  expect(clock.offsetMs).toBe(0);
});

it('follows a clock that was set at the first round trip that the old ones cannot explain', () => {
  const clock = new VenueClock();
  clock.measure({ sentAtMs: 1_000, answeredAtMs: 1_002, venueTimeUs: 1_001_000 });
  expect(clock.offsetMs).toBe(0);
  clock.measure({ sentAtMs: 9_000, answeredAtMs: 9_020, venueTimeUs: 3_010_000 });
  expect(clock.offsetMs).toBe(-6_000);
});

it('is set by no round trip through which the machine may have slept (faults 4, 18)', () => {
  const clock = new VenueClock();
  const sleptMs = 5 * 3_600_000;
  expect(clock.measure({ sentAtMs: 1_000, answeredAtMs: 1_000 + sleptMs, venueTimeUs: 1_005_000 })).toBe(sleptMs);
  expect(clock.offsetMs).toBe(0);
});
