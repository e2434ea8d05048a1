/** Everything of one run: clock, exchange, network, disk, and the desk that lives, dies and is started again. */
import type { CommandCall } from '../../shared/contract/commands';
import { SeededRandom } from '../../shared/domain/random';
import { collectRecovered } from '../../shared/engine/recovered-account';
import type { DeskSettings } from '../../shared/engine/settings';
import type { EngineState } from '../../shared/engine/state';
import type { MutableOrder } from '../../shared/exchange/resting-order';
import { BookTruth } from './book-truth';
import { CancelTruth } from './cancel-truth';
import { Invariants } from './invariants';
import type { MarketDay } from './market-day';
import { ProfitTruth } from './profit-truth';
import { Recorder } from './recorder';
import type { PlannedCrash } from './crash-point';
import type { DeskSeam } from './desk-seam';
import { replayLife } from './replay-life';
import { SimulatedDesk } from './simulated-desk';
import { SimulatedDisk } from './simulated-disk';
import { SimulatedNetwork, type WireSeam } from './simulated-network';
import { SimulatedVenue } from './simulated-venue';
import { simulationSettings } from './simulation-settings';
import { actAsTrader } from './trader';
import { VirtualClock } from './virtual-clock';
import { channelOf } from './wire';

const TRADER_LOOKS_EVERY_MS = 500;
/** A dead process is started again by whoever watches it, after about so long. */
const RESTART_AFTER_MS = 1_000;
/** Further off than this the desk refuses to quote. */
const CLOCK_BEYOND_USE_MS = 450;
/** With a dead desk the exchange must have canceled everything by then: two heartbeats of ten seconds, and the way there. */
const DEAD_MAN_MS = 32_000;
/** A process that dies on a living machine takes its connections with it, and the exchange hears of that. */
const HANG_UP_MS = 6_000;

/** What becomes of the orders of a desk that died. */
interface DeathWatch {
  readonly sessions: readonly string[];
  /** World time. */
  readonly dueAtMs: number;
  readonly limitMs: number;
}

/** Where known bugs are put in. */
export interface Seam {
  readonly wire?: WireSeam;
  readonly desk?: DeskSeam;
  readonly sessionId?: (life: number) => string;
  /** A start takes the journal as it is. */
  readonly believesDisk?: boolean;
}

/** One run's world. */
export class World {
  readonly clock: VirtualClock;
  readonly recorder: Recorder;
  readonly disk: SimulatedDisk;
  readonly random: SeededRandom;
  readonly venue: SimulatedVenue;
  readonly settings: DeskSettings;
  readonly network: SimulatedNetwork;
  readonly invariants: Invariants;
  readonly profit: ProfitTruth;
  readonly cancels: CancelTruth;
  /** Orders that the other tool placed and that nobody of ours may touch. */
  readonly foreignOrders: string[] = [];
  /** When the other tool traded, world time: the venue lets it not trade with itself, and takes its resting order. */
  readonly foreignTradesAtMs = new Set<number>();
  /** Every life of the desk, the present one last. */
  readonly lives: SimulatedDesk[] = [];
  wallOffsetMs = 0;
  /** Something is still to be judged until then, world time. */
  judgesUntilMs = 0;

  constructor(
    readonly seed: number,
    private readonly seam: Seam,
    readonly day: MarketDay,
  ) {
    this.settings = simulationSettings(day);
    this.clock = new VirtualClock(day.startMs);
    this.recorder = new Recorder(() => this.clock.nowMs - day.startMs);
    this.random = new SeededRandom(seed);
    this.disk = new SimulatedDisk(this.clock, this.random.fork('disk'));
    this.venue = new SimulatedVenue(this.clock, this.random.fork('venue'), day);
    this.network = new SimulatedNetwork(this.clock, this.random.fork('network'), { venue: this.venue, seam: seam.wire ?? {} });
    this.profit = new ProfitTruth(this.venue);
    this.cancels = new CancelTruth(this.clock, this.venue);
    const books = new BookTruth(this.venue, this.settings.quotedInstruments);
    this.network.onWritten = (message) => {
      books.note(message);
      this.profit.note(message);
      const channel = channelOf(message);
      if (channel.includes('BTC-PERPETUAL')) this.recorder.count(`wire ${channel.slice(0, channel.indexOf('.'))}`);
    };
    const { clock, venue, network, disk, recorder } = this;
    disk.onStored = (link) => recorder.mix(link);
    this.invariants = new Invariants({ clock, venue, network, disk, recorder, books });
    this.startDesk();
    this.lookOn();
  }

  /** The present life. */
  get desk(): SimulatedDesk {
    const desk = this.lives.at(-1);
    if (desk === undefined) throw new Error('expected a desk that was started');
    return desk;
  }

