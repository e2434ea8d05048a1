/** Fits forwards and surface of one recorded chain through the product's own functions and measures how they meet the venue. */
import { buildForwardCurve } from '../../../shared/pricing/build-forward-curve';
import { forwardAt, type ForwardCurve, type ForwardPoint } from '../../../shared/pricing/forward-curve';
import { valueInverseOption } from '../../../shared/pricing/inverse';
import { theoOf, type OptionTheo } from '../../../shared/pricing/option-theo';
import {
  DEFAULT_FIT_SETTINGS,
  fitSurface,
  type SurfaceFit,
  type SurfaceFitInputs,
  type SurfaceFitSettings,
} from '../../../shared/pricing/surface/fit-surface';
import { smileErrors, type SmileErrors } from '../../../shared/pricing/surface/smile-fit-quality';
import { sliceOf, surfaceVolatility, type SurfaceSlice } from '../../../shared/pricing/surface/volatility-surface';
import { YEAR_MS } from '../../../shared/domain/time';
import type { Chain, ChainOption } from './chain-market';

/** Middle, 99th percentile and greatest of absolute differences; `null` where nothing could be compared. */
export interface Spread {
  readonly count: number;
  readonly median: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** Differences to the venue, coin for prices. */
export interface VenueGaps {
  /** The venue's mark against Black-76 at the venue's own volatility and forward: whether we price as it does. */
  readonly markAtVenueVolatility: Spread;
  /** The venue's mark against our surface at the forward recorded with it: how far our theo is from it. */
  readonly markAtSurface: Spread;
  /** The venue's delta against N(d1) at the venue's volatility and forward. */
  readonly deltaAtVenueVolatility: Spread;
  /** The venue's delta against N(d1) on our surface, likewise. */
  readonly deltaAtSurface: Spread;
}

/** One expiry. */
export interface ExpiryReport extends VenueGaps {
  readonly expiresAtMs: number;
  readonly days: number;
  readonly forward: ForwardPoint | null;
  readonly options: number;
  /** Strikes with both sides, which the fit is judged by. */
  readonly quotesUsed: number;
  readonly crossed: number;
  readonly label: SurfaceSlice['label'] | 'missing';
  readonly because: string;
  readonly medianErrorPoints: number | null;
  readonly p95ErrorPoints: number | null;
  readonly insideShare: number | null;
  /** Butterflies of this expiry and calendars to the next. */
  readonly breachesBefore: number;
  readonly breachesAfter: number;
}

/** One coin. */
export interface ChainReport extends VenueGaps {
  readonly underlying: string;
  readonly asOfMs: number;
  readonly options: number;
  readonly expiries: readonly ExpiryReport[];
  readonly quotesUsed: number;
  /** Over all strikes with both sides. */
  readonly medianErrorPoints: number | null;
  readonly p95ErrorPoints: number | null;
  readonly insideShare: number | null;
  readonly breachesBefore: number;
  readonly breachesAfter: number;
  /** What looks wrong in the data, in words. */
  readonly warnings: readonly string[];
}

/** A mark this far from the venue's own volatility and forward contradicts itself. */
const SUSPICIOUS_MARK = 1e-3;
/** Deltas are published with five decimals, volatilities with two of a point. */
const ROUNDED_DELTA = 5e-5;
/** Marks and forwards of one moment agree to rounding; this is several times as much. */
const SAME_FORWARD = 1e-4;

/** Nearest rank. */
function rank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? null;
}

function spreadOf(values: readonly (number | null)[]): Spread {
  const sorted = values
    .flatMap((value) => (value === null || Number.isNaN(value) ? [] : [Math.abs(value)]))
    .sort((left, right) => left - right);
  return { count: sorted.length, median: rank(sorted, 0.5), p99: rank(sorted, 0.99), max: sorted.at(-1) ?? null };
}

function median(values: readonly number[]): number | null {
  return rank(
    [...values].sort((left, right) => left - right),
    0.5,
  );
}

function forwardPrice(options: readonly ChainOption[], isListed: boolean): number | null {
  return median(
    options.flatMap((option) => (option.isListed === isListed && option.underlyingPrice !== null ? [option.underlyingPrice] : [])),
  );
}

/** Differences of one option, each `null` where the venue or we have no such figure. */
interface OptionGaps {
  readonly markAtVenue: number | null;
  readonly markAtSurface: number | null;
  readonly deltaAtVenue: number | null;
  readonly deltaAtSurface: number | null;
  /** Relative distance of the forward that the mark was made at from the one recorded with it; only where the mark depends on it. */
  readonly forwardShift: number | null;
}

