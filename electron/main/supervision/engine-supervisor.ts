/** Keeps an engine running and watched: one that hangs or dies is pulled for by main's own client, replaced, and comes up halted. */
import type { EngineFacts, EngineNotice, StartEngine } from '../../../shared/contract/engine-messages';
import { EngineLink, type EngineListener, type EnginePort } from '../engine-link';
import type { Log } from '../log';
import type { TopicRequest } from '../subscriptions';
import { EngineWatch, LOOK_MS } from './engine-watch';
import type { DeskEnd, PullDesk } from './pull-desk';
import { RestartBudget } from './restart-budget';

/** The engine halts when main was silent for five of these. */
const LEASE_MS = 1_000;

/** A replaced engine starts even while the venue has not confirmed: it is halted, and the pull goes on beside it. */
const PULL_BEFORE_START_MS = 3_000;

/** A long journal takes seconds; a disk that does not answer takes for ever, and nobody else would say so. */
const SLOW_START_MS = 30_000;

/** What supervising needs of the world. */
export interface SupervisorRim {
  startThread(): EnginePort;
  nowMs(): number;
  /** Calls back again and again; the result ends it. */
  every(periodMs: number, callback: () => void): () => void;
  delay(milliseconds: number): Promise<void>;
  /** Used share of the machine's memory, 0 to 1. */
  processMemoryShare(): number;
  /** What an engine that has just started must be told. */
  subscriptions(): readonly TopicRequest[];
  readonly log: Log;
}

/** Who hears of the engine's fate. */
export interface SupervisorListener extends Pick<EngineListener, 'onTopic'> {
  onReady(): void;
  onFacts(facts: EngineFacts): void;
  /** An engine was begun and is still not ready; told once for each. It may become ready yet. */
  onSlowStart(found: string): void;
  /** No engine runs and none will be started. */
  onDown(reason: string): void;
}

export class EngineSupervisor {
  readonly #rim: SupervisorRim;
  readonly #listener: SupervisorListener;
  readonly #pulls: PullDesk;
  readonly #budget = new RestartBudget();
  readonly #waitingNotices: EngineNotice[] = [];
  #start: StartEngine | null = null;
  #link: EngineLink | null = null;
  #watch: EngineWatch | null = null;
  #isEnding = false;
  #isReplacing = false;
  #hasRun = false;
  #readyDueAtMs = Infinity;
  #stopTimers: () => void = () => undefined;

  constructor(rim: SupervisorRim, pulls: PullDesk, listener: SupervisorListener) {
    this.#rim = rim;
    this.#pulls = pulls;
    this.#listener = listener;
  }

  /** The engine that runs now, or the last one, which says why it does not. */
  get link(): EngineLink | null {
    return this.#link;
  }

  /** Whether any engine of this run was ready: before that no order of ours was sent, and those that rest are of another desk. */
  get hasRun(): boolean {
    return this.#hasRun;
  }

