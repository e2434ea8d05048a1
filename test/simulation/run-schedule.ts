/** One seed: a schedule of faults, then healing, then the question whether all is as it should be. */
import { digestState } from '../../shared/engine/state-digest';
import { SeededRandom } from '../../shared/domain/random';
import { compareBooks, compareForeign } from './books';
import { faults, findFault } from './faults';
import { rareNames } from './faults-rare';
import { changesTicks, planDay, type MarketDay } from './market-day';
import { isOptionName } from './option-day';
import { FLOW_STEP_MS } from './market-flow';
import type { Violation } from './recorder';
import { checkReplay } from './replay-life';
import { isTrading } from './trader';
import { World, type Seam } from './world';

/** One planned fault. Times in ms of the run. */
export interface PlannedFault {
  readonly name: string;
  readonly atMs: number;
  readonly forMs: number;
  readonly seed: number;
}

/** What a run came to. */
export interface RunResult {
  readonly seed: number;
  readonly schedule: readonly PlannedFault[];
  readonly day: MarketDay;
  readonly violation: Violation | null;
  /** Equal for equal runs. */
  readonly hash: string;
  /** Without the time that was slept through. */
  readonly simulatedMs: number;
  /** From healing to quoting with equal books. */
  readonly recoveredAfterMs: number | null;
  readonly fillCount: number;
  /** Positions that expired. */
  readonly deliveryCount: number;
  readonly trace: readonly string[];
  /** How often each fault really struck, each command was answered, each crash point was reached. */
  readonly counts: ReadonlyMap<string, number>;
}

const WARM_UP_MS = 4_000;
const FAULTS_FOR_MS = 24_000;
const HEAL_AT_MS = 36_000;
/** After healing everything must be well within this. */
const LIVENESS_MS = 100_000;
/**
 * Judged between two moves of the market, when nothing is under way, by turns at these distances before the next:
 * after a sleep the exchange may tick just then, and half its tick earlier the desk has long heard of it.
 */
const JUDGE_BEFORE_STEP_MS: readonly [number, number] = [10, 60];
/** Between two ticks of the clock, and long enough for a healthy disk. */
const LAST_WRITE_MS = 3;
const LAST_WRITE_ATTEMPTS = 100;
const MOST_FAULTS = 20;

/** The schedule of a seed: 1 to 20 faults, few more often than many. */
export function planSchedule(seed: number): readonly PlannedFault[] {
  const random = new SeededRandom(seed).fork('schedule');
  const count = 1 + Math.floor(MOST_FAULTS * random.next() ** 2);
  const planned = [...drawFaults(random, Object.keys(faults), count), ...drawRare(seed)];
  return planned.sort((left, right) => left.atMs - right.atMs);
}

/** Drawn apart, so that the other seeds go as they went before there were these. */
function drawRare(seed: number): readonly PlannedFault[] {
  const random = new SeededRandom(seed).fork('rare');
  const ticks = changesTicks(seed) ? drawFaults(random, rareNames.ticks, 1 + random.index(3)) : [];
  return [...ticks, ...drawOfDay(seed, random), ...drawLocks(new SeededRandom(seed).fork('locks'))];
}

function drawOfDay(seed: number, random: SeededRandom): readonly PlannedFault[] {
  const { options, second } = planDay(seed);
  if (options !== null) return drawFaults(random, rareNames.options, random.index(4));
  return second === null ? [] : drawFaults(random, rareNames.second, random.index(4));
}

const SHARE_OF_LOCKS = 1 / 8;

function drawLocks(random: SeededRandom): readonly PlannedFault[] {
  return random.next() < SHARE_OF_LOCKS ? drawFaults(random, rareNames.locks, 1 + random.index(2)) : [];
}

function drawFaults(random: SeededRandom, names: readonly string[], count: number): readonly PlannedFault[] {
  return Array.from({ length: count }, (): PlannedFault => ({
    name: names[random.index(names.length)] ?? '',
    atMs: WARM_UP_MS + Math.round(random.next() * FAULTS_FOR_MS),
    forMs: Math.round(200 + random.exponential(2_500)),
    seed: random.index(2 ** 31),
  }));
}

/** What a run is made of; by default what its seed says. */
export interface RunOptions {
  readonly schedule?: readonly PlannedFault[];
  readonly seam?: Seam;
  readonly day?: MarketDay;
}

/** Runs a schedule in a fresh world. */
export async function runSchedule(
  seed: number,
  { schedule = planSchedule(seed), seam = {}, day = planDay(seed) }: RunOptions = {},
): Promise<RunResult> {
  const world = new World(seed, seam, day);
  const { clock, recorder } = world;
  const isOver = (): boolean => recorder.violation !== null;
  for (const fault of schedule) clock.schedule(fault.atMs, () => strike(world, fault));
  const start = clock.startMs;
  const elapsed = (): number => clock.nowMs - start - clock.skippedMs;
  while (elapsed() < HEAL_AT_MS && !isOver()) await clock.runUntil(clock.nowMs + 1_000, isOver);
  if (!isOver()) heal(world);
  const healedAtMs = clock.nowMs;
  const recovered = await untilWell(world, isOver);
  if (!isOver()) await checkTheEnd(world);
  recorder.mix(String(digestState(world.desk.state)));
  countCompared(world);
  return {
    seed,
    schedule,
    day,
    violation: recorder.violation,
    hash: recorder.hash.toString(16).padStart(8, '0'),
    simulatedMs: elapsed(),
    recoveredAfterMs: recovered ? clock.nowMs - healedAtMs : null,
    fillCount: world.venue.account.trades().length,
    deliveryCount: world.venue.deliveries.length,
    trace: recorder.lastLines(80),
    counts: recorder.counts,
  };
}

