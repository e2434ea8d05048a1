/** Today's book on past days: what each method would have forecast for it from the days before, and what then came. */
import { applyGarch, fitGarch, type GarchParameters } from '../../shared/pricing/garch';
import type { BacktestBasis, BacktestRow, TailMethod } from '../../shared/projection/capital-view';
import type { ForecastDay } from '../../shared/risk/acerbi-szekely';
import { historicalShortfall } from '../../shared/risk/expected-shortfall';
import { filteredReturns } from '../../shared/risk/filtered-historical';
import { tailMethods, type Forecaster, type TailForecast } from '../../shared/risk/tail-methods';
import { historicalVar } from '../../shared/risk/value-at-risk';
import { covarianceOf, type JointReturns } from './joint-returns';
import { judgeBacktest, unjudged } from './judge-backtest';
import { tabulateProfits, type TabulatedProfit } from './profit-tables';
import { quadraticMeasure } from './quadratic-measure';
import { asPart } from './run-part';
import type { TailInputs } from './tail-inputs';
import { METHODS } from './tail-words';

const WINDOW_DAYS = 250;
/** Days between two fits of a volatility; it is filtered daily all the same. */
const REFIT_DAYS = 20;

/** What a forecast is made from: the days before, and what today's book would have made on them. */
interface Window {
  readonly returns: JointReturns;
  readonly profits: readonly number[];
}

type WindowForecast = (window: Window, tail: number) => TailForecast | null;

/** A method of a list of profits; it may remember what it fitted before. */
function ofProfits(forecast: Forecaster | undefined): WindowForecast {
  return ({ profits }, tail) => forecast?.(profits, tail) ?? null;
}

/** Each underlying's shocks at its volatility of the next day, the book on them. */
function filtered(profitOf: TabulatedProfit): WindowForecast {
  let fits: readonly (GarchParameters | null)[] = [];
  let age = REFIT_DAYS;
  return ({ returns: { rows, underlyings } }, tail) => {
    const columns = underlyings.map((_name, column) => rows.map((row) => row[column] ?? Number.NaN));
    if (age >= REFIT_DAYS) {
      fits = columns.map((values) => fitGarch(values)?.parameters ?? null);
      age = 0;
    }
    age += 1;
    const shocks = columns.map((values, column) => {
      const fit = fits[column] ?? null;
      const applied = fit && applyGarch(values, fit);
      return applied && filteredReturns(values, applied);
    });
    const profits = rows.map((_row, day) => profitOf(shocks.map((values) => values?.[day] ?? Number.NaN)));
    const [valueAtRisk, expectedShortfall] = [historicalVar(profits, tail), historicalShortfall(profits, tail)];
    const isKnown = profits.every(Number.isFinite) && valueAtRisk !== null && expectedShortfall !== null;
    return isKnown ? { valueAtRisk, expectedShortfall } : null;
  };
}

/** Today's greeks, the covariance of the window. */
function quadratic(inputs: TailInputs): WindowForecast {
  return ({ returns }, tail) => {
    const request = { ...inputs.request, horizonDays: 1, confidence: 1 - tail };
    const found = quadraticMeasure({ ...inputs, returns, request }, covarianceOf(returns));
    return typeof found === 'string' ? null : found;
  };
}

function forecastOf(method: TailMethod, inputs: TailInputs, profitOf: TabulatedProfit): WindowForecast | null {
  const named = (name: string): WindowForecast => ofProfits(tailMethods.find((each) => each.name === name)?.start());
  switch (method) {
    case 'historical':
      return named('historical');
    case 'age-weighted':
      return named('age-weighted');
    case 'filtered-historical':
      return filtered(profitOf);
    case 'delta-gamma':
      return quadratic(inputs);
    case 'monte-carlo':
      return null;
  }
}

/** Of the whole: the tables that the walks are read off. */
const TABLES_SHARE = 0.1;

interface Walk {
  readonly inputs: TailInputs;
  readonly profits: readonly number[];
  readonly forecast: WindowForecast;
  readonly tail: number;
}

/** Runs of days that follow each other; a day of which a window says nothing ends one. */
function* walk({ inputs: { returns }, profits, forecast, tail }: Walk): Generator<number, readonly (readonly ForecastDay[])[]> {
  const runs: ForecastDay[][] = [[]];
  for (let day = WINDOW_DAYS; day < profits.length; day += 1) {
    const from = day - WINDOW_DAYS;
    const window = { returns: { ...returns, rows: returns.rows.slice(from, day) }, profits: profits.slice(from, day) };
    const found = forecast(window, tail);
    const outcome = profits[day];
    if (found !== null && outcome !== undefined) runs.at(-1)?.push({ outcome, ...found });
    else runs.push([]);
    yield (day + 1 - WINDOW_DAYS) / (profits.length - WINDOW_DAYS);
  }
  return runs;
}

/** One row per method, in slices. `past` is what today's book would have made on each day of the window. */
export function* walkedBacktests(
  inputs: TailInputs,
  past: readonly number[] | null,
  tail: number,
): Generator<number, readonly BacktestRow[]> {
  const basis = 'walked';
  if (past === null || past.length <= WINDOW_DAYS) {
    const why = `expected more than ${WINDOW_DAYS} past days with a price of every position, found ${past?.length ?? 0}`;
    return METHODS.map(({ method }) => unjudged({ method, basis }, why));
  }
  const profitOf = yield* asPart(tabulateProfits(inputs), { from: 0, to: TABLES_SHARE });
  const rows: BacktestRow[] = [];
  for (const [place, { method }] of METHODS.entries()) {
    const forecast = forecastOf(method, inputs, profitOf);
    if (forecast === null) {
      const why = `a walk would take ${past.length - WINDOW_DAYS} simulations of ${inputs.request.scenarioCount} scenarios; it is judged on the own history`;
      rows.push(unjudged({ method, basis }, why));
      continue;
    }
    const partAt = (index: number): number => TABLES_SHARE + ((1 - TABLES_SHARE) * index) / METHODS.length;
    const part = { from: partAt(place), to: partAt(place + 1) };
    const runs = yield* asPart(walk({ inputs, profits: past, forecast, tail }), part);
    rows.push(judgeBacktest({ method, basis, runs, tail }));
  }
  return rows;
}

/** What the days are, in words. */
export function walkedBasis(past: readonly number[] | null): BacktestBasis {
  const days = Math.max(0, (past?.length ?? 0) - WINDOW_DAYS);
  const words = `what the book of now would have made on each day, forecast from the ${WINDOW_DAYS} days before it; one day, volatility unchanged`;
  return { basis: 'walked', label: `today’s book, ${days} past days`, words };
}
