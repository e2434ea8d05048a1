/** Client orders: every check a venue makes before, during and after matching. */
import type { Account } from './account';
import { fromLots, toLots, toTicks, type ContractSpec } from './contract-spec';
import { toDecimals } from './decimals';
import type { Floor } from './floor';
import { marginState, type MarginState } from './margin';
import { remainingLots, type OrderTerms, type QuoteTag, type MutableOrder } from './resting-order';
import type { MutableSession } from './session';
import type { Side } from '../domain/side';
import { fail, ok, type Result } from '../domain/result';
import { invalidParameter, limitError, wireError, type WireError } from './wire/wire-error';

/** Futures prices further than this fraction from the mark are refused. */
const PRICE_BAND = 0.015;

/** A client's order as asked for; price and amount in the contract's units. */
export interface OrderRequest {
  readonly instrument: string;
  readonly side: Side;
  readonly amount: number;
  /** `null` for market orders. */
  readonly price: number | null;
  readonly orderType: 'limit' | 'market';
  readonly timeInForce: OrderTerms['timeInForce'];
  readonly isPostOnly: boolean;
  readonly rejectPostOnly: boolean;
  readonly isReduceOnly: boolean;
  readonly isMmp: boolean;
  readonly label: string;
  readonly quote: QuoteTag | null;
}

/** Who sends an order, and over which connection. */
export interface OrderOwner {
  readonly account: Account;
  readonly session: MutableSession;
}

/** What an edit asks for; price and amount in the contract's units, the amount in total. */
export interface OrderChange {
  readonly orderId: string;
  readonly amount: number;
  readonly price: number;
}

/** Where a check looks. */
interface Desk {
  readonly floor: Floor;
  readonly spec: ContractSpec;
  readonly account: Account;
}

/** Prices and amounts on the grid of their contract. */
interface GridTerms {
  readonly priceTicks: number;
  readonly lots: number;
}

/** Finds a contract that can be traded now. */
function tradableContract(floor: Floor, name: string): Result<ContractSpec, WireError> {
  const spec = floor.contract(name);
  if (spec === null) return fail(invalidParameter('instrument_name', `instrument ${name} is not listed`));
  if (spec.expiresAtMs !== null && spec.expiresAtMs <= floor.now()) return fail(wireError('book_closed'));
  if (floor.locked.has(spec.currency)) return fail(wireError('other_reject', { reason: `${spec.currency} is locked` }));
  return ok(spec);
}

/** Places a client's order. The answer's order carries its fills; a refused order leaves no trace. */
export function placeClientOrder(floor: Floor, owner: OrderOwner, request: OrderRequest): Result<MutableOrder, WireError> {
  const spec = tradableContract(floor, request.instrument);
  if (!spec.ok) return spec;
  const desk: Desk = { floor, spec: spec.value, account: owner.account };
  const grid = onGrid(desk, request);
  if (!grid.ok) return grid;
  const lots = request.isReduceOnly ? reducingLots(desk, request.side, grid.value.lots) : grid.value.lots;
  if (lots === 0) return fail(wireError('other_reject', { reason: 'reduce_only order would not reduce the position' }));
  if (request.isMmp && isFrozen(desk, request.quote?.mmpGroup ?? '')) {
    return fail(wireError('other_reject', { reason: 'mmp is frozen: wait for frozen_time or call private/reset_mmp' }));
  }
  const order = floor.draft(termsOf(desk, owner.session, request), grid.value.priceTicks, lots);
  owner.account.position(spec.value);
  const funds = checkFunds(desk, order);
  if (!funds.ok) return funds;
  return floor.place(spec.value, order) === 'post_only_reject' ? fail(wireError('post_only_reject')) : ok(order);
}

/** Changes price and amount of an open order. Only a smaller amount at the same price keeps the queue position. */
export function editClientOrder(floor: Floor, account: Account, change: OrderChange): Result<MutableOrder, WireError> {
  const order = account.order(change.orderId);
  if (order === null) return fail(wireError('order_not_found'));
  if (order.state !== 'open') return fail(wireError('not_open_order'));
  const spec = tradableContract(floor, order.instrument);
  if (!spec.ok) return spec;
  const desk: Desk = { floor, spec: spec.value, account };
  const grid = onGrid(desk, { amount: change.amount, price: change.price, orderType: 'limit', side: order.side });
  if (!grid.ok) return grid;
  const { priceTicks, lots } = grid.value;
  if (lots <= order.filledLots)
    return fail(invalidParameter('amount', `must be above the filled amount ${fromLots(spec.value, order.filledLots)}`));
  if (priceTicks === order.priceTicks && lots <= order.lots) {
    floor.engine.shrink(order, lots, floor.now());
    return ok(order);
  }
  if (lots > order.lots) {
    const funds = checkFunds(desk, { ...order, priceTicks, lots: lots - order.lots, filledLots: 0 });
    if (!funds.ok) return funds;
  }
  const placement = floor.engine.replace(spec.value, order, { priceTicks, lots, nowMs: floor.now() });
  return placement === 'post_only_reject' ? fail(wireError('post_only_reject')) : ok(order);
}

