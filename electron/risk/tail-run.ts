/** VaR and expected shortfall of the book by every method, each with its convention; contributions; how the methods did on history. */
import { applyGarch, fitGarch } from '../../shared/pricing/garch';
import type { BacktestRow, ContributionRow, TailMeasure, TailMethod } from '../../shared/projection/capital-view';
import { shortfallTests, type ForecastDay } from '../../shared/risk/acerbi-szekely';
import { ageWeightedTail } from '../../shared/risk/age-weights';
import { countExceptions, walkWindow } from '../../shared/risk/backtest';
import { bookProfit, componentNames } from '../../shared/risk/book-simulation';
import { contributionsOf, type Contribution } from '../../shared/risk/contributions';
import { conditionalCoverageTest, independenceTest, kupiecTest, type CoverageTest, type Transitions } from '../../shared/risk/coverage';
import { historicalShortfall } from '../../shared/risk/expected-shortfall';
import { factorise } from '../../shared/pricing/cholesky';
import { filteredReturns } from '../../shared/risk/filtered-historical';
import { simulatedTail, simulateProfits } from '../../shared/risk/monte-carlo';
import { revalueLeg } from '../../shared/risk/revaluation';
import { tailMethods } from '../../shared/risk/tail-methods';
import { readTrafficLight } from '../../shared/risk/traffic-light';
import { historicalVar } from '../../shared/risk/value-at-risk';
import { columnOf, covarianceOf, type JointReturns } from './joint-returns';
import { quadraticMeasure } from './quadratic-measure';
import type { Run } from './risk-inputs';
import type { TailInputs } from './tail-inputs';

/** Weight of a day falls by this factor with each day of age. */
const AGE_DECAY = 0.98;
/** Assumed for simulations: there is no history of volatility. */
const DAILY_VOLATILITY_MOVE = 0.05;
const PRICE_VOLATILITY_CORRELATION = -0.3;
const DAYS_PER_YEAR = 365;
const FEWEST_DAYS = 60;
const BACKTEST_WINDOW = 250;
const LIGHT_DAYS = 250;
const LIGHT_TAIL = 0.01;

/** Everything about tails. */
export interface TailResults {
  readonly measures: readonly TailMeasure[];
  readonly contributionsMethod: TailMethod | null;
  readonly byUnderlying: readonly ContributionRow[];
  readonly byGreek: readonly ContributionRow[];
  readonly backtests: readonly BacktestRow[];
}