  /** Calls back after `delayMs` of world time. */
  after(delayMs: number, callback: () => void): void {
    this.clock.schedule(delayMs, callback);
  }

  command(call: CommandCall): void {
    this.desk.command(call);
  }

  /** Lets the present life end the next time it gets there. */
  crashAt(crash: PlannedCrash): void {
    const { desk } = this;
    desk.crashAt = crash;
    this.venue.onArrival = () => desk.reach('at-arrival');
    this.network.onOrderAnswer = () => desk.reach('at-answer');
  }

  /** Whoever watches the desk starts it again when its journal or its clock is beyond use; it says so of both. */
  restartIfBeyondUse(): void {
    if (!this.desk.isJournalWhole || Math.abs(this.desk.clockErrorMs) > CLOCK_BEYOND_USE_MS) this.desk.kill('synced');
  }

  /** What the last life left behind, read back as a start does; a life whose journal was damaged left nothing. */
  private recoverLastLife(): EngineState | undefined {
    const last = this.lives.at(-1);
    if (last === undefined) return undefined;
    const retired = this.disk.retired;
    const recovered = this.disk.recover(this.seam.believesDisk === true);
    if (!recovered.ok) {
      this.recorder.violate('I8', recovered.error);
      return undefined;
    }
    if (this.disk.retired > retired) {
      this.recorder.count('journal moved away');
      return undefined;
    }
    const state = replayLife(this, last);
    return state === null || state.session.sessionId === '' ? undefined : state;
  }

  private startDesk(): void {
    const last = this.recoverLastLife();
    const recovered = last === undefined ? undefined : collectRecovered(last);
    const life = this.lives.length;
    const { clock, disk, network, recorder, invariants, profit, cancels } = this;
    const random = this.random.fork(`desk ${life}`);
    // A version-4 UUID in the desk: its first block becomes part of every order id.
    const id = Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
    const desk = new SimulatedDesk({
      clock,
      disk,
      network,
      recorder,
      random: () => random.next(),
      sessionId: this.seam.sessionId?.(life) ?? `${id}-0000-4000-8000-000000000000`,
      settings: this.settings,
      wallOffsetMs: () => this.wallOffsetMs,
      seam: this.seam.desk ?? {},
      watch: {
        stepped: (each, event) => {
          invariants.stepped(each, event);
          profit.stepped(each, event);
        },
        effects: (each, effects) => {
          invariants.effects(each, effects);
          cancels.effects(effects);
        },
        sent: (each, id) => invariants.leaves(each, id),
        crashed: (each, error) => {
          if (each.isAlive) recorder.violate('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
        },
      },
    });
    this.lives.push(desk);
    desk.onDeath = () => this.bury();
    recorder.note(`desk started, life ${life + 1}${desk.mustResume ? ', after an unclean end' : ''}`);
    invariants.begin(desk);
    profit.begin(last ?? null);
    cancels.begin();
    network.deskFrozenUntilMs = 0;
    desk.start(recovered);
  }

  private bury(): void {
    const left = this.venue.openOwnOrders();
    const limitMs = this.clock.nowMs - this.network.lastSilentEndMs < DEAD_MAN_MS ? DEAD_MAN_MS : HANG_UP_MS;
    this.judgeLeft(left, { sessions: this.venue.sessionsHeard, dueAtMs: this.clock.nowMs + limitMs, limitMs });
    const delayMs = RESTART_AFTER_MS * (0.3 + this.random.next());
    this.clock.schedule(delayMs, () => this.startDesk());
  }

  /** What rested when a desk died is gone by then, counted from its last sign of life. */
  private judgeLeft(left: readonly MutableOrder[], { sessions, dueAtMs, limitMs }: DeathWatch): void {
    this.judgesUntilMs = Math.max(this.judgesUntilMs, dueAtMs + 1);
    this.clock.schedule(dueAtMs - this.clock.nowMs, () => {
      const lastDueAtMs = this.venue.lastHeardAtMs(sessions) + limitMs;
      if (lastDueAtMs > dueAtMs) return this.judgeLeft(left, { sessions, dueAtMs: lastDueAtMs, limitMs });
      for (const order of left) {
        if (order.state === 'open') this.recorder.violate('dead-man', `${order.label} outlived its desk by ${limitMs} ms`);
      }
    });
  }

  private lookOn(): void {
    if (this.desk.isAlive && this.clock.nowMs >= this.network.deskFrozenUntilMs) actAsTrader(this.desk);
    this.clock.schedule(TRADER_LOOKS_EVERY_MS, () => this.lookOn());
  }
}
