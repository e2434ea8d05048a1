/** The next slices of a flatten: never larger than the limits or the depth allow, never beyond zero. */
import type { Instrument, InstrumentId, Underlying } from '../../domain/instrument';
import type { PriceTicks } from '../../domain/price';
import { quantityLots, roundDownToLot, type QuantityLots } from '../../domain/quantity';
import type { Side } from '../../domain/side';
import { hedgeCandidates, limitThroughTouch, type HedgeInstrument, type HedgeProposal } from '../../hedging/hedge-candidates';
import { walkDepth } from '../../hedging/execution-cost';
import { coinToLots, lotsToCoin, lotsToUsd } from '../../risk/exposure';
import { isExpiring } from '../../risk/pre-trade-gate';
import { mayAddRisk } from '../../risk/trading-state';
import type { PositionState } from '../account-state';
import type { FlattenLeg } from '../flatten-state';
import { limitsOf } from '../instrument-limits';
import type { MarketState } from '../market-state';
import { protectedLimits } from '../venue-protection';
import type { StepWork } from '../step-work';
import { DEPTH_LEVELS, HEDGE_COLLAR_BPS, hedgeInputs, hedgeInstruments } from './hedge-ticket';
import { isUsable } from './trust';

/** One immediate-or-cancel order toward zero. */
export interface FlattenSlice {
  readonly legKey: string;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly price: PriceTicks;
  readonly quantity: QuantityLots;
  readonly isReduceOnly: boolean;
}

/** What is left and what can be sent of it now. Flat: no legs. */
export interface FlattenPlan {
  readonly legs: Readonly<Record<string, FlattenLeg>>;
  /** Of several for one leg the first that the gate lets through. */
  readonly slices: readonly FlattenSlice[];
}

/** Lots of one order that limits per order and the depth inside the collar allow; the limit price it would carry. */
interface Room {
  readonly lots: number;
  readonly limitTicks: PriceTicks;
  readonly refusal: string;
}

function roomFor(work: StepWork, market: MarketState, side: Side): Room | string {
  const { instrument, top } = market;
  // Those that the gate applies: a slice beyond them would be refused over and over.
  const limits = protectedLimits(limitsOf(work.session.settings, instrument), work.venues[instrument.venue]);
  if (limits === null) return `${instrument.name} has no limits set; set them first`;
  if (!isUsable(market.trust)) return `${instrument.name} is ${market.trust}: ${market.trustReason}`;
  const touch = side === 'buy' ? top.ask : top.bid;
  if (touch === null) return `the book of ${instrument.name} is empty on one side; it waits for quotes`;
  const limitTicks = limitThroughTouch(side, touch, { collarBps: HEDGE_COLLAR_BPS, grid: instrument });
  const price = limitTicks * instrument.tickSize;
  const depth = market.book.levels(side === 'buy' ? 'sell' : 'buy', DEPTH_LEVELS);
  const reachable = walkDepth({ side, quantityLots: Number.MAX_SAFE_INTEGER, limitTicks, depth }).filledLots;
  const index = work.indexes[instrument.underlying]?.price ?? Number.NaN;
  const byCoin = coinToLots(instrument, limits.maximumOrderCoin, price);
  const byUsd = limits.maximumOrderNotionalUsd / lotsToUsd(instrument, 1, index);
  const lots = Math.floor(Math.min(reachable, byCoin, byUsd));
  if (Number.isNaN(lots)) return `there is no index price to value ${instrument.name} with`;
  return { lots, limitTicks, refusal: lots === 0 ? `no lot of ${instrument.name} fits its limits and depth` : '' };
}

function smallestLots(instrument: Instrument): number {
  return Math.ceil(instrument.minimumQuantity / instrument.lotSize - 1e-9);
}

/** Every position toward zero, each in its own instrument, reduce-only. */
export function planPositions(work: StepWork): FlattenPlan {
  const legs: Record<string, FlattenLeg> = {};
  const slices: FlattenSlice[] = [];
  for (const [id, state] of Object.entries(work.positions)) {
    const { lots } = state.position;
    if (lots === 0) continue;
    const slice = closingSlice(work, state);
    legs[id] = { remaining: lots, reason: typeof slice === 'string' ? slice : '' };
    if (typeof slice !== 'string') slices.push(slice);
  }
  return { legs, slices };
}

/** Held contracts whose book nobody asked for: options are only valued until they are traded. Those that the gate would refuse are left out. */
export function unseenHoldings(work: StepWork): readonly InstrumentId[] {
  const held = Object.values(work.positions).filter(({ position }) => position.lots !== 0);
  return held.flatMap(({ position }) => {
    const market = work.markets.get(position.instrumentId);
    if (market?.bookState !== 'loading') return [];
    const { instrument } = market;
    const isClosable =
      instrument.isActive && !isExpiring(instrument, work.session.nowMs) && limitsOf(work.session.settings, instrument) !== null;
    return isClosable ? [instrument.id] : [];
  });
}