  start(message: StartEngine): void {
    this.#start = message;
    this.#begin(message);
    const stopLooking = this.#rim.every(LOOK_MS, () => this.#look());
    const stopLease = this.#rim.every(LEASE_MS, () => this.#link?.post({ type: 'lease' }));
    this.#stopTimers = () => {
      stopLooking();
      stopLease();
    };
  }

  /** Tells the engine, or the one that replaces it. */
  notice(notice: EngineNotice): void {
    if (this.#link?.isReady === true) this.#link.post({ type: 'notice', notice });
    else this.#waitingNotices.push(notice);
  }

  /** Pull, verify, close. If an engine that ran did not confirm it, main pulls by itself, and goes on after this resolves until that is confirmed. */
  async shutdown(): Promise<DeskEnd> {
    this.#isEnding = true;
    const isClean = this.#link === null ? true : await this.#link.shutdown();
    this.#stopTimers();
    if (isClean) {
      this.#pulls.stop();
      return 'clean';
    }
    if (!this.#hasRun) return 'unverified';
    return (await this.#pulls.pullAndWait('the engine did not confirm that it pulled', PULL_BEFORE_START_MS)) ? 'pulled' : 'unverified';
  }

  #begin(message: StartEngine): void {
    this.#watch = null;
    const port = this.#startThread();
    if (typeof port === 'string') return this.#down(port);
    this.#readyDueAtMs = this.#rim.nowMs() + SLOW_START_MS;
    const link = new EngineLink(
      port,
      {
        onTopic: (windowId, topic) => this.#listener.onTopic(windowId, topic),
        onReady: () => this.#ready(),
        onBeat: (facts) => this.#beat(facts),
        onLost: (reason) => this.#lost(link, reason),
      },
      this.#rim.log,
    );
    link.start(message);
    for (const request of this.#rim.subscriptions()) link.post(request);
    this.#link = link;
  }

  /** A machine without a thread or memory to spare gives none, as it may when an engine has just failed for want of them. */
  #startThread(): EnginePort | string {
    try {
      return this.#rim.startThread();
    } catch (error) {
      return `expected a thread for the engine, found: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #ready(): void {
    this.#hasRun = true;
    this.#readyDueAtMs = Infinity;
    this.#watch = new EngineWatch(this.#rim.nowMs());
    this.#link?.post({ type: 'lease' });
    for (const notice of this.#waitingNotices.splice(0)) this.#link?.post({ type: 'notice', notice });
    this.#listener.onReady();
  }

  #beat(facts: EngineFacts): void {
    this.#pulls.learn(facts);
    this.#pulls.standDown();
    const memoryShare = Math.max(facts.heapShare, this.#rim.processMemoryShare());
    this.#watch?.beat(this.#rim.nowMs(), { memoryShare, isAtRisk: facts.isAtRisk });
    this.#listener.onFacts(facts);
  }

  #look(): void {
    if (this.#rim.nowMs() >= this.#readyDueAtMs) this.#sayNotReady();
    const verdict = this.#watch?.look(this.#rim.nowMs()) ?? { kind: 'alive' };
    if (verdict.kind === 'prepare') return this.#pulls.prepare();
    // An engine that is ending may be busy folding its journal in; `shutdown` has a limit of its own.
    if (verdict.kind === 'alive' || (this.#isEnding && verdict.kind === 'replace')) return;
    this.#pulls.pull(`the engine stands still: ${verdict.reason}`);
    if (verdict.kind === 'replace') return void this.#replace(verdict.reason);
    const message = `Expected a beat of the engine every 100 ms, found that ${verdict.reason}. The main process pulled all orders by itself.`;
    this.#link?.post({ type: 'notice', notice: { source: 'watchdog', message, isFatal: true } });
  }

  #sayNotReady(): void {
    this.#readyDueAtMs = Infinity;
    this.#listener.onSlowStart(
      `Expected the engine to be ready within ${SLOW_START_MS / 1000} s, found that it has not become ready so far. ` +
        'Likely causes: a journal of many millions of entries, or a disk that does not answer while the journal is opened. An engine sends nothing before it is ready. ' +
        'If it does not become ready, look at the disk of the profile, then restart the desk.',
    );
  }

  #lost(link: EngineLink, reason: string): void {
    if (link !== this.#link) return;
    const hasTraded = this.#watch !== null;
    // An engine that never came up sent nothing, and the orders of another desk must not be touched.
    if (!hasTraded) return this.#down(reason);
    this.#pulls.pull(`the engine ended: ${reason}`);
    if (!this.#isEnding) void this.#replace(reason);
  }

  async #replace(reason: string): Promise<void> {
    if (this.#isReplacing) return;
    this.#isReplacing = true;
    this.#watch = null;
    this.#rim.log.error(`the engine is replaced: ${reason}`);
    await this.#link?.abandon(reason);
    // Whatever the old engine wrote last is on its way only now that it is gone.
    const isEmpty = await this.#pulls.pullAndWait(`the engine was ended: ${reason}`, PULL_BEFORE_START_MS);
    this.#isReplacing = false;
    if (this.#isEnding || this.#start === null) return;
    if (!this.#budget.take(this.#rim.nowMs())) return this.#down(`${reason}; it failed too often to be started again`);
    const found = isEmpty ? 'no order of ours rests at the venue' : 'the venue has not confirmed that no order rests there';
    const haltsBecause = `Expected the engine to run, found: ${reason.slice(0, 600)}. The main process pulled all orders (${found}) and started the engine again.`;
    this.#begin({ ...this.#start, isQuotingOnStart: false, haltsBecause });
  }

  #down(reason: string): void {
    this.#watch = null;
    this.#readyDueAtMs = Infinity;
    this.#listener.onDown(reason);
  }
}
