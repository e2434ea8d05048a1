/** Rules on what the greeks of a whole underlying could become. */
import { keepsLimit } from './exposure';
import { reducesOnly, roundedForWords, type Check, type WorstExposure } from './gate-context';

/** Many instruments, each within its own limit, can add up to any delta. One that only reduces its position passes: a book is closed leg by leg. */
export function checkDelta(check: Check): string | null {
  return checkWorst(check, check.context.delta, 'delta');
}

/** Coin per 1 %. */
export function checkGamma(check: Check): string | null {
  return checkWorst(check, check.context.gamma, 'gamma');
}

/** USD per point. */
export function checkVega(check: Check): string | null {
  return checkWorst(check, check.context.vega, 'vega');
}

function checkWorst(check: Check, { before, order, maximum }: WorstExposure, name: string): string | null {
  if (reducesOnly(check) || order === 0 || maximum === Infinity) return null;
  const { underlying } = check.instrument;
  if (before === null || order === null) return `The ${name} in ${underlying} is not known, so no limit on it can be kept.`;
  const reached = before + order;
  if (reached * order <= 0 || keepsLimit(Math.abs(reached), maximum)) return null;
  return `With all open and unknown orders filled the ${name} in ${underlying} would be ${roundedForWords(reached)}; the limit is ${roundedForWords(maximum)} over all its instruments.`;
}
