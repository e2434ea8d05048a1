/** Ways to bring the delta of one underlying to its target with perpetuals and futures, cheapest first. */
import type { Instrument } from '../domain/instrument';
import type { PriceTicks } from '../domain/price';
import { roundToPassiveStep } from '../domain/tick-steps';
import type { QuantityLots } from '../domain/quantity';
import { lotsToQuantity, quantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';
import { sideSign } from '../domain/side';
import type { DepthLevel } from './execution-cost';
import { executionCost, walkDepth } from './execution-cost';

/** An instrument that could carry the hedge, as its book stands. Depth best first. */
export interface HedgeInstrument {
  readonly instrument: Instrument;
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
  /** Quote units; `null` unknown: then it cannot be used. */
  readonly markPrice: number | null;
  /** Fraction per 8 h, longs pay when positive; `null` for instruments without funding. */
  readonly funding8h: number | null;
  /** Why it may not be used now (stale, resynchronising); empty: nothing. */
  readonly refusal: string;
}

/** What to hedge and with what. */
export interface HedgeRequest {
  /** Delta of the underlying, coin. */
  readonly deltaCoin: number;
  readonly targetCoin: number;
  /** Share of the distance to target to be removed, 0 to 100. */
  readonly percent: number;
  /** USD per coin. */
  readonly indexPrice: number;
  /** How far through the best opposite price the limit may reach, basis points. */
  readonly collarBps: number;
  readonly instruments: readonly HedgeInstrument[];
}

/** One way to hedge: an immediate-or-cancel limit order and what it costs, USD, positive is a cost. */
export interface HedgeProposal {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly quantityLots: QuantityLots;
  /** Delta the order moves, coin, unsigned. */
  readonly quantityCoin: number;
  /** Collar through the touch; `null` without a book. */
  readonly limitTicks: PriceTicks | null;
  readonly feeUsd: number | null;
  readonly spreadUsd: number | null;
  /** `null`: the depth inside the collar does not suffice to tell. */
  readonly impactUsd: number | null;
  /** `null` for instruments without funding. */
  readonly fundingUsdPerDay: number | null;
  /** Fee, spread, impact and one day of funding; `null` if any cost is unknown. */
  readonly totalUsd: number | null;
  /** Delta after a full fill minus target, coin. */
  readonly residualCoin: number;
  /** Empty if it can be sent; otherwise why not. */
  readonly refusal: string;
}

/** Fee, spread and impact in USD: what the order itself costs, before anything is paid for holding on; `null` if any is unknown. */
export function executionCostUsd({
  feeUsd,
  spreadUsd,
  impactUsd,
}: Pick<HedgeProposal, 'feeUsd' | 'spreadUsd' | 'impactUsd'>): number | null {
  return feeUsd === null || spreadUsd === null || impactUsd === null ? null : feeUsd + spreadUsd + impactUsd;
}

/** Coin of delta that one lot carries: contracts in USD ÷ mark price, others the lot itself. */
function coinPerLot(instrument: Instrument, markPrice: number): number {
  return instrument.isInverse ? instrument.lotSize / markPrice : instrument.lotSize;
}

/** How far through the touch, and on which grid of prices. */
interface Collar {
  readonly collarBps: number;
  readonly grid: Pick<Instrument, 'tickSize' | 'tickSteps'>;
}

/** The worst acceptable price, ticks: this many basis points through the best opposite price, rounded so that it never reaches further. */
export function limitThroughTouch(side: Side, touchTicks: number, { collarBps, grid }: Collar): PriceTicks {
  const limit = touchTicks * grid.tickSize * (1 + (sideSign(side) * collarBps) / 10_000);
  return roundToPassiveStep(grid, limit, side);
}

/** Funding is paid three times a day on the notional in USD; a long pays a positive rate. */
function fundingPerDay(venue: HedgeInstrument, side: Side, notionalUsd: number): number | null {
  return venue.funding8h === null ? null : sideSign(side) * venue.funding8h * 3 * notionalUsd;
}

interface Need {
  readonly side: Side;
  readonly coin: number;
  readonly distanceCoin: number;
}

function refuse(source: HedgeInstrument, need: Need, refusal: string): HedgeProposal {
  return {
    instrument: source.instrument,
    side: need.side,
    quantityLots: quantityLots(0),
    quantityCoin: 0,
    limitTicks: null,
    feeUsd: null,
    spreadUsd: null,
    impactUsd: null,
    fundingUsdPerDay: null,
    totalUsd: null,
    residualCoin: need.distanceCoin,
    refusal,
  };
}

/** Lots that remove the need without overshooting, and what they leave. */
interface HedgeLots {
  readonly quantityLots: QuantityLots;
  readonly quantityCoin: number;
  readonly residualCoin: number;
}

/** Best prices of both sides and the side to be taken from. */
interface TwoSidedBook {
  readonly midPrice: number;
  readonly touchTicks: number;
  readonly depth: readonly DepthLevel[];
}

/** A ratio of lots this close (relative) below a whole number is binary noise, not a missing lot. */
const LOT_NOISE = 1e-12;

function sizeHedge(instrument: Instrument, need: Need, markPrice: number): HedgeLots | null {
  const perLot = coinPerLot(instrument, markPrice);
  const lots = quantityLots(Math.floor((need.coin / perLot) * (1 + LOT_NOISE)));
  if (lots === 0 || lotsToQuantity(lots, instrument.lotSize) < instrument.minimumQuantity) return null;
  const quantityCoin = lots * perLot;
  const residualCoin = need.distanceCoin + sideSign(need.side) * quantityCoin;
  const isNoise = residualCoin * need.distanceCoin < 0;
  return { quantityLots: lots, quantityCoin, residualCoin: isNoise ? 0 : residualCoin };
}

function readBook(source: HedgeInstrument, side: Side): TwoSidedBook | null {
  const [bid, ask] = [source.bids[0], source.asks[0]];
  if (bid === undefined || ask === undefined) return null;
  const midPrice = ((bid[0] + ask[0]) / 2) * source.instrument.tickSize;
  return side === 'buy' ? { midPrice, touchTicks: ask[0], depth: source.asks } : { midPrice, touchTicks: bid[0], depth: source.bids };
}

/** Order, book and terms of one proposal before it has a cost. */
interface Draft extends HedgeLots {
  readonly source: HedgeInstrument;
  readonly side: Side;
  readonly book: TwoSidedBook;
}

function costProposal(draft: Draft, request: HedgeRequest): HedgeProposal {
  const { source, side, book, quantityLots: lots, quantityCoin, residualCoin } = draft;
  const { instrument } = source;
  const limitTicks = limitThroughTouch(side, book.touchTicks, { collarBps: request.collarBps, grid: instrument });
  const walk = walkDepth({ side, quantityLots: lots, limitTicks, depth: book.depth });
  const isDeepEnough = walk.filledLots >= lots;
  const fills: readonly DepthLevel[] = isDeepEnough ? walk.fills : [[book.touchTicks, lots]];
  const cost = executionCost({ instrument, side, fills, midPrice: book.midPrice, indexPrice: request.indexPrice });
  const fundingUsdPerDay = fundingPerDay(source, side, quantityCoin * request.indexPrice);
  const shortage = `only ${walk.filledLots} of ${lots} lots rest within ${request.collarBps} bps of the best price of ${instrument.name}; hedge less or wait`;
  return {
    instrument,
    side,
    quantityLots: lots,
    quantityCoin,
    limitTicks,
    feeUsd: cost.feeUsd,
    spreadUsd: cost.spreadUsd,
    impactUsd: isDeepEnough ? cost.impactUsd : null,
    fundingUsdPerDay,
    totalUsd: isDeepEnough ? cost.feeUsd + cost.spreadUsd + cost.impactUsd + (fundingUsdPerDay ?? 0) : null,
    residualCoin,
    refusal: source.refusal === '' && !isDeepEnough ? shortage : source.refusal,
  };
}

function propose(source: HedgeInstrument, need: Need, request: HedgeRequest): HedgeProposal {
  const { instrument, markPrice } = source;
  if (markPrice === null || !(markPrice > 0)) return refuse(source, need, `${instrument.name} has no mark price; wait for its ticker`);
  const lots = sizeHedge(instrument, need, markPrice);
  if (lots === null) return refuse(source, need, `${need.coin.toFixed(4)} coin is less than the smallest order of ${instrument.name}`);
  const book = readBook(source, need.side);
  if (book === null) return { ...refuse(source, need, `the book of ${instrument.name} is empty on one side; wait for quotes`), ...lots };
  return costProposal({ ...lots, source, side: need.side, book }, request);
}

/** Sendable before refused, then known before unknown cost, cheapest first, smaller residual first, name for the rest. */
function compareProposals(a: HedgeProposal, b: HedgeProposal): number {
  const refused = Number(a.refusal !== '') - Number(b.refusal !== '');
  if (refused !== 0) return refused;
  const cost = (a.totalUsd ?? Number.MAX_VALUE) - (b.totalUsd ?? Number.MAX_VALUE);
  if (cost !== 0) return cost;
  const residual = Math.abs(a.residualCoin) - Math.abs(b.residualCoin);
  if (residual !== 0) return residual;
  return a.instrument.name < b.instrument.name ? -1 : 1;
}

/**
 * Every way to remove `percent` of the distance between delta and target with one of the instruments, cheapest first. Lots are rounded
 * toward zero, so no proposal overshoots: the distance to target never grows and never changes sign. An instrument that cannot be
 * used stays in the list with its refusal in words. Non-finite input gives no proposals.
 */
export function hedgeCandidates(request: HedgeRequest): readonly HedgeProposal[] {
  const distanceCoin = request.deltaCoin - request.targetCoin;
  const share = Math.min(100, Math.max(0, request.percent)) / 100;
  if (!Number.isFinite(distanceCoin) || !Number.isFinite(share) || !(request.indexPrice > 0)) return [];
  const need: Need = { side: distanceCoin > 0 ? 'sell' : 'buy', coin: Math.abs(distanceCoin) * share, distanceCoin };
  return request.instruments
    .filter((source) => source.instrument.isInverse && source.instrument.kind !== 'option')
    .map((source) => propose(source, need, request))
    .sort(compareProposals);
}
