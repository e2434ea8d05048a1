/** One session of the engine: journal, loop, venue connections and publisher wired together, from start to a clean end. */
import type { StartEngine, FromEngine, WindowId } from '../../shared/contract/engine-messages';
import type { CommandCall } from '../../shared/contract/commands';
import type { TopicName } from '../../shared/contract/topics';
import { timestampMs } from '../../shared/domain/time';
import { createInitialState } from '../../shared/engine/initial-state';
import type { RecoveredAccount } from '../../shared/engine/recovered-account';
import type { ChainEnd } from '../../shared/journal/hash-chain';
import { project } from '../../shared/projection/project';
import { venueRegistry } from '../venues/registry';
import { EffectRunner } from './effect-runner';
import type { EngineClock } from './engine-clock';
import { describeEngine } from './engine-facts';
import { EngineLoop } from './engine-loop';
import type { JournalWriter } from './journal-writer';
import { LatencyMeter } from './latency-meter';
import { Publisher } from './publisher';
import { commandsToStartQuoting } from './start-quoting';

import { SnapshotTaker } from './snapshot-taker';
/** Quick enough that a stale feed is noticed within a frame or two, slow enough to cost nothing. */
const CLOCK_TICK_MS = 50;

/** How long a clean end waits for the venue to confirm that nothing of ours rests there. */
const PULL_LIMIT_MS = 5_000;

/** The outside world of a session. */
export interface SessionRim {
  readonly clock: EngineClock;
  readonly journal: JournalWriter;
  /** A number in [0, 1), for jitter only. */
  random(): number;
  readonly keeper: JournalKeeper;
  /** The last durable entry. */
  journalEnd(): ChainEnd;
  post(message: FromEngine): void;
}
  /** Used share of the thread's heap limit, 0 to 1. */
  heapShare(): number;

/** Runs until `shutdown`. */
export class EngineSession {
/** What the session before left, as far as the journal tells. */
export interface SessionBefore {
  /** It did not end in order. */
  readonly startsHalted: boolean;
  readonly recovered: RecoveredAccount | null;
  /** What the trader should know of its recovery, in sentences. */
  readonly notices: readonly string[];
}

  readonly #start: StartEngine;
  readonly #rim: SessionRim;
  readonly #loop: EngineLoop;
  readonly #runner: EffectRunner;
  readonly #publisher: Publisher;
  readonly #latency: LatencyMeter;
  readonly #windowOfCommand = new Map<string, WindowId>();
  #isQuotingStarted: boolean;
  #sessionId = '';
  #cancelTick: () => void = () => undefined;

