/** The standard normal distribution to full double precision, also in the far tails. */

/** erfc of more than this is below the least double. */
const NOTHING_LEFT = 28;

const SQRT_HALF = Math.SQRT1_2;
const INVERSE_SQRT_PI = 0.56418958354775628695;
/** 1/√(2π). */
export const INVERSE_SQRT_TWO_PI = 0.3989422804014326779;

/*
 * Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
 * Written out, because a loop over coefficients takes several times as long and option chains call nothing more often.
 */

/** erf(x)/x as a function of x², for |x| ≤ 0.46875. */
function nearRatio(x2: number): number {
  const numerator =
    (((1.85777706184603153e-1 * x2 + 3.1611237438705656) * x2 + 1.13864154151050156e2) * x2 + 3.77485237685302021e2) * x2 +
    3.20937758913846947e3;
  const denominator =
    (((x2 + 2.36012909523441209e1) * x2 + 2.44024637934444173e2) * x2 + 1.28261652607737228e3) * x2 + 2.84423683343917062e3;
  return numerator / denominator;
}

/** exp(x²)·erfc(x) for 0.46875 ≤ x ≤ 4. */
function middleRatio(x: number): number {
  const numerator =
    (((((((2.15311535474403846e-8 * x + 5.64188496988670089e-1) * x + 8.88314979438837594) * x + 6.61191906371416295e1) * x +
      2.98635138197400131e2) *
      x +
      8.8195222124176909e2) *
      x +
      1.71204761263407058e3) *
      x +
      2.05107837782607147e3) *
      x +
    1.23033935479799725e3;
  const denominator =
    (((((((x + 1.57449261107098347e1) * x + 1.17693950891312499e2) * x + 5.37181101862009858e2) * x + 1.62138957456669019e3) * x +
      3.29079923573345963e3) *
      x +
      4.36261909014324716e3) *
      x +
      3.43936767414372164e3) *
      x +
    1.23033935480374942e3;
  return numerator / denominator;
}

/** What exp(x²)·erfc(x)·x misses of 1/√π, over 1/x², for x ≥ 4, as a function of 1/x². */
function farRatio(y: number): number {
  const numerator =
    ((((1.63153871373020978e-2 * y + 3.05326634961232344e-1) * y + 3.60344899949804439e-1) * y + 1.25781726111229246e-1) * y +
      1.60837851487422766e-2) *
      y +
    6.58749161529837803e-4;
  const denominator =
    ((((y + 2.56852019228982242) * y + 1.87295284992346725) * y + 5.27905102951428412e-1) * y + 6.05183413124413191e-2) * y +
    2.33520497626869185e-3;
  return numerator / denominator;
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
  if (magnitude <= 0.46875) return 1 - x * nearRatio(x * x);
  const tail = expMinusSquare(magnitude) * (magnitude <= 4 ? middleRatio(magnitude) : scaledFarTail(magnitude));
  return x < 0 ? 2 - tail : tail;
}

function scaledFarTail(magnitude: number): number {
  const inverseSquare = 1 / (magnitude * magnitude);
  const correction = inverseSquare * farRatio(inverseSquare);
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

/** Φ(x) for whoever has exp(−x²/2) already, which is most of the work; loses x²/2 units in the last place far out. */
export function normalDistributionFrom(x: number, bell: number): number {
  const scaled = x * SQRT_HALF;
  const magnitude = Math.abs(scaled);
  if (magnitude <= 0.46875) return 0.5 + 0.5 * scaled * nearRatio(scaled * scaled);
  if (magnitude > NOTHING_LEFT) return x < 0 ? 0 : 1;
  const tail = 0.5 * bell * (magnitude <= 4 ? middleRatio(magnitude) : scaledFarTail(magnitude));
  return x < 0 ? tail : 1 - tail;
}

/** exp(x²)·erfc(x): what remains of the tail once its exponential is taken out; grows like 2·exp(x²) to the left. */
export function scaledErfc(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= 0.46875) return Math.exp(x * x) * erfc(x);
  const scaled = magnitude <= 4 ? middleRatio(magnitude) : scaledFarTail(magnitude);
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
