/** Questions about an account: open orders, order states, trades, positions, summaries. */
import { extend } from '../../domain/extend';
import { fail, ok } from '../../domain/result';
import { isCurrency } from '../account';
import { CURRENCIES } from '../contract-spec';
import type { MutableOrder } from '../resting-order';
import type { UserTrade } from '../trade-record';
import { identityShape, positionShape, summaryShape, userTradeShape } from './account-shapes';
import { currencyField, namedContract } from './market-methods';
import { wireKind } from './market-shapes';
import { privateMethod, type Handler, type MethodTable, type PrivateCall } from './method';
import { shapeOf } from './order-methods';
import { flag, integer, oneOf, optional, readParameters, text } from './decode-parameters';
import { wireError } from './wire-error';

/** Most rows one answer carries (Deribit). */
const MAXIMUM_COUNT = 1000;
/** Final orders and own trades are told for so long unless `historical` ones are asked for (Deribit), ms. */
const ORDERS_TOLD_MS = 30 * 60 * 1000;
const TRADES_TOLD_MS = 24 * 60 * 60 * 1000;

function openOrders(call: PrivateCall, isWanted: (order: MutableOrder) => boolean): unknown {
  return [...call.login.account.openOrders.values()].filter(isWanted).map((order) => shapeOf(call, order));
}

function isOf(call: PrivateCall, instrument: string, { currency, kind }: { currency: string; kind: string }): boolean {
  // Orders, executions and positions outlive the listing of their contract.
  const spec = call.services.floor.contractOf({ instrument });
  return (currency === 'any' || spec.currency === currency) && (kind === 'any' || wireKind(spec) === kind);
}

const openByCurrency: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: optional(text, 'any'), kind: optional(text, 'any'), type: optional(text, 'all') });
  if (!read.ok) return read;
  const { currency, kind } = read.value;
  return ok(openOrders(call, (order) => isOf(call, order.instrument, { currency, kind })));
};

const openByInstrument: Handler<PrivateCall> = (call, raw) => {
  const spec = namedContract(call, raw);
  return spec.ok ? ok(openOrders(call, (order) => order.instrument === spec.value.name)) : spec;
};

const openByLabel: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: text, label: text });
  if (!read.ok) return read;
  const { currency, label } = read.value;
  return ok(openOrders(call, (order) => order.label === label && isOf(call, order.instrument, { currency, kind: 'any' })));
};

function isTold(call: PrivateCall, order: MutableOrder): boolean {
  return order.state === 'open' || call.nowMs - order.updatedAtMs <= ORDERS_TOLD_MS;
}

const orderState: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { order_id: text });
  if (!read.ok) return read;
  const order = call.login.account.order(read.value.order_id);
  return order === null || !isTold(call, order) ? fail(wireError('order_not_found')) : ok(shapeOf(call, order));
};

const orderStateByLabel: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: text, label: text });
  if (!read.ok) return read;
  const { currency, label } = read.value;
  const found = call.login.account.ordersByLabel(label).filter((order) => order.id.startsWith(`${currency}-`) && isTold(call, order));
  return ok(found.map((order) => shapeOf(call, order)));
};

const orderHistory: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    currency: text,
    kind: optional(text, 'any'),
    count: optional(integer, 20),
    include_unfilled: optional(flag, false),
    historical: optional(flag, false),
  });
  if (!read.ok) return read;
  const { currency, kind, count, include_unfilled: hasUnfilled, historical } = read.value;
  const isWanted = (order: MutableOrder): boolean => (hasUnfilled || order.filledLots > 0) && (historical || isTold(call, order));
  const done = call.login.account
    .orders()
    .filter((order) => order.state !== 'open' && isWanted(order) && isOf(call, order.instrument, { currency, kind }));
  return ok(
    [...done]
      .reverse()
      .slice(0, Math.min(count, MAXIMUM_COUNT))
      .map((order) => shapeOf(call, order)),
  );
};

const TRADE_FIELDS = {
  count: optional(integer, 10),
  start_timestamp: optional(integer, null),
  end_timestamp: optional(integer, Number.MAX_SAFE_INTEGER),
  sorting: optional(oneOf('asc', 'desc', 'default'), 'desc' as const),
  start_id: optional(text, null),
  historical: optional(flag, false),
};

