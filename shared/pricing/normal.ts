/** The standard normal distribution to full double precision, also in the far tails. */

/** erfc of more than this is below the least double. */
const NOTHING_LEFT = 28;

const SQRT_HALF = Math.SQRT1_2;
const INVERSE_SQRT_PI = 0.56418958354775628695;
const INVERSE_SQRT_TWO_PI = 0.3989422804014326779;

/** Rational coefficients of W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969). */
const NEAR_P = [3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3, 1.85777706184603153e-1];
const NEAR_Q = [2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];
const MIDDLE_P = [
  5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2, 8.8195222124176909e2, 1.71204761263407058e3,
  2.05107837782607147e3, 1.23033935479799725e3, 2.15311535474403846e-8,
];
const MIDDLE_Q = [
  1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
  3.43936767414372164e3, 1.23033935480374942e3,
];
const FAR_P = [
  3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4,
  1.63153871373020978e-2,
];
const FAR_Q = [2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

/** Cody's nested form: the last coefficient of `p` leads the numerator, `q` is monic. */
function ratio(p: readonly number[], q: readonly number[], x: number): number {
  const last = q.length - 1;
  let numerator = (p[p.length - 1] ?? 0) * x;
  let denominator = x;
  for (let index = 0; index < last; index++) {
    numerator = (numerator + (p[index] ?? 0)) * x;
    denominator = (denominator + (q[index] ?? 0)) * x;
  }
  return (numerator + (p[last] ?? 0)) / (denominator + (q[last] ?? 0));
}

/** exp(−x²) split so that the rounding of x² does not cost digits far out. */
function expMinusSquare(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
}

/** Complementary error function, relative error about 1e-16; 0 and 2 where nothing is left of the tail. */
export function erfc(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude > NOTHING_LEFT) return x < 0 ? 2 : 0;
  if (magnitude <= 0.46875) return 1 - x * ratio(NEAR_P, NEAR_Q, x * x);
  const tail = expMinusSquare(magnitude) * (magnitude <= 4 ? ratio(MIDDLE_P, MIDDLE_Q, magnitude) : scaledFarTail(magnitude));
  return x < 0 ? 2 - tail : tail;
}

function scaledFarTail(magnitude: number): number {
  const inverseSquare = 1 / (magnitude * magnitude);
  const correction = inverseSquare * ratio(FAR_P, FAR_Q, inverseSquare);
  return (INVERSE_SQRT_PI - correction) / magnitude;
}

/** Density φ(x). */
export function normalDensity(x: number): number {
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * x * x);
}

/** Distribution function Φ(x) = erfc(−x/√2)/2. */
export function normalDistribution(x: number): number {
  return 0.5 * erfc(-x * SQRT_HALF);
}

/** exp(x²)·erfc(x): what remains of the tail once its exponential is taken out; grows like 2·exp(x²) to the left. */
export function scaledErfc(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= 0.46875) return Math.exp(x * x) * erfc(x);
  const scaled = magnitude <= 4 ? ratio(MIDDLE_P, MIDDLE_Q, magnitude) : scaledFarTail(magnitude);
  return x < 0 ? 2 / expMinusSquare(magnitude) - scaled : scaled;
}

/** Φ⁻¹ to about 4.5e-4 for 0 < p ≤ ½; Abramowitz and Stegun (1964), 26.2.23. Non-positive. */
export function approximateLowerQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
}

/** Quantile Φ⁻¹(p), by Halley steps from the approximation. Not a number unless 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  let x = approximateLowerQuantile(p);
  for (let step = 0; step < 2; step++) {
    const excess = (normalDistribution(x) - p) / normalDensity(x);
    x -= excess / (1 + 0.5 * x * excess);
  }
  return x;
}
