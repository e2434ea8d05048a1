/** One session of the engine: journal, loop, venue connections and publisher wired together, from start to a clean end. */
import type { EngineNotice, StartEngine, FromEngine, WindowId } from '../../shared/contract/engine-messages';
import type { CommandCall } from '../../shared/contract/commands';
import type { TopicName } from '../../shared/contract/topics';
import { ownPullId } from '../../shared/domain/pull-origin';
import { timestampMs } from '../../shared/domain/time';
import { collectDay } from '../../shared/engine/day-profit';
import { createInitialState } from '../../shared/engine/initial-state';
import type { RecoveredAccount } from '../../shared/engine/recovered-account';
import { UNVERIFIED_END } from '../../shared/journal/entry';
import type { ChainEnd } from '../../shared/journal/hash-chain';
import { project } from '../../shared/projection/project';
import { venueRegistry } from '../venues/registry';
import { untilNextTickMs } from './clock-ticks';
import { EffectRunner } from './effect-runner';
import type { EngineClock } from './engine-clock';
import { describeEngine, isNothingLeft } from './engine-facts';
import { EngineLoop } from './engine-loop';
import { HeartBeat } from './heart-beat';
import type { JournalKeeper } from './journal-keeper';
import type { JournalWriter } from './journal-writer';
import { LatencyMeter } from './latency-meter';
import { Publisher } from './publisher';
import { connectRisk, type RiskConnection } from './risk-channel';
import { SnapshotTaker } from './snapshot-taker';
import { AutomaticStart } from './start-quoting';

/** How long a clean end waits for the venue to confirm that nothing of ours rests there. */
const PULL_LIMIT_MS = 5_000;

/** The outside world of a session. */
export interface SessionRim {
  readonly clock: EngineClock;
  readonly journal: JournalWriter;
  readonly keeper: JournalKeeper;
  /** The last durable entry. */
  journalEnd(): ChainEnd;
  /** A number in [0, 1), for jitter only. */
  random(): number;
  /** Used share of the thread's heap limit, 0 to 1. */
  heapShare(): number;
  post(message: FromEngine): void;
}

/** What the session before left, as far as the journal tells. */
export interface SessionBefore {
  /** It did not end in order. */
  readonly startsHalted: boolean;
  readonly recovered: RecoveredAccount | null;
  /** What the trader should know of its recovery, in sentences. */
  readonly notices: readonly string[];
}

/** Runs until `shutdown`. */
export class EngineSession {
  readonly #start: StartEngine;
  readonly #rim: SessionRim;
  readonly #loop: EngineLoop;
  readonly #runner: EffectRunner;
  readonly #publisher: Publisher;
  readonly #latency: LatencyMeter;
  readonly #heartBeat: HeartBeat;
  readonly #snapshots: SnapshotTaker;
  readonly #risk: RiskConnection | null;
  readonly #windowOfCommand = new Map<string, WindowId>();
  readonly #automaticStart: AutomaticStart;
  #sessionId = '';
  #cancelTick: () => void = () => undefined;

