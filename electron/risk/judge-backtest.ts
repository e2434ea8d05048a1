/** What the tests say of forecasts and what then came: Kupiec, Christoffersen, the accord's light, Acerbi and Szekely. */
import type { BacktestRow, TailMethod } from '../../shared/projection/capital-view';
import { shortfallTests, type ForecastDay } from '../../shared/risk/acerbi-szekely';
import { countExceptions, countExceptionsInRuns } from '../../shared/risk/backtest';
import { conditionalCoverageTest, independenceTest, kupiecTest, type CoverageTest, type Transitions } from '../../shared/risk/coverage';
import { readTrafficLight } from '../../shared/risk/traffic-light';

const LIGHT_DAYS = 250;
const LIGHT_TAIL = 0.01;

/** Forecasts of one method to be judged. */
export interface JudgedDays {
  readonly method: TailMethod;
  readonly basis: BacktestRow['basis'];
  /** Days that follow each other without a gap, oldest first. */
  readonly runs: readonly (readonly ForecastDay[])[];
  readonly tail: number;
}

/** Christoffersen's conditional coverage: as often as said, and not in clusters. */
function conditionalPValue(coverage: CoverageTest | null, transitions: Transitions): number | null {
  const independence = independenceTest(transitions);
  return coverage === null || independence === null ? null : conditionalCoverageTest(coverage, independence).pValue;
}

/** The accord's light is of the last year of a 99 % VaR; of anything else there is none. */
function lightOf(days: readonly ForecastDay[], tail: number): BacktestRow['baselLight'] {
  if (Math.abs(tail - LIGHT_TAIL) > 1e-9 || days.length < LIGHT_DAYS) return null;
  return readTrafficLight(countExceptions(days.slice(-LIGHT_DAYS)).exceptions, LIGHT_DAYS, LIGHT_TAIL)?.zone ?? null;
}

/** One row. */
export function judgeBacktest({ method, basis, runs, tail }: JudgedDays): BacktestRow {
  const days = runs.flat();
  const { exceptions, transitions } = countExceptionsInRuns(runs);
  const coverage = kupiecTest(days.length, exceptions, tail);
  const expectedExceptions = days.length * tail;
  const verdict = (coverage?.pValue ?? 1) < 0.05 ? 'coverage rejected at 5 %' : 'coverage not rejected at 5 %';
  return {
    method,
    basis,
    observations: days.length,
    exceptions,
    expectedExceptions,
    kupiecPValue: coverage?.pValue ?? null,
    christoffersenPValue: conditionalPValue(coverage, transitions),
    baselLight: lightOf(days, tail),
    acerbiSzekelyZ: shortfallTests(days, tail)?.second ?? null,
    verdict: `${exceptions} exceptions where ${expectedExceptions.toFixed(1)} were expected: ${verdict}`,
    reason: '',
  };
}

/** A row that cannot be judged; `why` follows "unpriced, because". */
export function unjudged({ method, basis }: Pick<BacktestRow, 'method' | 'basis'>, why: string): BacktestRow {
  return {
    ...{ method, basis, observations: 0, exceptions: 0, expectedExceptions: 0 },
    ...{ kupiecPValue: null, christoffersenPValue: null, baselLight: null, acerbiSzekelyZ: null, verdict: '' },
    reason: `unpriced, because ${why}`,
  };
}
