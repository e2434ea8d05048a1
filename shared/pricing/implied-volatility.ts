/** The volatility that a price implies, to the precision that the price carries. */
import { fail, ok, type Result } from '../domain/result';
import { logMoneyness } from './log-moneyness';
import { approximateLowerQuantile } from './normal';
import { normalisedBlack, normalisedBlackComplement, normalisedVega } from './normalised-black';

/** A price of an option on a forward; everything in one currency, undiscounted, time in years (act/365). */
export interface QuotedOption {
  readonly optionType: 'call' | 'put';
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
  readonly price: number;
}

/** The normalised problem: b(x, s) = target for s, bracketed. */
interface Problem {
  readonly x: number;
  readonly target: number;
  /** Deviation with the greatest vega; below it the price is convex in s. */
  readonly turn: number;
  readonly turnPrice: number;
  /** e^(x/2), reached only by an infinite deviation. */
  readonly bound: number;
}

/** Objective over its slope, and the second and third derivative over the slope. */
interface Step {
  readonly newton: number;
  readonly second: number;
  readonly third: number;
}

const SQRT_TWO_PI = 2.5066282746310005024;
const MOST_STEPS = 30;
/** A fourth-order step of this relative length leaves an error below a unit in the last place. */
const LAST_STEP = 2e-5;

/**
 * Volatility per √year implied by an undiscounted price. Method of P. Jäckel, "Let's Be Rational" (2015): the time value of the
 * out-of-the-money option, an objective that is nearly linear on each branch, third-order Householder steps.
 * Fails with the reason a quote carries no volatility.
 */
export function impliedVolatility(option: QuotedOption): Result<number, string> {
  const { forward, strike, years, price } = option;
  if (!(forward > 0 && strike > 0 && Number.isFinite(forward + strike)))
    return fail(`unpriced: expected a positive forward and strike, found ${forward} and ${strike}`);
  if (!(years > 0 && Number.isFinite(years))) return fail(`unpriced: expected time to expiry, found ${years} years`);
  const sign = option.optionType === 'call' ? 1 : -1;
  const timeValue = price - Math.max(0, sign * (forward - strike));
  if (!(timeValue > 0)) return fail(`unpriced: expected a price above the intrinsic value, found ${price}`);
  if (!(timeValue < Math.min(forward, strike))) return fail(`unpriced: expected a price below its upper bound, found ${price}`);
  const target = timeValue / (Math.sqrt(forward) * Math.sqrt(strike));
  const deviation = impliedDeviation(-Math.abs(logMoneyness(forward, strike)), target);
  return deviation === null ? fail(`unpriced: the price ${price} lies too near its bounds`) : ok(deviation / Math.sqrt(years));
}

function impliedDeviation(x: number, target: number): number | null {
  const turn = Math.sqrt(-2 * x);
  const turnPrice = turn > 0 ? normalisedBlack(x, turn) : 0;
  const problem = { x, target, turn, turnPrice, bound: Math.exp(0.5 * x) };
  if (!(target > Number.MIN_VALUE && target < problem.bound)) return null;
  if (target < turnPrice) return refine((s) => stepBelow(problem, s), guessBelow(problem), [0, turn]);
  return refine((s) => stepAbove(problem, s), guessAbove(problem), [turn, Infinity]);
}

/** Steps within a bracket until the last one is short enough; a step that cannot be taken halves the bracket from below. */
function refine(stepAt: (s: number) => Step | null, guess: number, bracket: readonly [number, number]): number | null {
  let [low, high] = bracket;
  let s = guess;
  for (let count = 0; count < MOST_STEPS; count++) {
    if (!(s > low && s < high)) s = between(low, high);
    const step = stepAt(s);
    if (step === null || step.newton > 0) low = s;
    else high = s;
    const change = step === null ? between(low, high) - s : householder(step);
    s += change;
    if (step !== null && Math.abs(change) <= LAST_STEP * s) return s;
  }
  return null;
}

function between(low: number, high: number): number {
  return high === Infinity ? 2 * Math.max(low, 1) : 0.5 * (low + high);
}

/** Third-order Householder step; falls back to Newton where the correction would turn it round. */
function householder({ newton, second, third }: Step): number {
  const numerator = 1 + 0.5 * second * newton;
  const denominator = 1 + newton * (second + (third * newton) / 6);
  return numerator > 0 && denominator > 0 ? (newton * numerator) / denominator : newton;
}

/** Ratios b″/b′ and b‴/b′. */
function curvature(x: number, s: number): readonly [number, number] {
  const hOverS = x / (s * s);
  const second = (hOverS * x) / s - 0.25 * s;
  return [second, second * second - 3 * hOverS * hOverS - 0.25];
}

/** Objective 1/ln b: almost a straight line in s² where the price is small. */
function stepBelow({ x, target }: Problem, s: number): Step | null {
  const b = normalisedBlack(x, s);
  if (!(b > 0)) return null;
  const vega = normalisedVega(x, s);
  const [second, third] = curvature(x, s);
  const logarithm = Math.log(b);
  const wanted = Math.log(target);
  const relativeVega = vega / b;
  const inverse = 1 / logarithm;
  const pull = relativeVega * (1 + 2 * inverse);
  return {
    newton: ((wanted - logarithm) * logarithm) / (wanted * relativeVega),
    second: second - pull,
    third: third + 2 * relativeVega * relativeVega * (1 + 3 * inverse * (1 + inverse)) - 3 * second * pull,
  };
}

/** Objective b up to half-way to its bound, beyond it the logarithm of what is missing. */
function stepAbove({ x, target, turnPrice, bound }: Problem, s: number): Step | null {
  const vega = normalisedVega(x, s);
  const [second, third] = curvature(x, s);
  if (target - turnPrice < 0.5 * (bound - turnPrice)) return { newton: (target - normalisedBlack(x, s)) / vega, second, third };
  const missing = normalisedBlackComplement(x, s);
  const relativeVega = vega / missing;
  if (!(missing > 0 && Number.isFinite(relativeVega))) return null;
  return {
    newton: Math.log(missing / (bound - target)) / relativeVega,
    second: second + relativeVega,
    third: third + relativeVega * (3 * second + 2 * relativeVega),
  };
}

/** The deviation of a normal (Bachelier) model: target / |x| = φ(z)/z − Φ(−z) with z = |x|/s, inverted roughly. */
function guessBelow({ x, target, turn }: Problem): number {
  const scaled = target / -x;
  if (scaled > 0.1) return Math.min(-x * (scaled + 0.5) * SQRT_TWO_PI, 0.999 * turn);
  const exponent = -Math.log(scaled) - 0.92;
  let z = Math.sqrt(2 * exponent);
  for (let round = 0; round < 2; round++) z = Math.sqrt(Math.max(0.5, 2 * (exponent - Math.log(z * (z * z + 3)))));
  return Math.min(-x / z, 0.999 * turn);
}

function guessAbove({ x, target, turn, turnPrice, bound }: Problem): number {
  const missing = (bound - target) / (bound - turnPrice);
  if (missing > 0.5) return turn + (target - turnPrice) / (turn > 0 ? normalisedVega(x, turn) : 1 / SQRT_TWO_PI);
  return Math.max(-2 * approximateLowerQuantile(0.5 * missing * (1 - Math.min(0.9, 0.5 * turn))), turn);
}
