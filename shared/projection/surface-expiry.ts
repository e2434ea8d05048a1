/** One expiry of the surface panel: quotes as volatilities, curves, nodes to drag, and how good the fit is. */
import type { EngineState } from '../engine/state';
import type { SurfaceState } from '../engine/surface-state';
import { isWorking } from '../execution/order-state';
import { impliedVolatility } from '../pricing/implied-volatility';
import { forwardAt } from '../pricing/forward-curve';
import { describeUnpriced } from '../pricing/priced';
import { normalDistribution } from '../pricing/normal';
import type { SmileMarket } from '../pricing/surface/smile-quotes';
import {
  atTheMoneyVolatility,
  sliceOf,
  sliceVolatility,
  type SurfaceSlice,
  type VolatilitySurface,
} from '../pricing/surface/volatility-surface';
import { finiteOrNull } from './finite';
import type { MarketSmiles } from './risk-results';
import { drawSmile } from './smile-curve';
import type { OwnSmileQuote, SmileCurve, SmileNode, SmileQuote, SurfaceExpiry } from './surface-view';

/** What one expiry is made of. */
export interface ExpiryParts {
  readonly state: EngineState;
  readonly surface: SurfaceState;
  readonly smiles: MarketSmiles | undefined;
  readonly expiresAtMs: number;
  readonly key: string;
}

/** Nodes offered at most. */
const NODES = 9;
/** A node within this log-moneyness of a lock is the locked one. */
const SAME_PLACE = 1e-6;

function callDelta(logMoneyness: number, volatility: number | null, years: number): number | null {
  if (volatility === null || !(volatility > 0 && years > 0)) return null;
  const deviation = volatility * Math.sqrt(years);
  return finiteOrNull(normalDistribution(-logMoneyness / deviation + deviation / 2));
}

function showQuotes(market: SmileMarket | undefined, marks: MarketSmiles['marks']): readonly SmileQuote[] {
  if (market === undefined) return [];
  const byStrike = new Map(marks.filter(([expiresAtMs]) => expiresAtMs === market.expiresAtMs).map(([, strike, mark]) => [strike, mark]));
  return market.quotes.map(({ strike, logMoneyness, bidVolatility, askVolatility, midVolatility }) => ({
    strike,
    logMoneyness,
    callDelta: callDelta(logMoneyness, midVolatility ?? askVolatility ?? bidVolatility, market.years),
    bidVolatility: finiteOrNull(bidVolatility),
    askVolatility: finiteOrNull(askVolatility),
    midVolatility: finiteOrNull(midVolatility),
    markVolatility: finiteOrNull(byStrike.get(strike)),
    isUsed: midVolatility !== null,
  }));
}

function curveOf(surface: VolatilitySurface | null | undefined, expiresAtMs: number): SmileCurve | null {
  const slice = surface == null ? null : sliceOf(surface, expiresAtMs);
  return slice === null ? null : drawSmile(slice);
}

/** Evenly picked among the strikes quoted on both sides. */
function nodesOf(slice: SurfaceSlice | null, quotes: readonly SmileQuote[]): readonly SmileNode[] {
  if (slice === null) return [];
  const strikes = quotes.filter(({ isUsed }) => isUsed).map(({ strike }) => strike);
  const step = Math.max(1, (strikes.length - 1) / (NODES - 1));
  const picked = new Set(Array.from({ length: Math.min(NODES, strikes.length) }, (_, index) => strikes[Math.round(index * step)]));
  return [...picked].flatMap((strike) => {
    const logMoneyness = Math.log((strike ?? Number.NaN) / slice.forward);
    const volatility = finiteOrNull(sliceVolatility(slice, logMoneyness));
    if (strike === undefined || volatility === null) return [];
    const isLocked = slice.adjustment.locks.some((lock) => Math.abs(lock.logMoneyness - logMoneyness) < SAME_PLACE);
    return [{ strike, logMoneyness, volatility, isLocked }];
  });
}

