/** At quiescence: do orders, fills, positions and cash of the desk equal the exchange's own? */
import { isFinal } from '../../shared/domain/order';
import type { FillRecord } from '../../shared/engine/account-state';
import { fromLots, fromTicks } from '../../shared/exchange/contract-spec';
import type { MutableOrder } from '../../shared/exchange/resting-order';
import type { UserTrade } from '../../shared/exchange/trade-record';
import type { TrackedOrder } from '../../shared/execution/order-state';
import { cashOf } from './opening';
import { isOptionName } from './option-day';
import type { Delivered } from './simulated-venue';
import type { World } from './world';

/** Relative: less than any tick of any price. */
const PRICE_TOLERANCE = 1e-9;
/** Coin; sums of a few hundred fills of eight decimals each. */
const CASH_TOLERANCE = 1e-7;

/** Every difference in words; empty when the books are equal. */
export function compareBooks(world: World): readonly string[] {
  const wrong = [
    ...compareOrders(world),
    ...comparePositions(world),
    ...compareFills(world),
    ...compareForeign(world),
    ...world.cancels.compare(),
  ];
  return wrong.length > 0 ? wrong : world.profit.compare(world.desk.state);
}

/** What may never be, quiet or not: an order of someone else that the desk knew of, canceled. */
export function compareForeign(world: World): readonly string[] {
  const canceled = world.foreignOrders.filter((id) => {
    const order = world.venue.account.order(id);
    if (order?.state !== 'cancelled') return false;
    const byItsOwn = order.cancelReason === 'self_trade' && world.foreignTradesAtMs.has(order.updatedAtMs);
    return !byItsOwn && world.invariants.hadHeardOf(id, world.network.leftAtMs(order.updatedAtMs));
  });
  return canceled.map((id) => `order ${id} of another tool was canceled`);
}

function compareOrders(world: World): readonly string[] {
  const { orders } = world.desk.state;
  const wrong: string[] = [];
  const resting = new Map([...world.venue.account.openOrders.values()].map((order) => [order.id, order]));
  for (const order of resting.values()) {
    const id = orders.idByVenueOrderId.get(order.id as never);
    const known = id === undefined ? null : orders.find(id);
    if (known === null) wrong.push(`${order.label || order.id} rests at the exchange and is not known to the desk`);
    else if (!isSameOrder(world, known, order))
      wrong.push(`${known.clientOrderId} is ${known.status} ${known.filledQuantity}/${known.quantity} here and rests there`);
  }
  for (const order of orders.open.values()) {
    if (isFinal(order.status) || order.status === 'lost') continue;
    if (order.venueOrderId === null || !resting.has(order.venueOrderId))
      wrong.push(`${order.clientOrderId} is ${order.status} here and does not rest there`);
  }
  return wrong;
}

function isSameOrder(world: World, known: TrackedOrder, order: MutableOrder): boolean {
  const isWorking = known.status === 'accepted' || known.status === 'partially-filled';
  const price = fromTicks(world.venue.exchange.inspect().contractOf(order), order.priceTicks);
  const isSamePrice = isPrice(world, known, price);
  return isWorking && isSamePrice && known.quantity === order.lots && known.filledQuantity === order.filledLots;
}

/** Whether ticks of the desk's own mean a price; nothing is said of a contract that it does not know any more. */
function isPrice({ desk }: World, { instrumentId, price }: Pick<TrackedOrder, 'instrumentId' | 'price'>, wanted: number): boolean {
  const tickSize = desk.state.markets.get(instrumentId)?.instrument.tickSize;
  return tickSize === undefined || Math.abs(price * tickSize - wanted) < PRICE_TOLERANCE * wanted;
}

function comparePositions(world: World): readonly string[] {
  const wrong: string[] = [];
  const ours = world.desk.state.positions;
  for (const position of world.venue.account.positions.values()) {
    const id = `deribit:${position.spec.name}`;
    const lots = ours[id]?.position.lots ?? 0;
    if (lots !== position.sizeLots) wrong.push(`position of ${id} is ${lots} lots here and ${position.sizeLots} there`);
  }
  for (const { position } of Object.values(ours)) {
    const name = position.instrumentId.slice('deribit:'.length);
    if (position.lots !== 0 && !world.venue.account.positions.has(name))
      wrong.push(`position of ${position.instrumentId} is ${position.lots} lots here and none there`);
  }
  return wrong;
}

function compareFills(world: World): readonly string[] {
  const { state } = world.desk;
  const theirs = new Map(world.venue.account.trades().map((trade) => [trade.print.tradeId, trade]));
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const record of state.fills) {
    const { tradeId } = record.fill;
    if (seen.has(tradeId)) wrong.push(`fill ${tradeId} was booked twice`);
    seen.add(tradeId);
    const trade = theirs.get(tradeId);
    if (trade === undefined || !isSameFill(world, record, trade)) wrong.push(`fill ${tradeId} is not what the exchange executed`);
  }
  return state.fillCount === state.fills.length ? [...wrong, ...compareCash(world, theirs)] : wrong;
}

function isSameFill(world: World, { fill }: FillRecord, trade: UserTrade): boolean {
  if (!isPrice(world, fill, trade.print.price)) return false;
  return fill.quantity === trade.print.lots && fill.side === trade.order.side && Math.abs(fill.fee - trade.fee) < 1e-9;
}

/**
 * Profit less fees, and the entry of what is held, since the opening balance, against what the exchange executed and delivered since:
 * each lot bought adds what it cost and each sold takes what it brought, in whatever order.
 */
function compareCash(world: World, theirs: ReadonlyMap<string, UserTrade>): readonly string[] {
  const { state } = world.desk;
  const { opening } = world.invariants;
  if (opening === null) return [];
  let there = 0;
  for (const { fill } of state.fills) {
    const trade = opening.tradeIds.has(fill.tradeId) ? undefined : theirs.get(fill.tradeId);
    if (trade !== undefined) there += costOf(trade) - trade.fee;
  }
  for (const delivered of world.venue.deliveries) if (!opening.settled.has(delivered.instrument)) there += broughtBy(delivered);
  const here = cashOf(state) - opening.coin;
  return Math.abs(here - there) <= CASH_TOLERANCE ? [] : [`cash of the session is ${here} coin here and ${there} there`];
}

/** Coin: what an inverse contract will give back, less what an option costs; of a sale the opposite. */
function costOf({ order, print: { spec, lots, price } }: UserTrade): number {
  const amount = (order.side === 'buy' ? 1 : -1) * fromLots(spec, lots);
  return spec.kind === 'option' ? -amount * price : amount / price;
}

/** Coin, less the fee: an option is paid out; of a future its entry is gone, and its profit is the difference to the delivery price. */
function broughtBy({ instrument, amount, price, paid, fee }: Delivered): number {
  return (isOptionName(instrument) ? paid : -amount / price) - fee;
}
