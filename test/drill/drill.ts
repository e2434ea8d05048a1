/** `npm run drill`: does harm to the real processes and says what came of it; a line per drill, the kills last. */
import { openDeskHouse } from '../support/spawned-desk';
import { readDrillArguments, type DrillArguments } from './drill-arguments';
import { taggedTitle, type DrillCase } from './drill-case';
import { describeTally, runKillDrill } from './kills/kill-drill';
import { drills } from './registry';

const KILLS = 'kills';

/** Whether it held. */
async function runOne(drill: DrillCase, seed: number): Promise<boolean> {
  const startedAt = performance.now();
  const say = (verdict: string): void => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${drill.name.padEnd(22)} ${verdict}  ${seconds} s  ${taggedTitle(drill)}`);
  };
  try {
    const result = await drill.run({ seed, slackMs: 0 });
    say('skipped' in result ? `skipped: ${result.skipped}` : `ok  ${result.figures.join(', ')}`);
    return true;
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function runKills({ seed, kills }: DrillArguments): Promise<boolean> {
  console.log(`\nkills at seeded moments, seed ${seed}`);
  const house = await openDeskHouse(process.cwd());
  try {
    const tally = await runKillDrill({ house, seed, kills, say: console.log });
    for (const finding of tally.findings) console.log(`  ${finding}`);
    console.log(describeTally(tally));
    return tally.findings.length === 0;
  } finally {
    house.close();
  }
}

async function main(): Promise<number> {
  const read = readDrillArguments(process.argv.slice(2), [KILLS, ...drills.map(({ name }) => name)]);
  if (typeof read === 'string') {
    console.error(read);
    return 2;
  }
  // The children end with this process: each was started here and is known by its id.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const isWanted = (name: string): boolean => read.only.length === 0 || read.only.includes(name);
  let failures = 0;
  for (const drill of drills) if (isWanted(drill.name) && !(await runOne(drill, read.seed))) failures += 1;
  if (isWanted(KILLS) && !(await runKills(read))) failures += 1;
  console.log(failures === 0 ? '\nevery drill held' : `\n${failures} drills failed`);
  return failures === 0 ? 0 : 1;
}

void main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
