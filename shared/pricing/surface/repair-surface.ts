/** Makes a fitted surface free of arbitrage on its checked grid, giving up as little of the fit as it can. */
import {
  butterflyBreaches,
  calendarBreaches,
  calendarGain,
  calendarGrid,
  checkedGrid,
  checkedReach,
  findArbitrage,
  rawOf,
} from './arbitrage';
import type { FitPoint } from './fit-points';
import { fitSsvi, ssviToRaw } from './fit-ssvi';
import { fitSvi } from './fit-svi';
import { NO_ADJUSTMENT } from './smile-adjustment';
import type { SviRaw } from './svi';
import type { SviConstraints, VarianceBound } from './svi-objective';
import { toFreeSmile } from './svi-repair';
import { atTheMoneyVolatility, sliceTotalVariance, type SliceLabel, type SurfaceSlice } from './volatility-surface';

/** A smile and the quotes that it should stay near; for a held smile, points of its own. */
export interface FittedSlice {
  readonly slice: SurfaceSlice;
  readonly points: readonly FitPoint[];
}

/** Strength of the constraints, round by round. */
const STRENGTHS = [30, 300, 3000];
/** A lift below this share of the variance at the money is not worth another fit. */
const SMALL_LIFT = 1.0005;
/** Every so-manieth point of the checked grid becomes a constraint of the next fit. */
const EVERY = 4;

function everySo<Item>(items: readonly Item[]): readonly Item[] {
  return items.filter((_, index) => index % EVERY === 0 || index === items.length - 1);
}

interface Reason {
  readonly label: SliceLabel;
  readonly because: string;
}

function withRaw(slice: SurfaceSlice, raw: SviRaw, { label, because }: Reason): SurfaceSlice {
  return { ...slice, shape: { kind: 'svi', raw, years: slice.years }, adjustment: NO_ADJUSTMENT, label, because };
}

function boundsOf(slice: SurfaceSlice, places: readonly number[]): readonly VarianceBound[] {
  return places.flatMap((k) => {
    const variance = sliceTotalVariance(slice, k);
    return variance === null || !(variance > 0) ? [] : [{ k, variance }];
  });
}

function isQuoted({ quotedFrom, quotedTo }: SurfaceSlice, k: number): boolean {
  return k >= quotedFrom && k <= quotedTo;
}

/** Where only the later smile has quotes, the earlier one gives way; everywhere else the later one does. */
function givesWay(earlier: SurfaceSlice, later: SurfaceSlice, k: number): boolean {
  return !isQuoted(earlier, k) && isQuoted(later, k);
}

/** A neighbour's smile brought to this one's level at the money: it crosses that neighbour nowhere, so it is a good place to begin. */
function neighbourStart(slice: SurfaceSlice, neighbour: SurfaceSlice | null): readonly SviRaw[] {
  const raw = neighbour && rawOf(neighbour);
  const [own, other] = [sliceTotalVariance(slice, 0), neighbour && sliceTotalVariance(neighbour, 0)];
  return raw === null || own === null || other === null ? [] : [{ ...raw, a: raw.a + own - other }];
}

function refit({ slice, points }: FittedSlice, neighbour: SurfaceSlice | null, { constraints, because }: Refit): SurfaceSlice {
  const own = rawOf(slice);
  const starts = [...(own === null ? [] : [own]), ...neighbourStart(slice, neighbour)];
  const raw = fitSvi({ points, years: slice.years, constraints, starts });
  return raw === null ? slice : withRaw(slice, raw, { label: slice.label === 'held' ? 'held' : 'repaired', because });
}

interface Refit {
  readonly constraints: SviConstraints;
  readonly because: string;
}

function wordsOf(breaches: readonly { readonly words: string }[]): string {
  return breaches[0]?.words ?? '';
}

