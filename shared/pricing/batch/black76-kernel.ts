/** Black-76 with six greeks for two options at once, as a WebAssembly program. */
import { exponential, logarithm, normalDistributionPair, onlyWhere } from './elementary';
import { pair, VectorLoop, type Pair, type VectorProgram } from './vector-program';

const { add, subtract, multiply, divide, least, greatest, root, isGreater, isLess, and } = pair;

/** Columns of a block, in the order in which they lie. `sign` is 1 for a call and −1 for a put. */
export const kernelColumns = [
  'sign',
  'forward',
  'strike',
  'years',
  'volatility',
  'price',
  'delta',
  'gamma',
  'vega',
  'theta',
  'vanna',
  'volga',
] as const;

/** Name of a column. */
export type KernelColumn = (typeof kernelColumns)[number];

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
/** Greater than any input that means something; infinite ones are no prices. */
const LARGEST = 1e300;

/** Positive and finite, all of them. */
function areUsable(loop: VectorLoop, inputs: readonly Pair[]): Pair {
  const [first = loop.constant(0), ...others] = inputs;
  const smallest = others.reduce((left, right) => least(left, right), first);
  const greatestOfAll = others.reduce((left, right) => greatest(left, right), first);
  return loop.keep(and(isGreater(smallest, loop.constant(0)), isLess(greatestOfAll, loop.constant(LARGEST))));
}

/**
 * The formulas of `valueBlack76` and `valueBlackScholes` at zero rates. One exponential serves both tails, because
 * exp(−d2²/2) = exp(−d1²/2)·F/K; for volatility·√years beyond 10 that costs digits of prices that are nothing.
 */
export function buildBlack76Kernel(): VectorProgram {
  const loop = new VectorLoop(kernelColumns.length);
  const load = (name: KernelColumn): Pair => loop.load(kernelColumns.indexOf(name));
  const [sign, forward, strike, years, volatility] = [load('sign'), load('forward'), load('strike'), load('years'), load('volatility')];
  const isUsable = areUsable(loop, [forward, strike, years, volatility]);
  const rootYears = loop.keep(root(years));
  const deviation = loop.keep(multiply(volatility, rootYears));
  const inverse = loop.keep(divide(loop.constant(1), deviation));
  const ratio = loop.keep(divide(forward, strike));
  const d1 = loop.keep(add(multiply(logarithm(loop, ratio), inverse), multiply(deviation, loop.constant(0.5))));
  const d2 = loop.keep(subtract(d1, deviation));
  const bell = exponential(loop, multiply(multiply(d1, d1), loop.constant(-0.5)));
  const density = loop.keep(multiply(bell, loop.constant(INVERSE_SQRT_TWO_PI)));
  const delta = loop.keep(multiply(sign, normalDistributionPair(loop, loop.keep(multiply(sign, d1)), bell)));
  const strikeShare = normalDistributionPair(loop, loop.keep(multiply(sign, d2)), multiply(bell, ratio));
  const strikeLeg = loop.keep(multiply(multiply(sign, strike), strikeShare));
  const vega = loop.keep(multiply(multiply(forward, density), rootYears));
  // 1/√years = volatility/deviation and 1/volatility = √years/deviation: multiplications instead of divisions.
  const inverseVolatility = loop.keep(multiply(rootYears, inverse));
  const results: Readonly<Partial<Record<KernelColumn, Pair>>> = {
    price: greatest(subtract(multiply(forward, delta), strikeLeg), loop.constant(0)),
    delta,
    gamma: divide(multiply(density, inverse), forward),
    vega,
    theta: multiply(multiply(multiply(forward, density), multiply(volatility, volatility)), multiply(inverse, loop.constant(-0.5))),
    vanna: multiply(multiply(density, d2), multiply(inverseVolatility, loop.constant(-1))),
    volga: multiply(multiply(vega, multiply(d1, d2)), inverseVolatility),
  };
  for (const [name, value] of Object.entries(results))
    loop.store(
      kernelColumns.findIndex((column) => column === name),
      onlyWhere(loop, isUsable, value),
    );
  return loop.toProgram();
}