/** Below this net delta a mark says too little about its forward. */
const LEAST_NET_DELTA = 0.3;

function shiftOf(markGap: number | null, netDelta: number | undefined): number | null {
  return markGap === null || netDelta === undefined || Math.abs(netDelta) < LEAST_NET_DELTA ? null : -markGap / netDelta;
}

function minus(left: number | null | undefined, right: number | null): number | null {
  return left == null || right === null ? null : left - right;
}

/** Our value on the surface, at the forward that was recorded with the option where there is one: records of one chain lie seconds apart. */
function valueOnSurface(
  option: ChainOption,
  curve: ForwardCurve,
  surface: SurfaceFit['surface'],
): Pick<OptionTheo, 'priceCoin' | 'delta'> | null {
  const { expiresAtMs, strike, underlyingPrice: forward } = option;
  if (forward === null) {
    const theo = theoOf(option, { curve, surface, nowMs: curve.asOfMs });
    return theo.ok ? theo.value : null;
  }
  const volatility = surfaceVolatility(surface, { expiresAtMs, logMoneyness: Math.log(strike / forward) });
  const years = (expiresAtMs - curve.asOfMs) / YEAR_MS;
  return volatility.ok ? valueInverseOption({ ...option, forward, years, volatility: volatility.value }) : null;
}

function gapsOf(option: ChainOption, curve: ForwardCurve, surface: SurfaceFit['surface']): OptionGaps {
  const { markPrice, markVolatility, underlyingPrice, delta, expiresAtMs } = option;
  const years = (expiresAtMs - curve.asOfMs) / YEAR_MS;
  const venue =
    markVolatility === null || underlyingPrice === null
      ? null
      : valueInverseOption({ ...option, forward: underlyingPrice, years, volatility: markVolatility });
  const ours = valueOnSurface(option, curve, surface);
  const markAtVenue = minus(venue?.priceCoin, markPrice);
  return {
    markAtVenue,
    forwardShift: shiftOf(markAtVenue, venue?.netTransactionDelta),
    markAtSurface: minus(ours?.priceCoin, markPrice),
    deltaAtVenue: minus(venue?.delta, delta),
    deltaAtSurface: minus(ours?.delta, delta),
  };
}

function venueGaps(gaps: readonly OptionGaps[]): VenueGaps {
  return {
    markAtVenueVolatility: spreadOf(gaps.map(({ markAtVenue }) => markAtVenue)),
    markAtSurface: spreadOf(gaps.map(({ markAtSurface }) => markAtSurface)),
    deltaAtVenueVolatility: spreadOf(gaps.map(({ deltaAtVenue }) => deltaAtVenue)),
    deltaAtSurface: spreadOf(gaps.map(({ deltaAtSurface }) => deltaAtSurface)),
  };
}

/** What the product's fit sees of a chain, without a surface before it. */
export function chainInputs(chain: Chain, settings: SurfaceFitSettings): SurfaceFitInputs {
  const { underlying, asOfMs, spot } = chain;
  const expiries = [...new Set(chain.options.map(({ expiresAtMs }) => expiresAtMs))].map((expiresAtMs) => {
    const quotes = chain.options
      .filter((option) => option.expiresAtMs === expiresAtMs)
      .map((option) => ({ ...option, seenForward: option.underlyingPrice }));
    return { expiresAtMs, quotes, futurePrice: forwardPrice(quotes, true), syntheticPrice: forwardPrice(quotes, false) };
  });
  return { curve: buildForwardCurve({ underlying, asOfMs, spot, expiries }), expiries, previous: null, settings };
}

interface Fitted {
  readonly chain: Chain;
  readonly curve: ForwardCurve;
  readonly fit: SurfaceFit;
}

type SmileReport = Pick<ExpiryReport, 'label' | 'because' | 'medianErrorPoints' | 'p95ErrorPoints' | 'insideShare'>;

function smileReport(expiresAtMs: number, { surface }: SurfaceFit): SmileReport {
  const slice = sliceOf(surface, expiresAtMs);
  const missing = surface.missing.find((one) => one.expiresAtMs === expiresAtMs);
  const figures = slice?.fit ?? { medianErrorPoints: null, p95ErrorPoints: null, insideShare: null };
  const { medianErrorPoints, p95ErrorPoints, insideShare } = figures;
  const told: Pick<ExpiryReport, 'label' | 'because'> = slice ?? { label: 'missing', because: missing?.because ?? '' };
  return { label: told.label, because: told.because, medianErrorPoints, p95ErrorPoints, insideShare };
}

