/** Edits of one expiry's smile: moves, dragged nodes and locks, as pure functions. */
import { fail, ok, type Result } from '../../domain/result';
import { solveLinear } from '../linear-system';
import { bumpProfile, isAdjusted, type NodeBump, type SmileAdjustment, type SmileMove } from './smile-adjustment';
import { atTheMoneyVolatility, sliceVolatility, type SurfaceSlice } from './volatility-surface';

/** Two nodes nearer than this many standard deviations are one node. */
const SAME_NODE = 0.1;

/** A place and the change of volatility wanted there. */
interface WantedChange {
  readonly logMoneyness: number;
  readonly change: number;
}

/** The adjustment of a slice in its own unit of distance: a smile that nobody touched takes σ·√T of now. */
function adjustmentOf(slice: SurfaceSlice): SmileAdjustment {
  const { adjustment } = slice;
  if (isAdjusted(adjustment) || adjustment.locks.length > 0) return adjustment;
  const volatility = atTheMoneyVolatility(slice);
  const deviation = volatility === null ? 0 : volatility * Math.sqrt(slice.years);
  return { ...adjustment, deviation: deviation > 0 ? deviation : 1 };
}

function edited(slice: SurfaceSlice, adjustment: SmileAdjustment): SurfaceSlice {
  return { ...slice, adjustment, label: 'edited', because: 'changed by hand' };
}

/** Adds bumps so that the smile changes by exactly so much at each of the wanted places. */
function withChanges(adjustment: SmileAdjustment, wanted: readonly WantedChange[]): SmileAdjustment | null {
  const { deviation } = adjustment;
  const rows = wanted.map(({ logMoneyness, change }) => [
    ...wanted.map((other) => bumpProfile((logMoneyness - other.logMoneyness) / deviation)),
    change,
  ]);
  const weights = solveLinear(rows);
  if (weights === null) return null;
  const known = new Map(adjustment.bumps.map(({ logMoneyness, weight }) => [logMoneyness, weight]));
  wanted.forEach(({ logMoneyness }, index) => known.set(logMoneyness, (known.get(logMoneyness) ?? 0) + (weights[index] ?? 0)));
  const bumps: readonly NodeBump[] = [...known].map(([logMoneyness, weight]) => ({ logMoneyness, weight }));
  return { ...adjustment, bumps: [...bumps].sort((left, right) => left.logMoneyness - right.logMoneyness) };
}

/** The smile with every locked place back at its volatility. */
function holdLocks(slice: SurfaceSlice): SurfaceSlice {
  const { locks } = slice.adjustment;
  const wanted = locks.map(({ logMoneyness, volatility }) => ({
    logMoneyness,
    change: volatility - (sliceVolatility(slice, logMoneyness) ?? volatility),
  }));
  if (wanted.every(({ change }) => change === 0)) return slice;
  const adjustment = withChanges(slice.adjustment, wanted);
  return adjustment === null ? slice : { ...slice, adjustment };
}

/** One of the five moves by an amount of volatility (0.01 = one point); locked places stay. */
export function moveSlice(slice: SurfaceSlice, move: SmileMove, amount: number): SurfaceSlice {
  const adjustment = adjustmentOf(slice);
  return holdLocks(edited(slice, { ...adjustment, moves: { ...adjustment.moves, [move]: adjustment.moves[move] + amount } }));
}

function isNear({ deviation }: SmileAdjustment, left: number, right: number): boolean {
  return Math.abs(left - right) < SAME_NODE * deviation;
}

/** Drags the smile through a volatility at k = ln(strike ÷ forward); other dragged and locked places stay. Says why it cannot. */
export function dragSlice(slice: SurfaceSlice, logMoneyness: number, volatility: number): Result<SurfaceSlice, string> {
  const adjustment = adjustmentOf(slice);
  if (adjustment.locks.some((lock) => isNear(adjustment, lock.logMoneyness, logMoneyness)))
    return fail('expected a node that is not locked, found a locked one: unlock it first');
  const present = sliceVolatility(slice, logMoneyness);
  if (present === null) return fail('expected a smile at this strike, found none to drag');
  const others = adjustment.bumps.filter((bump) => !isNear(adjustment, bump.logMoneyness, logMoneyness));
  const kept = { ...adjustment, bumps: others };
  const bare = { ...slice, adjustment: kept };
  const stay = others.map(({ logMoneyness: at }) => ({ at, before: sliceVolatility(slice, at), after: sliceVolatility(bare, at) }));
  const wanted = [
    ...stay.map(({ at, before, after }) => ({ logMoneyness: at, change: (before ?? 0) - (after ?? before ?? 0) })),
    { logMoneyness, change: volatility - (sliceVolatility(bare, logMoneyness) ?? present) },
  ];
  const changed = withChanges(kept, wanted);
  return changed === null ? fail('expected nodes further apart, found some that coincide') : ok(holdLocks(edited(slice, changed)));
}

/** Locks the volatility that a place has now. Says why it cannot. */
export function lockSlice(slice: SurfaceSlice, logMoneyness: number): Result<SurfaceSlice, string> {
  const volatility = sliceVolatility(slice, logMoneyness);
  if (volatility === null) return fail('expected a smile at this strike, found none to lock');
  const adjustment = adjustmentOf(slice);
  if (adjustment.locks.some((lock) => isNear(adjustment, lock.logMoneyness, logMoneyness))) return ok(slice);
  const locks = [...adjustment.locks, { logMoneyness, volatility }].sort((left, right) => left.logMoneyness - right.logMoneyness);
  return ok({ ...slice, adjustment: { ...adjustment, locks } });
}

/** Frees a place; the smile stays as it is. */
export function unlockSlice(slice: SurfaceSlice, logMoneyness: number): SurfaceSlice {
  const { adjustment } = slice;
  return {
    ...slice,
    adjustment: { ...adjustment, locks: adjustment.locks.filter((lock) => !isNear(adjustment, lock.logMoneyness, logMoneyness)) },
  };
}

/** Another smile of the same expiry in place of this one, at this one's time; locked places stay. */
export function snapSlice(slice: SurfaceSlice, target: SurfaceSlice): SurfaceSlice {
  const { locks } = slice.adjustment;
  const moved = { ...target, years: slice.years, adjustment: { ...adjustmentOf(target), locks } };
  return locks.length === 0 ? moved : holdLocks(moved);
}