/** Counted from a beginning, if one is named, else back from the newest; `sorting` only turns the page round, except that `asc` begins at the oldest. */
function userTrades(
  isWanted: (call: PrivateCall, trade: UserTrade, wanted: Readonly<Record<string, unknown>>) => boolean,
): Handler<PrivateCall> {
  return (call, raw) => {
    const read = readParameters(raw, TRADE_FIELDS);
    if (!read.ok) return read;
    const { count, start_timestamp: from, end_timestamp: to, sorting, start_id: startId, historical } = read.value;
    const toldSinceMs = historical ? (from ?? 0) : Math.max(from ?? 0, call.nowMs - TRADES_TOLD_MS);
    const found = call.login.account.trades().filter((trade) => {
      const at = trade.print.timestampMs;
      return at >= toldSinceMs && at <= to && isAfter(trade, startId) && isWanted(call, trade, raw);
    });
    const most = Math.min(count, MAXIMUM_COUNT);
    const isFromBeginning = from !== null || startId !== null || sorting === 'asc';
    const page = isFromBeginning ? found.slice(0, most) : found.slice(Math.max(0, found.length - most));
    const ordered = sorting === 'asc' ? page : [...page].reverse();
    return ok({ trades: ordered.map(userTradeShape), has_more: page.length < found.length });
  };
}

function isAfter(trade: UserTrade, startId: string | null): boolean {
  if (startId === null) return true;
  const sequence = (id: string): number => Number(id.slice(id.lastIndexOf('-') + 1));
  return sequence(trade.print.tradeId) >= sequence(startId);
}

const tradesByOrder: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { order_id: text });
  if (!read.ok) return read;
  const found = call.login.account.trades().filter((trade) => trade.order.id === read.value.order_id);
  return ok(found.map(userTradeShape));
};

const positions: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: optional(text, 'any'), kind: optional(text, 'any') });
  if (!read.ok) return read;
  const { currency, kind } = read.value;
  const held = [...call.login.account.positions.values()].filter((position) => isOf(call, position.spec.name, { currency, kind }));
  const shown = held.filter((position) => position.sizeLots !== 0 || position.realisedCoin !== 0);
  return ok(shown.map((position) => positionShape(call.services.floor, position)));
};

const position: Handler<PrivateCall> = (call, raw) => {
  const spec = namedContract(call, raw);
  return spec.ok ? ok(positionShape(call.services.floor, call.login.account.position(spec.value))) : spec;
};

const summary: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: currencyField, extended: optional(flag, false) });
  if (!read.ok) return read;
  const { account } = call.login;
  const shape = summaryShape(call.services.floor, account, read.value.currency);
  return ok(read.value.extended ? extend(identityShape(account), shape) : shape);
};

const summaries: Handler<PrivateCall> = (call) => {
  const { account } = call.login;
  const currencies = CURRENCIES.map((currency) => summaryShape(call.services.floor, account, currency));
  return ok(extend(identityShape(account), { summaries: currencies }));
};

/** Account queries. */
export const ACCOUNT_METHODS: MethodTable = {
  'private/get_open_orders': privateMethod('trade:read', openByCurrency),
  'private/get_open_orders_by_currency': privateMethod('trade:read', openByCurrency),
  'private/get_open_orders_by_instrument': privateMethod('trade:read', openByInstrument),
  'private/get_open_orders_by_label': privateMethod('trade:read', openByLabel),
  'private/get_order_state': privateMethod('trade:read', orderState),
  'private/get_order_state_by_label': privateMethod('trade:read', orderStateByLabel),
  'private/get_order_history_by_currency': privateMethod('trade:read', orderHistory),
  'private/get_user_trades_by_currency': privateMethod(
    'trade:read',
    userTrades((_call, trade, raw) => !isCurrency(String(raw['currency'])) || trade.print.spec.currency === raw['currency']),
  ),
  'private/get_user_trades_by_currency_and_time': privateMethod(
    'trade:read',
    userTrades((_call, trade, raw) => trade.print.spec.currency === raw['currency']),
  ),
  'private/get_user_trades_by_instrument': privateMethod(
    'trade:read',
    userTrades((_call, trade, raw) => trade.print.spec.name === raw['instrument_name']),
  ),
  'private/get_user_trades_by_order': privateMethod('trade:read', tradesByOrder),
  'private/get_positions': privateMethod('trade:read', positions),
  'private/get_position': privateMethod('trade:read', position),
  'private/get_account_summary': privateMethod('account:read', summary),
  'private/get_account_summaries': privateMethod('account:read', summaries),
};
