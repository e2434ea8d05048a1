/** The hedge ticket: a live proposal until it is sent, then progress until nothing is left. */
import { ticksToPrice } from '../../domain/price';
import { sideSign } from '../../domain/side';
import type { Underlying } from '../../domain/instrument';
import { hedgeCandidates, type HedgeInstrument, type HedgeProposal } from '../../hedging/hedge-candidates';
import { isFinal } from '../../domain/order';
import { isExpiring } from '../../risk/pre-trade-gate';
import type { FillRecord } from '../account-state';
import type { HedgeState } from '../hedge-state';
import type { MarketState } from '../market-state';
import { limitsOf } from '../instrument-limits';
import type { StepWork } from '../step-work';
import { continueWaiting } from './hedge-sending';
import { isUsable } from './trust';
import { lockOf } from './venue-locks';

/** Levels of the book that a hedge may reach into. */
export const DEPTH_LEVELS = 50;

/** How far through the best price a hedge may reach, basis points, if the limits of its instruments say nothing narrower. */
export const HEDGE_COLLAR_BPS = 10;

/** Stage 9: keeps the open ticket true to now. */
export function keepHedge(work: StepWork, fillCountBefore: number): void {
  const { hedge } = work;
  if (hedge === null) return;
  if (hedge.phase === 'preview') {
    if (isHedgeNews(work, hedge)) work.hedge = proposeHedge(work, hedge);
    return;
  }
  if (hedge.waiting !== null) return continueWaiting(work, hedge, hedgeInputs(work, hedge.underlying).deltaCoin);
  if (hedge.phase === 'working' || work.fillCount !== fillCountBefore) work.hedge = followHedge(work, hedge);
}

/** Candidates depend on books and tickers of the underlying and on the account; other events leave the ticket alone. */
function isHedgeNews(work: StepWork, hedge: HedgeState): boolean {
  const { event } = work;
  if (event.kind === 'book-delta' || event.kind === 'book-snapshot') {
    return work.markets.get(event.instrumentId)?.instrument.underlying === hedge.underlying;
  }
  return event.kind !== 'ticker-updated' && event.kind !== 'trades-printed' && event.kind !== 'index-updated';
}

/** The ticket with candidates of this instant; its sequence is that of the event. */
export function proposeHedge(work: StepWork, hedge: HedgeState): HedgeState {
  const targetCoin = work.inventoryTargets[hedge.underlying]?.targetCoin ?? 0;
  const known = hedgeInputs(work, hedge.underlying);
  const ticket = { ...hedge, targetCoin, deltaBeforeCoin: known.deltaCoin, sequence: work.session.sequence };
  const { deltaCoin, indexPrice } = known;
  if (deltaCoin === null || indexPrice === null) return { ...ticket, candidates: [], refusal: known.refusal, residualCoin: null };
  const candidates = hedgeCandidates({
    deltaCoin,
    targetCoin,
    percent: hedge.percent,
    indexPrice,
    collarBps: HEDGE_COLLAR_BPS,
    instruments: hedgeInstruments(work, hedge.underlying),
  });
  return { ...ticket, candidates, refusal: refusalOf(candidates, hedge.underlying), residualCoin: candidates[0]?.residualCoin ?? null };
}

interface HedgeInputs {
  readonly deltaCoin: number | null;
  readonly indexPrice: number | null;
  /** Empty if both are known. */
  readonly refusal: string;
}

/** Delta and index of an underlying as far as they may be believed. */
export function hedgeInputs(work: StepWork, underlying: Underlying): HedgeInputs {
  const exposure = work.exposures[underlying];
  const indexPrice = work.indexes[underlying]?.price ?? null;
  if (exposure === undefined) return { deltaCoin: null, indexPrice, refusal: `There is no exposure in ${underlying}.` };
  const deltaCoin = isUsable(exposure.trust) ? exposure.deltaCoin : null;
  if (deltaCoin === null) return { deltaCoin, indexPrice, refusal: `The delta is not known. ${exposure.trustReason}`.trim() };
  return { deltaCoin, indexPrice, refusal: indexPrice === null ? `There is no index price of ${underlying}.` : '' };
}

/** Empty if any candidate can be sent; else what is wrong with the best. */
function refusalOf(candidates: readonly HedgeProposal[], underlying: Underlying): string {
  if (candidates.some((candidate) => candidate.refusal === '')) return '';
  return candidates[0]?.refusal ?? `No perpetual or future of ${underlying} has a book.`;
}

