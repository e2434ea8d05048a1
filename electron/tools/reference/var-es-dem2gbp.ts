/** Value at risk and shortfall of one published return series by every method. */
import { ewmaVariances } from '../../../shared/pricing/ewma';
import { fitGarch, forecastGarchVariance, type GarchFit } from '../../../shared/pricing/garch';
import { shortfallTests, type ForecastDay, type ShortfallTests } from '../../../shared/risk/acerbi-szekely';
import { ageWeightedTail } from '../../../shared/risk/age-weights';
import { countExceptions, walkEwma, walkWindow } from '../../../shared/risk/backtest';
import { conditionalCoverageTest, independenceTest, kupiecTest } from '../../../shared/risk/coverage';
import { filteredReturns } from '../../../shared/risk/filtered-historical';
import { historicalShortfall, normalShortfall } from '../../../shared/risk/expected-shortfall';
import { momentsOf, type Moments } from '../../../shared/risk/moments';
import { tailMethods } from '../../../shared/risk/tail-methods';
import { cornishFisherVar, historicalVar, normalVar, orderStatisticVar } from '../../../shared/risk/value-at-risk';
import type { TableChecker } from './checker';
import { exact, printed, relative, uncomputed, type Comparison } from './comparison';
import { NamedArguments } from './named-arguments';
import { readTable, type TableRow } from './table';

const SERIES = 'dem2gbp.csv';
/** Parameters of the fit agree with the benchmark to 1e-4, and so what follows from them. */
const FIT_TOLERANCE = 1e-4;
const TOLERANCE = 1e-10;
const EWMA_WARM_UP = 500;

/** The series and what several rows share. */
interface Series {
  readonly returns: readonly number[];
  readonly moments: Moments | null;
  readonly garch: GarchFit | null;
}

type Check = (row: TableRow, series: Series, words: readonly string[]) => readonly Comparison[];

function seriesOf(content: string): Series {
  const returns = readTable(SERIES, content, ['ret_pct']).map((row) => row.number('ret_pct'));
  return { returns, moments: momentsOf(returns), garch: fitGarch(returns) };
}

function compare(row: TableRow, found: number | null | undefined, tolerance = TOLERANCE): readonly Comparison[] {
  const name = `${row.text('method')} ${row.text('quantity')}`;
  if (tolerance === FIT_TOLERANCE) return [relative(name, [found, row.number('value')], tolerance)];
  return [printed(name, [found, row.text('value')], tolerance)];
}

/** `…_alpha0.05` → the measure and the tail. */
function measureOf(row: TableRow): readonly [string, number] {
  const match = /^(.*?)_?alpha([\d.]+)$/.exec(row.text('quantity'));
  if (match === null) throw row.error(`expected a quantity such as VaR_alpha0.05, found "${row.text('quantity')}"`);
  return [match[1] ?? '', Number(match[2])];
}

function choose(row: TableRow, found: Readonly<Record<string, number | null | undefined>>, name: string): number | null | undefined {
  if (!(name in found)) throw row.error(`expected ${Object.keys(found).join(', ')}, found "${name}"`);
  return found[name];
}

const checkGarch: Check = (row, { garch }) => {
  const ahead = /^forecast_var_(\d+)step$/.exec(row.text('quantity'))?.[1];
  if (ahead !== undefined) return compare(row, garch && forecastGarchVariance(garch, Number(ahead)), FIT_TOLERANCE);
  const found = {
    ...garch?.parameters,
    loglik: garch?.logLikelihood,
    h_last: garch?.variances.at(-1),
    forecast_sigma_1step: garch && Math.sqrt(garch.nextVariance),
    persistence: garch && garch.parameters.alpha + garch.parameters.beta,
  };
  return compare(row, choose(row, found, row.text('quantity')), FIT_TOLERANCE);
};

const checkEwma: Check = (row, { returns, moments }, [decay]) => {
  const seeds = {
    next_var_seed_y0sq: (returns[0] ?? NaN) ** 2,
    next_var_seed_samplevar: moments && moments.deviation ** 2,
  };
  const seed = choose(row, seeds, row.text('quantity'));
  return compare(row, ewmaVariances(returns, Number(decay), seed ?? NaN).at(-1));
};

const checkHistorical: Check = (row, { returns }, [window]) => {
  const slice = returns.slice(-Number(window));
  const [measure, tail] = measureOf(row);
  const found = {
    VaR_orderstat_ceil: orderStatisticVar(slice, tail),
    VaR_type7: historicalVar(slice, tail),
    ES_exact_fractional: historicalShortfall(slice, tail),
  };
  return slice.length === Number(window) ? compare(row, choose(row, found, measure)) : [uncomputed(row.text('method'))];
};

/** The weight gathered at the VaR stands in the note as `cum 0.05519189`. */
const checkAgeWeighted: Check = (row, { returns }, [window, decay]) => {
  const [measure, tail] = measureOf(row);
  const weighted = ageWeightedTail(returns.slice(-Number(window)), Number(decay), tail);
  const found = { VaR_first_cum_ge: weighted?.valueAtRisk, ES: weighted?.expectedShortfall };
  const gathered = /^cum ([\d.]+)$/.exec(row.text('note'))?.[1];
  const weight = gathered === undefined ? [] : [printed('gathered weight', [weighted?.gatheredWeight, gathered], TOLERANCE)];
  return [...compare(row, choose(row, found, measure)), ...weight];
};

