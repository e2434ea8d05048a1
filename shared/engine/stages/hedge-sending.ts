/** Sends a hedge, after our own quotes have left its way: it must never trade with them. */
import { lotsToQuantity, roundDownToLot } from '../../domain/quantity';
import { oppositeSide, sideSign } from '../../domain/side';
import { isWorking, mayYetFill, type TrackedOrder } from '../../execution/order-state';
import type { HedgeProposal } from '../../hedging/hedge-candidates';
import { isFlattening } from '../flatten-state';
import type { HedgeState } from '../hedge-state';
import { isSuspendedUntil } from '../quoting-state';
import { raiseAlert, updateQuoting, type StepWork } from '../step-work';
import { enterOrder } from './order-entry';
import { cancelOrder } from './trading-halt';

/** Quotes that have not left the way of a hedge by then make it fail, ms. */
const CLEAR_TIMEOUT_MS = 3000;

/** Both would take the same delta away, or one open what the other closes. */
const FLATTENS = 'A flatten is under way; wait for it or stop it first.';

/** Sends at once if the way is clear; else cancels what is in it and waits. Returns a refusal in words, empty if there is none. */
export function sendOrWait(work: StepWork, ticket: HedgeState, proposal: HedgeProposal): string {
  if (isFlattening(work.flatten)) return FLATTENS;
  const before = findUnderWay(work, ticket.underlying);
  if (before !== null) return `Hedge ${before.clientOrderId} is still under way and may have closed the same; wait for its end.`;
  const inTheWay = crossingQuotes(work, proposal);
  if (inTheWay.length === 0) return send(work, ticket, proposal);
  for (const order of inTheWay) if (!order.isCancelPending) cancelOrder(work, order);
  holdSide(work, proposal);
  work.hedge = { ...ticket, waiting: { proposal, sinceMs: work.session.nowMs } };
  return '';
}

/** A hedge or a slice of which a fill may still come: the delta lacks it, whatever became of its ticket. */
function findUnderWay(work: StepWork, underlying: HedgeState['underlying']): TrackedOrder | null {
  for (const order of work.orders.open.values()) {
    const isMeant = order.purpose === 'hedge' && work.markets.get(order.instrumentId)?.instrument.underlying === underlying;
    if (isMeant && mayYetFill(order, work.session.nowMs) && order.status !== 'lost') return order;
  }
  return null;
}

/** Goes on with a hedge that waits; called in every step while it does. `deltaCoin` is that of now, `null` if it is not known. */
export function continueWaiting(work: StepWork, ticket: HedgeState, deltaCoin: number | null): void {
  const { waiting } = ticket;
  if (waiting === null) return;
  const isClear = crossingQuotes(work, waiting.proposal).length === 0;
  const waitedMs = work.session.nowMs - waiting.sinceMs;
  const { isArmed } = work.safety;
  if (isArmed && !isClear && waitedMs < CLEAR_TIMEOUT_MS) return;
  const refusal = whyNotSent(isArmed, isClear, waitedMs) || sendIfNeeded(work, ticket, { proposal: waiting.proposal, deltaCoin });
  if (refusal === '') return;
  work.hedge = { ...ticket, waiting: null, phase: 'done', refusal };
  raiseAlert(work, { key: `hedge|${ticket.ticketId}`, severity: 3, text: `Hedge of ${ticket.underlying} was not sent: ${refusal}` });
}

/** Empty if the way is clear. Every stop disarms: a hedge of before must not follow it, even if the desk is armed again at once. */
function whyNotSent(isArmed: boolean, isClear: boolean, waitedMs: number): string {
  if (!isArmed) return 'The desk was disarmed before it was sent.';
  return isClear ? '' : `Our own quotes were still in its way after ${waitedMs} ms; it was not sent.`;
}

/** Ends a hedge that waits before it was sent. */
export function withdrawWaiting(work: StepWork, reason: string): void {
  const { hedge } = work;
  if (hedge !== null && hedge.waiting !== null) work.hedge = { ...hedge, waiting: null, phase: 'done', refusal: reason };
}

/** Our quotes of the other side that the hedge could trade with. */
function crossingQuotes(work: StepWork, proposal: HedgeProposal): readonly TrackedOrder[] {
  const { instrument, side, limitTicks } = proposal;
  return work.orders.openOf(instrument.id).filter((order) => {
    if (order.purpose !== 'quote' || order.side === side || !isWorking(order) || limitTicks === null) return false;
    return side === 'buy' ? order.price <= limitTicks : order.price >= limitTicks;
  });
}

/** The side in the way stays out of the market until the hedge had its time. */
function holdSide(work: StepWork, proposal: HedgeProposal): void {
  const quoting = work.quoting[proposal.instrument.id];
  const side = oppositeSide(proposal.side);
  const untilMs = work.session.nowMs + CLEAR_TIMEOUT_MS;
  if (quoting === undefined || isSuspendedUntil(quoting.suspensions[side], untilMs)) return;
  const suspension = { cause: 'suspended', reason: 'out of the way of a hedge', untilMs } as const;
  updateQuoting(work, quoting, { suspensions: { ...quoting.suspensions, [side]: suspension } });
}

interface WantedHedge {
  readonly proposal: HedgeProposal;
  readonly deltaCoin: number | null;
}

/** A fill while it waited can have done its work, or part of it: what is sent is no more than what still brings the delta to the target. */
function sendIfNeeded(work: StepWork, ticket: HedgeState, { proposal, deltaCoin }: WantedHedge): string {
  if (isFlattening(work.flatten)) return FLATTENS;
  if (deltaCoin === null) return 'The delta is not known any more.';
  const needCoin = -sideSign(proposal.side) * (deltaCoin - ticket.targetCoin);
  const needed = atMost(proposal, needCoin);
  if (needed !== null) return send(work, ticket, needed);
  return `The delta was ${deltaCoin.toFixed(4)} coin once our quotes had left its way; a ${proposal.side} of ${proposal.quantityCoin.toFixed(4)} no longer brings it nearer to the target.`;
}

/** The proposal cut to so much coin, in whole lots; `null` if that is less than its smallest order. */
function atMost(proposal: HedgeProposal, coin: number): HedgeProposal | null {
  const { instrument, quantityLots: lots, quantityCoin } = proposal;
  if (coin >= quantityCoin) return proposal;
  const fewer = roundDownToLot((lots * coin) / quantityCoin, 1);
  if (fewer <= 0 || lotsToQuantity(fewer, instrument.lotSize) < instrument.minimumQuantity) return null;
  return { ...proposal, quantityLots: fewer, quantityCoin: (fewer * quantityCoin) / lots };
}

function send(work: StepWork, ticket: HedgeState, proposal: HedgeProposal): string {
  const { instrument, side, limitTicks, quantityLots, quantityCoin } = proposal;
  if (limitTicks === null) return `${instrument.name} has no book to hedge in.`;
  const result = enterOrder(
    work,
    {
      instrumentId: instrument.id,
      side,
      price: limitTicks,
      quantity: quantityLots,
      purpose: 'hedge',
      timeInForce: 'immediate-or-cancel',
      isPostOnly: false,
      isReduceOnly: false,
      level: 0,
    },
    { isArmedRequired: true },
  );
  if (!result.isSent) return `${result.rule}: ${result.reason}`;
  work.hedge = { ...ticket, waiting: null, clientOrderId: result.clientOrderId, sentQuantityCoin: quantityCoin };
  return '';
}