/** Delta-one instruments of the underlying whose book is wanted. */
export function hedgeInstruments(work: StepWork, underlying: Underlying): readonly HedgeInstrument[] {
  const found: HedgeInstrument[] = [];
  for (const market of work.markets.values()) {
    const { instrument } = market;
    if (instrument.underlying !== underlying || instrument.kind === 'option' || market.bookState === 'loading') continue;
    found.push({
      instrument,
      bids: market.book.levels('buy', DEPTH_LEVELS),
      asks: market.book.levels('sell', DEPTH_LEVELS),
      markPrice: market.ticker?.markPrice ?? null,
      funding8h: market.ticker?.funding8h ?? null,
      refusal: hedgeRefusal(work, market),
    });
  }
  return found;
}

function hedgeRefusal(work: StepWork, market: MarketState): string {
  if (!isUsable(market.trust)) return `${market.instrument.name}: ${market.trustReason}`;
  if (limitsOf(work.session.settings, market.instrument) === null) return `${market.instrument.name} has no limits set`;
  // The gate lets no order in there any more, whatever it would cost.
  if (!market.instrument.isActive) return `${market.instrument.name} no longer accepts orders`;
  const lock = lockOf(work.venues[market.instrument.venue], market);
  if (lock !== null) return `${market.instrument.name}: ${lock}`;
  return isExpiring(market.instrument, work.session.nowMs) ? `${market.instrument.name} expires within minutes` : '';
}

/** The candidate of this id; ids are instrument ids. */
export function findCandidate(hedge: HedgeState, candidateId: string): HedgeProposal | null {
  return hedge.candidates.find((candidate) => candidate.instrument.id === candidateId) ?? null;
}

/** Progress from the fills of the order sent. */
function followHedge(work: StepWork, hedge: HedgeState): HedgeState {
  const order = hedge.clientOrderId === null ? null : work.orders.find(hedge.clientOrderId);
  const market = order === null ? undefined : work.markets.get(order.instrumentId);
  if (order === null || market === undefined) return hedge;
  const fills = work.fills.filter((record) => record.fill.clientOrderId === order.clientOrderId);
  const sums = sumFills(market, fills, hedge.arrivalMid);
  return {
    ...hedge,
    phase: isFinal(order.status) || order.status === 'lost' ? 'done' : 'working',
    filledCoin: sums.coin,
    averagePrice: sums.averagePrice,
    residualCoin: distanceToTarget(work, hedge),
    realisedCostUsd: fills.length === 0 ? null : costInUsd(work, hedge.underlying, sums.costCoin),
    refusal: order.status === 'rejected' ? `Rejected by the venue: ${order.reason}` : hedge.refusal,
  };
}

function distanceToTarget(work: StepWork, hedge: HedgeState): number | null {
  const deltaCoin = work.exposures[hedge.underlying]?.deltaCoin ?? null;
  return deltaCoin === null ? null : deltaCoin - hedge.targetCoin;
}

function costInUsd(work: StepWork, underlying: Underlying, costCoin: number): number | null {
  const indexPrice = work.indexes[underlying]?.price ?? null;
  return indexPrice === null ? null : costCoin * indexPrice;
}

interface FillSums {
  readonly coin: number;
  readonly averagePrice: number | null;
  /** Slippage from the arrival mid plus fees, coin; positive is a cost. */
  readonly costCoin: number;
}

/** Inverse contracts: coin = quantity / price, so the average price is harmonic and slippage is N·(1/mid − 1/price) by side. */
function sumFills(market: MarketState, fills: readonly FillRecord[], arrivalMid: number | null): FillSums {
  const { instrument } = market;
  let quantity = 0;
  let coin = 0;
  let costCoin = 0;
  for (const { fill } of fills) {
    const filled = fill.quantity * instrument.lotSize;
    const price = ticksToPrice(fill.price, instrument.tickSize);
    quantity += filled;
    coin += filled / price;
    costCoin += fill.fee + (arrivalMid === null ? 0 : sideSign(fill.side) * filled * (1 / arrivalMid - 1 / price));
  }
  return { coin, averagePrice: coin === 0 ? null : quantity / coin, costCoin };
}
