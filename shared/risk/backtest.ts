/** A VaR method walked over its own history: what it forecast each day, what came, and how the exceptions fall. */
import { ewmaVariances } from '../pricing/ewma';
import type { ForecastDay } from './acerbi-szekely';
import type { Transitions } from './coverage';
import { normalShortfall } from './expected-shortfall';
import type { TailMethod } from './tail-methods';
import { normalVar } from './value-at-risk';

/** Exponentially weighted variance with normal tails and zero mean. */
export interface EwmaMethod {
  readonly decay: number;
  /** Days whose mean square starts the variance; forecasts begin on the day after. */
  readonly warmUp: number;
  readonly tail: number;
}

/** One forecast per day after the warm-up. Empty where the history is shorter or not finite, or a parameter is none. */
export function walkEwma(returns: readonly number[], { decay, warmUp, tail }: EwmaMethod): readonly ForecastDay[] {
  if (!(warmUp >= 1 && returns.length > warmUp && returns.every(Number.isFinite))) return [];
  const seed = returns.slice(0, warmUp).reduce((sum, value) => sum + value * value, 0) / warmUp;
  const later = returns.slice(warmUp);
  const variances = [seed, ...ewmaVariances(later, decay, seed)];
  return later.flatMap((outcome, index) => {
    const model = { mean: 0, deviation: Math.sqrt(variances[index] ?? NaN) };
    const [valueAtRisk, expectedShortfall] = [normalVar(model, tail), normalShortfall(model, tail)];
    return valueAtRisk === null || expectedShortfall === null ? [] : [{ outcome, valueAtRisk, expectedShortfall }];
  });
}

/** A method walked over a history by a window that moves a day at a time. */
export interface WindowWalk {
  readonly method: TailMethod;
  readonly returns: readonly number[];
  readonly windowDays: number;
  readonly tail: number;
}

/**
 * Forecasts for every day that has a whole window before it. Left out are days of which a window says nothing, and days whose own
 * outcome is no finite number: it would count as kept by any forecast.
 */
export function* walkWindow({ method, returns, windowDays, tail }: WindowWalk): Generator<ForecastDay> {
  if (!(Number.isInteger(windowDays) && windowDays >= 1)) return;
  const forecast = method.start();
  for (let day = windowDays; day < returns.length; day++) {
    const outcome = returns[day];
    const found = forecast(returns.slice(day - windowDays, day), tail);
    if (found !== null && outcome !== undefined && Number.isFinite(outcome)) yield { outcome, ...found };
  }
}

/** The same over runs of consecutive days: what follows a gap follows no day. */
export function countExceptionsInRuns(runs: readonly (readonly ForecastDay[])[]): ReturnType<typeof countExceptions> {
  const counts = runs.map(countExceptions);
  const sum = (read: (count: ReturnType<typeof countExceptions>) => number): number =>
    counts.reduce((total, count) => total + read(count), 0);
  return {
    exceptions: sum(({ exceptions }) => exceptions),
    transitions: {
      calmToCalm: sum(({ transitions }) => transitions.calmToCalm),
      breachToCalm: sum(({ transitions }) => transitions.breachToCalm),
      calmToBreach: sum(({ transitions }) => transitions.calmToBreach),
      breachToBreach: sum(({ transitions }) => transitions.breachToBreach),
    },
  };
}

/** Exceptions and the four kinds of transition between consecutive days. */
export function countExceptions(days: readonly ForecastDay[]): { readonly exceptions: number; readonly transitions: Transitions } {
  const breaches = days.map((day) => day.outcome < -day.valueAtRisk);
  const count = (before: boolean, after: boolean): number =>
    breaches.filter((breach, index) => index > 0 && breaches[index - 1] === before && breach === after).length;
  return {
    exceptions: breaches.filter(Boolean).length,
    transitions: {
      calmToCalm: count(false, false),
      breachToCalm: count(true, false),
      calmToBreach: count(false, true),
      breachToBreach: count(true, true),
    },
  };
}
