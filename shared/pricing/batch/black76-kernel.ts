/** Black-76 with six greeks for several options at once, as a WebAssembly program. */
import { exponential, logarithm, normalDistributionOf } from './elementary';
import { vector, VectorLoop, type Expression, type VectorProgram } from './vector-program';

const { add, subtract, multiply, divide, least, greatest, root, isGreater, isLess, and, select } = vector;

/** Columns of a block that are written, in the order in which they lie. `sign` is 1 for a call and −1 for a put. */
export const inputColumns = ['sign', 'forward', 'strike', 'years', 'volatility'] as const;

/** Columns that can follow them. */
export const resultColumns = ['price', 'delta', 'gamma', 'vega', 'theta', 'vanna', 'volga'] as const;

/** Name of a result. */
export type ResultColumn = (typeof resultColumns)[number];

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
/** Greater than any input that means something; infinite ones are no prices. */
const LARGEST = 1e300;

/**
 * The formulas of `valueBlack76` and `valueBlackScholes` at zero rates. One exponential serves both tails, because
 * exp(−d2²/2) = exp(−d1²/2)·F/K; for volatility·√years beyond 10 that costs digits of prices that are nothing.
 * Only the named results are computed; their columns follow the inputs in the order given.
 */
export function buildBlack76Kernel(names: readonly ResultColumn[]): VectorProgram {
  const loop = new VectorLoop(inputColumns.length + names.length);
  const load = (name: (typeof inputColumns)[number]): Expression => loop.load(inputColumns.indexOf(name));
  const [sign, forward, strike, years, volatility] = [load('sign'), load('forward'), load('strike'), load('years'), load('volatility')];
  const rootYears = loop.keep(root(years));
  const deviation = loop.keep(multiply(volatility, rootYears));
  const inverse = loop.keep(divide(loop.constant(1), deviation));
  const inverseStrike = loop.keep(divide(loop.constant(1), strike));
  const ratio = loop.keep(multiply(forward, inverseStrike));
  const excess = multiply(subtract(forward, strike), inverseStrike);
  const smallest = least(least(forward, strike), least(years, volatility));
  const isUsable = and(isGreater(smallest, loop.constant(0)), isLess(add(add(forward, strike), deviation), loop.constant(LARGEST)));
  const distance = add(multiply(logarithm(loop, ratio, excess), inverse), multiply(deviation, loop.constant(0.5)));
  // Every result depends on d1, so that this one choice leaves no number where an input is none.
  const d1 = loop.keep(select(distance, loop.constant(Number.NaN), isUsable));
  const d2 = loop.keep(subtract(d1, deviation));
  const bell = exponential(loop, multiply(multiply(d1, d1), loop.constant(-0.5)));
  const density = loop.keep(multiply(bell, loop.constant(INVERSE_SQRT_TWO_PI)));
  const delta = loop.keep(multiply(sign, normalDistributionOf(loop, loop.keep(multiply(sign, d1)), bell)));
  const strikeShare = normalDistributionOf(loop, loop.keep(multiply(sign, d2)), multiply(bell, ratio));
  const strikeLeg = loop.keep(multiply(multiply(sign, strike), strikeShare));
  const vega = loop.keep(multiply(multiply(forward, density), rootYears));
  // 1/√years = volatility/deviation and 1/volatility = √years/deviation: multiplications instead of divisions.
  const inverseVolatility = loop.keep(multiply(rootYears, inverse));
  const results: Readonly<Record<ResultColumn, Expression>> = {
    price: greatest(subtract(multiply(forward, delta), strikeLeg), loop.constant(0)),
    delta,
    gamma: divide(multiply(density, inverse), forward),
    vega,
    theta: multiply(multiply(multiply(forward, density), multiply(volatility, volatility)), multiply(inverse, loop.constant(-0.5))),
    vanna: multiply(multiply(density, d2), multiply(inverseVolatility, loop.constant(-1))),
    volga: multiply(multiply(vega, multiply(d1, d2)), inverseVolatility),
  };
  for (const [place, name] of names.entries()) loop.store(inputColumns.length + place, results[name]);
  return loop.toProgram();
}
