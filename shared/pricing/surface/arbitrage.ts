/** Where a surface can be traded for a sure gain: butterflies within an expiry, calendars between two, on a dense grid. */
import { isAdjusted } from './smile-adjustment';
import { sviDensityFactor, type SviRaw } from './svi';
import { atTheMoneyVolatility, sliceTotalVariance, type SurfaceSlice } from './volatility-surface';

/** A stretch of log-moneyness on which a surface is not free of arbitrage. */
export interface ArbitrageBreach {
  readonly kind: 'butterfly' | 'calendar';
  readonly expiresAtMs: number;
  /** The later expiry of a calendar. */
  readonly laterExpiresAtMs: number | null;
  /** First and last grid point of the stretch, and its worst one. */
  readonly from: number;
  readonly to: number;
  readonly worstAt: number;
  /** At the worst point: the density factor g (below 0), or how much total variance falls from the earlier to the later expiry (below 0). */
  readonly worst: number;
  /** One sentence with the places and figures. */
  readonly words: string;
}

const STEPS_EACH_SIDE = 120;
/** The grid reaches this many standard deviations, or this much further than the quotes, whichever is more. */
const DEVIATIONS = 5;
const BEYOND_QUOTES = 1.25;
/** Rounding of two equal variances is no arbitrage. */
const ROUNDING = 1e-12;
const DIFFERENCE = 1e-3;

/** Half the width of the grid of one smile, in log-moneyness. */
export function checkedReach(slice: SurfaceSlice): number {
  const deviation = (atTheMoneyVolatility(slice) ?? 0) * Math.sqrt(Math.max(0, slice.years));
  return Math.max(DEVIATIONS * deviation, BEYOND_QUOTES * Math.max(Math.abs(slice.quotedFrom), Math.abs(slice.quotedTo)), 1e-3);
}

/** The grid: equal steps over the reach, the money included. */
export function checkedGrid(reach: number): readonly number[] {
  return Array.from({ length: 2 * STEPS_EACH_SIDE + 1 }, (_, index) => (reach * (index - STEPS_EACH_SIDE)) / STEPS_EACH_SIDE);
}

/** The raw SVI that a smile is at the time of its surface; `null` where a hand or another form is on it. */
export function rawOf({ shape, adjustment, years }: SurfaceSlice): SviRaw | null {
  if (shape.kind !== 'svi' || isAdjusted(adjustment)) return null;
  const scale = years / shape.years;
  return scale === 1 ? shape.raw : { ...shape.raw, a: shape.raw.a * scale, b: shape.raw.b * scale };
}

/** Density factor g at k: exact for raw SVI, by differences of the total variance otherwise. `null` where the smile is not positive. */
function densityFactor(slice: SurfaceSlice, k: number): number | null {
  const raw = rawOf(slice);
  if (raw !== null) return sviDensityFactor(raw, k);
  const w = sliceTotalVariance(slice, k);
  if (w === null) return null;
  const step = DIFFERENCE * Math.sqrt(w);
  const [below, above] = [sliceTotalVariance(slice, k - step), sliceTotalVariance(slice, k + step)];
  if (below === null || above === null) return null;
  const slope = (above - below) / (2 * step);
  const curvature = (above - 2 * w + below) / (step * step);
  const lean = 1 - (k * slope) / (2 * w);
  return lean * lean - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature;
}

/** A run of neighbouring grid points with a negative value. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly worstAt: number;
  readonly worst: number;
}

function extended(run: Run, k: number, value: number): Run {
  return value < run.worst ? { from: run.from, to: k, worstAt: k, worst: value } : { ...run, to: k };
}

function negativeRuns(grid: readonly number[], valueAt: (k: number) => number): readonly Run[] {
  const runs: Run[] = [];
  let wasNegative = false;
  for (const k of grid) {
    const value = valueAt(k);
    const isNegative = !(value >= 0);
    const last = wasNegative ? runs.pop() : undefined;
    if (last !== undefined) runs.push(isNegative ? extended(last, k, value) : last);
    else if (isNegative) runs.push({ from: k, to: k, worstAt: k, worst: value });
    wasNegative = isNegative;
  }
  return runs;
}

function day(expiresAtMs: number): string {
  return new Date(expiresAtMs).toISOString().slice(0, 10);
}

function stretch({ from, to }: Run): string {
  return from === to ? `k = ${from.toFixed(4)}` : `k from ${from.toFixed(4)} to ${to.toFixed(4)}`;
}

/** Stretches of one smile with a negative density. */
export function butterflyBreaches(slice: SurfaceSlice): readonly ArbitrageBreach[] {
  const runs = negativeRuns(checkedGrid(checkedReach(slice)), (k) => densityFactor(slice, k) ?? -1);
  return runs.map((run) => ({
    ...run,
    kind: 'butterfly',
    expiresAtMs: slice.expiresAtMs,
    laterExpiresAtMs: null,
    words: `butterfly on ${day(slice.expiresAtMs)}: density below zero for ${stretch(run)}, worst g = ${run.worst.toExponential(2)} at ${run.worstAt.toFixed(4)}`,
  }));
}

/** Total variance of the later smile over the earlier at k; below zero where a calendar gains for sure. */
export function calendarGain(earlier: SurfaceSlice, later: SurfaceSlice, k: number): number {
  const [near, far] = [sliceTotalVariance(earlier, k), sliceTotalVariance(later, k)];
  if (near === null || far === null) return -1;
  const gain = far - near;
  return Math.abs(gain) <= ROUNDING * near ? 0 : gain;
}

/** The places where two smiles are compared: the grids of both. */
export function calendarGrid(earlier: SurfaceSlice, later: SurfaceSlice): readonly number[] {
  return [...checkedGrid(checkedReach(earlier)), ...checkedGrid(checkedReach(later))].sort((left, right) => left - right);
}

/** Stretches on which total variance falls from one expiry to the next. */
export function calendarBreaches(earlier: SurfaceSlice, later: SurfaceSlice): readonly ArbitrageBreach[] {
  const runs = negativeRuns(calendarGrid(earlier, later), (k) => calendarGain(earlier, later, k));
  return runs.map((run) => ({
    ...run,
    kind: 'calendar',
    expiresAtMs: earlier.expiresAtMs,
    laterExpiresAtMs: later.expiresAtMs,
    words: `calendar from ${day(earlier.expiresAtMs)} to ${day(later.expiresAtMs)}: total variance falls for ${stretch(run)}, most by ${(-run.worst).toExponential(2)} at ${run.worstAt.toFixed(4)}`,
  }));
}

/** Everything that is wrong with a surface on its checked grid; empty when nothing is. */
export function findArbitrage(slices: readonly SurfaceSlice[]): readonly ArbitrageBreach[] {
  return slices.flatMap((slice, index) => {
    const later = slices[index + 1];
    return [...butterflyBreaches(slice), ...(later === undefined ? [] : calendarBreaches(slice, later))];
  });
}
