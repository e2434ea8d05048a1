/** `npm run simulate -- --seeds A..B`: runs schedules of faults, a line each; on a violation the seed and the shortest trace. */
import { findKnownBug, knownBugNames, knownBugs } from './known-bugs';
import { planSchedule, runSchedule, type RunResult } from './run-schedule';
import { shrinkSchedule } from './shrink';
import type { Seam } from './world';

interface Arguments {
  readonly first: number;
  readonly last: number;
  readonly isQuiet: boolean;
  readonly bug: string | null;
  readonly isHunt: boolean;
}

/** A string is what is wrong with them. */
function readArguments(given: readonly string[]): Arguments | string {
  let seeds = '1..200';
  let isQuiet = false;
  let bug: string | null = null;
  let isHunt = false;
  for (let at = 0; at < given.length; at += 1) {
    const name = given[at];
    if (name === '--seeds') seeds = given[(at += 1)] ?? '';
    else if (name === '--quiet') isQuiet = true;
    else if (name === '--bugs') isHunt = true;
    else if (name === '--bug') bug = given[(at += 1)] ?? '';
    else return `Expected --seeds A..B, --quiet, --bugs or --bug NAME, found ${name}.`;
  }
  const parts = /^(\d+)(?:\.\.(\d+))?$/.exec(seeds);
  if (parts === null) return `Expected --seeds A..B with whole numbers, found ${seeds}.`;
  if (bug !== null && !knownBugNames.includes(bug)) return `Expected --bug to be one of ${knownBugNames.join(', ')}, found ${bug}.`;
  const first = Number(parts[1]);
  return { first, last: Number(parts[2] ?? first), isQuiet, bug, isHunt };
}

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
  console.log(
    `\nseed ${result.seed} needs only: ${shortest.schedule.map((fault) => `${fault.name} at ${fault.atMs} ms`).join(', ') || 'no fault'}`,
  );
  for (const line of shortest.trace) console.log(line);
  console.log('');
}

/** Puts in one known bug after the other and counts the schedules until it is found. */
async function huntBugs({ first, last }: Arguments): Promise<number> {
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

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2));
  if (typeof read === 'string') {
    console.error(read);
    return 2;
  }
  if (read.isHunt) return huntBugs(read);
  const { bug } = read;
  const makeSeam = (): Seam => (bug === null ? {} : findKnownBug(bug).seam());
  const startedAt = performance.now();
  let violations = 0;
  let simulatedMs = 0;
  for (let seed = read.first; seed <= read.last; seed += 1) {
    const seam = makeSeam();
    const result = await runSchedule(seed, { schedule: planSchedule(seed), seam });
    simulatedMs += result.simulatedMs;
    if (result.violation !== null) violations += 1;
    if (!read.isQuiet || result.violation !== null) console.log(describe(result));
    if (result.violation !== null && violations <= 3) await explain(result, makeSeam);
  }
  const speed = simulatedMs / (performance.now() - startedAt);
  const schedules = read.last - read.first + 1;
  console.log(
    `schedules ${schedules}, violations ${violations}, simulated hours ${(simulatedMs / 3_600_000).toFixed(2)}, speed ×${speed.toFixed(0)}`,
  );
  return violations === 0 ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});
