/** The share done of a long run never goes back, whatever book it runs on and wherever it ends early. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCapital } from '../../electron/risk/capital-run';
import { prepareInputs } from '../../electron/risk/risk-inputs';
import { runSlide } from '../../electron/risk/slide-run';
import { runTails } from '../../electron/risk/tail-run';
import { projectRiskSnapshot } from '../../shared/projection/risk-snapshot';
import { TestDesk } from '../support/engine-builder';
import { BTC, positionOf, testSettings } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';
import { closesOf, tailBook } from '../support/tail-book';

/** Every share that a run told; how often one lay below the one before, or outside the whole. */
function watch(run: Generator<number, unknown>): { readonly told: number; readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  let [before, told] = [0, 0];
  for (let step = run.next(); step.done !== true; step = run.next()) {
    if (!(step.value >= before && step.value <= 1)) wrong.push(`${step.value} after ${before}`);
    before = step.value;
    told += 1;
  }
  return { told, wrong };
}

describe('the progress of a run', () => {
  it('of tails and back-tests only grows', () => {
    const books = fc.record({
      options: fc.integer({ min: 1, max: 6 }),
      days: fc.constantFrom(0, 59, 60, 251, 275, 330),
      scenarioCount: fc.integer({ min: 1, max: 600 }),
      horizonDays: fc.constantFrom(1, 10),
    });
    fc.assert(
      fc.property(books, ({ options, days, scenarioCount, horizonDays }) => {
        const { request } = tailBook();
        const inputs = tailBook({ options, days, request: { ...request, scenarioCount, horizonDays } });
        expect(watch(runTails(inputs, [])).wrong).toEqual([]);
      }),
      { numRuns: propertyRuns(15) },
    );
  });

  it.each(['2027-01-15T12:00:00Z', '2027-01-15T23:50:00Z'])(
    'of capital only grows to its end, and so does that of a slide, at %s',
    (time) => {
      const { state } = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 10_000)] });
      const snapshot = { ...projectRiskSnapshot(state), atMs: Date.parse(time) };
      const histories = new Map([['BTC', closesOf('BTC')]]);
      const inputs = prepareInputs(snapshot, { chains: new Map(), histories, volatilities: new Map(), days: [] });
      const capital = watch(runCapital(inputs));
      expect(capital.wrong).toEqual([]);
      expect(capital.told).toBeGreaterThan(100);
      expect(watch(runSlide(inputs)).wrong).toEqual([]);
    },
  );
});
