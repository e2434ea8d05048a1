/** Client orders: every check a venue makes before, during and after matching. */
import type { Account } from './account';
import { fromLots, toLots, toTicks, type ContractSpec } from './contract-spec';
import type { Floor } from './floor';
import { marginState } from './margin';
import { remainingLots, type OrderTerms, type QuoteTag, type RestingOrder } from './resting-order';
import type { Session } from './session';
import type { Side } from '../domain/side';
import { fail, ok, type Result } from '../domain/result';
import { invalidParameter, wireError, type WireError } from './wire/wire-error';

/** Futures prices further than this fraction from the mark are refused. */
export const PRICE_BAND = 0.015;

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

/** Prices and amounts on the grid of their contract. */
interface GridTerms {
  readonly priceTicks: number;
  readonly lots: number;
}

/** Finds a contract that can be traded now. */
export function tradableContract(floor: Floor, name: string): Result<ContractSpec, WireError> {
  const spec = floor.contract(name);
  if (spec === null) return fail(invalidParameter('instrument_name', `instrument ${name} is not listed`));
  if (spec.expiresAtMs !== null && spec.expiresAtMs <= floor.now()) return fail(wireError('book_closed'));
  return ok(spec);
}

/** Places a client's order. The answer's order carries its fills; a refused order leaves no trace. */
export function placeClientOrder(floor: Floor, owner: { account: Account; session: Session }, request: OrderRequest): Result<RestingOrder, WireError> {
  const spec = tradableContract(floor, request.instrument);
  if (!spec.ok) return spec;
  const grid = onGrid(floor, spec.value, request);
  if (!grid.ok) return grid;
  const { account, session } = owner;
  const lots = request.isReduceOnly ? reducingLots(account, spec.value, request.side, grid.value.lots) : grid.value.lots;
  if (lots === 0) return fail(wireError('other_reject', { reason: 'reduce_only order would not reduce the position' }));
  if (request.isMmp && isFrozen(account, request.quote?.mmpGroup ?? '', spec.value, floor.now())) {
    return fail(wireError('other_reject', { reason: 'mmp is frozen: wait for frozen_time or call private/reset_mmp' }));
  }
  const order = floor.draft(termsOf(floor, { account, session }, request, spec.value), grid.value.priceTicks, lots);
  account.position(spec.value);
  const funds = checkFunds(floor, account, spec.value, order);
  if (!funds.ok) return funds;
  return floor.place(spec.value, order) === 'post_only_reject' ? fail(wireError('post_only_reject')) : ok(order);
}

/** Changes price and amount of an open order. Only a smaller amount at the same price keeps the queue position. */
export function editClientOrder(
  floor: Floor,
  account: Account,
  change: { orderId: string; amount: number; price: number; isPostOnly: boolean | null; rejectPostOnly: boolean | null },
): Result<RestingOrder, WireError> {
  const order = account.order(change.orderId);
  if (order === null) return fail(wireError('order_not_found'));
  if (order.state !== 'open') return fail(wireError('not_open_order'));
  const spec = tradableContract(floor, order.instrument);
  if (!spec.ok) return spec;
  const grid = onGrid(floor, spec.value, { amount: change.amount, price: change.price, orderType: 'limit', side: order.side });
  if (!grid.ok) return grid;
  const { priceTicks, lots } = grid.value;
  if (lots <= order.filledLots) return fail(invalidParameter('amount', `must be above the filled amount ${fromLots(spec.value, order.filledLots)}`));
  if (priceTicks === order.priceTicks && lots <= order.lots) {
    floor.engine.shrink(order, lots, floor.now());
    return ok(order);
  }
  const probe = { ...order, priceTicks, lots: lots - order.lots };
  if (lots > order.lots) {
    const funds = checkFunds(floor, account, spec.value, { ...probe, filledLots: 0 });
    if (!funds.ok) return funds;
  }
  const placement = floor.engine.replace(spec.value, order, { priceTicks, lots, nowMs: floor.now() });
  return placement === 'post_only_reject' ? fail(wireError('post_only_reject')) : ok(order);
}

/** Whether the account's protection for this contract refuses orders now. */
export function isFrozen(account: Account, group: string, spec: ContractSpec, nowMs: number): boolean {
  return account.mmpGroups.get(mmpKey(group, spec))?.isFrozen(nowMs) ?? false;
}