function closingSlice(work: StepWork, { position }: PositionState): FlattenSlice | string {
  const { instrumentId, lots } = position;
  const market = work.markets.get(instrumentId);
  if (market === undefined) return `${instrumentId} is not loaded`;
  const side: Side = lots > 0 ? 'sell' : 'buy';
  const held = roundDownToLot(Math.abs(lots), 1);
  if (held < smallestLots(market.instrument)) return `${Math.abs(lots)} lots of ${market.instrument.name} are less than the venue takes`;
  const room = roomFor(work, market, side);
  if (typeof room === 'string') return room;
  if (room.lots < smallestLots(market.instrument)) return `no order of ${market.instrument.name} fits its limits and depth`;
  const quantity = quantityLots(Math.min(held, room.lots));
  return { legKey: instrumentId, instrumentId, side, price: room.limitTicks, quantity, isReduceOnly: true };
}

/** The delta of one underlying toward zero: one order at a time, positions that carry it first, then what is cheaper. */
export function planDelta(work: StepWork, underlying: Underlying): FlattenPlan {
  const { deltaCoin, indexPrice, refusal } = hedgeInputs(work, underlying);
  const wait = (remaining: number, reason: string): FlattenPlan => ({ legs: { [underlying]: { remaining, reason } }, slices: [] });
  if (deltaCoin === null || indexPrice === null) return wait(deltaCoin ?? 0, refusal);
  const offers = hedgeInstruments(work, underlying).map((source) => offerOf(work, source, { deltaCoin, indexPrice }));
  if (isTooSmall(deltaCoin, offers)) return { legs: {}, slices: [] };
  const slices = [...offers].sort(compareOffers).flatMap(({ slice }) => (slice === null ? [] : [{ ...slice, legKey: underlying }]));
  if (slices.length === 0) return wait(deltaCoin, offers[0]?.refusal ?? `no perpetual or future of ${underlying} has a book`);
  return { legs: { [underlying]: { remaining: deltaCoin, reason: '' } }, slices };
}

/** Whether every instrument is too coarse for it. What nothing could carry is not flat: only a delta of zero is then. */
function isTooSmall(deltaCoin: number, offers: readonly DeltaOffer[]): boolean {
  const known = offers.map(({ smallestCoin }) => smallestCoin).filter((coin) => coin !== null);
  return deltaCoin === 0 || (known.length > 0 && Math.abs(deltaCoin) < Math.min(...known));
}

/** What one instrument could do for a delta. */
interface DeltaOffer {
  readonly slice: FlattenSlice | null;
  readonly costUsd: number;
  /** Of its smallest order; `null` while its mark price is not known. */
  readonly smallestCoin: number | null;
  readonly refusal: string;
}

/** Reducing a position beats opening one; then the cheaper. */
function compareOffers(first: DeltaOffer, second: DeltaOffer): number {
  const opening = Number(first.slice?.isReduceOnly !== true) - Number(second.slice?.isReduceOnly !== true);
  return opening === 0 ? first.costUsd - second.costUsd : opening;
}

interface Need {
  readonly deltaCoin: number;
  readonly indexPrice: number;
}

function offerOf(work: StepWork, source: HedgeInstrument, need: Need): DeltaOffer {
  const { instrument } = source;
  const side: Side = need.deltaCoin > 0 ? 'sell' : 'buy';
  const perLot = lotsToCoin(instrument, 1, source.markPrice ?? Number.NaN);
  const smallestCoin = Number.isNaN(perLot) ? null : smallestLots(instrument) * perLot;
  const none = (refusal: string): DeltaOffer => ({ slice: null, costUsd: Number.MAX_VALUE, smallestCoin, refusal });
  if (smallestCoin === null) return none(`${instrument.name} has no mark price; wait for its ticker`);
  const market = work.markets.get(instrument.id);
  const room = market === undefined ? `${instrument.name} is not loaded` : roomFor(work, market, side);
  if (typeof room === 'string') return none(room);
  const reducible = reducibleLots(work, instrument.id, side);
  const isReduceOnly = reducible > 0;
  if (!isReduceOnly && !mayAddRisk(work.safety.tradingState)) {
    return none(`trading is ${work.safety.tradingState}: only a position of the same side may be reduced`);
  }
  const lots = Math.min(room.lots, isReduceOnly ? reducible : Number.MAX_SAFE_INTEGER);
  const percent = Math.min(100, ((lots * perLot) / Math.abs(need.deltaCoin)) * 100);
  const [proposal] = hedgeCandidates({
    deltaCoin: need.deltaCoin,
    targetCoin: 0,
    percent,
    indexPrice: need.indexPrice,
    collarBps: HEDGE_COLLAR_BPS,
    instruments: [source],
  });
  return proposal === undefined ? none(`${instrument.name} cannot carry a hedge`) : toOffer(proposal, isReduceOnly, smallestCoin);
}

/** Lots of a position that an order of this side would only reduce. */
function reducibleLots(work: StepWork, id: InstrumentId, side: Side): number {
  const held = work.positions[id]?.position.lots ?? 0;
  return Math.max(0, side === 'sell' ? held : -held);
}

function toOffer(proposal: HedgeProposal, isReduceOnly: boolean, smallestCoin: number): DeltaOffer {
  const { instrument, side, limitTicks, quantityLots: quantity, refusal, totalUsd } = proposal;
  if (refusal !== '' || limitTicks === null) return { slice: null, costUsd: Number.MAX_VALUE, smallestCoin, refusal };
  const slice = { legKey: '', instrumentId: instrument.id, side, price: limitTicks, quantity, isReduceOnly };
  return { slice, costUsd: totalUsd ?? Number.MAX_VALUE, smallestCoin, refusal: '' };
}
