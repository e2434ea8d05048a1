/** Which run is due: what it depends on changed, or its result grew old. */
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';

/** A run that is asked for by itself. */
type ScheduledRun = Exclude<RiskRun, 'surface'>;

interface Rule {
  /** Not more often than this, ms … */
  readonly leastMs: number;
  /** … and without any cause after this, ms. */
  readonly mostMs: number;
  /** A change of this text is a cause. */
  readonly key: (snapshot: RiskSnapshot) => string;
}

/** A move of an index by this much is a cause. */
const INDEX_STEP = 0.001;

function indexSteps({ indexes }: RiskSnapshot): string {
  return Object.entries(indexes)
    .map(([name, price]) => `${name}${Math.round(Math.log(price) / INDEX_STEP)}`)
    .join();
}

function surfaceVersions({ surfaces }: RiskSnapshot): string {
  return Object.values(surfaces)
    .map(({ published }) => (published === null ? 0 : published.revision))
    .join();
}

const RULES: Readonly<Record<ScheduledRun, Rule>> = {
  greeks: { leastMs: 450, mostMs: 450, key: ({ revision }) => String(revision) },
  slide: {
    leastMs: 900,
    mostMs: 5_000,
    key: (snapshot) =>
      JSON.stringify([snapshot.revision, snapshot.requests, snapshot.whatIf.length, indexSteps(snapshot), surfaceVersions(snapshot)]),
  },
  // Seconds of work: at most a third of the thread, however fast fills come.
  capital: { leastMs: 8_000, mostMs: 20_000, key: ({ revision, requests }) => JSON.stringify([revision, requests.tail]) },
};

/** Runs that a trader looks at while they trade … */
export const FRONT_RUNS: readonly ScheduledRun[] = ['greeks', 'slide'];
/** … and the long one, which waits whenever one of those is due. */
export const BACK_RUNS: readonly ScheduledRun[] = ['capital'];

interface Last {
  readonly key: string;
  readonly atMs: number;
}

/** Remembers when each run last began, and for what. */
export class RunSchedule {
  private readonly last = new Map<ScheduledRun, Last>();
  private readonly forced = new Set<RiskRun>();

  /** It is due at the next look, whatever it last saw. */
  force(run: RiskRun): void {
    this.forced.add(run);
  }

  /** It counts as done now. */
  skip(run: RiskRun, nowMs: number): void {
    this.forced.delete(run);
    if (run !== 'surface') this.last.set(run, { key: this.last.get(run)?.key ?? '', atMs: nowMs });
  }

  /** The first of these runs that is due, which counts as begun; `null`: none is. */
  due(runs: readonly ScheduledRun[], snapshot: RiskSnapshot, nowMs: number): ScheduledRun | null {
    for (const run of runs) {
      const { leastMs, mostMs, key } = RULES[run];
      const last = this.last.get(run);
      const age = last === undefined ? Infinity : nowMs - last.atMs;
      const current = key(snapshot);
      const isDue = this.forced.has(run) || age >= mostMs || (age >= leastMs && current !== last?.key);
      if (!isDue) continue;
      this.forced.delete(run);
      this.last.set(run, { key: current, atMs: nowMs });
      return run;
    }
    return null;
  }
}
