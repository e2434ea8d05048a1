/** The engine's process as the desk runs it: real loop, runner, journal writer and Deribit adapter, on a clock and disk that are not. */
import type { CommandCall } from '../../shared/contract/commands';
import { steadyNow, type EngineClock } from '../../electron/engine/engine-clock';
import { EffectRunner } from '../../electron/engine/effect-runner';
import { EngineLoop } from '../../electron/engine/engine-loop';
import { JournalWriter, type JournalTarget } from '../../electron/engine/journal-writer';
import { DeribitConnection } from '../../electron/venues/deribit/connection';
import type { VenueConnection } from '../../electron/venues/venue-port';
import { fail, type Result } from '../../shared/domain/result';
import { timestampMs } from '../../shared/domain/time';
import type { EngineEffect, SendOrder } from '../../shared/engine/effects';
import type { EngineEvent, EngineEventBody } from '../../shared/engine/events';
import { createInitialState } from '../../shared/engine/initial-state';
import type { DeskSettings } from '../../shared/engine/settings';
import type { EngineState } from '../../shared/engine/state';
import { simulationSettings } from './simulation-settings';
import type { SimulatedDisk } from './simulated-disk';
import type { SimulatedNetwork } from './simulated-network';
import { KEYS } from './simulated-venue';
import type { Appointed, VirtualClock } from './virtual-clock';
import type { Recorder } from './recorder';

