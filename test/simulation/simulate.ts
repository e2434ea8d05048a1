/** `npm run simulate -- --seeds A..B`: runs schedules of faults, a line each; on a violation the seed and the shortest trace. */
import { writeFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { allCrashes, runCrash } from './crash-sweep';
import { findKnownBug, knownBugs } from './known-bugs';
import { planSchedule, runSchedule, type RunResult } from './run-schedule';
import { shrinkSchedule } from './shrink';
import { readArguments, type SimulateArguments } from './simulate-arguments';
import { addRun, addTotals, faultTable, noTotals, type Totals } from './totals';
import type { Seam } from './world';

/** Explained in full; the rest follows from the same causes more often than not. */
const EXPLAINED = 3;

/** Set from outside: the schedule under way is the last one. Shared by all workers. */
type EndFlag = Int32Array<SharedArrayBuffer>;

/** What a worker is told. */
interface Share {
  readonly at: number;
  readonly of: number;
  readonly endFlag: EndFlag;
}

/** Lets what came from outside be heard: a run by itself never waits for anything real. */
const lookUp = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function describe(result: RunResult): string {
  const names = result.schedule.map((fault) => fault.name).join(', ');
  const verdict =
    result.violation === null
      ? `well after ${((result.recoveredAfterMs ?? 0) / 1000).toFixed(1)} s`
      : `VIOLATION ${result.violation.invariant}: ${result.violation.text}`;
  return `seed ${result.seed}  ${result.hash}  ${result.schedule.length} faults (${names})  ${verdict}`;
}

async function explain(result: RunResult, seam: () => Seam): Promise<void> {
  const shortest = await shrinkSchedule(result, seam);
  console.log(`\nseed ${result.seed} needs only: ${JSON.stringify(shortest.schedule)}`);
  for (const line of shortest.trace) console.log(line);
  console.log('');
}

/** Puts in one known bug after the other and counts the schedules until it is found. */
async function huntBugs({ first, last }: SimulateArguments): Promise<number> {
  let missed = 0;
  for (const bug of knownBugs) {
    let found: RunResult | null = null;
    for (let seed = first; seed <= last && found === null; seed += 1) {
      const result = await runSchedule(seed, { seam: bug.seam() });
      if (result.violation !== null) found = result;
    }
    if (found === null) missed += 1;
    const { invariant, text } = found?.violation ?? { invariant: '', text: '' };
    const verdict = found === null ? 'MISSED' : `found after ${found.seed - first + 1} schedules by ${invariant}: ${text.slice(0, 100)}`;
    console.log(`${bug.name.padEnd(46)} ${verdict}`);
  }
  console.log(`bugs ${knownBugs.length}, missed ${missed}`);
  return missed === 0 ? 0 : 1;
}

/** Dies at every step on the way of an order with every outcome of the disk, under each seed. */
async function sweepCrashes({ first, last }: SimulateArguments): Promise<number> {
  let wrong = 0;
  for (const name of allCrashes) {
    for (let seed = first; seed <= last; seed += 1) {
      const { violation, counts } = await runCrash(name, seed);
      const isReached = counts.has(`reached ${name}`);
      if (violation === null && isReached) continue;
      wrong += 1;
      console.log(`${name}, seed ${seed}: ${violation === null ? 'never reached' : `${violation.invariant}: ${violation.text}`}`);
    }
  }
  console.log(`crash points ${allCrashes.length}, seeds ${last - first + 1}, violations ${wrong}`);
  return wrong === 0 ? 0 : 1;
}

/** The seeds of one worker: every `of`th, from `at` on. */
async function runSeeds(given: SimulateArguments, { at, of, endFlag }: Share): Promise<Totals> {
  const makeSeam = (): Seam => (given.bug === null ? {} : findKnownBug(given.bug).seam());
  const totals = noTotals();
  for (let seed = given.first + at; seed <= given.last; seed += of) {
    const result = await runSchedule(seed, { schedule: planSchedule(seed), seam: makeSeam() });
    addRun(totals, result);
    if (!given.isQuiet || result.violation !== null) console.log(describe(result));
    if (result.violation !== null && totals.violations.length <= EXPLAINED) await explain(result, makeSeam);
    await lookUp();
    if (Atomics.load(endFlag, 0) !== 0) break;
  }
  return totals;
}

function inWorker(share: Share): Promise<Totals> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { argv: process.argv.slice(2), workerData: share });
    worker.once('message', (totals: Totals) => resolve(totals));
    worker.once('error', reject);
  });
}

/** Speed is that of one core: simulated time over the processor time that all workers used together. */
async function runAll(given: SimulateArguments): Promise<number> {
  const startedAtMs = performance.now();
  const totals = noTotals();
  const endFlag: EndFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => Atomics.store(endFlag, 0, 1));
  const shares = Array.from({ length: given.workers }, (_, at): Share => ({ at, of: given.workers, endFlag }));
  const [only] = shares;
  if (only?.of === 1) addTotals(totals, await runSeeds(given, only));
  else for (const part of await Promise.all(shares.map(inWorker))) addTotals(totals, part);
  const { user, system } = process.cpuUsage();
  const speed = totals.simulatedMs / ((user + system) / 1000);
  const wallSpeed = totals.simulatedMs / (performance.now() - startedAtMs);
  const seconds = totals.simulatedMs / 1000;
  const rate = (count: number): string => (count / seconds).toFixed(1);
  console.log(
    `one core by processor time; by the wall clock ×${wallSpeed.toFixed(0)} with ${given.workers} workers; ` +
      `the quoted perpetual: ${rate(totals.bookMessages)} books, ${rate(totals.tickerMessages)} tickers, ${rate(totals.tradeMessages)} prints a second; fills ${totals.fills}`,
  );
  const { schedules, violations } = totals;
  const hours = totals.simulatedMs / 3_600_000;
  console.log(`schedules ${schedules}, violations ${violations.length}, simulated hours ${hours.toFixed(2)}, speed ×${speed.toFixed(0)}`);
  if (given.resultFile !== null) {
    const result = { schedules, violations, simulatedHours: hours, speed, wallSpeed, faults: faultTable(totals), counts: totals.counts };
    writeFileSync(given.resultFile, `${JSON.stringify(result, null, 2)}\n`);
  }
  return violations.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2));
  if (typeof given === 'string') {
    console.error(given);
    return 2;
  }
  if (!isMainThread) {
    parentPort?.postMessage(await runSeeds(given, workerData as Share));
    return 0;
  }
  if (given.isHunt) return huntBugs(given);
  return given.isSweep ? sweepCrashes(given) : runAll(given);
}

void main().then((code) => {
  process.exitCode = code;
});
