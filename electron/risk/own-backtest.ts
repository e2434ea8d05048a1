/** The desk's own days against what was forecast for them when they began. */
import type { DeskDay } from '../../shared/engine/desk-days';
import type { BacktestBasis, BacktestRow, TailMethod } from '../../shared/projection/capital-view';
import type { ForecastDay } from '../../shared/risk/acerbi-szekely';
import { judgeBacktest, unjudged } from './judge-backtest';
import { METHODS } from './tail-words';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Fewer days say nothing at any confidence. */
const FEWEST_DAYS = 20;

/** Days in which at least one exception is to be expected. */
function fewestDays(tail: number): number {
  return Math.max(FEWEST_DAYS, Math.ceil(1 / tail - 1e-9));
}

/** The days of a method that have both a forecast at this tail and a profit, split where one is missing. */
function runsOf(
  days: readonly DeskDay[],
  { method, tail, profit }: { readonly method: TailMethod; readonly tail: number; readonly profit: 'actualUsd' | 'hypotheticalUsd' },
): readonly (readonly ForecastDay[])[] {
  const runs: ForecastDay[][] = [];
  let next = Number.NaN;
  for (const day of days) {
    const figure = day.forecast?.figures.find((each) => each.method === method && Math.abs(each.confidence - (1 - tail)) < 1e-9);
    const outcome = day[profit];
    if (figure == null || figure.varUsd === null || figure.esUsd === null || outcome === null) continue;
    if (day.startsAtMs !== next) runs.push([]);
    runs.at(-1)?.push({ outcome, valueAtRisk: figure.varUsd, expectedShortfall: figure.esUsd });
    next = day.startsAtMs + DAY_MS;
  }
  return runs;
}

function judgeMethod(days: readonly DeskDay[], method: TailMethod, tail: number): BacktestRow {
  const runs = runsOf(days, { method, tail, profit: 'actualUsd' });
  const found = runs.flat().length;
  const least = fewestDays(tail);
  if (found < least) return unjudged({ method, basis: 'own-history' }, `expected at least ${least} own days, found ${found}`);
  const row = judgeBacktest({ method, basis: 'own-history', runs, tail });
  const frozen = runsOf(days, { method, tail, profit: 'hypotheticalUsd' }).flat();
  const beside = frozen.filter(({ outcome, valueAtRisk }) => outcome < -valueAtRisk).length;
  return { ...row, verdict: `${row.verdict}; ${beside} of ${frozen.length} with the book that each day began with` };
}

/** One row per method, by what each day really brought. */
export function ownBacktests(days: readonly DeskDay[], tail: number): readonly BacktestRow[] {
  return METHODS.map(({ method }) => judgeMethod(days, method, tail));
}

/** What the days are, in words. */
export function ownBasis(days: readonly DeskDay[]): BacktestBasis {
  const forecast = days.filter((day) => day.forecast !== null);
  const whole = forecast.filter(({ actualUsd }) => actualUsd !== null);
  const last = days.filter((day) => day.forecast === null || day.actualUsd === null).at(-1);
  const gap = last === undefined ? '' : `; last without: ${new Date(last.startsAtMs).toISOString().slice(0, 10)}, ${gapOf(last)}`;
  const words = `one day from 00:00 UTC; ${days.length} days on record, ${days.length - whole.length} of them without a forecast or a profit${gap}`;
  return { basis: 'own-history', label: `own history, ${whole.length} days`, words };
}

function gapOf({ forecast, forecastReason, actualReason }: DeskDay): string {
  return forecast === null ? forecastReason : actualReason;
}
