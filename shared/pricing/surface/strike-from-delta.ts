/** Where on a smile an option has a given delta: the strike that a trader names by its delta. */
import { ok } from '../../domain/result';
import { deltaUnder } from '../delta-conventions';
import { unpriced, type Priced } from '../priced';
import { atTheMoneyVolatility, sliceVolatility, type SurfaceSlice } from './volatility-surface';

/** A delta as quoted: call deltas positive, put deltas negative, of the forward, with or without the premium. */
export interface QuotedDelta {
  readonly optionType: 'call' | 'put';
  readonly delta: number;
  /** `forward`: N(d1), what Deribit publishes. `adjusted-forward`: net of the premium paid in coin. */
  readonly convention: 'forward' | 'adjusted-forward';
}

/** The strike and the volatility there. */
export interface DeltaStrike {
  /** USD, at the forward of the slice. */
  readonly strike: number;
  readonly logMoneyness: number;
  readonly volatility: number;
}

const REACH = 12;
const STEPS = 240;
const HALVINGS = 60;

function deltaAt(slice: SurfaceSlice, { optionType, convention }: QuotedDelta, k: number): number | null {
  const volatility = sliceVolatility(slice, k);
  if (volatility === null) return null;
  const deviation = volatility * Math.sqrt(slice.years);
  return deltaUnder(convention, { optionType, spot: 1, strike: Math.exp(k), domesticDiscount: 1, foreignDiscount: 1, deviation });
}

/**
 * The strike with the given delta on the smile itself, by search and bisection. A premium-adjusted call delta is met twice; the strike
 * further out of the money is the one that is meant. Says why where no strike of the smile has this delta.
 */
export function strikeFromDelta(slice: SurfaceSlice, quoted: QuotedDelta): Priced<DeltaStrike> {
  const volatility = atTheMoneyVolatility(slice);
  if (volatility === null || !(slice.years > 0)) return unpriced('no-volatility', 'the smile has no volatility at the money');
  const sign = quoted.optionType === 'call' ? 1 : -1;
  if (!(sign * quoted.delta > 0))
    return unpriced('bad-input', `expected a ${sign > 0 ? 'positive' : 'negative'} delta, found ${quoted.delta}`);
  const reach = REACH * volatility * Math.sqrt(slice.years);
  const excess = (k: number): number => (deltaAt(slice, quoted, k) ?? NaN) - quoted.delta;
  // From far out of the money inwards: the first crossing is the outermost strike.
  for (let step = 0; step < STEPS; step++) {
    const [outer, inner] = [sign * reach * (1 - (2 * step) / STEPS), sign * reach * (1 - (2 * (step + 1)) / STEPS)];
    if (sign * excess(outer) <= 0 && sign * excess(inner) >= 0) return found(slice, bisect(excess, outer, inner));
  }
  return unpriced('no-volatility', `expected a delta that a strike of this smile has, found ${quoted.delta}`);
}

function bisect(excess: (k: number) => number, outer: number, inner: number): number {
  const isNegative = excess(outer) < 0;
  let [from, to] = [outer, inner];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = 0.5 * (from + to);
    if (excess(middle) < 0 === isNegative) from = middle;
    else to = middle;
  }
  return 0.5 * (from + to);
}

function found(slice: SurfaceSlice, k: number): Priced<DeltaStrike> {
  const volatility = sliceVolatility(slice, k);
  if (volatility === null) return unpriced('no-volatility', `the smile is not positive at ln(K/F) = ${k.toFixed(3)}`);
  const strike = slice.forward * Math.exp(k);
  if (!(strike > 0 && strike < Infinity)) return unpriced('no-forward', `expected a positive forward, found ${slice.forward}`);
  return ok({ strike, logMoneyness: k, volatility });
}
