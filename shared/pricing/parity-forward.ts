/** The forward that the options of one expiry imply: put–call parity in coin, regressed over the pairs nearest to the money. */
import { ok } from '../domain/result';
import { unpriced, type Priced } from './priced';

/** The quotes of one option in coin; `null`: no such quote. */
export interface OptionQuote {
  readonly optionType: 'call' | 'put';
  /** USD. */
  readonly strike: number;
  readonly bid: number | null;
  readonly ask: number | null;
  /** USD forward at the moment of these quotes, where it is known apart from the curve; quotes of one chain may be seconds apart. */
  readonly seenForward?: number | null;
}

/** Result of the regression. */
export interface ParityForward {
  /** USD. */
  readonly forward: number;
  /** Relative, one standard deviation. */
  readonly standardError: number;
  /** Pairs that took part. */
  readonly pairs: number;
  /** Whether one forward lies inside the bid and ask of every pair. */
  readonly isConsistent: boolean;
}

/** Call minus put of one strike, and how far it may be off. */
interface PairDifference {
  readonly strike: number;
  readonly difference: number;
  readonly halfWidth: number;
}

/** Pairs nearest to the money that take part. */
const MOST_PAIRS = 8;
const FEWEST_PAIRS = 2;
/** A value anywhere inside bid and ask is as likely: half-width × 1/√3 is its standard deviation. */
const UNIFORM_DEVIATION = 1 / Math.sqrt(3);

interface TwoSided {
  readonly bid: number;
  readonly ask: number;
}

/** Both sides where a quote has them uncrossed and positive. */
function twoSided({ bid, ask }: OptionQuote): TwoSided | null {
  return bid !== null && ask !== null && bid > 0 && ask > bid && ask < Infinity ? { bid, ask } : null;
}

function differences(quotes: readonly OptionQuote[]): readonly PairDifference[] {
  const puts = new Map(quotes.filter(({ optionType }) => optionType === 'put').map((put) => [put.strike, put]));
  return quotes.flatMap((call) => {
    const other = call.optionType === 'call' ? puts.get(call.strike) : undefined;
    const callSides = other && twoSided(call);
    const putSides = other && twoSided(other);
    if (!callSides || !putSides || !(call.strike > 0)) return [];
    const halfWidth = (callSides.ask - callSides.bid + putSides.ask - putSides.bid) / 2;
    return [{ strike: call.strike, difference: (callSides.bid + callSides.ask - putSides.bid - putSides.ask) / 2, halfWidth }];
  });
}

/**
 * Undiscounted options settled in coin: c − p = 1 − K/F, so 1 − (c − p) = K·x with x = 1/F. Weighted least squares through the origin,
 * weights 1/width², over the pairs with the smallest |c − p|. Says why where fewer than two pairs have both sides.
 */
export function parityForward(quotes: readonly OptionQuote[]): Priced<ParityForward> {
  const pairs = [...differences(quotes)].sort((left, right) => Math.abs(left.difference) - Math.abs(right.difference)).slice(0, MOST_PAIRS);
  if (pairs.length < FEWEST_PAIRS)
    return unpriced('no-forward', `expected ${FEWEST_PAIRS} put–call pairs quoted on both sides, found ${pairs.length}`);
  let [moment, square, low, high] = [0, 0, 0, Infinity];
  for (const { strike, difference, halfWidth } of pairs) {
    const weight = 1 / (UNIFORM_DEVIATION * halfWidth) ** 2;
    moment += weight * strike * (1 - difference);
    square += weight * strike * strike;
    low = Math.max(low, (1 - difference - halfWidth) / strike);
    high = Math.min(high, (1 - difference + halfWidth) / strike);
  }
  const inverse = moment / square;
  if (!(inverse > 0 && Number.isFinite(inverse)))
    return unpriced('no-forward', `expected put–call pairs below the value of one coin, found pairs that imply 1/F = ${inverse}`);
  return ok({
    forward: 1 / inverse,
    standardError: errorOf(pairs, inverse, square) / inverse,
    pairs: pairs.length,
    isConsistent: low <= high,
  });
}

/** The larger of what the widths allow and what the pairs actually scatter. */
function errorOf(pairs: readonly PairDifference[], inverse: number, square: number): number {
  const formal = Math.sqrt(1 / square);
  const scatter = pairs.reduce(
    (sum, { strike, difference, halfWidth }) => sum + ((1 - difference - strike * inverse) / (UNIFORM_DEVIATION * halfWidth)) ** 2,
    0,
  );
  return formal * Math.max(1, Math.sqrt(scatter / (pairs.length - 1)));
}
