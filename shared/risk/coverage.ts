/** Whether a VaR is exceeded as often as it says: likelihood ratios of Kupiec (1995) and Christoffersen (1998). */
import { erfc } from '../pricing/normal';

/** A likelihood ratio and the probability of a greater one under a right model. */
export interface CoverageTest {
  readonly statistic: number;
  readonly pValue: number;
}

/** χ²(1) at 95 %. */
const CRITICAL_95 = 3.841458820694124;

/** Transitions between days without (0) and with (1) an exception; `calmToBreach` is n01. */
export interface Transitions {
  readonly calmToCalm: number;
  readonly breachToCalm: number;
  readonly calmToBreach: number;
  readonly breachToBreach: number;
}

/** count·ln(count/expected) with 0·ln 0 = 0, and exactly nothing where what came is what was expected. */
function logTerm(count: number, expected: number): number {
  const excess = (count - expected) / expected;
  if (count === 0) return 0;
  return count * (Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(count / expected));
}

function oneDegree(statistic: number): CoverageTest | null {
  const likelihoodRatio = Math.max(0, statistic);
  if (!Number.isFinite(likelihoodRatio)) return null;
  return { statistic: likelihoodRatio, pValue: erfc(Math.sqrt(likelihoodRatio / 2)) };
}

/** Proportion of failures: `exceptions` in `days` against the tail. `null` unless 0 ≤ exceptions ≤ days, days > 0 and 0 < tail < 1. */
export function kupiecTest(days: number, exceptions: number, tail: number): CoverageTest | null {
  if (!(days > 0 && days < Infinity && exceptions >= 0 && exceptions <= days && tail > 0 && tail < 1)) return null;
  const expected = days * tail;
  return oneDegree(2 * (logTerm(exceptions, expected) + logTerm(days - exceptions, days - expected)));
}

/**
 * Time until first failure: the first exception came on day `firstDay`, counted from 1, which is one exception in as many days. `null`
 * unless it is a day.
 */
export function firstFailureTest(firstDay: number, tail: number): CoverageTest | null {
  return firstDay >= 1 ? kupiecTest(firstDay, 1, tail) : null;
}

/** Independence: whether an exception today makes one tomorrow more likely. `null` without transitions. */
export function independenceTest(transitions: Transitions): CoverageTest | null {
  const { calmToCalm, breachToCalm, calmToBreach, breachToBreach } = transitions;
  const calm = calmToCalm + calmToBreach;
  const breach = breachToCalm + breachToBreach;
  const total = calm + breach;
  if (!(total > 0 && total < Infinity) || Math.min(calmToCalm, breachToCalm, calmToBreach, breachToBreach) < 0) return null;
  // Counts against what they would be if the day before did not matter: row total × column total ÷ all.
  const toCalm = calmToCalm + breachToCalm;
  const toBreach = calmToBreach + breachToBreach;
  const ratio =
    logTerm(calmToCalm, (calm * toCalm) / total) +
    logTerm(calmToBreach, (calm * toBreach) / total) +
    logTerm(breachToCalm, (breach * toCalm) / total) +
    logTerm(breachToBreach, (breach * toBreach) / total);
  return oneDegree(2 * ratio);
}

/** Conditional coverage: the sum of both statistics, χ² with two degrees of freedom. */
export function conditionalCoverageTest(coverage: CoverageTest, independence: CoverageTest): CoverageTest {
  const statistic = coverage.statistic + independence.statistic;
  return { statistic, pValue: Math.exp(-statistic / 2) };
}

/**
 * The counts of exceptions that Kupiec's ratio does not reject at 95 %. Strict: for 255 days at 1 % zero exceptions are rejected
 * (5.13 > 3.84), where the published table accepts "fewer than 7". `null` where no count is accepted.
 */
export function kupiecRegion(days: number, tail: number): readonly [number, number] | null {
  const accepted: number[] = [];
  for (let exceptions = 0; exceptions <= days; exceptions++)
    if ((kupiecTest(days, exceptions, tail)?.statistic ?? Infinity) < CRITICAL_95) accepted.push(exceptions);
  const [first] = accepted;
  const last = accepted.at(-1);
  return first === undefined || last === undefined ? null : [first, last];
}