/** Key of a protection group: by name, or by index when the order has none. */
export function mmpKey(group: string, spec: ContractSpec): string {
  return `${spec.currency.toLowerCase()}_usd:${group}`;
}

function onGrid(
  floor: Floor,
  spec: ContractSpec,
  request: Pick<OrderRequest, 'amount' | 'price' | 'orderType' | 'side'>,
): Result<GridTerms, WireError> {
  const lots = toLots(spec, request.amount);
  if (!lots.ok) return fail(invalidParameter('amount', `must be a multiple of ${spec.lotSize}, found ${request.amount}`));
  if (request.orderType === 'market') return ok({ priceTicks: 0, lots: lots.value });
  if (request.price === null) return fail(invalidParameter('price', 'a limit order needs a price'));
  const ticks = toTicks(spec, request.price);
  if (!ticks.ok) {
    return fail(ticks.error === 'price_wrong_tick' ? wireError('price_wrong_tick') : invalidParameter('price', 'must be above 0'));
  }
  const band = checkBand(floor, spec, request.side, request.price);
  return band ?? ok({ priceTicks: ticks.value, lots: lots.value });
}

function checkBand(floor: Floor, spec: ContractSpec, side: Side, price: number): Result<never, WireError> | null {
  const { minPrice, maxPrice } = priceBand(floor, spec);
  if (side === 'buy' && price > maxPrice) return fail(wireError('price_too_high', { limit: maxPrice }));
  if (side === 'sell' && price < minPrice) return fail(wireError('price_too_low', { limit: minPrice }));
  return null;
}

/** Buys above and sells below these prices are refused. Futures: mark ± 1.5 %; options: mark ± 0.04 coin plus half the mark. */
export function priceBand(floor: Floor, spec: ContractSpec): { readonly minPrice: number; readonly maxPrice: number } {
  const mark = floor.marks.mark(spec);
  if (spec.kind !== 'option') {
    const round = (price: number): number => Number((Math.round(price / spec.tickSize) * spec.tickSize).toFixed(4));
    return { minPrice: round(mark * (1 - PRICE_BAND)), maxPrice: round(mark * (1 + PRICE_BAND)) };
  }
  return {
    minPrice: Number(Math.max(spec.tickSize, mark * 0.5 - 0.04).toFixed(4)),
    maxPrice: Number((mark * 1.5 + 0.04).toFixed(4)),
  };
}

function reducingLots(account: Account, spec: ContractSpec, side: Side, lots: number): number {
  const size = account.position(spec).sizeLots;
  const closable = side === 'buy' ? Math.max(0, -size) : Math.max(0, size);
  return Math.min(lots, closable);
}

function checkFunds(floor: Floor, account: Account, spec: ContractSpec, order: RestingOrder): Result<null, WireError> {
  if (order.isReduceOnly || account.isBackground) return ok(null);
  const before = marginState(account, spec.currency, floor.marks);
  const after = marginState(account, spec.currency, floor.marks, order.orderType === 'market' ? atMark(floor, spec, order) : order);
  return after.available < 0 && after.initial > before.initial ? fail(wireError('not_enough_funds')) : ok(null);
}

function atMark(floor: Floor, spec: ContractSpec, order: RestingOrder): RestingOrder {
  return { ...order, priceTicks: Math.round(floor.marks.mark(spec) / spec.tickSize), lots: remainingLots(order) };
}

function termsOf(floor: Floor, owner: { account: Account; session: Session }, request: OrderRequest, spec: ContractSpec): OrderTerms {
  return {
    id: floor.newOrderId(spec),
    accountId: owner.account.id,
    instrument: spec.name,
    side: request.side,
    orderType: request.orderType,
    timeInForce: request.timeInForce,
    isPostOnly: request.isPostOnly,
    rejectPostOnly: request.rejectPostOnly,
    isReduceOnly: request.isReduceOnly,
    isMmp: request.isMmp,
    label: request.label,
    sessionId: owner.session.transport === 'websocket' ? owner.session.id : null,
    isApi: true,
    quote: request.quote,
    createdAtMs: floor.now(),
  };
}
