/** From quotes to a published surface: one smile per expiry, held where the market gives none, freed of arbitrage, smooth in time. */
import type { ForwardCurve } from '../forward-curve';
import { forwardAt } from '../forward-curve';
import type { OptionQuote } from '../parity-forward';
import { unpriced, type Priced } from '../priced';
import { ok } from '../../domain/result';
import { findArbitrage, type ArbitrageBreach } from './arbitrage';
import { fitPoints, midPoints, type FitPoint } from './fit-points';
import { fitSabr } from './fit-sabr';
import { fitSvi } from './fit-svi';
import { FREE } from './svi-objective';
import { repairSlices, type FittedSlice } from './repair-surface';
import { NO_ADJUSTMENT } from './smile-adjustment';
import { marketAtTheMoney, readSmile, type SmileMarket } from './smile-quotes';
import type { SmileShape } from './smile-shape';
import type { AtTheMoneyLevel } from './surface-draft';
import { measureFit } from './smile-fit-quality';
import { remember } from './smile-memory';
import { sliceAt, sliceOf, sliceVolatility, type MissingSlice, type SurfaceSlice, type VolatilitySurface } from './volatility-surface';

/** How a surface is fitted. */
export interface SurfaceFitSettings {
  /** Form of each smile. */
  readonly model: 'svi' | 'sabr';
  /** Fewer strikes with both sides than this are sparse: the smile before is held. */
  readonly minimumQuotes: number;
  /** A larger share of crossed strikes than this makes the market unfit: the smile before is held. */
  readonly maximumCrossedShare: number;
  /** Weight of the smile before falls by half in this time; 0: no memory. */
  readonly halfLifeMs: number;
  /** Where the smile before lies outside bid and ask of more than this share of strikes, the market has jumped and nothing is remembered. */
  readonly jumpShare: number;
}

/** What the desk starts with. */
export const DEFAULT_FIT_SETTINGS: SurfaceFitSettings = {
  model: 'svi',
  minimumQuotes: 6,
  maximumCrossedShare: 0.1,
  halfLifeMs: 5_000,
  jumpShare: 0.4,
};

/** The options of one expiry. */
export interface ExpiryQuotes {
  readonly expiresAtMs: number;
  readonly quotes: readonly OptionQuote[];
}

/** Everything that a fit sees. */
export interface SurfaceFitInputs {
  readonly curve: ForwardCurve;
  readonly expiries: readonly ExpiryQuotes[];
  /** The surface before: held smiles and memory come from it. `null`: none. */
  readonly previous: VolatilitySurface | null;
  readonly settings: SurfaceFitSettings;
}

/** The surface, the market as volatilities, and what was wrong before repair. */
export interface SurfaceFit {
  readonly surface: VolatilitySurface;
  /** Ascending by expiry; expiries without a forward have none. */
  readonly markets: readonly SmileMarket[];
  readonly breachesBefore: readonly ArbitrageBreach[];
  readonly breachesAfter: readonly ArbitrageBreach[];
}

/** A held smile is repaired as if it were quoted this precisely, at this many places. */
const HELD_WIDTH = 0.005;
const HELD_PLACES = 21;

type Outcome = { readonly kind: 'slice'; readonly fitted: FittedSlice } | ({ readonly kind: 'missing' } & MissingSlice);

/** Why a market cannot be fitted; empty when it can. */
function unfitReason({ twoSidedCount, crossedCount }: SmileMarket, settings: SurfaceFitSettings): string {
  const { minimumQuotes, maximumCrossedShare } = settings;
  const share = crossedCount / Math.max(1, crossedCount + twoSidedCount);
  if (share > maximumCrossedShare)
    return `crossed: ${crossedCount} of ${crossedCount + twoSidedCount} strikes have their bid at or above the ask`;
  if (twoSidedCount < minimumQuotes) return `sparse: expected ${minimumQuotes} strikes quoted on both sides, found ${twoSidedCount}`;
  return '';
}

function hold({ curve, previous }: SurfaceFitInputs, expiresAtMs: number, because: string): Outcome {
  const before = previous && sliceOf(previous, expiresAtMs);
  if (before === null) return { kind: 'missing', expiresAtMs, because: `${because}; there is no smile before it to hold` };
  const slice: SurfaceSlice = { ...sliceAt(before, curve.asOfMs), label: 'held', because };
  return { kind: 'slice', fitted: { slice, points: ownPoints(slice) } };
}

function ownPoints(slice: SurfaceSlice): readonly FitPoint[] {
  const width = slice.quotedTo - slice.quotedFrom;
  return Array.from({ length: HELD_PLACES }, (_, index) => slice.quotedFrom + (width * index) / (HELD_PLACES - 1)).flatMap((k) => {
    const mid = sliceVolatility(slice, k);
    return mid === null ? [] : [{ k, bid: mid, ask: mid, mid, weight: 1 / HELD_WIDTH, memory: 0, before: NaN }];
  });
}