function ownQuotes({ state, expiresAtMs }: ExpiryParts, forward: number | null, years: number): readonly OwnSmileQuote[] {
  const quotes: OwnSmileQuote[] = [];
  for (const order of state.orders.open.values()) {
    const instrument = state.markets.get(order.instrumentId)?.instrument;
    if (instrument?.option == null || instrument.expiresAtMs !== expiresAtMs || order.purpose !== 'quote' || !isWorking(order)) continue;
    const price = order.price * instrument.tickSize * (forward ?? Number.NaN);
    const implied = impliedVolatility({ ...instrument.option, forward: forward ?? Number.NaN, years, price });
    const { strike } = instrument.option;
    quotes.push({ instrumentId: instrument.id, strike, side: order.side, volatility: implied.ok ? finiteOrNull(implied.value) : null });
  }
  return quotes;
}

function forwardWords({ surface, expiresAtMs }: ExpiryParts): {
  readonly forward: number | null;
  readonly years: number;
  readonly words: string;
} {
  const point = forwardAt(surface.curve, expiresAtMs);
  if (!point.ok) return { forward: null, years: 0, words: describeUnpriced(point.error) };
  const { forward, years, source, quality, because } = point.value;
  return { forward, years, words: because === '' ? `${source}, ${quality}` : `${source}, ${quality}: ${because}` };
}

function movesOf(slice: SurfaceSlice | null, base: SurfaceSlice | null): SurfaceExpiry['moves'] {
  const amount = (move: keyof SurfaceExpiry['moves']): number =>
    100 * ((slice?.adjustment.moves[move] ?? 0) - (base?.adjustment.moves[move] ?? 0));
  return {
    shift: amount('shift'),
    tilt: amount('tilt'),
    width: amount('width'),
    'up-wing': amount('up-wing'),
    'down-wing': amount('down-wing'),
  };
}

/** The smiles of an expiry: in use, in the draft if that differs, and the one to edit. */
interface ExpirySmiles {
  readonly model: SurfaceSlice | null;
  readonly drafted: SurfaceSlice | null;
  readonly shown: SurfaceSlice | null;
}

function smilesOf({ published, draft }: SurfaceState, expiresAtMs: number): ExpirySmiles {
  const model = sliceOf(published, expiresAtMs);
  const drafted = draft === null ? null : sliceOf(draft.surface, expiresAtMs);
  return { model, drafted: drafted === model ? null : drafted, shown: drafted ?? model };
}

function labelOf(
  { published }: SurfaceState,
  model: SurfaceSlice | null,
  expiresAtMs: number,
): Pick<SurfaceExpiry, 'label' | 'labelReason'> {
  if (model !== null) return { label: model.label, labelReason: model.because };
  const missing = published.missing.find((each) => each.expiresAtMs === expiresAtMs);
  return { label: 'none', labelReason: missing?.because ?? 'no smile yet' };
}

/** One expiry. */
export function showExpiry(parts: ExpiryParts): SurfaceExpiry {
  const { surface, smiles, expiresAtMs, key } = parts;
  const { forward, years, words } = forwardWords(parts);
  const { model, drafted, shown } = smilesOf(surface, expiresAtMs);
  const market = smiles?.markets.find((each) => each.expiresAtMs === expiresAtMs);
  const quotes = showQuotes(market, smiles?.marks ?? []);
  return {
    ...{ key, expiresAtMs, years, forward, forwardSource: words },
    ...labelOf(surface, model, expiresAtMs),
    market: quotes,
    model: model && drawSmile(model),
    draft: drafted && drawSmile(drafted),
    previous: curveOf(surface.previous, expiresAtMs),
    fitted: curveOf(surface.fitted, expiresAtMs),
    nodes: nodesOf(shown, quotes),
    ownQuotes: ownQuotes(parts, forward, years),
    fit: model?.fit ?? null,
    atmVolatility: shown && finiteOrNull(atTheMoneyVolatility(shown)),
    moves: movesOf(shown, model),
  };
}
