/** The engine's end of the risk channel: sends copies of what it knows, keeps what came back, never waits for it. */
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { EngineEventBody } from '../../shared/engine/events';
import type { EngineState } from '../../shared/engine/state';
import type { RiskMessage, RiskResultMessage, RiskWorkerHung, ToRisk } from '../../shared/projection/risk-messages';
import { noResult, type RiskResult, type RiskResults } from '../../shared/projection/risk-results';
import { projectChain, projectRiskSnapshot } from '../../shared/projection/risk-snapshot';
import type { EngineClock } from './engine-clock';

/** A snapshot so often at most; panels read by eye need no more. */
const SNAPSHOT_MS = 500;
/** A worker that does not answer a greeting or take a snapshot for so long is silent: its figures are said to be old. */
const SILENCE_MS = 10_000;
/** One that stays silent for so long after that hangs: it is ended. Counted anew, so that a machine that slept costs no worker. */
const HUNG_MS = 20_000;
/** A result made of inputs older than this is dropped. */
const RESULT_TOLERANCE_MS = 60_000;

/** What the link needs. */
export interface RiskLinkRim {
  readonly clock: EngineClock;
  state(): EngineState;
  submit(body: EngineEventBody): void;
  /** Structured clone to whoever listens. */
  post(message: ToRisk | RiskWorkerHung): void;
}

type MutableResults = { -readonly [Run in keyof RiskResults]: RiskResults[Run] };

/** One per session with a risk channel. */
export class RiskLink {
  private readonly kept: MutableResults = { greeks: noResult, slide: noResult, capital: noResult, surface: noResult };
  private readonly sentChains = new Map<string, number>();
  private readonly sentHistories = new Map<string, unknown>();
  private readonly sentVolatilities = new Map<string, unknown>();
  private sentDays: unknown = null;
  /** Nobody is waited for while it is absent: whoever begins says hello by itself. */
  private worker: 'absent' | 'greeted' | 'there' = 'absent';
  private askedAtMs = Number.NEGATIVE_INFINITY;
  private isAnswered = true;
  private silentSinceMs: number | null = null;

  constructor(private readonly rim: RiskLinkRim) {}

  /** What the worker last said. */
  get results(): RiskResults {
    return this.kept;
  }

  /** Called on every tick of the engine's clock; sends at most one snapshot and one chain. */
  tick(): void {
    const now = this.rim.clock.monotonicMs();
    if (this.worker === 'absent' || now - this.askedAtMs < SNAPSHOT_MS) return;
    if (!this.isAnswered) return this.judgeSilence(now);
    const state = this.rim.state();
    if (state.session.sessionId === '') return;
    this.ask(now);
    this.sendNewHistories(state);
    this.sendNewDays(state);
    this.sendNewChains(state);
    this.rim.post({ type: 'snapshot', snapshot: projectRiskSnapshot(state) });
  }

  /** Asks whether a worker is there. One that hung under the engine before would say nothing for ever, so it owes this answer too. */
  greet(): void {
    this.worker = 'greeted';
    this.ask(this.rim.clock.monotonicMs());
    this.rim.post({ type: 'greet' });
  }

  /** Asks for a run, or ends it. */
  steer(run: RiskRun, action: 'refresh' | 'cancel'): void {
    this.rim.post({ type: 'steer', run, action });
  }

  /** Hears a message; those meant for others are left alone. */
  hear(message: RiskMessage): void {
    switch (message.type) {
      case 'hello':
        this.worker = 'there';
        this.isAnswered = true;
        this.sentChains.clear();
        this.sentHistories.clear();
        this.sentVolatilities.clear();
        this.sentDays = null;
        return;
      case 'taken':
        // Before a hello it is the answer to the engine before.
        this.isAnswered ||= this.worker === 'there';
        return;
      case 'fitted':
      case 'forecast':
        return this.rim.submit(message.event);
      case 'result':
        return this.keep(message);
      case 'progress':
        return this.change(message.run, { progress: message.share });
      case 'failed':
        return this.change(message.run, { problem: message.reason, progress: null });
      case 'worker-lost':
        this.worker = 'absent';
        return this.failAll(message.reason);
      default:
        return;
    }
  }

  private ask(now: number): void {
    this.askedAtMs = now;
    this.isAnswered = false;
    this.silentSinceMs = null;
  }

  private judgeSilence(now: number): void {
    if (now - this.askedAtMs <= SILENCE_MS) return;
    this.silentSinceMs ??= now;
    this.failAll(`expected the risk worker to answer within ${SILENCE_MS / 1000} s, found silence`);
    if (now - this.silentSinceMs < HUNG_MS) return;
    this.worker = 'absent';
    const reason = `it did not answer for ${Math.round((now - this.askedAtMs) / 1000)} s`;
    this.rim.post({ type: 'worker-hung', reason });
  }

  private sendNewHistories(state: EngineState): void {
    for (const [underlying, closes] of Object.entries(state.histories)) {
      if (this.sentHistories.get(underlying) === closes) continue;
      this.sentHistories.set(underlying, closes);
      this.rim.post({ type: 'history', underlying, closes });
    }
    for (const [underlying, values] of Object.entries(state.volatilityHistories)) {
      if (this.sentVolatilities.get(underlying) === values) continue;
      this.sentVolatilities.set(underlying, values);
      this.rim.post({ type: 'volatility-history', underlying, values });
    }
  }

  private sendNewDays({ days: { records } }: EngineState): void {
    if (this.sentDays === records) return;
    this.sentDays = records;
    this.rim.post({ type: 'days', days: records });
  }

  private sendNewChains(state: EngineState): void {
    for (const [underlying, { atMs }] of Object.entries(state.chains)) {
      if (this.sentChains.get(underlying) === atMs) continue;
      const chain = projectChain(state, underlying);
      if (chain === null) continue;
      this.sentChains.set(underlying, atMs);
      this.rim.post({ type: 'chain', chain });
      return;
    }
  }

  private keep(message: RiskResultMessage): void {
    // Before a hello it was made for the engine before.
    if (this.worker !== 'there') return;
    if (this.rim.clock.nowMs() - message.asOfMs > RESULT_TOLERANCE_MS) return;
    const { revision, asOfMs, computeMs } = message;
    const facts = { revision, asOfMs, computeMs, progress: null, problem: '' };
    switch (message.run) {
      case 'greeks':
        this.kept.greeks = { ...facts, body: message.body };
        return;
      case 'slide':
        this.kept.slide = { ...facts, body: message.body };
        return;
      case 'capital':
        this.kept.capital = { ...facts, body: message.body };
        return;
      case 'surface':
        this.kept.surface = { ...facts, body: message.body };
    }
  }

  private change(run: RiskRun, change: Partial<Pick<RiskResult<never>, 'progress' | 'problem'>>): void {
    const { kept } = this;
    if (run === 'greeks') kept.greeks = { ...kept.greeks, ...change };
    else if (run === 'slide') kept.slide = { ...kept.slide, ...change };
    else if (run === 'capital') kept.capital = { ...kept.capital, ...change };
    else kept.surface = { ...kept.surface, ...change };
  }

  private failAll(reason: string): void {
    for (const run of ['greeks', 'slide', 'capital', 'surface'] as const) this.change(run, { problem: reason, progress: null });
  }
}
