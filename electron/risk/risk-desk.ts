/** Keeps the newest inputs and works in slices, so that a new snapshot or a cancel is heard between two of them; long runs rest for short ones. */
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { DailyClose } from '../../shared/domain/daily-close';
import type { DailyVolatility } from '../../shared/domain/daily-volatility';
import type { DeskDay } from '../../shared/engine/desk-days';
import type { FromRisk, RiskMessage, RiskResultMessage } from '../../shared/projection/risk-messages';
import type { MarketSmiles } from '../../shared/projection/risk-results';
import type { ChainSnapshot, RiskSnapshot } from '../../shared/projection/risk-snapshot';
import { runCapital } from './capital-run';
import { runGreeks } from './greeks-run';
import { prepareInputs, type Background, type RiskInputs, type Run } from './risk-inputs';
import { BACK_RUNS, FRONT_RUNS, RunSchedule } from './run-schedule';
import { runSlide } from './slide-run';
import { fitChain } from './surface-run';

/** How long a job may keep the thread before it looks up. */
const SLICE_MS = 12;

/** Progress is told so often at most. */
const PROGRESS_MS = 100;

/** The worker's surroundings. */
export interface RiskDeskRim {
  monotonicMs(): number;
  send(message: FromRisk): void;
  /** Calls back once after everything that waits was heard. */
  soon(callback: () => void): void;
}

/** What a message says of the run that made its body. */
type RunFacts = Pick<RiskResultMessage, 'revision' | 'asOfMs' | 'computeMs'>;

/** The end of a run: its result, once the facts of the run are known. */
type Finished = (facts: RunFacts) => RiskResultMessage;

interface Job {
  readonly run: RiskRun;
  readonly revision: number;
  readonly asOfMs: number;
  readonly steps: Run<Finished>;
  spentMs: number;
}

function* greeks(inputs: RiskInputs): Run<Finished> {
  const body = yield* runGreeks(inputs);
  return (facts) => ({ type: 'result', run: 'greeks', ...facts, body });
}

function* slide(inputs: RiskInputs): Run<Finished> {
  const body = yield* runSlide(inputs);
  return (facts) => ({ type: 'result', run: 'slide', ...facts, body });
}

/** One generator per run that is due by itself and tells nothing but its result. */
const RUNS = { greeks, slide } as const;

