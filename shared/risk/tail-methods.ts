/** Ways to forecast tomorrow's tail from a window of returns, each named with its convention. */
import { ewmaVariances } from '../pricing/ewma';
import { applyGarch, fitGarch, type GarchParameters } from '../pricing/garch';
import { ageWeightedTail } from './age-weights';
import { historicalShortfall, normalShortfall } from './expected-shortfall';
import { filteredReturns } from './filtered-historical';
import { momentsOf } from './moments';
import { cornishFisherVar, historicalVar, normalVar, orderStatisticVar } from './value-at-risk';

/** A forecast; losses positive, in the unit of the returns. */
export interface TailForecast {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** Forecasts day by day, oldest window first; a method may remember what it fitted before. `null` where the window says nothing. */
export type Forecaster = (window: readonly number[], tail: number) => TailForecast | null;

/** A method: its name, what exactly it does, and a fresh forecaster. */
export interface TailMethod {
  readonly name: string;
  readonly convention: string;
  /** A forecaster that remembers nothing yet. */
  readonly start: () => Forecaster;
}

const DECAY = 0.94;
const AGE_DECAY = 0.98;
/** Days between two fits; the variances are filtered daily all the same. */
const REFIT_DAYS = 20;

function paired(valueAtRisk: number | null, expectedShortfall: number | null): TailForecast | null {
  return valueAtRisk === null || expectedShortfall === null ? null : { valueAtRisk, expectedShortfall };
}

function meanSquare(returns: readonly number[]): number {
  return returns.reduce((sum, value) => sum + value * value, 0) / returns.length;
}

function startFiltered(): Forecaster {
  let fitted: GarchParameters | null = null;
  let age = 0;
  return (window, tail) => {
    if (fitted === null || age >= REFIT_DAYS) {
      fitted = fitGarch(window)?.parameters ?? null;
      age = 0;
    }
    age += 1;
    if (fitted === null) return null;
    const applied = applyGarch(window, fitted);
    const filtered = applied && filteredReturns(window, applied);
    return filtered && paired(historicalVar(filtered, tail), historicalShortfall(filtered, tail));
  };
}

/** Every method, in the order in which they are shown. */
export const tailMethods: readonly TailMethod[] = [
  {
    name: 'historical',
    convention: 'quantile of type 7; shortfall with an exact fractional tail',
    start: () => (window, tail) => paired(historicalVar(window, tail), historicalShortfall(window, tail)),
  },
  {
    name: 'order statistic',
    convention: 'the ⌈n·tail⌉-th greatest loss, not interpolated',
    start: () => (window, tail) => paired(orderStatisticVar(window, tail), historicalShortfall(window, tail)),
  },
  {
    name: 'age-weighted',
    convention: `weights λ^age with λ = ${AGE_DECAY}`,
    start: () => (window, tail) => ageWeightedTail(window, AGE_DECAY, tail),
  },
  {
    name: 'filtered historical',
    convention: `GARCH(1,1) shocks at tomorrow's volatility, refitted every ${REFIT_DAYS} days; quantile of type 7`,
    start: startFiltered,
  },
  {
    name: 'EWMA normal',
    convention: `λ = ${DECAY} from the window's mean square, zero mean`,
    start: () => (window, tail) => {
      const deviation = Math.sqrt(ewmaVariances(window, DECAY, meanSquare(window)).at(-1) ?? Number.NaN);
      return paired(normalVar({ mean: 0, deviation }, tail), normalShortfall({ mean: 0, deviation }, tail));
    },
  },
  {
    name: 'normal',
    convention: 'population mean and deviation',
    start: () => (window, tail) => {
      const moments = momentsOf(window);
      return moments && paired(normalVar(moments, tail), normalShortfall(moments, tail));
    },
  },
  {
    name: 'Cornish–Fisher',
    convention: 'modified VaR, population moments; shortfall is historical',
    start: () => (window, tail) => {
      const moments = momentsOf(window);
      return moments && paired(cornishFisherVar(moments, tail), historicalShortfall(window, tail));
    },
  },
];
