/** How long a change takes to the screen, by two clocks that need not agree. */
import { expect, it } from 'vitest';
import { LatencyMeter } from '../../../../electron/engine/latency-meter';

const HOUR_MS = 3_600_000;

/** Published at 1,000,000 ms by the engine's clock; the window's own is off by so much. */
function screenP95Ms(windowOffMs: number): number | null {
  const clock = { now: 1_000_000 };
  const meter = new LatencyMeter({ nowMs: () => clock.now, monotonicMs: () => clock.now, schedule: () => () => undefined });
  meter.published(7);
  clock.now += 20;
  meter.painted(7, 1_000_018.4 + windowOffMs);
  return meter.screenP95Ms;
}

it('says by the clock of the window when it painted', () => {
  expect(screenP95Ms(0)).toBeCloseTo(18.4);
  expect(screenP95Ms(-19)).toBe(0);
});

it.each([-HOUR_MS, HOUR_MS, -1_000, 1_000])('does not believe a window whose clock is %i ms off, as after a sleep', (offMs) => {
  expect(screenP95Ms(offMs)).toBe(20);
});