interface Estimate {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

type Words = Pick<TailMeasure, 'method' | 'label' | 'convention'>;

const HISTORICAL: Words = {
  method: 'historical',
  label: 'Historical',
  convention:
    'full revaluation under each past day’s price moves, volatility unchanged; quantile of type 7, ES with an exact fractional tail',
};
const AGE_WEIGHTED: Words = {
  method: 'age-weighted',
  label: 'Age-weighted',
  convention: `historical with weights λ^age, λ = ${AGE_DECAY}`,
};
const FILTERED: Words = {
  method: 'filtered-historical',
  label: 'Filtered historical',
  convention: 'past shocks at tomorrow’s GARCH(1,1) volatility of each underlying, full revaluation; quantile of type 7',
};
const DELTA_GAMMA: Words = {
  method: 'delta-gamma',
  label: 'Delta–gamma',
  convention: 'Cornish–Fisher to the fourth cumulant of the quadratic book, sample covariance, zero mean',
};
const MONTE_CARLO: Words = {
  method: 'monte-carlo',
  label: 'Monte Carlo',
  convention: `normal log returns with sample covariance; log volatility moves ${DAILY_VOLATILITY_MOVE * 100} % a day, correlation ${PRICE_VOLATILITY_CORRELATION} with price (assumed); full revaluation`,
};

function measureOf(words: Words, inputs: TailInputs, estimate: Estimate | string): TailMeasure {
  const { request, returns } = inputs;
  const isKnown = typeof estimate !== 'string';
  const scale = words.method === 'monte-carlo' || words.method === 'delta-gamma' ? 1 : Math.sqrt(request.horizonDays);
  const suffix = request.horizonDays === 1 || scale === 1 ? '' : `; one day × √${request.horizonDays}`;
  return {
    ...words,
    convention: `${words.convention}${suffix}`,
    confidence: request.confidence,
    horizonDays: request.horizonDays,
    windowObservations: returns.rows.length,
    varUsd: isKnown ? estimate.valueAtRisk * scale : null,
    esUsd: isKnown ? estimate.expectedShortfall * scale : null,
    varStandardErrorUsd: null,
    esStandardErrorUsd: null,
    reason: isKnown ? '' : `unpriced, because ${estimate}`,
    progress: null,
  };
}

/** Profit of the whole book on each day. */
function* profitsUnder({ legs, returns }: TailInputs, rows: JointReturns['rows']): Generator<number, readonly number[] | null> {
  const columns = new Map(returns.underlyings.map((name, column) => [name, column]));
  const profits: number[] = [];
  for (const [day, row] of rows.entries()) {
    let sum = 0;
    for (const { underlying, leg } of legs) {
      const move = row[columns.get(underlying) ?? -1] ?? Number.NaN;
      sum += revalueLeg(leg, { move, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' })?.usd ?? Number.NaN;
    }
    if (!Number.isFinite(sum)) return null;
    profits.push(sum);
    if (day % 25 === 24) yield day / rows.length;
  }
  return profits;
}

function paired(valueAtRisk: number | null | undefined, expectedShortfall: number | null | undefined): Estimate | string {
  if (valueAtRisk == null || expectedShortfall == null) return 'expected a window that reaches into the tail, found too few days';
  return { valueAtRisk, expectedShortfall };
}

const NO_PROFIT = 'expected a price of every leg on every past day, found one without';

/** Each underlying's past returns at tomorrow's volatility. */
function filteredRows({ returns }: TailInputs): JointReturns['rows'] | null {
  const columns = returns.underlyings.map((_name, column) => {
    const values = columnOf(returns, column);
    const fit = fitGarch(values);
    return fit === null ? null : filteredReturns(values, applyGarch(values, fit.parameters));
  });
  return returns.rows.map((_row, day) => columns.map((column) => column?.[day] ?? Number.NaN));
}

function* simulate(
  inputs: TailInputs,
): Generator<number, { readonly measure: TailMeasure; readonly parts: readonly (Contribution & { readonly source: string })[] }> {
  const { legs, returns, request } = inputs;
  const { underlyings } = returns;
  const daily = covarianceOf(returns);
  const days = request.horizonDays;
  const deviations = daily.map((row, index) => Math.sqrt(row[index] ?? 0));
  // Two factors per underlying: price, volatility. A volatility moves with its own price, and through it with the other prices.
  const covariance = underlyings.flatMap((_a, row) =>
    [0, 1].map((rowKind) =>
      underlyings.flatMap((_b, column) =>
        [0, 1].map((columnKind) => {
          const scale = (kind: number, index: number): number =>
            kind === 0 ? 1 : (PRICE_VOLATILITY_CORRELATION * DAILY_VOLATILITY_MOVE) / (deviations[index] ?? 1);
          const through = (daily[row]?.[column] ?? 0) * scale(rowKind, row) * scale(columnKind, column);
          const isOwn = row === column && rowKind === 1 && columnKind === 1;
          return days * (isOwn ? DAILY_VOLATILITY_MOVE ** 2 : through);
        }),
      ),
    ),
  );
  const cholesky = factorise(covariance);
  const book = { underlyings, legs, horizonYears: days / DAYS_PER_YEAR };
  const profitOf = bookProfit(book);
  if (cholesky === null || profitOf === null)
    return { measure: measureOf(MONTE_CARLO, inputs, 'expected a covariance and a price of every leg, found none'), parts: [] };
  const names = componentNames(book);
  const walk = simulateProfits({ scenarios: request.scenarioCount, seed: request.seed, cholesky, components: names.length, profitOf });
  let step = walk.next();
  while (step.done !== true) {
    yield step.value / request.scenarioCount;
    step = walk.next();
  }
  const tail = 1 - request.confidence;
  const found = simulatedTail(step.value.total, tail);
  const components = step.value.components.map((profits, index) => ({ name: String(index), profits }));
  const parts = (contributionsOf(components, tail) ?? []).map((part, index) => ({
    ...part,
    name: names[index]?.[0] ?? '',
    source: names[index]?.[1] ?? '',
  }));
  const measure = measureOf(MONTE_CARLO, inputs, paired(found?.valueAtRisk, found?.expectedShortfall));
  return {
    measure: {
      ...measure,
      varStandardErrorUsd: found?.valueAtRiskError ?? null,
      esStandardErrorUsd: found?.expectedShortfallError ?? null,
    },
    parts,
  };
}

function contributionRows(
  parts: readonly Contribution[],
  keyOf: (part: Contribution, index: number) => string,
): readonly ContributionRow[] {
  const sums = new Map<string, { varUsd: number; esUsd: number }>();
  const total = parts.reduce((sum, part) => sum + part.expectedShortfall, 0);
  parts.forEach((part, index) => {
    const key = keyOf(part, index);
    const known = sums.get(key) ?? { varUsd: 0, esUsd: 0 };
    sums.set(key, { varUsd: known.varUsd + part.valueAtRisk, esUsd: known.esUsd + part.expectedShortfall });
  });
  return [...sums].map(([key, sum]) => ({ key, ...sum, share: total === 0 ? null : sum.esUsd / total }));
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

function judgeBacktest(method: TailMethod, days: readonly ForecastDay[], tail: number): BacktestRow {
  const { exceptions, transitions } = countExceptions(days);
  const coverage = kupiecTest(days.length, exceptions, tail);
  const expectedExceptions = days.length * tail;
  const verdict = (coverage?.pValue ?? 1) < 0.05 ? 'coverage rejected at 5 %' : 'coverage not rejected at 5 %';
  return {
    method,
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

const BACKTESTED: readonly (readonly [TailMethod, string])[] = [
  ['historical', 'historical'],
  ['age-weighted', 'age-weighted'],
];

/** Today's book on the past days: what each method would have forecast for it, and what then came. */
function* backtests(profits: readonly number[], tail: number): Generator<number, readonly BacktestRow[]> {
  const rows: BacktestRow[] = [];
  for (const [index, [method, name]] of BACKTESTED.entries()) {
    const definition = tailMethods.find((each) => each.name === name);
    if (definition === undefined || profits.length <= BACKTEST_WINDOW) continue;
    const days: ForecastDay[] = [];
    for (const day of walkWindow({ method: definition, returns: profits, windowDays: BACKTEST_WINDOW, tail })) {
      days.push(day);
      if (days.length % 20 === 0) yield (index + days.length / profits.length) / BACKTESTED.length;
    }
    rows.push(judgeBacktest(method, days, tail));
  }
  return rows;
}

function allUnpriced(inputs: TailInputs, reason: string): TailResults {
  const measures = [HISTORICAL, AGE_WEIGHTED, FILTERED, DELTA_GAMMA, MONTE_CARLO].map((words) => measureOf(words, inputs, reason));
  return { measures, contributionsMethod: null, byUnderlying: [], byGreek: [], backtests: [] };
}

/** All of it, in slices. */
export function* runTails(inputs: TailInputs): Run<TailResults> {
  const { returns, request } = inputs;
  if (inputs.legs.length === 0) return allUnpriced(inputs, 'expected an open position, found none');
  if (returns.rows.length < FEWEST_DAYS)
    return allUnpriced(
      inputs,
      `expected at least ${FEWEST_DAYS} daily returns of ${returns.underlyings.join(' and ')}, found ${returns.rows.length}`,
    );
  const tail = 1 - request.confidence;
  const profits = yield* profitsUnder(inputs, returns.rows);
  const rows = filteredRows(inputs);
  const filtered = rows === null ? null : yield* profitsUnder(inputs, rows);
  const aged = profits === null ? null : ageWeightedTail(profits, AGE_DECAY, tail);
  const { measure, parts } = yield* simulate(inputs);
  const tailOf = (list: readonly number[] | null): Estimate | string =>
    list === null ? NO_PROFIT : paired(historicalVar(list, tail), historicalShortfall(list, tail));
  return {
    measures: [
      measureOf(HISTORICAL, inputs, tailOf(profits)),
      measureOf(AGE_WEIGHTED, inputs, profits === null ? NO_PROFIT : paired(aged?.valueAtRisk, aged?.expectedShortfall)),
      measureOf(FILTERED, inputs, tailOf(filtered)),
      measureOf(DELTA_GAMMA, inputs, quadraticMeasure(inputs, covarianceOf(returns)) ?? 'expected first greeks of every leg, found none'),
      measure,
    ],
    contributionsMethod: parts.length === 0 ? null : 'monte-carlo',
    byUnderlying: contributionRows(parts, ({ name }) => name),
    byGreek: contributionRows(parts, (_part, index) => parts[index]?.source ?? ''),
    backtests: profits === null ? [] : yield* backtests(profits, tail),
  };
}
