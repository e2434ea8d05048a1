/** Whether an expected shortfall is right: the first and second test of Acerbi and Szekely (2014). */
import { allFinite } from '../pricing/finite';

/** One day's outcome and what had been forecast for it; losses positive in the forecasts. */
export interface ForecastDay {
  readonly outcome: number;
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** Both statistics are 0 under a right model and negative where the risk is understated. */
export interface ShortfallTests {
  /** Z1: size of the exceptions alone. `null` without an exception. */
  readonly first: number | null;
  /** Z2: size and number of the exceptions. */
  readonly second: number;
  readonly exceptions: number;
}

/** Over all days at one tail. `null` without days or for a forecast that is not positive. */
export function shortfallTests(days: readonly ForecastDay[], tail: number): ShortfallTests | null {
  if (days.length === 0 || !(tail > 0 && tail < 1) || !days.every((day) => day.expectedShortfall > 0)) return null;
  const breaches = days.filter((day) => day.outcome < -day.valueAtRisk);
  const sum = breaches.reduce((total, day) => total + day.outcome / day.expectedShortfall, 0);
  const tests = {
    first: breaches.length > 0 ? sum / breaches.length + 1 : null,
    second: sum / (days.length * tail) + 1,
    exceptions: breaches.length,
  };
  return allFinite(tests);
}