function expiryReport(expiresAtMs: number, { chain, curve, fit }: Fitted): ExpiryReport {
  const options = chain.options.filter((option) => option.expiresAtMs === expiresAtMs);
  const market = fit.markets.find((one) => one.expiresAtMs === expiresAtMs);
  const point = forwardAt(curve, expiresAtMs);
  const count = (breaches: SurfaceFit['breachesAfter']): number => breaches.filter((breach) => breach.expiresAtMs === expiresAtMs).length;
  return {
    expiresAtMs,
    days: ((expiresAtMs - curve.asOfMs) / YEAR_MS) * 365,
    forward: point.ok ? point.value : null,
    options: options.length,
    quotesUsed: market?.twoSidedCount ?? 0,
    crossed: market?.crossedCount ?? 0,
    ...smileReport(expiresAtMs, fit),
    breachesBefore: count(fit.breachesBefore),
    breachesAfter: count(fit.breachesAfter),
    ...venueGaps(options.map((option) => gapsOf(option, curve, fit.surface))),
  };
}

function warningsOf({ chain, curve }: Fitted, gaps: readonly OptionGaps[]): readonly string[] {
  const suspicious = gaps.filter(({ markAtVenue }) => Math.abs(markAtVenue ?? 0) > SUSPICIOUS_MARK).length;
  const unmarked = chain.options.filter(({ markPrice, markVolatility }) => markPrice === null || markVolatility === null).length;
  const shifts = spreadOf(gaps.map(({ forwardShift }) => forwardShift));
  const deltas = spreadOf(gaps.map(({ deltaAtVenue }) => deltaAtVenue));
  const crossed = chain.options.filter(({ bid, ask }) => bid !== null && ask !== null && bid >= ask).length;
  return [
    ...curve.points.filter(({ quality }) => quality === 'poor').map((point) => `forward of ${day(point.expiresAtMs)}: ${point.because}`),
    ...curve.missing.map((one) => `no forward for ${day(one.expiresAtMs)}: ${one.because}`),
    ...(suspicious > 0
      ? [
          `${suspicious} marks are more than ${SUSPICIOUS_MARK} coin from the venue's own volatility and forward: the record contradicts itself there`,
        ]
      : []),
    ...(shifts.median !== null && shifts.median > SAME_FORWARD
      ? [`marks were made at forwards ${(100 * shifts.median).toFixed(3)} % (median) away from those recorded with them`]
      : []),
    ...(deltas.median !== null && deltas.median > ROUNDED_DELTA
      ? [
          `deltas were recorded at another price than marks: they differ from N(d1) at the marks' own volatility and forward by ${deltas.median.toExponential(1)} (median)`,
        ]
      : []),
    ...(unmarked > 0 ? [`${unmarked} options have no mark price or no mark volatility`] : []),
    ...(crossed > 0 ? [`${crossed} options have their bid at or above the ask`] : []),
  ];
}

/** `2026-03-27`. */
export function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** All strikes with both sides that a smile was fitted to. */
function allErrors({ fit: { markets, surface } }: Fitted): SmileErrors {
  const parts = markets.flatMap((market) => {
    const slice = sliceOf(surface, market.expiresAtMs);
    return slice === null || slice.fit === null ? [] : [smileErrors(slice, market)];
  });
  return {
    errorsPoints: parts.flatMap(({ errorsPoints }) => errorsPoints).sort((left, right) => left - right),
    inside: parts.reduce((sum, part) => sum + part.inside, 0),
  };
}

/** Fits and measures one coin's chain. */
export function measureChain(chain: Chain): ChainReport {
  const inputs = chainInputs(chain, DEFAULT_FIT_SETTINGS);
  const fitted = { chain, curve: inputs.curve, fit: fitSurface(inputs) };
  const { curve, fit } = fitted;
  const gaps = chain.options.map((option) => gapsOf(option, curve, fit.surface));
  const { errorsPoints, inside } = allErrors(fitted);
  return {
    underlying: chain.underlying,
    asOfMs: chain.asOfMs,
    options: chain.options.length,
    expiries: [...new Set(chain.options.map(({ expiresAtMs }) => expiresAtMs))]
      .sort((left, right) => left - right)
      .map((expiresAtMs) => expiryReport(expiresAtMs, fitted)),
    quotesUsed: errorsPoints.length,
    medianErrorPoints: rank(errorsPoints, 0.5),
    p95ErrorPoints: rank(errorsPoints, 0.95),
    insideShare: errorsPoints.length === 0 ? null : inside / errorsPoints.length,
    breachesBefore: fit.breachesBefore.length,
    breachesAfter: fit.breachesAfter.length,
    ...venueGaps(gaps),
    warnings: warningsOf(fitted, gaps),
  };
}
