/** European calls under stochastic variance: Heston (1993), by one integral along the line that halves the moment. */
import { add, divide, exponential, logarithm, multiply, scale, squareRoot, subtract, type Complex } from './complex';
import { allFinite } from './finite';

/** dν = κ(θ − ν)dt + ξ√ν dW, correlated by ρ with the price; under the pricing measure, per year, no rates. */
export interface HestonParameters {
  readonly variance: number;
  readonly reversion: number;
  readonly longVariance: number;
  readonly volatilityOfVariance: number;
  readonly correlation: number;
}

/** A call: forward and strike in one currency, time in years. */
export interface HestonCall {
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
}

/** Undiscounted value, dValue/dForward, and dValue/d√ν (the vega of the published book). */
export interface HestonValuation {
  readonly price: number;
  readonly delta: number;
  readonly rootVarianceVega: number;
}

/** The integrand's nearest pole is ½ away, so the trapezoid errs by e^(−π/step): nothing at this step. */
const STEP = 0.04;
const NEGLIGIBLE = 1e-18;
const MOST_STEPS = 100_000;

/** Logarithm of the characteristic function at u − i/2, as level + slope·ν. */
interface Exponent {
  readonly level: Complex;
  readonly slope: Complex;
}

/** The form with e^(−dT), which keeps the logarithm on one branch; Albrecher, Mayer, Schoutens and Tistaert (2007). */
function exponentAt(u: number, years: number, parameters: HestonParameters): Exponent {
  const { reversion, longVariance, volatilityOfVariance, correlation } = parameters;
  const square = volatilityOfVariance * volatilityOfVariance;
  const pull = correlation * volatilityOfVariance;
  const moment = u * u + 0.25;
  const beta = { re: reversion - 0.5 * pull, im: -pull * u };
  const root = squareRoot(add(multiply(beta, beta), { re: square * moment, im: 0 }));
  const sum = add(beta, root);
  // (β − d)/ξ² without the cancellation of β − d.
  const gap = divide({ re: -moment, im: 0 }, sum);
  const ratio = scale(divide(gap, sum), square);
  const decay = exponential(scale(root, -years));
  const one = { re: 1, im: 0 };
  const damped = subtract(one, multiply(ratio, decay));
  const wound = logarithm(divide(damped, subtract(one, ratio)));
  return {
    level: scale(subtract(scale(gap, years), scale(wound, 2 / square)), reversion * longVariance),
    slope: multiply(gap, divide(subtract(one, decay), damped)),
  };
}

function isModel({ variance, reversion, longVariance, volatilityOfVariance, correlation }: HestonParameters): boolean {
  return variance > 0 && reversion > 0 && longVariance > 0 && volatilityOfVariance > 0 && Math.abs(correlation) < 1;
}

/**
 * C = F − √(FK)/π·∫₀^∞ Re[e^(iuk)·φ(u − i/2)]/(u² + ¼) du with k = ln(F/K); Lewis (2001). Greeks under the same integral.
 * `null` for inputs that are no model or no option, or an integral that does not settle.
 */
export function valueHestonCall({ forward, strike, years }: HestonCall, parameters: HestonParameters): HestonValuation | null {
  if (!(forward > 0 && strike > 0 && years > 0 && isModel(parameters)) || !Number.isFinite(forward + strike + years)) return null;
  const k = Math.log(forward / strike);
  const rootVariance = Math.sqrt(parameters.variance);
  let [price, delta, vega] = [0, 0, 0];
  for (let count = 0; count < MOST_STEPS; count++) {
    const u = count * STEP;
    const { level, slope } = exponentAt(u, years, parameters);
    const exponent = add(level, scale(slope, parameters.variance));
    const weight = (count === 0 ? 0.5 : 1) / (u * u + 0.25);
    const term = scale(exponential(add(exponent, { re: 0, im: u * k })), weight);
    price += term.re;
    delta += multiply({ re: 0.5, im: u }, term).re;
    vega += multiply(slope, term).re;
    if (!Number.isFinite(price)) return null;
    if (Math.exp(exponent.re) < NEGLIGIBLE) {
      const share = (Math.sqrt(forward * strike) * STEP) / Math.PI;
      return allFinite({
        price: forward - share * price,
        delta: 1 - (share * delta) / forward,
        rootVarianceVega: -2 * rootVariance * share * vega,
      });
    }
  }
  return null;
}
