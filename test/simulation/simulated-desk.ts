/** The engine's process as the desk runs it: real loop, runner, journal writer and Deribit adapter, on a clock and disk that are not. */
import type { CommandCall } from '../../shared/contract/commands';
import { steadyNow, type EngineClock } from '../../electron/engine/engine-clock';
import { EffectRunner } from '../../electron/engine/effect-runner';
import { isNothingLeft } from '../../electron/engine/engine-facts';
import { EngineLoop } from '../../electron/engine/engine-loop';
import { JournalWriter } from '../../electron/engine/journal-writer';
import { DeribitConnection } from '../../electron/venues/deribit/connection';
import type { VenueConnection } from '../../electron/venues/venue-port';
import { ownPullId } from '../../shared/domain/pull-origin';
import { timestampMs } from '../../shared/domain/time';
import type { EngineEffect, SendOrder } from '../../shared/engine/effects';
import type { EngineEvent, EngineEventBody } from '../../shared/engine/events';
import { createInitialState } from '../../shared/engine/initial-state';
import type { RecoveredAccount } from '../../shared/engine/recovered-account';
import type { DeskSettings } from '../../shared/engine/settings';
import type { EngineState } from '../../shared/engine/state';
import { UNVERIFIED_END } from '../../shared/journal/entry';
import { withVerbs } from './connection-verbs';
import { crashName, type CrashPoint, type PlannedCrash } from './crash-point';
import type { Committed, DeskSeam, DeskWatch } from './desk-seam';
import { GOES_ON, type Fate, type SimulatedDisk } from './simulated-disk';
import type { SimulatedNetwork } from './simulated-network';
import { KEYS } from './simulated-venue';
import type { Appointed, VirtualClock } from './virtual-clock';
import type { Recorder } from './recorder';

