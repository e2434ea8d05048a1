/** What the stop cases collect, for how long, and the rows it becomes. */
import { median, quantile, type BenchOptions, type BenchRow } from './bench-case';
import { wallMs } from './stop-wire';

/** Times taken, and what they were taken on. */
export interface Samples {
  readonly milliseconds: number[];
  /** Until the venue's list was empty twice; only for pulls. */
  readonly confirmed: number[];
  /** Quotes that rested when it happened. */
  readonly quotes: number[];
  /** Feed messages per second that went to the desk meanwhile; empty where the feed is quiet. */
  readonly feedPerSecond: number[];
}

/** None yet. */
export const newSamples = (): Samples => ({ milliseconds: [], confirmed: [], quotes: [], feedPerSecond: [] });

/** How many samples, and how long at most they may take: a machine that is busy with other things gives fewer. */
export interface Budget {
  readonly samples: number;
  readonly endsAtMs: number;
}

/** From now on. `quickMs` is what a rougher figure may take. */
export function budget({ isQuick }: BenchOptions, quickMs = 60_000): Budget {
  return isQuick ? { samples: 20, endsAtMs: wallMs() + quickMs } : { samples: 200, endsAtMs: wallMs() + 900_000 };
}

/** Whether there are enough, or the time is over. */
export function isSpent({ samples, endsAtMs }: Budget, taken: readonly number[]): boolean {
  return taken.length >= samples || wallMs() >= endsAtMs;
}

/** p50 and p99, and how long until a pull was confirmed. */
export function rowsOf(what: string, samples: Samples, atMost: number): readonly BenchRow[] {
  const { milliseconds, confirmed, quotes, feedPerSecond } = samples;
  const feed = feedPerSecond.length === 0 ? '' : `, feed of ${Math.round(median(feedPerSecond))} per s`;
  const note = `${milliseconds.length} samples, ${median(quotes)} quotes each${feed}`;
  const rows: BenchRow[] = [
    { measure: `${what}, p50`, value: median(milliseconds), unit: 'ms', note },
    { measure: `${what}, p99`, value: quantile(milliseconds, 0.99), unit: 'ms', target: { atMost }, note },
  ];
  if (confirmed.length === 0) return rows;
  return [
    ...rows,
    { measure: `${what} → empty twice, p99`, value: quantile(confirmed, 0.99), unit: 'ms', target: { atMost: 2_000 }, note },
  ];
}