/** Key of a protection group: by name, or by index when the order has none. */
export function mmpKey(group: string, spec: Pick<ContractSpec, 'currency'>): string {
  return `${spec.currency.toLowerCase()}_usd:${group}`;
}

function isFrozen(desk: Desk, group: string): boolean {
  return desk.account.mmpGroups.get(mmpKey(group, desk.spec))?.isFrozen(desk.floor.now()) ?? false;
}

function onGrid(desk: Desk, request: Pick<OrderRequest, 'amount' | 'price' | 'orderType' | 'side'>): Result<GridTerms, WireError> {
  const lots = toLots(desk.spec, request.amount);
  if (!lots.ok) return fail(invalidParameter('amount', `must be a multiple of ${desk.spec.lotSize}, found ${request.amount}`));
  if (request.orderType === 'market') return ok({ priceTicks: 0, lots: lots.value });
  if (request.price === null) return fail(invalidParameter('price', 'a limit order needs a price'));
  const ticks = toTicks(desk.spec, request.price);
  if (!ticks.ok) {
    return fail(ticks.error === 'price_wrong_tick' ? wireError('price_wrong_tick') : invalidParameter('price', 'must be above 0'));
  }
  const problem = outOfBand(desk, request.side, request.price);
  return problem === null ? ok({ priceTicks: ticks.value, lots: lots.value }) : fail(problem);
}

function outOfBand(desk: Desk, side: Side, price: number): WireError | null {
  const { minPrice, maxPrice } = priceBand(desk.floor, desk.spec);
  if (side === 'buy' && price > maxPrice) return limitError('price_too_high', maxPrice);
  return side === 'sell' && price < minPrice ? limitError('price_too_low', minPrice) : null;
}

/** Buys above and sells below these prices are refused. Futures: mark ± 1.5 %; options: mark ± 0.04 coin plus half the mark. */
export function priceBand(floor: Floor, spec: ContractSpec): { readonly minPrice: number; readonly maxPrice: number } {
  const mark = floor.marks.mark(spec);
  if (spec.kind !== 'option') {
    const round = (price: number): number => toDecimals(Math.round(price / spec.tickSize) * spec.tickSize, 4);
    return { minPrice: round(mark * (1 - PRICE_BAND)), maxPrice: round(mark * (1 + PRICE_BAND)) };
  }
  return {
    minPrice: toDecimals(Math.max(spec.tickSize, mark * 0.5 - 0.04), 4),
    maxPrice: toDecimals(mark * 1.5 + 0.04, 4),
  };
}

function reducingLots(desk: Desk, side: Side, lots: number): number {
  const size = desk.account.position(desk.spec).sizeLots;
  const closable = side === 'buy' ? Math.max(0, -size) : Math.max(0, size);
  return Math.min(lots, closable);
}

function checkFunds(desk: Desk, order: MutableOrder): Result<null, WireError> {
  const { floor, account, spec } = desk;
  if (order.isReduceOnly || account.isBackground) return ok(null);
  const stateWith = (candidate: MutableOrder | null): MarginState =>
    marginState({ account, currency: spec.currency, marks: floor.marks, candidate });
  const before = stateWith(null);
  const after = stateWith(order.orderType === 'market' ? atMark(desk, order) : order);
  return after.available < 0 && after.initial > before.initial ? fail(wireError('not_enough_funds')) : ok(null);
}

function atMark(desk: Desk, order: MutableOrder): MutableOrder {
  return { ...order, priceTicks: Math.round(desk.floor.marks.mark(desk.spec) / desk.spec.tickSize), lots: remainingLots(order) };
}

function termsOf(desk: Desk, session: MutableSession, request: OrderRequest): OrderTerms {
  return {
    id: desk.floor.newOrderId(desk.spec),
    accountId: desk.account.id,
    instrument: desk.spec.name,
    side: request.side,
    orderType: request.orderType,
    timeInForce: request.timeInForce,
    isPostOnly: request.isPostOnly,
    rejectPostOnly: request.rejectPostOnly,
    isReduceOnly: request.isReduceOnly,
    isMmp: request.isMmp,
    label: request.label,
    sessionId: session.transport === 'websocket' ? session.id : null,
    isApi: true,
    quote: request.quote,
    createdAtMs: desk.floor.now(),
  };
}