function fitShape(points: readonly FitPoint[], years: number, model: SurfaceFitSettings['model']): SmileShape | null {
  if (model === 'sabr') return fitSabr(points, years);
  const raw = fitSvi({ points, years, constraints: FREE, starts: [] });
  return raw && { kind: 'svi', raw, years };
}

function freshSlice(market: SmileMarket, shape: SmileShape): SurfaceSlice {
  const { expiresAtMs, years, forward, quotes } = market;
  const sided = quotes.filter(({ midVolatility }) => midVolatility !== null);
  return {
    ...{ expiresAtMs, years, forward, shape, adjustment: NO_ADJUSTMENT, label: 'fitted', because: '', fit: null },
    quotedFrom: sided[0]?.logMoneyness ?? 0,
    quotedTo: sided.at(-1)?.logMoneyness ?? 0,
  };
}

function fitExpiry(market: SmileMarket, inputs: SurfaceFitInputs): Outcome {
  const { previous, settings, curve } = inputs;
  const unfit = unfitReason(market, settings);
  if (unfit !== '') return hold(inputs, market.expiresAtMs, unfit);
  const before = previous && sliceOf(previous, market.expiresAtMs);
  const points = remember(fitPoints(market), before, { ...settings, asOfMs: curve.asOfMs });
  const shape = fitShape(points, market.years, settings.model);
  if (shape === null) return hold(inputs, market.expiresAtMs, 'expected quotes that a smile can meet, found none of them fitted');
  return { kind: 'slice', fitted: { slice: freshSlice(market, shape), points } };
}

function readMarkets({ curve, expiries }: SurfaceFitInputs): readonly (SmileMarket | MissingSlice)[] {
  return [...expiries]
    .sort((left, right) => left.expiresAtMs - right.expiresAtMs)
    .map(({ expiresAtMs, quotes }) => {
      const point = forwardAt(curve, expiresAtMs);
      if (!point.ok) return { expiresAtMs, because: point.error.because };
      return readSmile({ expiresAtMs, years: point.value.years, forward: point.value.forward, quotes });
    });
}

/** Fits every expiry, holds what cannot be fitted, repairs what can be traded for a sure gain. Never throws; what has no smile says why. */
export function fitSurface(inputs: SurfaceFitInputs): SurfaceFit {
  const { curve, previous } = inputs;
  const read = readMarkets(inputs);
  const markets = read.flatMap((one) => ('quotes' in one ? [one] : []));
  const outcomes = read.map((one): Outcome => ('quotes' in one ? fitExpiry(one, inputs) : { kind: 'missing', ...one }));
  const fitted = outcomes.flatMap((outcome) => (outcome.kind === 'slice' ? [outcome.fitted] : []));
  const missing = outcomes.flatMap((outcome) =>
    outcome.kind === 'missing' ? [{ expiresAtMs: outcome.expiresAtMs, because: outcome.because }] : [],
  );
  const breachesBefore = findArbitrage(fitted.map(({ slice }) => slice));
  const repaired = breachesBefore.length === 0 ? fitted.map(({ slice }) => slice) : repairSlices(fitted);
  const slices = repaired.map((slice) => withFit(slice, markets, curve.asOfMs));
  const surface = { underlying: curve.underlying, revision: (previous?.revision ?? 0) + 1, asOfMs: curve.asOfMs, slices, missing };
  return { surface, markets, breachesBefore, breachesAfter: breachesBefore.length === 0 ? [] : findArbitrage(slices) };
}

function withFit(slice: SurfaceSlice, markets: readonly SmileMarket[], asOfMs: number): SurfaceSlice {
  const market = markets.find(({ expiresAtMs }) => expiresAtMs === slice.expiresAtMs);
  return slice.label === 'held' || market === undefined ? slice : { ...slice, fit: measureFit(slice, market, asOfMs) };
}

/** One smile through the mids alone, without the freedom inside bid and ask: the target of a snap. Says why where there is none. */
export function fitMarketMid(market: SmileMarket, asOfMs: number): Priced<SurfaceSlice> {
  const points = midPoints(fitPoints(market));
  const shape = fitShape(points, market.years, 'svi');
  if (shape === null) return unpriced('not-fitted', `expected three strikes quoted on both sides, found ${market.twoSidedCount}`);
  const slice = freshSlice(market, shape);
  return ok({ ...slice, fit: measureFit(slice, market, asOfMs) });
}

/** Levels that centre smiles on the market at the money; expiries whose market shows none are left out. */
export function marketLevels(markets: readonly SmileMarket[]): readonly AtTheMoneyLevel[] {
  return markets.flatMap((market) => {
    const volatility = marketAtTheMoney(market);
    return volatility === null ? [] : [{ expiresAtMs: market.expiresAtMs, volatility }];
  });
}
