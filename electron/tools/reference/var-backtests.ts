/** Statistics of VaR backtests: coverage, independence, regions of acceptance and the traffic light. */
import {
  conditionalCoverageTest,
  firstFailureTest,
  independenceTest,
  kupiecRegion,
  kupiecTest,
  type CoverageTest,
} from '../../../shared/risk/coverage';
import { readTrafficLight } from '../../../shared/risk/traffic-light';
import type { TableChecker } from './checker';
import { exact, printed, uncomputed, type Comparison } from './comparison';
import { NamedArguments } from './named-arguments';
import type { TableRow } from './table';

const TOLERANCE = 1e-10;

type Check = (row: TableRow, rows: readonly TableRow[]) => readonly Comparison[];

function words(row: TableRow): NamedArguments {
  return new NamedArguments(row, row.text('args'));
}

/** Published figures are written as `LR 0.46147 p 0.49694`. */
function comparePublished(row: TableRow, test: CoverageTest): readonly Comparison[] {
  const match = /^LR (\S+) p (\S+)$/.exec(row.text('published'));
  if (match === null) return [];
  const [, statistic = '', pValue = ''] = match;
  return [printed('published LR', [test.statistic, statistic], TOLERANCE), printed('published p', [test.pValue, pValue], TOLERANCE)];
}

function compareTest(row: TableRow, test: CoverageTest | null): readonly Comparison[] {
  const name = `${row.text('test')} ${row.text('args')}`;
  if (test === null) return [uncomputed(name)];
  return [
    printed(`${name} statistic`, [test.statistic, row.text('statistic')], TOLERANCE),
    printed(`${name} p`, [test.pValue, row.text('p_value')], TOLERANCE),
    ...comparePublished(row, test),
  ];
}

function independenceOf(row: TableRow): CoverageTest | null {
  const counts = words(row);
  return independenceTest({
    calmToCalm: counts.number('n00'),
    breachToCalm: counts.number('n10'),
    calmToBreach: counts.number('n01'),
    breachToBreach: counts.number('n11'),
  });
}

/** `pof(N,x,p)+cci`: Kupiec's row of these numbers, and the nearest independence row above. */
const checkConditional: Check = (row, rows) => {
  const match = /^pof\(([^,]+),([^,]+),([^)]+)\)\+cci$/.exec(row.text('args'));
  const above = rows.filter((each) => each.line < row.line && each.text('test') === 'christoffersen_cci').at(-1);
  const [, days, exceptions, tail] = match ?? [];
  const coverage = match && kupiecTest(Number(days), Number(exceptions), Number(tail));
  const independence = above && independenceOf(above);
  return compareTest(row, coverage && independence ? conditionalCoverageTest(coverage, independence) : null);
};

const checkRegion: Check = (row) => {
  const region = kupiecRegion(words(row).number('N'), words(row).number('p'));
  return [exact(`region ${row.text('args')}`, [region && `accept ${region[0]}..${region[1]}`, row.text('statistic')])];
};

const checkTrafficLight: Check = (row) => {
  const reading = readTrafficLight(words(row).number('exceptions'), words(row).number('N'), words(row).number('p'));
  const name = `traffic light ${row.text('args')}`;
  if (reading === null) return [uncomputed(name)];
  return [
    printed(`${name} probability`, [reading.cumulativeProbability, row.text('statistic')], TOLERANCE),
    exact(`${name} factor`, [`plus factor ${reading.plusFactor.toFixed(2)}`, row.text('published')]),
    exact(`${name} zone`, [reading.zone, row.text('source')]),
  ];
};

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['kupiec_pof', (row) => compareTest(row, kupiecTest(words(row).number('N'), words(row).number('x'), words(row).number('p')))],
  ['kupiec_tuff', (row) => compareTest(row, firstFailureTest(words(row).number('n'), words(row).number('p')))],
  ['christoffersen_cci', (row) => compareTest(row, independenceOf(row))],
  ['christoffersen_cc', checkConditional],
  ['kupiec_95pct_region', checkRegion],
  ['basel_traffic_light', checkTrafficLight],
]);

/** `var_backtests.csv`: ten decimals. */
export const varBacktests: TableChecker = {
  file: 'var_backtests.csv',
  columns: ['test', 'args', 'statistic', 'p_value', 'published', 'source'],
  open: (_, rows) => (row) => {
    const check = CHECKS.get(row.text('test'));
    if (check === undefined) throw row.error(`expected ${[...CHECKS.keys()].join(', ')} in test, found "${row.text('test')}"`);
    return check(row, rows);
  },
};
