/** Brings a smile to the volatilities that a venue values, margins and settles by: the five moves that come nearest. */
import { ok } from '../../domain/result';
import { solveLinear } from '../linear-system';
import { normalDensity } from '../normal';
import { unpriced, type Priced } from '../priced';
import { moveSlice } from './edit-slice';
import { moveProfile, NO_ADJUSTMENT, SMILE_MOVES } from './smile-adjustment';
import { atTheMoneyVolatility, sliceVolatility, type SurfaceSlice } from './volatility-surface';

/** A venue's own volatility of one option, decimal, and what it values the option on, USD. */
export interface MarkedVolatility {
  readonly strike: number;
  readonly volatility: number;
  readonly underlyingPrice: number;
}

/** Five moves need a mark each, and one more says how well they meet. */
const FEWEST_MARKS = SMILE_MOVES.length + 1;
/** Of the sum of weights: what the marks say nothing of (a wing beyond them) stays where the market has it. */
const RIDGE = 1e-3;

interface Mark {
  readonly k: number;
  readonly volatility: number;
  /** Vega, in units that all marks of an expiry share. */
  readonly weight: number;
}

function marksOf(marks: readonly MarkedVolatility[], years: number): readonly Mark[] {
  return marks.flatMap(({ strike, volatility, underlyingPrice }): readonly Mark[] => {
    const k = Math.log(strike / underlyingPrice);
    const deviation = volatility * Math.sqrt(years);
    const weight = normalDensity(-k / deviation + deviation / 2);
    return Number.isFinite(k) && deviation > 0 && weight > 0 ? [{ k, volatility, weight }] : [];
  });
}

/** Least squares of the volatilities, by vega, in the amounts of the five moves; `null` where the marks determine none. */
function nearestMoves(bare: SurfaceSlice, marks: readonly Mark[], deviation: number): readonly number[] | null {
  const rows = marks.flatMap(({ k, volatility, weight }) => {
    const present = sliceVolatility(bare, k);
    const profiles = SMILE_MOVES.map((move) => moveProfile(move, k / deviation));
    return present === null ? [] : [{ weight, change: volatility - present, profiles }];
  });
  const ridge = RIDGE * rows.reduce((sum, { weight }) => sum + weight, 0);
  const sum = (of: (profiles: readonly number[], change: number) => number): number =>
    rows.reduce((total, { weight, change, profiles }) => total + weight * of(profiles, change), 0);
  return solveLinear(
    SMILE_MOVES.map((_row, at) => [
      ...SMILE_MOVES.map((_column, to) => sum((profiles) => (profiles[at] ?? 0) * (profiles[to] ?? 0)) + (at === to ? ridge : 0)),
      sum((profiles, change) => (profiles[at] ?? 0) * change),
    ]),
  );
}

/** Median distance of the smile from the marks, volatility points. */
function medianPoints(slice: SurfaceSlice, marks: readonly Mark[]): number {
  const distances = marks.map(({ k, volatility }) => 100 * Math.abs((sliceVolatility(slice, k) ?? Infinity) - volatility));
  return distances.sort((left, right) => left - right)[Math.floor(distances.length / 2)] ?? Infinity;
}

/**
 * The smile of `slice`, without any hand on it, moved as near to the marks as the five moves bring it: by least squares of volatility
 * weighted by vega. It keeps the shape that the market gave, so that between and beyond the marks nothing is invented.
 */
export function snapToMarks(slice: SurfaceSlice, marked: readonly MarkedVolatility[]): Priced<SurfaceSlice> {
  const marks = marksOf(marked, slice.years);
  const strikes = new Set(marks.map(({ k }) => k)).size;
  if (strikes < FEWEST_MARKS) return unpriced('sparse', `expected mark volatilities at ${FEWEST_MARKS} strikes or more, found ${strikes}`);
  const bare: SurfaceSlice = { ...slice, adjustment: NO_ADJUSTMENT };
  const deviation = (atTheMoneyVolatility(bare) ?? 0) * Math.sqrt(bare.years);
  const moves = deviation > 0 ? nearestMoves(bare, marks, deviation) : null;
  if (moves === null) return unpriced('not-fitted', 'expected a smile that is positive at the marks, found none');
  const moved = SMILE_MOVES.reduce((smile, move, index) => moveSlice(smile, move, moves[index] ?? 0), bare);
  const because = `on the venue’s marks of ${strikes} strikes, median ${medianPoints(moved, marks).toFixed(2)} v away`;
  return ok({ ...moved, because, fit: null });
}
