/** Commands that send an order by hand: from the ladder, and from the hedge ticket. */
import type { CommandArgs } from '../../contract/commands';
import { toInstrumentId, underlying, type Instrument } from '../../domain/instrument';
import { roundToNearestTick } from '../../domain/price';
import { isOnGrid, tickSizeAt } from '../../domain/tick-steps';
import { roundDownToLot } from '../../domain/quantity';
import { coinToLots } from '../../risk/exposure';
import { executionCostUsd, type HedgeProposal } from '../../hedging/hedge-candidates';
import type { HedgeState } from '../hedge-state';
import type { MarketState } from '../market-state';
import { accepted, denied, type CommandResult, type StepWork } from '../step-work';
import { findCandidate, proposeHedge } from '../stages/hedge-ticket';
import { enterOrder, REPEAT_WINDOW_MS, type OrderWish } from '../stages/order-entry';
import { sendOrWait } from '../stages/hedge-sending';
import { requireFresh } from './authority';

/** The touch may have moved by this much since it was seen: ticks, or basis points if that is more. */
const SLIP_TICKS = 2;
const SLIP_BPS = 1;

/** A hedge may have grown by this share since it was seen: the delta of contracts in USD and of options moves with every price. */
const GROWTH_TOLERATED = 0.02;

/** Events between the ticket seen and its sending, at most. */
const SEEN_AGE_EVENTS = 5000;

/** One order from the ladder, bound to the market that was seen. */
export function placeOrder(work: StepWork, args: CommandArgs<'place-order'>): CommandResult {
  const id = toInstrumentId(args.instrumentId);
  const market = work.markets.get(id);
  if (market === undefined) return denied(`${id} is not loaded.`);
  const moved = refuseIfMoved(market, args);
  if (!moved.ok) return moved;
  const { instrument } = market;
  const price = roundToNearestTick(args.price, instrument.tickSize);
  if (Math.abs(price * instrument.tickSize - args.price) > instrument.tickSize * 1e-6) {
    return denied(`Price ${args.price} is not a multiple of the tick ${instrument.tickSize} of ${instrument.name}.`);
  }
  if (!isOnGrid(instrument, price))
    return denied(
      `At ${args.price} the price step of ${instrument.name} is ${tickSizeAt(instrument, args.price)}; choose a multiple of it.`,
    );
  const quantity = lotsOf(instrument, args.quantityCoin, args.price);
  const wish: OrderWish = {
    instrumentId: id,
    side: args.side,
    price,
    quantity,
    purpose: 'manual',
    timeInForce: 'good-til-canceled',
    isPostOnly: args.isPostOnly,
    isReduceOnly: args.isReduceOnly,
    level: 0,
  };
  const repeat = work.recentManual.find(
    (order) =>
      order.instrumentId === id &&
      order.side === wish.side &&
      // The same coin is another number of lots at another price: what would it have been at that one?
      order.quantity === lotsOf(instrument, args.quantityCoin, order.price * instrument.tickSize) &&
      work.session.nowMs - order.sentAtMs < REPEAT_WINDOW_MS,
  );
  if (repeat !== undefined && !args.isConfirmed) {
    const agoMs = work.session.nowMs - repeat.sentAtMs;
    return denied(`The same ${wish.side} was sent ${agoMs} ms ago; within ${REPEAT_WINDOW_MS / 1000} s a repeat must be held to confirm.`);
  }
  const result = enterOrder(work, wish, { isArmedRequired: true, isTyped: args.confirmedCoin === args.quantityCoin });
  return result.isSent ? accepted : denied(`${result.rule}: ${result.reason}`);
}

/** Whole lots in so much coin at this price, rounded down. */
function lotsOf(instrument: Instrument, quantityCoin: number, price: number): OrderWish['quantity'] {
  return roundDownToLot(coinToLots(instrument, quantityCoin, price), 1);
}

function refuseIfMoved(market: MarketState, seen: CommandArgs<'place-order'>): CommandResult {
  const { tickSize, name } = market.instrument;
  const { bid, ask } = market.top;
  if (bid === null || ask === null) return denied(`The book of ${name} is empty on one side; wait for quotes.`);
  const tolerance = Math.max(SLIP_TICKS, (SLIP_BPS / 10_000) * bid);
  const movedTicks = Math.max(Math.abs(bid - seen.seenBestBid / tickSize), Math.abs(ask - seen.seenBestAsk / tickSize));
  if (movedTicks <= tolerance) return accepted;
  return denied(`The market moved ${movedTicks.toFixed(0)} ticks since you saw it; ${tolerance.toFixed(0)} are tolerated. Look again.`);
}

