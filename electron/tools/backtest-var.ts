/** `npm run backtest-var -- FILE…`: every VaR method walked over daily returns, with what the tests say of it. */
import { shortfallTests, type ForecastDay } from '../../shared/risk/acerbi-szekely';
import { countExceptions, walkWindow } from '../../shared/risk/backtest';
import { conditionalCoverageTest, independenceTest, kupiecTest, type CoverageTest } from '../../shared/risk/coverage';
import { tailMethods, type TailMethod } from '../../shared/risk/tail-methods';
import { readTrafficLight } from '../../shared/risk/traffic-light';
import { readDailySeries, SeriesError, type DailySeries } from './backtest-var/daily-returns';

const WINDOWS = [250, 500];
const TAILS = [0.05, 0.01];
/** The traffic light is defined on one year of a 99 % VaR. */
const LIGHT_DAYS = 250;

/** One method, window and tail over one series. */
interface Run {
  readonly series: DailySeries;
  readonly method: TailMethod;
  readonly windowDays: number;
  readonly tail: number;
}

function shown(test: CoverageTest | null): string {
  return test === null ? '–' : `${test.statistic.toFixed(2)} (p ${test.pValue.toFixed(3)})`;
}

/** The light of the last year, if the VaR is one in a hundred. */
function lightOf(days: readonly ForecastDay[], tail: number): string {
  if (tail !== 0.01 || days.length < LIGHT_DAYS) return '–';
  const { exceptions } = countExceptions(days.slice(-LIGHT_DAYS));
  const reading = readTrafficLight(exceptions, LIGHT_DAYS, tail);
  return reading === null ? '–' : `${reading.zone} (${exceptions}, +${reading.plusFactor})`;
}

function describe({ series, method, windowDays, tail }: Run): string {
  const days = [...walkWindow({ method, returns: series.returns, windowDays, tail })];
  const label = `${method.name.padEnd(20)} ${String(windowDays).padStart(4)} d  ${`${((1 - tail) * 100).toFixed(0)} %`.padStart(5)}`;
  if (days.length === 0) return `  ${label}  no forecast: the window says nothing, or the history is shorter than it`;
  const { exceptions, transitions } = countExceptions(days);
  const [coverage, independence] = [kupiecTest(days.length, exceptions, tail), independenceTest(transitions)];
  const conditional = coverage && independence && conditionalCoverageTest(coverage, independence);
  const shortfall = shortfallTests(days, tail);
  return [
    `  ${label}`,
    `exceptions ${exceptions} of ${days.length} (expected ${(days.length * tail).toFixed(1)})`.padEnd(44),
    `Kupiec ${shown(coverage)}`.padEnd(26),
    `independence ${shown(independence)}`.padEnd(32),
    `conditional ${shown(conditional)}`.padEnd(31),
    `Z1 ${shortfall?.first?.toFixed(3) ?? '–'}  Z2 ${shortfall?.second.toFixed(3) ?? '–'}`.padEnd(24),
    `light ${lightOf(days, tail)}`,
  ].join('  ');
}

function report(path: string): void {
  for (const series of readDailySeries(path)) {
    const { name, kind, returns, firstDay, lastDay } = series;
    process.stdout.write(
      `${path}${name === '' ? '' : ` ${name}`}: ${returns.length} ${kind}, ${firstDay === null ? 'without days' : `${firstDay} to ${lastDay}`}\n`,
    );
    for (const windowDays of WINDOWS)
      for (const tail of TAILS)
        for (const method of tailMethods) process.stdout.write(`${describe({ series, method, windowDays, tail })}\n`);
  }
}

/** Prints one file; whether it was a series. One bad file does not hide the others. */
function reportFile(path: string): boolean {
  try {
    report(path);
    return true;
  } catch (error) {
    if (!(error instanceof SeriesError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

function main(paths: readonly string[]): number {
  if (paths.length === 0) {
    process.stderr.write('Expected one or more CSV files of daily prices or returns, found none: npm run backtest-var -- FILE…\n');
    return 1;
  }
  process.stdout.write(`${tailMethods.map(({ name, convention }) => `${name}: ${convention}`).join('\n')}\n\n`);
  return paths.map(reportFile).every((isSeries) => isSeries) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
