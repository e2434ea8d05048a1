/** Exposure of a book by underlying, expiry, strike and delta bucket: sums that stay unknown as soon as one part is. */
import type { PositionGreeks, PricedPosition } from './priced-position';

/** Greeks by name; `null`: at least one part has no price. */
export type NullableGreeks = { readonly [Name in keyof PositionGreeks]: number | null };

/** A sum of positions. Units as in `PositionGreeks`. */
export interface ExposureSum {
  readonly quantityCoin: number | null;
  readonly greeks: NullableGreeks;
  /** The same in the other currency: coin figures at the forward of their own expiry, USD figures over it. */
  readonly deltaUsd: number | null;
  readonly gammaUsd: number | null;
  readonly vannaUsd: number | null;
  readonly vegaCoin: number | null;
  readonly weightedVegaCoin: number | null;
  readonly thetaCoin: number | null;
  readonly volgaCoin: number | null;
  /** As the venue states them; `null` where it did not. */
  readonly venueDelta: number | null;
  readonly venueGamma: number | null;
  readonly venueVega: number | null;
  readonly venueTheta: number | null;
}

/** Buckets of delta, from far puts to far calls, with the least call delta that belongs to each. */
export const deltaBuckets: readonly (readonly [name: string, leastCallDelta: number])[] = [
  ['10P', 0.825],
  ['25P', 0.675],
  ['40P', 0.55],
  ['ATM', 0.45],
  ['40C', 0.325],
  ['25C', 0.175],
  ['10C', Number.NEGATIVE_INFINITY],
];

/** The bucket of a call delta; `—` where there is none. */
export function bucketOf(callDelta: number | null): string {
  return callDelta === null ? '—' : (deltaBuckets.find(([, least]) => callDelta >= least)?.[0] ?? '—');
}

type Reader = (priced: PricedPosition) => number | null;

const times = (value: number | null | undefined, factor: number | null): number | null =>
  value === null || value === undefined || factor === null ? null : value * factor;
const over = (value: number | null | undefined, forward: number | null): number | null =>
  times(value, forward === null ? null : 1 / forward);

/** The venue's option greeks per contract; futures carry their own delta and nothing else. */
function venueOf(priced: PricedPosition, name: 'delta' | 'gamma' | 'vega' | 'theta'): number | null {
  const { position, greeks, forward } = priced;
  if (position.kind !== 'option') return name === 'delta' ? (greeks?.delta ?? null) : 0;
  const stated = position.venueGreeks?.[name];
  if (stated === undefined) return null;
  return name === 'gamma' ? times(stated * position.quantity * 0.01, forward) : stated * position.quantity;
}

function sumOf(book: readonly PricedPosition[], read: Reader): number | null {
  let sum = 0;
  for (const priced of book) {
    const value = read(priced);
    if (value === null || !Number.isFinite(value)) return null;
    sum += value;
  }
  return sum;
}

/** Sums positions. What one of them lacks, the sum lacks. */
export function sumExposure(book: readonly PricedPosition[]): ExposureSum {
  const greek = (name: keyof PositionGreeks): number | null => sumOf(book, ({ greeks }) => greeks?.[name] ?? null);
  return {
    quantityCoin: sumOf(book, ({ quantityCoin }) => quantityCoin),
    greeks: {
      delta: greek('delta'),
      adjustedDelta: greek('adjustedDelta'),
      gamma: greek('gamma'),
      vega: greek('vega'),
      weightedVega: greek('weightedVega'),
      theta: greek('theta'),
      vanna: greek('vanna'),
      volga: greek('volga'),
      valueCoin: greek('valueCoin'),
    },
    deltaUsd: sumOf(book, ({ greeks, forward }) => times(greeks?.delta, forward)),
    gammaUsd: sumOf(book, ({ greeks, forward }) => times(greeks?.gamma, forward)),
    vannaUsd: sumOf(book, ({ greeks, forward }) => times(greeks?.vanna, forward)),
    vegaCoin: sumOf(book, ({ greeks, forward }) => over(greeks?.vega, forward)),
    weightedVegaCoin: sumOf(book, ({ greeks, forward }) => over(greeks?.weightedVega, forward)),
    thetaCoin: sumOf(book, ({ greeks, forward }) => over(greeks?.theta, forward)),
    volgaCoin: sumOf(book, ({ greeks, forward }) => over(greeks?.volga, forward)),
    venueDelta: sumOf(book, (priced) => venueOf(priced, 'delta')),
    venueGamma: sumOf(book, (priced) => venueOf(priced, 'gamma')),
    venueVega: sumOf(book, (priced) => venueOf(priced, 'vega')),
    venueTheta: sumOf(book, (priced) => venueOf(priced, 'theta')),
  };
}

/** Positions by a key, in the order in which the keys first appear. */
export function groupBy<Key>(
  book: readonly PricedPosition[],
  keyOf: (priced: PricedPosition) => Key,
): ReadonlyMap<Key, readonly PricedPosition[]> {
  const groups = new Map<Key, PricedPosition[]>();
  for (const priced of book) {
    const key = keyOf(priced);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [priced]);
    else known.push(priced);
  }
  return groups;
}