  constructor(start: StartEngine, rim: SessionRim) {
    this.#start = start;
    this.#rim = rim;
    this.#isQuotingStarted = !start.isQuotingOnStart;
    this.#latency = new LatencyMeter(rim.clock);
    this.#runner = new EffectRunner({
      monotonicMs: () => rim.clock.monotonicMs(),
      commitIntents: (intents, done) => rim.journal.commitIntents(intents, done),
      verifyJournal: (isWanted) => rim.keeper.verify(isWanted),
      submit: (body) => this.#loop.submit(body),
      acknowledge: (commandId, outcome) => {
        const windowId = this.#windowOfCommand.get(commandId);
        this.#windowOfCommand.delete(commandId);
        if (windowId !== undefined) rim.post({ type: 'outcome', windowId, id: commandId, outcome });
      },
    });
    this.#loop = new EngineLoop(createInitialState(), {
      clock: rim.clock,
      record: (event) => rim.journal.record(event),
      runEffects: (effects) => this.#runner.run(effects),
      stepped: (event, elapsedMs) => this.#latency.stepped(event, elapsedMs),
      crashed: (error, event) => this.#crash(error, event.kind),
    });
    this.#publisher = new Publisher({
      clock: rim.clock,
      project: (topic) => this.#project(topic),
      send: (windowId, message) => {
        if (message.topic === 'desk' && message.kind === 'patch') this.#latency.published(this.#loop.sequence);
        rim.post({ type: 'topic', windowId, message });
      },
    });
  }
    this.#snapshots = new SnapshotTaker({
      deskVersion: start.deskVersion,
      journal: rim.journal,
      monotonicMs: () => rim.clock.monotonicMs(),
      state: () => this.#loop.state,
      end: () => rim.journalEnd(),
      keeper: rim.keeper,
      refused: (message) => this.notice({ source: 'snapshots', message, isFatal: false }),
    });

  /** Starts the session, connects every venue of the registry it has an endpoint for. */
  run(sessionId: string, { startsHalted, recovered, notices }: SessionBefore): void {
    const start = this.#start;
    this.#sessionId = sessionId;
    const { clock, journal } = this.#rim;
    journal.begin({
      kind: 'session-started',
      atMs: timestampMs(clock.nowMs()),
      sessionId,
      environment: start.environment,
      seed: start.sessionSeed,
      deskVersion: start.deskVersion,
    });
    this.#loop.submit({
      kind: 'session-started',
      sessionId,
      environment: start.environment,
      settings: { ...start.settings, startsHalted },
    });
    for (const definition of venueRegistry) {
      const connection = definition.connect(start.endpoint, start.credentials, {
        nowMs: () => this.#rim.clock.nowMs(),
        random: () => this.#rim.random(),
        schedule: (delayMs, callback) => this.#rim.clock.schedule(delayMs, callback),
        emit: (body) => this.#loop.submit(body),
      });
      this.#runner.attach(connection);
      ...(recovered === null ? {} : { recovered }),
      connection.start();
    for (const message of notices) this.notice({ source: 'recovery', message, isFatal: false });
    }
    this.#publisher.start();
    this.#tick();
  }

  /** A command whose schema and sender were checked; its outcome goes to that window. */
  command(windowId: WindowId, id: string, call: CommandCall): void {
    this.#windowOfCommand.set(id, windowId);
    this.#loop.submit({ kind: 'command-received', commandId: id, call });
  }

  /** The disk refused: no order leaves any more. */
  journalFailed(message: string): void {
    this.#loop.submit({ kind: 'fault-noticed', source: 'journal', message, isFatal: true });
  }

  /** The publisher, for subscriptions. */
  get publisher(): Publisher {
    return this.#publisher;
  }

  /** A window painted what was published under this sequence. */
  painted(sequence: number, paintedAtMs: number): void {
    this.#latency.painted(sequence, paintedAtMs);
  }

  /** Pull, verify, close the journal: in this order, each with a limit. */
  async shutdown(): Promise<void> {
    this.#loop.submit({
      kind: 'command-received',
      commandId: `shutdown-${this.#loop.sequence}`,
      call: { name: 'pull-quotes', args: { instrumentId: null } },
    });
    await this.#untilPulled();
    this.#cancelTick();
    this.#publisher.stop();
    await Promise.all(this.#runner.connections.map((connection) => connection.stop()));
    await this.#rim.journal.end({
      kind: 'session-ended',
      atMs: timestampMs(this.#rim.clock.nowMs()),
      sessionId: this.#sessionId,
      reason: 'shutdown',
    });
  }

  #project(topic: TopicName): unknown {
    const health = {
      journalEntries: this.#rim.journal.entryCount,
      journalState: this.#rim.journal.state,
      engineP99Micros: this.#latency.engineP99Micros,
      screenP95Ms: this.#latency.screenP95Ms,
    };
    return project(this.#loop.state, topic, health);
  }

  #tick(): void {
    this.#loop.submit({ kind: 'clock-ticked' });
    if (!this.#isQuotingStarted) this.#startQuotingWhenReady();
    this.#cancelTick = this.#rim.clock.schedule(CLOCK_TICK_MS, () => this.#tick());
  }

  #startQuotingWhenReady(): void {
    const calls = commandsToStartQuoting(this.#loop.state);
    if (calls === null) return;
    this.#isQuotingStarted = true;
    calls.forEach((call, index) => this.#loop.submit({ kind: 'command-received', commandId: `start-${index}`, call }));
  }

  async #untilPulled(): Promise<void> {
    const deadline = this.#rim.clock.monotonicMs() + PULL_LIMIT_MS;
    while (this.#loop.state.safety.pull?.isDone === false && this.#rim.clock.monotonicMs() < deadline) {
      await new Promise<void>((resolve) => this.#rim.clock.schedule(20, resolve));
    }
  }

  #crash(error: unknown, eventKind: string): void {
    for (const connection of this.#runner.connections) connection.cancelAll('mine');
    const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#rim.journal.flush();
    this.#rim.post({
      type: 'fatal',
      message: `The engine failed on ${eventKind}: ${found}. All its orders are being canceled; restart the desk.`,
    });
  }
}
      journalCheck: this.#rim.keeper.check,
    this.#runner.expireWaiting();
    this.#snapshots.takeIfDue();
