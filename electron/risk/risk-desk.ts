/** Keeps the newest inputs and runs one job at a time in slices, so that a new snapshot or a cancel is heard between two of them. */
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { FromRisk, RiskMessage, RiskResultMessage } from '../../shared/projection/risk-messages';
import type { MarketSmiles } from '../../shared/projection/risk-results';
import type { ChainSnapshot, RiskSnapshot } from '../../shared/projection/risk-snapshot';
import { runGreeks } from './greeks-run';
import { prepareInputs, type RiskInputs, type Run } from './risk-inputs';
import { RunSchedule } from './run-schedule';
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

/** One per worker. */
export class RiskDesk {
  private snapshot: RiskSnapshot | null = null;
  private readonly chains = new Map<string, ChainSnapshot>();
  private readonly unfitted = new Set<string>();
  private smiles: Readonly<Record<string, MarketSmiles>> = {};
  private readonly schedule = new RunSchedule();
  private job: Job | null = null;
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
        return this.begin();
      case 'snapshot':
        this.snapshot = message.snapshot;
        this.rim.send({ type: 'taken' });
        break;
      case 'chain':
        this.chains.set(message.chain.underlying, message.chain);
        this.unfitted.add(message.chain.underlying);
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

  private cancel(run: RiskRun): void {
    this.schedule.skip(run, this.rim.monotonicMs());
    if (this.job?.run !== run) return;
    this.job = null;
    this.rim.send({ type: 'progress', run, share: null });
  }

  private pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    this.rim.soon(() => {
      this.isPumping = false;
      this.job ??= this.nextJob();
      if (this.job === null) return;
      this.advance(this.job);
      this.pump();
    });
  }

  private nextJob(): Job | null {
    const { snapshot } = this;
    if (snapshot === null) return null;
    const [underlying] = this.unfitted;
    if (underlying !== undefined) {
      this.unfitted.delete(underlying);
      return this.jobOf('surface', snapshot, this.fit(snapshot, underlying));
    }
    const run = this.schedule.due(snapshot, this.rim.monotonicMs());
    if (run === null) return null;
    const inputs = prepareInputs(snapshot, this.chains);
    return this.jobOf(run, snapshot, run === 'slide' ? slide(inputs) : greeks(inputs));
  }

  private jobOf(run: RiskRun, snapshot: RiskSnapshot, steps: Job['steps']): Job {
    return { run, revision: snapshot.revision, asOfMs: snapshot.atMs, steps, spentMs: 0 };
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
      this.job = null;
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

  private finish({ revision, asOfMs, spentMs }: Job, finished: Finished): void {
    this.job = null;
    this.rim.send(finished({ revision, asOfMs, computeMs: spentMs }));
  }
}