const TICK_MS = 50;
const ENDPOINT = { environment: 'practice', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;

/** Where a process can die between deciding to send an order and hearing of it. */
export type CrashPoint =
  'before-commit' | 'while-committing' | 'after-commit' | 'after-first-send' | 'after-send' | 'at-answer' | 'at-cancel';

/** What a desk is made of. */
export interface DeskParts {
  readonly clock: VirtualClock;
  readonly disk: SimulatedDisk;
  readonly network: SimulatedNetwork;
  readonly recorder: Recorder;
  readonly random: () => number;
  readonly sessionId: string;
  /** Our wall clock minus world time, ms; may change while the desk runs. */
  readonly wallOffsetMs: () => number;
  readonly seam: DeskSeam;
  readonly watch: DeskWatch;
}

/** Where known bugs are put in; each part defaults to the real thing. */
export interface DeskSeam {
  readonly settings?: (settings: DeskSettings) => DeskSettings;
  readonly journal?: (target: JournalTarget, clock: VirtualClock) => JournalTarget;
  readonly recorded?: (event: EngineEvent) => EngineEvent | null;
  /** What the engine hears in place of what the adapter said. */
  readonly heard?: (body: EngineEventBody, desk: SimulatedDesk) => readonly EngineEventBody[];
  readonly connection?: (connection: VenueConnection, desk: SimulatedDesk) => VenueConnection;
  readonly commit?: (commit: () => Result<null, string>) => Result<null, string>;
}

/** Who looks on. */
export interface DeskWatch {
  readonly stepped: (desk: SimulatedDesk, event: EngineEvent) => void;
  readonly effects: (desk: SimulatedDesk, effects: readonly EngineEffect[]) => void;
  readonly crashed: (desk: SimulatedDesk, error: unknown) => void;
}

/** One life of the process. */
export class SimulatedDesk {
  readonly mustResume: boolean;
  readonly journalStart: number;
  readonly parts: DeskParts;
  crashAt: CrashPoint | null = null;
  isAlive = true;
  onDeath: () => void = () => undefined;
  private readonly loop: EngineLoop;
  private readonly runner: EffectRunner;
  private readonly journal: JournalWriter;
  private readonly now: () => number;
  private commands = 0;
  private writes = 0;

  constructor(parts: DeskParts) {
    this.parts = parts;
    const { disk, seam } = parts;
    this.mustResume = disk.length > 0 && !disk.isCleanEnd;
    this.journalStart = disk.length;
    this.now = steadyNow(
      () => parts.clock.nowMs + parts.wallOffsetMs(),
      () => parts.clock.nowMs - parts.clock.skippedMs - parts.clock.startMs,
    );
    const clock = this.engineClock();
    const target = disk.open(() => this.isAlive);
    this.journal = new JournalWriter(seam.journal?.(target, parts.clock) ?? target, clock, {
      failed: (message) => this.journalFailed(message),
      unrecorded: () => undefined,
    });
    this.runner = new EffectRunner({
      monotonicMs: () => clock.monotonicMs(),
      commitIntents: (intents, done) => done(this.commit(intents)),
      submit: (body) => this.loop.submit(body),
      acknowledge: () => undefined,
    });
    this.loop = new EngineLoop(createInitialState(), {
      clock,
      record: (event) => this.record(event),
      runEffects: (effects) => this.run(effects),
      stepped: (event) => parts.watch.stepped(this, event),
      crashed: (error) => parts.watch.crashed(this, error),
    });
  }

  get state(): EngineState {
    return this.loop.state;
  }

  start(): void {
    const { seam, network, sessionId } = this.parts;
    const clock = this.engineClock();
    const atMs = timestampMs(clock.nowMs());
    const environment = 'practice' as const;
    this.journal.begin({ kind: 'session-started', atMs, sessionId, environment, seed: 1, deskVersion: 'simulation' });
    const wanted: DeskSettings = { ...simulationSettings(), startsHalted: this.mustResume };
    this.loop.submit({ kind: 'session-started', sessionId, environment, settings: seam.settings?.(wanted) ?? wanted });
    const rim = {
      nowMs: () => clock.nowMs(),
      random: this.parts.random,
      schedule: (delayMs: number, callback: () => void) => clock.schedule(delayMs, callback),
      emit: (body: EngineEventBody) => this.hear(body),
    };
    const connection = new DeribitConnection(rim, {
      endpoint: ENDPOINT,
      credentials: KEYS,
      doors: network.doors(() => this.isAlive),
    });
    this.runner.attach(this.listening(seam.connection?.(connection, this) ?? connection));
    connection.start();
    this.tick();
  }

  /** What a trader types or presses. */
  command(call: CommandCall): void {
    if (!this.isAlive) return;
    this.commands += 1;
    this.parts.recorder.note(`trader: ${call.name}`);
    this.loop.submit({ kind: 'command-received', commandId: `command-${this.commands}`, call });
  }

  /** Whether every write of the journal succeeded so far. */
  get isJournalWhole(): boolean {
    return this.journal.state === 'whole';
  }

  /** Its clock less the true time, ms. */
  get clockErrorMs(): number {
    return this.now() - this.parts.clock.nowMs;
  }

  /** Writes what is recorded and not written yet. */
  flushJournal(): void {
    this.journal.flush();
  }

  /** Says something to the engine as if the adapter had. */
  submit(body: EngineEventBody): void {
    if (this.isAlive) this.loop.submit(body);
  }

  /** The process ends here, wherever it is: nothing leaves it any more. */
  kill(isPowerLost = false): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.parts.recorder.note(isPowerLost ? 'power lost' : 'process killed');
    this.parts.network.abandon(isPowerLost);
    this.onDeath();
  }

  /** Dies if it was to die here. */
  reach(point: CrashPoint): void {
    if (this.crashAt !== point || !this.isAlive) return;
    this.parts.recorder.note(`crash point ${point}`);
    this.kill();
  }

  private hear(body: EngineEventBody): void {
    if (!this.isAlive) return;
    const { heard } = this.parts.seam;
    for (const each of heard === undefined ? [body] : heard(body, this)) this.loop.submit(each);
  }

  private run(effects: readonly EngineEffect[]): void {
    if (!this.isAlive) return;
    this.parts.watch.effects(this, effects);
    this.runner.run(effects);
  }

  private commit(intents: readonly SendOrder[]): Result<null, string> {
    this.reach('before-commit');
    this.writes += 1;
    // A transaction in flight when the process dies is whole or absent; which of the two is chance.
    if (this.crashAt === 'while-committing' && this.writes % 2 === 0) this.reach('while-committing');
    const { commit } = this.parts.seam;
    const real = (): Result<null, string> => {
      let committed: Result<null, string> = fail('expected the simulated disk to answer at once, found that it did not');
      this.journal.commitIntents(intents, (result) => (committed = result));
      return committed;
    };
    const committed = commit === undefined ? real() : commit(real);
    this.reach('while-committing');
    this.reach('after-commit');
    return committed;
  }

  private record(event: EngineEvent): void {
    if (!this.isAlive) return;
    const { recorded } = this.parts.seam;
    const kept = recorded === undefined ? event : recorded(event);
    if (kept !== null) this.journal.record(kept);
  }

  private journalFailed(message: string): void {
    this.submit({ kind: 'fault-noticed', source: 'journal', message, isFatal: true });
  }

  private listening(connection: VenueConnection): VenueConnection {
    const { recorder } = this.parts;
    return {
      venue: connection.venue,
      start: () => connection.start(),
      subscribe: (ids) => connection.subscribe(ids),
      resynchroniseBook: (id, reason) => connection.resynchroniseBook(id, reason),
      sendOrder: (order) => {
        const { clientOrderId, side, quantity, price } = order.intent;
        recorder.note(`send ${clientOrderId} ${side} ${quantity} @ ${price}`);
        connection.sendOrder(order);
        this.reach('after-first-send');
        this.parts.clock.schedule(0, () => this.reach('after-send'), { isAsync: false });
      },
      cancelOrder: (order) => {
        recorder.note(`cancel ${order.clientOrderId}`);
        connection.cancelOrder(order);
        this.reach('at-cancel');
      },
      cancelAll: (scope) => {
        recorder.note(`cancel all: ${scope}`);
        connection.cancelAll(scope);
      },
      queryOrder: (id, clientOrderId) => connection.queryOrder(id, clientOrderId),
      reconcile: () => connection.reconcile(),
      reconnect: () => connection.reconnect(),
      disconnect: () => connection.disconnect(),
      stop: () => connection.stop(),
    };
  }

  private tick(): void {
    this.loop.submit({ kind: 'clock-ticked' });
    this.engineClock().schedule(TICK_MS, () => this.tick(), { isAsync: false });
  }

  /** Timers of a hung process fire when it goes on; those of a dead one never. */
  private engineClock(): EngineClock & { schedule: VirtualClock['schedule'] } {
    const { clock, network } = this.parts;
    const schedule = (delayMs: number, callback: () => void, how?: Appointed): (() => void) => {
      let isCanceled = false;
      const fire = (): void => {
        if (!this.isAlive || isCanceled) return;
        if (clock.nowMs < network.deskFrozenUntilMs) clock.schedule(network.deskFrozenUntilMs - clock.nowMs, fire, how);
        else callback();
      };
      clock.schedule(delayMs, fire, how);
      return () => {
        isCanceled = true;
      };
    };
    return {
      nowMs: this.now,
      monotonicMs: () => clock.nowMs - clock.skippedMs - clock.startMs,
      schedule,
    };
  }
}
