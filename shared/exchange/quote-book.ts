/** Mass quotes: one quote per side, instrument and group; a new one takes the place of the old one. */
import type { Floor } from './floor';
import { placeClientOrder, type OrderOwner } from './order-desk';
import { fail, ok, type Result } from '../domain/result';
import { toLots, toTicks, type ContractSpec } from './contract-spec';
import { remainingLots, type MutableOrder } from './resting-order';
import type { Side } from '../domain/side';
import { invalidParameter, wireError, type WireError } from './wire/wire-error';

/** One side of a quote; an amount of 0 takes the quote out. */
export interface QuoteSide {
  readonly price: number;
  readonly amount: number;
  readonly isPostOnly: boolean;
  readonly rejectPostOnly: boolean;
}

/** What one side of one entry asks for. */
export interface QuoteRequest {
  readonly instrument: string;
  readonly side: Side;
  readonly terms: QuoteSide;
  readonly mmpGroup: string;
  readonly quoteSetId: string;
  readonly quoteId: number;
}

/** The open quote of a group on one side of an instrument, or `null`. */
function openQuote(owner: OrderOwner, request: Pick<QuoteRequest, 'instrument' | 'side' | 'mmpGroup'>): MutableOrder | null {
  for (const order of owner.account.openOrders.values()) {
    if (order.instrument !== request.instrument || order.side !== request.side) continue;
    if (order.quote?.mmpGroup === request.mmpGroup) return order;
  }
  return null;
}

/**
 * Sets one side. Answers the order it made, or `null` when an amount of 0 only took a quote out.
 * A quote at the same price and the same open amount is left where it is: it keeps its queue position.
 */
export function setQuote(floor: Floor, owner: OrderOwner, request: QuoteRequest): Result<MutableOrder | null, WireError> {
  const spec = floor.contract(request.instrument);
  if (spec === null) return fail(invalidParameter('instrument_name', `instrument ${request.instrument} is not listed`));
  const known = openQuote(owner, request);
  if (known !== null && isUnchanged(spec, known, request.terms)) return ok(known);
  if (known !== null) floor.cancel(known, 'user_request');
  if (request.terms.amount === 0) return ok(null);
  const group = owner.account.mmpGroups.get(`${spec.currency.toLowerCase()}_usd:${request.mmpGroup}`);
  if (group === undefined) return fail(wireError('other_reject', { reason: `mmp group ${request.mmpGroup} is not configured` }));
  const coins = spec.kind === 'option' ? request.terms.amount : request.terms.amount / floor.marks.mark(spec);
  if (coins > group.config.maxQuoteQuantity) {
    return fail(wireError('other_reject', { reason: `amount above max_quote_quantity ${group.config.maxQuoteQuantity}` }));
  }
  const { mmpGroup, quoteSetId, quoteId } = request;
  return placeClientOrder(floor, owner, {
    instrument: request.instrument,
    side: request.side,
    amount: request.terms.amount,
    price: request.terms.price,
    orderType: 'limit',
    timeInForce: 'good_til_cancelled',
    isPostOnly: request.terms.isPostOnly,
    rejectPostOnly: request.terms.rejectPostOnly,
    isReduceOnly: false,
    isMmp: true,
    label: '',
    quote: { mmpGroup, quoteSetId, quoteId },
  });
}

function isUnchanged(spec: ContractSpec, known: MutableOrder, terms: QuoteSide): boolean {
  const ticks = toTicks(spec, terms.price);
  const lots = toLots(spec, terms.amount);
  return ticks.ok && lots.ok && ticks.value === known.priceTicks && lots.value === remainingLots(known);
}