const TICK_MS = 50;
/** A clean end waits so long for the exchange to say that nothing of ours rests there. */
const QUIT_LIMIT_MS = 5_000;
const ENDPOINT = { environment: 'practice', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;

/** What a desk is made of. */
export interface DeskParts {
  readonly clock: VirtualClock;
  readonly disk: SimulatedDisk;
  readonly network: SimulatedNetwork;
  readonly recorder: Recorder;
  readonly random: () => number;
  readonly sessionId: string;
  readonly settings: DeskSettings;
  /** Our wall clock minus world time, ms; may change while the desk runs. */
  readonly wallOffsetMs: () => number;
  readonly seam: DeskSeam;
  readonly watch: DeskWatch;
}

/** One life of the process. */
export class SimulatedDesk {
  readonly mustResume: boolean;
  readonly journalStart: number;
  readonly parts: DeskParts;
  crashAt: PlannedCrash | null = null;
  isAlive = true;
  isQuitting = false;
  onDeath: () => void = () => undefined;
  private readonly loop: EngineLoop;
  private readonly runner: EffectRunner;
  private readonly journal: JournalWriter;
  private readonly now: () => number;
  private connection: VenueConnection | null = null;
  private commands = 0;

  constructor(parts: DeskParts) {
    this.parts = parts;
    const { disk, seam } = parts;
    this.mustResume = disk.length > 0 && !disk.isCleanEnd;
    this.journalStart = disk.length;
    this.now = steadyNow({
      wallMs: () => parts.clock.nowMs + parts.wallOffsetMs(),
      monotonicMs: () => parts.clock.nowMs - parts.clock.skippedMs - parts.clock.startMs,
      sinceBootMs: () => parts.clock.nowMs - parts.clock.startMs,
    });
    const clock = this.engineClock();
    const target = disk.open({
      isAlive: () => this.isAlive,
      whenAwake: (callback) => this.whenAwake(callback),
      writing: () => parts.clock.schedule(0, () => this.reach('while-writing'), { isAsync: false }),
    });
    this.journal = new JournalWriter(seam.journal?.(target, parts.clock) ?? target, clock, {
      failed: (message) => this.submit({ kind: 'fault-noticed', source: 'journal', message, isFatal: true }),
      unrecorded: () => undefined,
    });
    this.runner = new EffectRunner({
      monotonicMs: () => (seam.isPatient === true ? 0 : clock.monotonicMs()),
      commitIntents: (intents, done) => this.commit(intents, done),
      submit: (body) => this.submit(body),
      acknowledge: (_id, outcome) => {
        parts.recorder.count(`command ${outcome.status}`);
        if (outcome.status === 'denied') parts.recorder.note(`denied: ${outcome.reason}`);
      },
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

  /** Begins a session that knows what the one before left behind. */
  start(recovered: RecoveredAccount | undefined): void {
    const { seam, network, sessionId } = this.parts;
    const clock = this.engineClock();
    const atMs = timestampMs(clock.nowMs());
    const environment = 'practice' as const;
    this.journal.begin({ kind: 'session-started', atMs, sessionId, environment, seed: 1, deskVersion: 'simulation' });
    const wanted: DeskSettings = { ...this.parts.settings, startsHalted: this.mustResume };
    const settings = seam.settings?.(wanted) ?? wanted;
    this.loop.submit({
      kind: 'session-started',
      sessionId,
      environment,
      settings,
      ...(recovered === undefined ? {} : { recovered }),
    });
    this.journal.flush();
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
    this.connection = this.listening(seam.connection?.(connection, this) ?? connection);
    this.runner.attach(this.connection);
    connection.start();
    this.tick();
  }

  /** What a trader types or presses. */
  command(call: CommandCall): void {
    if (!this.isAlive) return;
    this.commands += 1;
    const { command } = this.parts.seam;
    this.parts.recorder.note(`trader: ${call.name}`);
    this.loop.submit({ kind: 'command-received', commandId: `command-${this.commands}`, call: command?.(call, this) ?? call });
  }

  /** Leaves as a trader who closes the desk wants it to: pull, verify, close the journal. */
  async quit(): Promise<void> {
    if (!this.isAlive || this.isQuitting) return;
    this.isQuitting = true;
    this.parts.recorder.note('trader quits: pull-quotes');
    const call: CommandCall = { name: 'pull-quotes', args: { instrumentId: null } };
    this.loop.submit({ kind: 'command-received', commandId: ownPullId('shutdown', String(this.loop.sequence)), call });
    const deadlineMs = this.parts.clock.nowMs + QUIT_LIMIT_MS;
    while (this.state.safety.pull?.isDone === false && this.parts.clock.nowMs < deadlineMs) await this.wait(20);
    await this.connection?.stop();
    const atMs = timestampMs(this.engineClock().nowMs());
    const reason = isNothingLeft(this.state) ? 'shutdown' : UNVERIFIED_END;
    await this.journal.end({ kind: 'session-ended', atMs, sessionId: this.parts.sessionId, reason });
    if (this.isAlive) this.end('quit in order', 'synced', false);
  }

  /** Whether everything that happened is in the journal or about to be, be it in a second file. */
  get isJournalWhole(): boolean {
    return this.journal.state === 'whole' || this.journal.state === GOES_ON;
  }

  /** Its clock less the true time, ms. */
  get clockErrorMs(): number {
    return this.now() - this.parts.clock.nowMs;
  }

  /** Writes what is recorded and not written yet. */
  flushJournal(done: () => void): void {
    this.journal.flush(done);
  }

  /** Says something to the engine as if the adapter had. */
  submit(body: EngineEventBody): void {
    if (this.isAlive) this.loop.submit(body);
  }

  /** The process ends here, wherever it is: nothing leaves it any more. A power loss takes the connections with it unsaid. */
  kill(fate: Fate, isPowerLost = fate !== 'synced'): void {
    if (this.isAlive) this.end(isPowerLost ? 'power lost' : 'process killed', fate, isPowerLost);
  }

  /** Dies if it was to die here. */
  reach(point: CrashPoint): void {
    const { crashAt } = this;
    if (crashAt?.point !== point || !this.isAlive) return;
    this.parts.recorder.note(crashName(crashAt));
    this.parts.recorder.count(`reached ${crashName(crashAt)}`);
    this.kill(crashAt.fate);
  }

  private end(how: string, fate: Fate, isPowerLost: boolean): void {
    this.isAlive = false;
    this.parts.recorder.note(how);
    this.parts.disk.crash(fate);
    this.parts.network.abandon(isPowerLost);
    this.onDeath();
  }

  private hear(body: EngineEventBody): void {
    if (!this.isAlive) return;
    const { heard } = this.parts.seam;
    for (const each of heard === undefined ? [body] : heard(body, this)) this.submit(each);
    if (body.kind === 'fill-reported') this.reach('at-fill');
    if (body.kind === 'order-reported' && body.report.status === 'canceled') this.reach('at-canceled');
  }

  private run(effects: readonly EngineEffect[]): void {
    if (!this.isAlive) return;
    const carried = this.parts.seam.effects?.(effects) ?? effects;
    this.parts.watch.effects(this, carried);
    this.runner.run(carried);
  }

  private commit(intents: readonly SendOrder[], done: Committed): void {
    this.reach('before-commit');
    const { commit } = this.parts.seam;
    const told = commit === undefined ? done : commit(done);
    this.journal.commitIntents(intents, (result) => {
      this.reach('after-commit');
      if (this.isAlive) told(result);
    });
  }

  private record(event: EngineEvent): void {
    if (!this.isAlive) return;
    const { recorded } = this.parts.seam;
    const kept = recorded === undefined ? event : recorded(event);
    if (kept !== null) this.journal.record(kept);
  }

  private listening(connection: VenueConnection): VenueConnection {
    const { recorder, clock } = this.parts;
    return withVerbs(connection, {
      sendOrder: (order) => {
        const { clientOrderId, side, quantity, price } = order.intent;
        recorder.note(`send ${clientOrderId} ${side} ${quantity} @ ${price}`);
        this.parts.watch.sent(this, clientOrderId);
        connection.sendOrder(order);
        this.reach('after-first-send');
        clock.schedule(0, () => this.reach('after-send'), { isAsync: false });
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
    });
  }

  private tick(): void {
    this.loop.submit({ kind: 'clock-ticked' });
    this.runner.expireWaiting();
    this.engineClock().schedule(TICK_MS, () => this.tick(), { isAsync: false });
  }

  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.engineClock().schedule(milliseconds, resolve));
  }

  private whenAwake(callback: () => void): void {
    const { clock, network } = this.parts;
    if (!this.isAlive) return;
    if (clock.nowMs < network.deskFrozenUntilMs) this.engineClock().schedule(0, callback);
    else callback();
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
