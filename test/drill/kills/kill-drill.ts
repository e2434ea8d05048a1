/** The kill drill: so many kills at seeded moments, a line each, and what they came to. */
import type { DeskHouse } from '../../support/spawned-desk';
import { KillRun, type KillOutcome } from './kill-run';

/** Sums over all kills. */
export interface KillTally {
  readonly kills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
  readonly orders: number;
  readonly fills: number;
  readonly deadMan: number;
  /** Sessions and currencies whose cash had moved and was compared. */
  readonly cashCompared: number;
  readonly restartMs: readonly number[];
  /** Every finding in words. */
  readonly findings: readonly string[];
}

/** What to do. */
export interface KillPlan {
  readonly house: DeskHouse;
  readonly seed: number;
  readonly kills: number;
  readonly say: (line: string) => void;
}

/** Kills so often, then opens a last desk that must find everything. */
export async function runKillDrill({ house, seed, kills, say }: KillPlan): Promise<KillTally> {
  const run = await KillRun.start(house, seed);
  const outcomes: KillOutcome[] = [];
  let isClean = false;
  try {
    for (let number = 1; number <= kills; number += 1) {
      const startedAt = performance.now();
      const outcome = await run.kill();
      outcomes.push(outcome);
      say(`${String(number).padStart(4)}  ${describeKill(outcome)}  ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
    const last = await run.conclude();
    const result = tally(outcomes, [...outcomes, last]);
    isClean = result.findings.length === 0;
    return result;
  } finally {
    const kept = await run.stop(!isClean);
    if (kept !== null) say(`the profile is kept at ${kept}`);
  }
}

/** Few kills can all fall where the cash is not the session's own alone. */
const KILLS_THAT_COMPARE = 50;
const BLIND = `expected the cash of one session in ${KILLS_THAT_COMPARE} kills to be comparable, found none`;

function describeKill(outcome: KillOutcome): string {
  const { moment, restartMs } = outcome;
  const findings = [...outcome.lost, ...outcome.doubled, ...outcome.wrong];
  return [
    `${moment.phase.padEnd(8)} +${String(moment.afterMs).padStart(4)} ms`,
    `orders ${String(outcome.orders).padStart(3)}`,
    `fills ${String(outcome.fills).padStart(2)}`,
    `dead-man ${String(outcome.resting).padStart(2)} in ${String(Math.round(outcome.emptyAfterMs)).padStart(3)} ms`,
    `journal ${outcome.journalEntries}`,
    `restart ${restartMs === null ? '-' : `${(restartMs / 1000).toFixed(1)} s`}`,
    findings.length === 0 ? 'ok' : `FAILED: ${findings.slice(0, 5).join('; ')}`,
  ].join('  ');
}

function tally(kills: readonly KillOutcome[], all: readonly Pick<KillOutcome, 'lost' | 'doubled' | 'wrong'>[]): KillTally {
  const count = (key: 'lost' | 'doubled' | 'wrong'): number => all.reduce((sum, outcome) => sum + outcome[key].length, 0);
  const sum = (key: 'orders' | 'fills' | 'resting' | 'cashCompared'): number => kills.reduce((total, outcome) => total + outcome[key], 0);
  const isBlind = kills.length >= KILLS_THAT_COMPARE && sum('cashCompared') === 0;
  return {
    kills: kills.length,
    lost: count('lost'),
    doubled: count('doubled'),
    wrong: count('wrong'),
    orders: sum('orders'),
    fills: sum('fills'),
    deadMan: sum('resting'),
    cashCompared: sum('cashCompared'),
    restartMs: kills.flatMap(({ restartMs }) => (restartMs === null ? [] : [restartMs])),
    findings: [...all.flatMap((outcome) => [...outcome.lost, ...outcome.doubled, ...outcome.wrong]), ...(isBlind ? [BLIND] : [])],
  };
}

/** The last line of a run. */
export function describeTally(tally: KillTally): string {
  const sorted = [...tally.restartMs].sort((left, right) => left - right);
  const at = (share: number): string => ((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) / 1000).toFixed(1);
  return (
    `kills ${tally.kills}, lost ${tally.lost}, doubled ${tally.doubled}, otherwise wrong ${tally.wrong}, ` +
    `orders ${tally.orders}, fills ${tally.fills}, cancelled by the dead-man ${tally.deadMan}, cash compared ${tally.cashCompared} times, ` +
    `start to reconciled p50 ${at(0.5)} s p99 ${at(0.99)} s`
  );
}