/** One per worker. */
export class RiskDesk {
  private snapshot: RiskSnapshot | null = null;
  private readonly chains = new Map<string, ChainSnapshot>();
  private readonly histories = new Map<string, readonly DailyClose[]>();
  private readonly volatilities = new Map<string, readonly DailyVolatility[]>();
  private days: readonly DeskDay[] = [];
  private readonly unfitted = new Set<string>();
  private smiles: Readonly<Record<string, MarketSmiles>> = {};
  private schedule = new RunSchedule();
  /** Under way; the back one rests while there is a front one. */
  private front: Job | null = null;
  private back: Job | null = null;
  private isPumping = false;
  private toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly rim: RiskDeskRim) {}

  /** Says that a worker is here. */
  begin(): void {
    this.rim.send({ type: 'hello' });
  }

  /** Hears a message; those meant for others are left alone. */
  hear(message: RiskMessage): void {
    switch (message.type) {
      case 'greet':
        this.forget();
        return this.begin();
      case 'snapshot':
        this.snapshot = message.snapshot;
        this.rim.send({ type: 'taken' });
        break;
      case 'chain':
        this.chains.set(message.chain.underlying, message.chain);
        this.unfitted.add(message.chain.underlying);
        break;
      case 'history':
        this.histories.set(message.underlying, message.closes);
        this.schedule.force('capital');
        break;
      case 'volatility-history':
        this.volatilities.set(message.underlying, message.values);
        this.schedule.force('capital');
        break;
      case 'days':
        this.days = message.days;
        this.schedule.force('capital');
        break;
      case 'steer':
        if (message.action === 'cancel') this.cancel(message.run);
        else this.schedule.force(message.run);
        break;
      default:
        return;
    }
    this.pump();
  }

  /** An engine that begins counts its revisions anew: what was seen of the one before would pass for news of the positions that it holds. */
  private forget(): void {
    this.snapshot = null;
    this.front = null;
    this.back = null;
    this.schedule = new RunSchedule();
  }

  private cancel(run: RiskRun): void {
    this.schedule.skip(run, this.rim.monotonicMs());
    const job = [this.front, this.back].find((each) => each?.run === run);
    if (job == null) return;
    this.drop(job);
    this.rim.send({ type: 'progress', run, share: null });
  }

  private pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    this.rim.soon(() => {
      this.isPumping = false;
      this.front ??= this.nextFront();
      this.back ??= this.dueJob(BACK_RUNS);
      const job = this.front ?? this.back;
      if (job === null) return;
      this.advance(job);
      this.pump();
    });
  }

  private nextFront(): Job | null {
    const { snapshot } = this;
    const [underlying] = this.unfitted;
    if (snapshot !== null && underlying !== undefined) {
      this.unfitted.delete(underlying);
      return this.jobOf('surface', snapshot, this.fit(snapshot, underlying));
    }
    return this.dueJob(FRONT_RUNS);
  }

  private dueJob(runs: typeof FRONT_RUNS): Job | null {
    const { snapshot } = this;
    const run = snapshot === null ? null : this.schedule.due(runs, snapshot, this.rim.monotonicMs());
    if (snapshot === null || run === null) return null;
    const inputs = prepareInputs(snapshot, this.background);
    return this.jobOf(run, snapshot, run === 'capital' ? this.capital(inputs) : RUNS[run](inputs));
  }

  private jobOf(run: RiskRun, snapshot: RiskSnapshot, steps: Job['steps']): Job {
    return { run, revision: snapshot.revision, asOfMs: snapshot.atMs, steps, spentMs: 0 };
  }

  private get background(): Background {
    const { chains, histories, volatilities, days } = this;
    return { chains, histories, volatilities, days };
  }

  private *capital(inputs: RiskInputs): Run<Finished> {
    const { body, forecast } = yield* runCapital(inputs);
    if (forecast !== null) this.rim.send({ type: 'forecast', event: { kind: 'tail-forecast-made', forecast } });
    return (facts) => ({ type: 'result', run: 'capital', ...facts, body });
  }

  private *fit(snapshot: RiskSnapshot, underlying: string): Run<Finished> {
    yield 0;
    const chain = this.chains.get(underlying);
    if (chain !== undefined) {
      const { event, smiles } = fitChain(snapshot, chain);
      this.rim.send({ type: 'fitted', event });
      this.smiles = { ...this.smiles, [underlying]: smiles };
    }
    const body = this.smiles;
    return (facts) => ({ type: 'result', run: 'surface', ...facts, body });
  }

  private advance(job: Job): void {
    const startedAtMs = this.rim.monotonicMs();
    try {
      let step = job.steps.next();
      while (step.done !== true && this.rim.monotonicMs() - startedAtMs < SLICE_MS) step = job.steps.next();
      job.spentMs += this.rim.monotonicMs() - startedAtMs;
      if (step.done === true) this.finish(job, step.value);
      else this.tellProgress(job, step.value);
    } catch (error) {
      this.drop(job);
      const found = error instanceof Error ? error.message : String(error);
      this.rim.send({ type: 'failed', run: job.run, reason: `expected a result, found: ${found}; it is tried again` });
    }
  }

  private tellProgress({ run }: Job, share: number): void {
    const now = this.rim.monotonicMs();
    if (now - this.toldAtMs < PROGRESS_MS) return;
    this.toldAtMs = now;
    this.rim.send({ type: 'progress', run, share });
  }

  private drop(job: Job): void {
    if (this.front === job) this.front = null;
    if (this.back === job) this.back = null;
  }

  private finish(job: Job, finished: Finished): void {
    const { revision, asOfMs, spentMs } = job;
    this.drop(job);
    this.rim.send(finished({ revision, asOfMs, computeMs: spentMs }));
  }
}
