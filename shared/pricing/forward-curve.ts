/** One forward per expiry of an underlying, each with where it comes from and how far it can be trusted. */
import { ok } from '../domain/result';
import { YEAR_MS } from '../domain/time';
import { finiteOrNull } from './finite';
import { unpriced, type Priced } from './priced';

/**
 * Where a forward comes from, best first: the listed future of that expiry; put–call parity of its own options; the venue's synthetic
 * price; the line between two neighbours of the curve; the carry of the last stretch drawn on beyond the curve.
 */
export type ForwardSource = 'future' | 'parity' | 'venue-synthetic' | 'interpolated' | 'extrapolated';

/** `good`: quotes agree. `fair`: one source only, or neighbours. `poor`: sources disagree, or far from any quote. */
export type ForwardQuality = 'good' | 'fair' | 'poor';

/** The forward of one expiry. */
export interface ForwardPoint {
  readonly expiresAtMs: number;
  /** Act/365 from the time of the curve. */
  readonly years: number;
  /** USD per coin. */
  readonly forward: number;
  readonly source: ForwardSource;
  readonly quality: ForwardQuality;
  /** Relative gap of put–call parity to `forward`; `null` without usable pairs. */
  readonly parityGap: number | null;
  /** Relative standard error of the parity forward; `null` without usable pairs. */
  readonly parityError: number | null;
  /** Put–call pairs that took part. */
  readonly pairs: number;
  /** Why the quality is not `good`; empty when it is. */
  readonly because: string;
}

/** An expiry without a forward. */
export interface MissingForward {
  readonly expiresAtMs: number;
  readonly because: string;
}

/** All expiries of one underlying at one time. */
export interface ForwardCurve {
  readonly underlying: string;
  readonly asOfMs: number;
  /** Index price, USD; `null` unknown. */
  readonly spot: number | null;
  /** Ascending by expiry. */
  readonly points: readonly ForwardPoint[];
  readonly missing: readonly MissingForward[];
}

/** Continuously compounded carry per year of one point against the index; `null` without index or time. */
export function annualCarry(curve: ForwardCurve, { forward, years }: ForwardPoint): number | null {
  return curve.spot !== null && curve.spot > 0 && years > 0 ? finiteOrNull(Math.log(forward / curve.spot) / years) : null;
}

/** Beyond the last point its carry is drawn on only this many times its own length. */
const FURTHEST_REACH = 2;

interface Knot {
  readonly years: number;
  readonly logForward: number;
}

function knotsOf(curve: ForwardCurve): readonly Knot[] {
  const spot = curve.spot !== null && curve.spot > 0 ? [{ years: 0, logForward: Math.log(curve.spot) }] : [];
  return [...spot, ...curve.points.map(({ years, forward }) => ({ years, logForward: Math.log(forward) }))];
}

function between(left: Knot, right: Knot, years: number): number {
  const share = (years - left.years) / (right.years - left.years);
  return Math.exp(left.logForward + share * (right.logForward - left.logForward));
}

/** The two knots that a time lies between, or beyond both of which it lies. */
interface Neighbours {
  readonly left: Knot;
  readonly right: Knot;
  readonly source: 'interpolated' | 'extrapolated';
}

function neighboursOf(curve: ForwardCurve, years: number): Neighbours | null {
  const knots = knotsOf(curve);
  const after = knots.findIndex((knot) => knot.years > years);
  const [left, right] = after < 0 ? knots.slice(-2) : knots.slice(after - 1, after + 1);
  if (left === undefined || right === undefined || after === 0) return null;
  if (after < 0 && years > FURTHEST_REACH * right.years) return null;
  return { left, right, source: after < 0 ? 'extrapolated' : 'interpolated' };
}

function isPrice(value: number): boolean {
  return value > 0 && value < Infinity;
}

/**
 * The forward of any expiry: its own point, or ln F linear in time between neighbours (constant carry between them), the index being
 * the point at time zero. Says why where the expiry is past, or the curve has nothing near it.
 */
export function forwardAt(curve: ForwardCurve, expiresAtMs: number): Priced<ForwardPoint> {
  const own = curve.points.find((point) => point.expiresAtMs === expiresAtMs);
  if (own !== undefined) return isPrice(own.forward) ? ok(own) : missingNear(curve, expiresAtMs);
  const years = (expiresAtMs - curve.asOfMs) / YEAR_MS;
  if (!(years > 0)) return unpriced('expired', `expected an expiry after the time of the curve, found one ${-years * 365} days before it`);
  const neighbours = neighboursOf(curve, years);
  const forward = neighbours === null ? Number.NaN : between(neighbours.left, neighbours.right, years);
  if (neighbours === null || !isPrice(forward)) return missingNear(curve, expiresAtMs);
  const { source } = neighbours;
  const because =
    source === 'interpolated' ? 'no quotes of its own: between its neighbours' : 'no quotes of its own: beyond the last forward';
  const unknown = { parityGap: null, parityError: null, pairs: 0 };
  return ok({ expiresAtMs, years, forward, source, quality: source === 'interpolated' ? 'fair' : 'poor', ...unknown, because });
}

function missingNear(curve: ForwardCurve, expiresAtMs: number): Priced<ForwardPoint> {
  const told = curve.missing.find((one) => one.expiresAtMs === expiresAtMs);
  const found = `${curve.points.length} forwards${curve.spot === null ? ' and no index' : ''}, none near enough`;
  return unpriced('no-forward', told?.because ?? `expected a future or put–call pairs of this expiry, found ${found}`);
}