const checkFiltered: Check = (row, { returns, garch }) => {
  const [measure, tail] = measureOf(row);
  if (garch === null) return [uncomputed(row.text('method'))];
  const scaled = filteredReturns(returns, garch) ?? [];
  const found = {
    VaR_orderstat_ceil: orderStatisticVar(scaled, tail),
    VaR_type7: historicalVar(scaled, tail),
    ES_exact_fractional: historicalShortfall(scaled, tail),
  };
  return compare(row, choose(row, found, measure), FIT_TOLERANCE);
};

/** The moments stand in the note as `S=…;exK=…`. */
const checkCornishFisher: Check = (row, { moments }) => {
  const [measure, tail] = measureOf(row);
  const note = new NamedArguments(row, row.text('note'));
  return [
    ...compare(row, choose(row, { modified_VaR: moments && cornishFisherVar(moments, tail) }, measure)),
    printed('skewness', [moments?.skewness, note.text('S')], TOLERANCE),
    printed('excess kurtosis', [moments?.excessKurtosis, note.text('exK')], TOLERANCE),
  ];
};

const checkNormal: Check = (row, { moments }) => {
  const [measure, tail] = measureOf(row);
  return compare(row, choose(row, { VaR: moments && normalVar(moments, tail), ES: moments && normalShortfall(moments, tail) }, measure));
};

const checkRolling: Check = (row, { returns }, [percent, warmUp]) => {
  const [, tail] = measureOf(row);
  return compareWalk(row, walkEwma(returns, { decay: Number(percent) / 100, warmUp: Number(warmUp), tail }), tail);
};

/** Windows of a stated length; historical quantiles are of type 7 unless the row says otherwise. */
const checkWindows: Check = (row, { returns }, [kind, windowDays]) => {
  const [, tail] = measureOf(row);
  const isOrderStatistic = row.text('method').includes('orderstat');
  const historical = isOrderStatistic ? 'order statistic' : 'historical';
  const name = kind === 'normal' ? 'normal' : historical;
  const method = tailMethods.find((one) => one.name === name);
  if (method === undefined) return [uncomputed(row.text('method'))];
  return compareWalk(row, [...walkWindow({ method, returns, windowDays: Number(windowDays), tail })], tail);
};

function compareWalk(row: TableRow, days: readonly ForecastDay[], tail: number): readonly Comparison[] {
  const { exceptions, transitions } = countExceptions(days);
  const [coverage, independence] = [kupiecTest(days.length, exceptions, tail), independenceTest(transitions)];
  if (coverage === null || independence === null) return [uncomputed(row.text('method'))];
  const [expected, note] = [new NamedArguments(row, row.text('value')), new NamedArguments(row, row.text('note'))];
  const counts = {
    N: days.length,
    x: exceptions,
    n00: transitions.calmToCalm,
    n10: transitions.breachToCalm,
    n01: transitions.calmToBreach,
    n11: transitions.breachToBreach,
  };
  const statistics = {
    LR_pof: coverage.statistic,
    LR_cci: independence.statistic,
    LR_cc: conditionalCoverageTest(coverage, independence).statistic,
  };
  return [
    ...Object.entries(counts).map(([name, count]) => exact(name, [String(count), expected.text(name)])),
    ...Object.entries(statistics).map(([name, value]) => printed(name, [value, note.text(name)], TOLERANCE)),
  ];
}

/** The note counts the failures or the days. */
function acerbiSzekely(read: (tests: ShortfallTests) => number | null): Check {
  return (row, { returns }) => {
    const [, tail] = measureOf(row);
    const days = walkEwma(returns, { decay: 0.94, warmUp: EWMA_WARM_UP, tail });
    const tests = shortfallTests(days, tail);
    const note = new NamedArguments(row, row.text('note'));
    return [
      ...compare(row, tests && read(tests)),
      ...(note.has('failures') ? [exact('failures', [String(tests?.exceptions), note.text('failures')])] : []),
      ...(note.has('T') ? [exact('days', [String(days.length), note.text('T')])] : []),
    ];
  };
}

/** Method by pattern; its groups are handed to the check. */
const CHECKS: readonly (readonly [RegExp, Check])[] = [
  [/^garch11(?:_mle)?$/, checkGarch],
  [/^ewma_lambda([\d.]+)$/, checkEwma],
  [/^hist_(?:full|last)(\d+)$/, checkHistorical],
  [/^age_weighted_last(\d+)_lambda([\d.]+)$/, checkAgeWeighted],
  [/^fhs_garch_1step$/, checkFiltered],
  [/^cornish_fisher_full$/, checkCornishFisher],
  [/^normal_full$/, checkNormal],
  [/^roll_ewma(\d+)_normal\(seed=mean sq first (\d+)\)$/, checkRolling],
  [/^roll_(hist|normal)(?:orical)?_?(\d+)/, checkWindows],
  [/^acerbi_szekely_Z1_ewma_normal$/, acerbiSzekely((tests) => tests.first)],
  [/^acerbi_szekely_Z2_ewma_normal$/, acerbiSzekely((tests) => tests.second)],
];

/** `var_es_dem2gbp.csv`, over the returns of `dem2gbp.csv` in percent. */
export const varEsDem2gbp: TableChecker = {
  file: 'var_es_dem2gbp.csv',
  columns: ['method', 'quantity', 'value', 'note'],
  companions: [SERIES],
  open: (read, rows) => {
    const content = read(SERIES);
    const series = content === null ? null : seriesOf(content);
    return (row) => {
      if (series === null)
        throw rows[0]?.error(`expected the returns in ${SERIES} beside this table, found none`) ?? row.error('no series');
      for (const [pattern, check] of CHECKS) {
        const match = pattern.exec(row.text('method'));
        if (match !== null) return check(row, series, match.slice(1));
      }
      throw row.error(`expected a known method, found "${row.text('method')}"`);
    };
  },
};