/** Opens the ticket with live candidates; a ticket under way must be closed first. */
export function openHedge(work: StepWork, args: CommandArgs<'open-hedge'>): CommandResult {
  if (work.hedge?.phase === 'working') return denied('A hedge is under way; wait for it or close it.');
  const id = underlying(args.underlying);
  if (work.exposures[id] === undefined) return denied(`There is no exposure in ${args.underlying}.`);
  work.hedge = proposeHedge(work, {
    ticketId: `hedge-${work.session.sequence}`,
    underlying: id,
    percent: args.percent,
    openedAtMs: work.session.nowMs,
    phase: 'preview',
    deltaBeforeCoin: null,
    targetCoin: 0,
    candidates: [],
    refusal: '',
    sentCandidateId: null,
    clientOrderId: null,
    waiting: null,
    sentQuantityCoin: null,
    filledCoin: 0,
    averagePrice: null,
    residualCoin: null,
    previewedCostUsd: null,
    realisedCostUsd: null,
    arrivalMid: null,
    sequence: work.session.sequence,
  });
  return accepted;
}

/** Sends a candidate as seen, at most once per ticket. */
export function sendHedge(work: StepWork, args: CommandArgs<'send-hedge'>): CommandResult {
  const { hedge } = work;
  if (hedge === null || hedge.ticketId !== args.ticketId) return denied('This ticket is not open any more; open it again.');
  if (hedge.phase !== 'preview') return denied('This ticket was sent already; open a new one.');
  if (work.session.sequence - args.seenSequence > SEEN_AGE_EVENTS) return denied('The ticket was seen too long ago; look again.');
  const current = proposeHedge(work, hedge);
  const candidate = findCandidate(current, args.candidateId);
  if (candidate === null)
    return denied(current.refusal === '' ? `${args.candidateId} is not among the candidates any more.` : current.refusal);
  const seen = refuseCandidate(work, candidate, args);
  return seen.ok ? sendCandidate(work, current, candidate) : seen;
}

function refuseCandidate(work: StepWork, candidate: HedgeProposal, seen: CommandArgs<'send-hedge'>): CommandResult {
  const { instrument, limitTicks, refusal, side, quantityCoin } = candidate;
  if (refusal !== '' || limitTicks === null)
    return denied(refusal === '' ? `${instrument.name} has no book to hedge in.` : `${instrument.name}: ${refusal}`);
  const fresh = requireFresh(work, instrument.id);
  if (!fresh.ok) return fresh;
  if (side !== seen.seenSide) return denied(`You saw a ${seen.seenSide}; by now the delta asks for a ${side}. Look again.`);
  if (quantityCoin > largestOf(candidate, seen.seenQuantityCoin))
    return denied(`You saw ${seen.seenQuantityCoin.toFixed(4)} coin; by now it would be ${quantityCoin.toFixed(4)}. Look again.`);
  const movedTicks = Math.abs(limitTicks - seen.seenPrice / instrument.tickSize);
  const tolerance = Math.max(SLIP_TICKS, (SLIP_BPS / 10_000) * limitTicks);
  if (movedTicks <= tolerance) return accepted;
  return denied(`The price moved ${movedTicks.toFixed(0)} ticks since you saw it; ${tolerance.toFixed(0)} are tolerated. Look again.`);
}

/** Coin: what still counts as the quantity that was seen, a lot of rounding included. */
function largestOf({ quantityCoin, quantityLots }: HedgeProposal, seenCoin: number): number {
  return seenCoin * (1 + GROWTH_TOLERATED) + quantityCoin / quantityLots;
}

function sendCandidate(work: StepWork, ticket: HedgeState, candidate: HedgeProposal): CommandResult {
  work.hedge = {
    ...ticket,
    phase: 'working',
    sentCandidateId: candidate.instrument.id,
    previewedCostUsd: executionCostUsd(candidate),
    arrivalMid: work.markets.get(candidate.instrument.id)?.fairValue?.mid ?? null,
    residualCoin: ticket.deltaBeforeCoin === null ? null : ticket.deltaBeforeCoin - ticket.targetCoin,
  };
  const refusal = sendOrWait(work, work.hedge, candidate);
  if (refusal === '') return accepted;
  work.hedge = ticket;
  return denied(refusal);
}

/** Closes the ticket; an order sent from it lives on. */
export function closeHedge(work: StepWork): CommandResult {
  work.hedge = null;
  return accepted;
}