/** Lowers the unquoted wings of earlier smiles that stand above the next one, the latest expiry first. */
function lowerWings(fitted: readonly FittedSlice[]): readonly FittedSlice[] {
  const lowered = [...fitted];
  for (let index = fitted.length - 2; index >= 0; index--) {
    const [item, next] = [lowered[index], lowered[index + 1]];
    if (item === undefined || next === undefined) continue;
    const { slice } = item;
    const places = calendarGrid(slice, next.slice).filter((k) => givesWay(slice, next.slice, k));
    if (places.every((k) => calendarGain(slice, next.slice, k) >= 0)) continue;
    const breaches = calendarBreaches(slice, next.slice);
    const ceiling = boundsOf(next.slice, everySo(places));
    const earlier = lowered[index - 1]?.slice;
    const floor = earlier === undefined ? [] : boundsOf(earlier, everySo(calendarGrid(earlier, slice)));
    const densityAt = everySo(checkedGrid(checkedReach(slice)));
    const constraints = { densityAt, floor, ceiling, strength: STRENGTHS[1] ?? 0 };
    lowered[index] = { ...item, slice: refit(item, next.slice, { constraints, because: wordsOf(breaches) }) };
  }
  return lowered;
}

function breachesOf(slice: SurfaceSlice, earlier: SurfaceSlice | null): readonly { readonly words: string }[] {
  return [...butterflyBreaches(slice), ...(earlier === null ? [] : calendarBreaches(earlier, slice))];
}

/** Raises the whole smile by what it lacks over the earlier one; more variance everywhere takes nothing from the density. */
function lift(slice: SurfaceSlice, earlier: SurfaceSlice | null): SurfaceSlice {
  const raw = rawOf(slice);
  if (earlier === null || raw === null) return slice;
  const lack = calendarGrid(earlier, slice).reduce((least, k) => Math.min(least, calendarGain(earlier, slice, k)), 0);
  if (lack >= 0) return slice;
  return withRaw(slice, { ...raw, a: raw.a - lack * (1 + 1e-6) }, slice);
}

/** One smile after those before it are settled: constrained fits of growing strength, then a smile that cannot have a butterfly. */
function settle(item: FittedSlice, earlier: SurfaceSlice | null): SurfaceSlice {
  const found = breachesOf(item.slice, earlier);
  if (found.length === 0) return item.slice;
  let slice = item.slice;
  for (const strength of STRENGTHS) {
    const densityAt = everySo(checkedGrid(checkedReach(slice)));
    const floor = earlier === null ? [] : boundsOf(earlier, everySo(calendarGrid(earlier, slice)));
    const constraints = { densityAt, floor, ceiling: [], strength };
    slice = refit({ ...item, slice }, earlier, { constraints, because: wordsOf(found) });
    if (breachesOf(slice, earlier).length === 0) return slice;
    const lifted = lift(slice, earlier);
    const isSmall = (sliceTotalVariance(lifted, 0) ?? Infinity) < SMALL_LIFT * (sliceTotalVariance(slice, 0) ?? 0);
    if ((isSmall || strength === STRENGTHS.at(-1)) && breachesOf(lifted, earlier).length === 0) return lifted;
  }
  const raw = rawOf(slice);
  const free = raw && toFreeSmile(raw);
  return free === null ? slice : lift(withRaw(slice, free, { label: 'repaired', because: wordsOf(found) }), earlier);
}

/** The whole surface as one family that cannot have arbitrage, for when single smiles could not be freed of it. */
function fallback(fitted: readonly FittedSlice[], because: string): readonly SurfaceSlice[] | null {
  const expiries = fitted.map(({ slice, points }) => ({
    points,
    years: slice.years,
    atTheMoneyVariance: (atTheMoneyVolatility(slice) ?? NaN) ** 2 * slice.years,
  }));
  const family = fitSsvi(expiries);
  if (family === null) return null;
  return fitted.map(({ slice }, index) => {
    const member = family.slices[index];
    return member === undefined
      ? slice
      : withRaw(slice, ssviToRaw(member), { label: 'fallback', because: `the whole-surface model, because of ${because}` });
  });
}

/** Smiles in the order of their expiries, without arbitrage on the checked grid. Those that had none stay as they were. */
export function repairSlices(fitted: readonly FittedSlice[]): readonly SurfaceSlice[] {
  const settled: SurfaceSlice[] = [];
  for (const item of lowerWings(fitted)) settled.push(settle(item, settled.at(-1) ?? null));
  const left = findArbitrage(settled);
  if (left.length === 0) return settled;
  return fallback(fitted, wordsOf(left)) ?? settled;
}