  constructor(start: StartEngine, rim: SessionRim) {
    this.#start = start;
    this.#rim = rim;
    this.#automaticStart = new AutomaticStart(start.isQuotingOnStart);
    this.#latency = new LatencyMeter(rim.clock);
    this.#heartBeat = new HeartBeat({
      clock: rim.clock,
      beat: () => this.#beat(),
      leaseLost: (silentMs) => this.notice(mainIsSilent(silentMs)),
    });
    this.#runner = new EffectRunner({
      monotonicMs: () => rim.clock.monotonicMs(),
      commitIntents: (intents, done) => rim.journal.commitIntents(intents, done),
      verifyJournal: (isWanted) => rim.keeper.verify(isWanted),
      submit: (body) => this.#loop.submit(body),
      steerRiskRun: (run, action) => this.#risk?.link.steer(run, action),
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
    this.#snapshots = new SnapshotTaker({
      deskVersion: start.deskVersion,
      journal: rim.journal,
      monotonicMs: () => rim.clock.monotonicMs(),
      state: () => this.#loop.state,
      end: () => rim.journalEnd(),
      keeper: rim.keeper,
      refused: (message) => this.notice({ source: 'snapshots', message, isFatal: false }),
    });
    this.#risk = connectRisk(start.riskChannel, {
      clock: rim.clock,
      state: () => this.#loop.state,
      submit: (body) => this.#loop.submit(body),
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
      ...(start.exchangeRun === undefined ? {} : { exchangeRun: start.exchangeRun }),
    });
    this.#loop.submit({
      kind: 'session-started',
      sessionId,
      environment: start.environment,
      settings: { ...start.settings, startsHalted },
      ...(recovered === null ? {} : { recovered }),
    });
    journal.flush();
    if (recovered?.pulledAtMs !== undefined) this.#automaticStart.forget();
    for (const message of notices) this.notice({ source: 'recovery', message, isFatal: false });
    for (const definition of venueRegistry) {
      const connection = definition.connect(start.endpoint, start.credentials, {
        nowMs: () => this.#rim.clock.nowMs(),
        random: () => this.#rim.random(),
        schedule: (delayMs, callback) => this.#rim.clock.schedule(delayMs, callback),
        emit: (body) => this.#loop.submit(body),
      });
      this.#runner.attach(connection);
      connection.start();
    }
    this.#publisher.start();
    this.#tick();
    this.#heartBeat.start();
    if (start.haltsBecause !== undefined) this.notice({ source: 'engine', message: start.haltsBecause, isFatal: true });
  }

  /** A command whose schema and sender were checked; its outcome goes to that window. */
  command(windowId: WindowId, id: string, call: CommandCall): void {
    this.#windowOfCommand.set(id, windowId);
    this.#automaticStart.heard(call);
    this.#loop.submit({ kind: 'command-received', commandId: id, call });
  }

  /** The disk refused: no order leaves any more. */
  journalFailed(message: string): void {
    this.#loop.submit({ kind: 'fault-noticed', source: 'journal', message, isFatal: true });
  }

  /** Something happened outside that must be journaled and shown; if it is fatal, everything is pulled and latched. */
  notice(notice: EngineNotice): void {
    this.#loop.submit({ kind: 'fault-noticed', ...notice });
  }

  /** Main lives. */
  renewLease(): void {
    this.#heartBeat.renew();
  }

  /** Last words of a thread that can't go on: journaled, pulled, told to main. */
  die(message: string): void {
    this.notice({ source: 'engine', message, isFatal: true });
    this.#rim.journal.flush();
    this.#rim.post({ type: 'fatal', message });
  }

  /** The publisher, for subscriptions. */
  get publisher(): Publisher {
    return this.#publisher;
  }

  /** A window painted what was published under this sequence. */
  painted(sequence: number, paintedAtMs: number): void {
    this.#latency.painted(sequence, paintedAtMs);
  }

  /** Pull, verify, close the journal: in this order, each with a limit. `false`: orders of ours may rest. */
  async shutdown(): Promise<boolean> {
    const call: CommandCall = { name: 'pull-quotes', args: { instrumentId: null } };
    this.#automaticStart.heard(call);
    this.#loop.submit({ kind: 'command-received', commandId: ownPullId('shutdown', String(this.#loop.sequence)), call });
    await this.#untilPulled();
    const isPulled = isNothingLeft(this.#loop.state);
    this.#cancelTick();
    this.#publisher.stop();
    this.#risk?.close();
    await Promise.all(this.#runner.connections.map((connection) => connection.stop()));
    const day = collectDay(this.#loop.state);
    await this.#rim.journal.end({
      kind: 'session-ended',
      atMs: timestampMs(this.#rim.clock.nowMs()),
      sessionId: this.#sessionId,
      reason: isPulled ? 'shutdown' : UNVERIFIED_END,
      ...(day === null ? {} : { day }),
    });
    if (this.#rim.journal.state === 'whole') await this.#snapshots.takeLast();
    await this.#rim.keeper.end();
    this.#heartBeat.stop();
    return isPulled;
  }

  #beat(): void {
    const rimFacts = { nowMs: this.#rim.clock.nowMs(), journalEntries: this.#rim.journal.entryCount, heapShare: this.#rim.heapShare() };
    this.#rim.post({ type: 'beat', facts: describeEngine(this.#loop.state, rimFacts) });
  }

  /** What is no part of the state is looked up when a panel shows it: percentiles are sorted for, and this runs a hundred times a second. */
  #project(topic: TopicName): unknown {
    const { journal, keeper } = this.#rim;
    const [latency, risk] = [this.#latency, this.#risk];
    return project(this.#loop.state, topic, {
      journalEntries: journal.entryCount,
      journalState: journal.state,
      journalCheck: keeper.check,
      get engineP99Micros() {
        return latency.engineP99Micros;
      },
      get screenP95Ms() {
        return latency.screenP95Ms;
      },
      risk: risk?.link.results,
    });
  }

  #tick(): void {
    this.#loop.submit({ kind: 'clock-ticked' });
    this.#runner.expireWaiting();
    this.#snapshots.tick();
    this.#risk?.link.tick();
    this.#startQuotingWhenReady();
    this.#cancelTick = this.#rim.clock.schedule(untilNextTickMs(this.#loop.state, this.#rim.clock.nowMs()), () => this.#tick());
  }

  #startQuotingWhenReady(): void {
    const calls = this.#automaticStart.take(this.#loop.state);
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

function mainIsSilent(silentMs: number): EngineNotice {
  const message = `Expected word of the main process within 5 s, found none for ${(silentMs / 1000).toFixed(1)} s; no stop could have been relayed.`;
  return { source: 'main process', message, isFatal: true };
}
