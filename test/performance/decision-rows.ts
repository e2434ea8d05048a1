/** Times updates until enough are seen, and makes the rows of a latency measurement. */
import { quantile, type BenchOptions, type BenchRow } from './bench-case';
import type { QuotingDesk, TimedUpdate } from './quoting-desk';

/** Runs the updates: the first tenth warms up and is left out. */
export function timeUpdates(quoting: QuotingDesk, { isQuick }: BenchOptions, next: () => TimedUpdate): readonly TimedUpdate[] {
  const count = isQuick ? 20_000 : 200_000;
  const samples: TimedUpdate[] = [];
  for (let index = 0; index < count * 1.1; index += 1) {
    const sample = next();
    if (index >= count * 0.1) samples.push(sample);
  }
  if (!quoting.isQuoting) throw new Error(`Expected a desk that quotes to the end, found it ${quoting.desk.state.safety.tradingState}.`);
  return samples;
}

/** p50 and p99 of all updates and of those that changed orders. */
export function latencyRows(what: string, samples: readonly TimedUpdate[], target?: BenchRow['target']): readonly BenchRow[] {
  const all = samples.map(({ microseconds }) => microseconds);
  const deciding = samples.filter(({ hasDecided }) => hasDecided).map(({ microseconds }) => microseconds);
  const note = `${all.length} updates, ${deciding.length} changed orders`;
  return [
    { measure: `${what}, p50`, value: quantile(all, 0.5), unit: 'µs', note },
    { measure: `${what}, p99`, value: quantile(all, 0.99), unit: 'µs', ...(target === undefined ? {} : { target }) },
    { measure: `${what}, orders changed, p50`, value: quantile(deciding, 0.5), unit: 'µs' },
    { measure: `${what}, orders changed, p99`, value: quantile(deciding, 0.99), unit: 'µs' },
  ];
}