/** So that a batch can say how much of this there was to compare. */
function countCompared({ recorder, venue, profit, desk, day }: World): void {
  const doubt = profit.doubtOf(desk.state);
  recorder.count(doubt === '' ? 'day profit compared' : `day profit not compared: ${doubt}`);
  recorder.count(profit.fundingVerdict);
  for (const { print } of venue.account.trades()) {
    if (print.spec.kind === 'option') recorder.count('option traded');
    if (print.spec.name === day.second) recorder.count('second contract traded');
  }
  for (const { instrument } of venue.deliveries) if (isOptionName(instrument)) recorder.count('option delivered');
}

function strike(world: World, fault: PlannedFault): void {
  world.recorder.note(`FAULT ${fault.name} (${fault.forMs} ms)`);
  // A dead desk has no one to press keys or be killed again; the exchange and the network still have their faults.
  const { isLocal = false, act } = findFault(fault.name);
  if (isLocal && !world.desk.isAlive) return;
  world.recorder.count(fault.name);
  act(world, new SeededRandom(fault.seed), fault.forMs);
}

/** Lets the last group reach the disk, at a moment when nothing else happens meanwhile, then reads the journal back. */
async function checkTheEnd(world: World): Promise<void> {
  const { clock, desk } = world;
  for (let attempt = 0; attempt < LAST_WRITE_ATTEMPTS && desk.isAlive; attempt += 1) {
    const { sequence } = desk.state.session;
    let isFlushed = false;
    desk.flushJournal(() => (isFlushed = true));
    await clock.runUntil(clock.nowMs + LAST_WRITE_MS, () => false);
    if (isFlushed && desk.state.session.sequence === sequence) return checkReplay(world, desk);
  }
}

function heal(world: World): void {
  world.recorder.note('HEAL');
  world.network.heal();
  world.disk.mood = 'well';
  world.wallOffsetMs = 0;
  world.network.deskFrozenUntilMs = 0;
  world.desk.crashAt = null;
  for (const name of ['BTC-PERPETUAL', ...(world.day.second === null ? [] : [world.day.second])])
    world.venue.control('practice/freeze_book', { instrument_name: name, frozen: false });
  Object.assign(world.venue.flow, { indexFactor: 1, isIndexFrozen: false, burst: 0 });
  world.restartIfBeyondUse();
}

/** Lets the healed world go on until the desk quotes with equal books; says what is wrong if it never does. */
async function untilWell(world: World, isOver: () => boolean): Promise<boolean> {
  const { clock, recorder } = world;
  const deadlineMs = clock.nowMs + LIVENESS_MS;
  let wrong: readonly string[] = [];
  let [beforeMs, otherMs] = JUDGE_BEFORE_STEP_MS;
  while (clock.nowMs < deadlineMs && !isOver()) {
    const stepMs = clock.startMs + Math.ceil((clock.nowMs + Math.max(beforeMs, otherMs) + 1 - clock.startMs) / FLOW_STEP_MS) * FLOW_STEP_MS;
    await clock.runUntil(stepMs - beforeMs, isOver);
    [beforeMs, otherMs] = [otherMs, beforeMs];
    for (const foreign of compareForeign(world)) recorder.violate('external', foreign);
    wrong = world.desk.isAlive ? [...whyNotQuoting(world), ...compareBooks(world)] : ['the desk is not running'];
    if (wrong.length === 0 && clock.nowMs >= world.judgesUntilMs) return !isOver();
  }
  if (isOver()) return false;
  const isLive = whyNotQuoting(world).length === 0;
  recorder.violate(isLive ? 'books' : 'liveness', `${LIVENESS_MS} ms after healing: ${wrong.join('; ')}`);
  return false;
}

/** Beside an option one of the two may have no room: what limits one side of it keeps the other side of the delta out. */
function isQuotedOrFull({ desk, venue }: World, id: string): boolean {
  if (venue.openOwnOrders().some(({ instrument }) => `deribit:${instrument}` === id)) return true;
  const levels = desk.state.quoting[id]?.levelStatuses ?? [];
  return levels.length > 0 && levels.every(({ code }) => code === 'hard-band' || code === 'shared-band' || code === 'denied');
}

function whyNotQuoting(world: World): readonly string[] {
  const { safety, alerts } = world.desk.state;
  const quotes = world.venue.openOwnOrders().length;
  const { quotedInstruments: quoted } = world.settings;
  const isQuoting = quoted.length === 1 ? quotes > 0 : quoted.every((id) => isQuotedOrFull(world, id));
  if (safety.tradingState === 'active' && isTrading(world.desk.state) && isQuoting) return [];
  const last = alerts.at(-1)?.text ?? 'no alert';
  const unquoted = quoted.filter((id) => !isQuotedOrFull(world, id)).map((id) => `${id} not quoted (${levelCodes(world, id)})`);
  return [`${quotes} quotes rest, trading is ${safety.tradingState} (${safety.reason}), ${unquoted.join(', ')}, last alert: ${last}`];
}

/** What the desk says of each level of an instrument's quotes, for the sentence of a violation. */
function levelCodes({ desk }: World, id: string): string {
  const levels = desk.state.quoting[id]?.levelStatuses ?? [];
  return levels.map(({ code }) => code).join(' ') || 'no levels';
}
