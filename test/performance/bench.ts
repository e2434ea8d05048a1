/** `npm run bench`: every measurement in one run, as a table for people and one JSON line for machines. */
import { resolve } from 'node:path';
import { meetsTarget, type BenchCase, type BenchOptions, type BenchRow } from './bench-case';
import { deskRun } from './desk-run';
import { engineDeath } from './engine-death';
import { journalAppends } from './journal-appends';
import { journalRecovery } from './journal-recovery';
import { marketDataDecision } from './market-data-decision';
import { orderBookUpdates } from './order-book-updates';
import { optionPricing } from './option-pricing';
import { quoteDecision } from './quote-decision';
import { stopOnFeed } from './stop-figures';
import { stopByCommand, stopByKey } from './stop-pulls';
import { riskRuns } from './risk-runs';
import { soak } from './soak';
import { surfaceFit } from './surface-fit';

const cases: readonly BenchCase[] = [
  orderBookUpdates,
  quoteDecision,
  marketDataDecision,
  journalAppends,
  journalRecovery,
  deskRun,
  stopOnFeed,
  stopByCommand,
  stopByKey,
  optionPricing,
  riskRuns,
  surfaceFit,
  engineDeath,
];

/** Takes minutes to hours, so it runs only when asked for by name. */
const onlyByName: readonly BenchCase[] = [soak];

interface Arguments {
  readonly options: BenchOptions;
  readonly only: readonly string[];
}

/** `--quick`, `--minutes N`, `--messages N`, `--only NAME` (repeatable). A string is what is wrong with them. */
function readArguments(given: readonly string[]): Arguments | string {
  const only: string[] = [];
  let isQuick = false;
  let minutes: number | null = null;
  let messages: number | null = null;
  for (let at = 0; at < given.length; at += 1) {
    const name = given[at];
    if (name === '--quick') isQuick = true;
    else if (name === '--minutes') minutes = Number(given[(at += 1)]);
    else if (name === '--messages') messages = Number(given[(at += 1)]);
    else if (name === '--only') only.push(given[(at += 1)] ?? '');
    else return `Expected --quick, --minutes N, --messages N or --only NAME, found ${name}.`;
  }
  if (![minutes, messages].every((count) => count === null || count > 0))
    return 'Expected --minutes and --messages to be followed by a number above 0.';
  const unknown = findUnknown(only);
  if (unknown !== null) return unknown;
  return { options: { isQuick, minutes: minutes ?? (isQuick ? 0.5 : 10), messages, projectRoot: resolve(process.cwd()) }, only };
}

/** What is wrong with the names of cases; `null` if nothing. */
function findUnknown(only: readonly string[]): string | null {
  const names = [...cases, ...onlyByName].map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  return unknown === undefined ? null : `Expected --only to name one of ${names.join(', ')}, found "${unknown}".`;
}

function printRow(row: BenchRow): void {
  const { measure, value, unit, target, note } = row;
  const reached = meetsTarget(row);
  const goal = target === undefined ? '' : 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  const verdict = reached === null ? '' : reached ? 'met' : 'MISSED';
  const figure = Number.isNaN(value) ? '–' : value.toLocaleString('en', { maximumSignificantDigits: 4, useGrouping: true });
  console.log([measure.padEnd(52), figure.padStart(10), unit.padEnd(8), goal.padEnd(8), verdict.padEnd(7), note ?? ''].join(' ').trimEnd());
}

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2));
  if (typeof read === 'string') {
    console.error(read);
    return 1;
  }
  // The desks and displays end with this process: each was started here and is known by its id.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const results: { readonly case: string; readonly rows?: readonly BenchRow[]; readonly skipped?: string }[] = [];
  let failures = 0;
  const wanted = read.only.length === 0 ? cases : [...cases, ...onlyByName].filter(({ name }) => read.only.includes(name));
  for (const one of wanted) {
    console.log(`\n${one.name}`);
    try {
      const rows = await one.run(read.options);
      if ('skipped' in rows) {
        console.log(`  not measured: ${rows.skipped}`);
        results.push({ case: one.name, skipped: rows.skipped });
        continue;
      }
      rows.forEach(printRow);
      results.push({ case: one.name, rows });
    } catch (error) {
      failures += 1;
      console.error(`  failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`\n${JSON.stringify({ node: process.version, platform: process.platform, isQuick: read.options.isQuick, results })}`);
  return failures === 0 ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});
