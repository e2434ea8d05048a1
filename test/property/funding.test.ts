/** What is booked of a venue's running figure is what it paid, however late it settles and whichever way the rate turns. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followFunding, openFigure, type FundingReport } from '../../shared/inventory/funding';
import { propertyRuns } from '../support/property-runs';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 5_000;
const START_MS = Date.parse('2027-01-15T00:00:00Z');
/** Coin per ms: half a percent of 10 coin within 8 h. */
const HIGHEST_RATE = 0.05 / (8 * HOUR_MS);
/** Without a settlement price: a reading, on either side of a settlement, and the figure that is too small for its fall to be told. */
const UNSEEN_MS = 6 * STEP_MS;

const venue = fc.record({
  /** One rate per hour of two days, a share of the highest. */
  rates: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 48, maxLength: 48 }),
  settlesAfterMs: fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 300_000 })),
  clockErrorMs: fc.integer({ min: -5_000, max: 5_000 }),
  /** Whether it says at which price it settled last. */
  isNaming: fc.boolean(),
});

describe('booked funding', () => {
  it('is the funding of the venue but for the seconds around a settlement, also when its rate spikes (fault 38)', () => {
    fc.assert(
      fc.property(venue, ({ rates, settlesAfterMs, clockErrorMs, isNaming }) => {
        const resets = settlesAfterMs.map((lateMs, day) => START_MS + day * DAY_MS + 8 * HOUR_MS + lateMs);
        let [paid, figure, booked, settlements] = [0, 0, 0, 0];
        const report = (): FundingReport => ({ coin: figure, ...(isNaming ? { settlementPrice: 60_000 + settlements } : {}) });
        let isWhole = true;
        let known = openFigure(report(), START_MS + clockErrorMs);
        for (let atMs = START_MS + STEP_MS; atMs < START_MS + 2 * DAY_MS; atMs += STEP_MS) {
          const grown = (rates[Math.floor((atMs - START_MS) / HOUR_MS)] ?? 0) * HIGHEST_RATE * STEP_MS;
          const hasReset = resets.some((resetMs) => resetMs > atMs - STEP_MS && resetMs <= atMs);
          paid += grown;
          figure = hasReset ? 0 : figure + grown;
          settlements += hasReset ? 1 : 0;
          const step = followFunding(known, report(), atMs + clockErrorMs);
          isWhole &&= step.isWhole;
          booked += step.coin;
          known = step.figure;
        }
        expect(isWhole).toBe(true);
        expect(Math.abs(booked - paid)).toBeLessThanOrEqual(2 * (isNaming ? STEP_MS : UNSEEN_MS) * HIGHEST_RATE * (1 + 1e-9));
      }),
      { numRuns: propertyRuns(30) },
    );
  });
});
