/** Orders: buy, sell, edit, cancel in all its forms. */
import { fail, ok, type Result } from '../../domain/result';
import { isCurrency } from '../account';
import { fromLots, fromTicks, type ContractSpec } from '../contract-spec';
import { editClientOrder, placeClientOrder } from '../order-desk';
import type { MutableOrder } from '../resting-order';
import type { Side } from '../../domain/side';
import { orderShape, userTradeShape } from './account-shapes';
import { privateMethod, type Handler, type MethodTable, type PrivateCall } from './method';
import { flag, integer, number, oneOf, optional, readParameters, text, type RawParameters } from './decode-parameters';
import { invalidParameter, wireError, type WireError } from './wire-error';
import { wireKind } from './market-shapes';

const TRADE = 'trade:read_write';

const ORDER_FIELDS = {
  instrument_name: text,
  amount: optional(number, null),
  contracts: optional(number, null),
  type: optional(oneOf('limit', 'market'), 'limit' as const),
  label: optional(text, ''),
  price: optional(number, null),
  time_in_force: optional(
    oneOf('good_til_cancelled', 'good_til_day', 'fill_or_kill', 'immediate_or_cancel'),
    'good_til_cancelled' as const,
  ),
  post_only: optional(flag, false),
  reject_post_only: optional(flag, false),
  reduce_only: optional(flag, false),
  mmp: optional(flag, false),
  valid_until: optional(integer, null),
};

/** Refuses a request that came later than its `valid_until` (epoch ms). */
export function checkValidUntil(call: PrivateCall, validUntilMs: number | null): Result<null, WireError> {
  return validUntilMs !== null && call.nowMs > validUntilMs ? fail(wireError('timed_out')) : ok(null);
}

/** An order in wire form. */
export function shapeOf(call: PrivateCall, order: MutableOrder): unknown {
  return orderShape(specOf(call, order), order);
}

function specOf(call: PrivateCall, order: MutableOrder): ContractSpec {
  return call.services.floor.contractOf(order);
}

function enter(side: Side): Handler<PrivateCall> {
  return (call, raw) => {
    const read = readParameters(raw, ORDER_FIELDS);
    if (!read.ok) return read;
    const { value } = read;
    const inTime = checkValidUntil(call, value.valid_until);
    if (!inTime.ok) return rejected(call, raw, { action: side, error: inTime.error });
    if (value.label.length > 64) return fail(invalidParameter('label', 'must have at most 64 characters'));
    const contractSize = call.services.floor.contract(value.instrument_name)?.contractSize ?? 1;
    const amount = value.amount ?? (value.contracts === null ? null : value.contracts * contractSize);
    if (amount === null) return fail(invalidParameter('amount', 'must be given'));
    const placed = placeClientOrder(
      call.services.floor,
      { account: call.login.account, session: call.session },
      {
        instrument: value.instrument_name,
        side,
        amount,
        price: value.price,
        orderType: value.type,
        timeInForce: value.time_in_force,
        isPostOnly: value.post_only && value.type === 'limit',
        rejectPostOnly: value.reject_post_only,
        isReduceOnly: value.reduce_only,
        isMmp: value.mmp,
        label: value.label,
        quote: null,
      },
    );
    if (!placed.ok) return rejected(call, raw, { action: side, error: placed.error });
    logOrder(call, 'order', placed.value);
    return ok({ order: shapeOf(call, placed.value), trades: tradesOf(call, placed.value) });
  };
}

const edit: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    order_id: text,
    amount: optional(number, null),
    price: optional(number, null),
    valid_until: optional(integer, null),
  });
  if (!read.ok) return read;
  return amend(call, raw, { ...read.value, orderId: read.value.order_id });
};

const editByLabel: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    label: text,
    instrument_name: text,
    amount: optional(number, null),
    price: optional(number, null),
    valid_until: optional(integer, null),
  });
  if (!read.ok) return read;
  const open = call.login.account
    .ordersByLabel(read.value.label)
    .filter((order) => order.state === 'open' && order.instrument === read.value.instrument_name);
  const [order] = open;
  if (order === undefined || open.length > 1) return fail(wireError('order_not_found'));
  return amend(call, raw, { ...read.value, orderId: order.id });
};

interface Amendment {
  readonly orderId: string;
  readonly amount: number | null;
  readonly price: number | null;
  readonly valid_until: number | null;
}

function amend(call: PrivateCall, raw: RawParameters, value: Amendment): Result<unknown, WireError> {
  const inTime = checkValidUntil(call, value.valid_until);
  if (!inTime.ok) return rejected(call, raw, { action: 'edit', error: inTime.error });
  const { account } = call.login;
  const { orderId } = value;
  const known = account.order(orderId);
  if (known === null) return rejected(call, raw, { action: 'edit', error: wireError('order_not_found') });
  const spec = specOf(call, known);
  const edited = editClientOrder(call.services.floor, account, {
    orderId,
    amount: value.amount ?? fromLots(spec, known.lots),
    price: value.price ?? fromTicks(spec, known.priceTicks),
  });
  if (!edited.ok) return rejected(call, raw, { action: 'edit', error: edited.error });
  logOrder(call, 'edit', edited.value);
  return ok({ order: shapeOf(call, edited.value), trades: tradesOf(call, edited.value) });
}

const cancel: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { order_id: text });
  if (!read.ok) return read;
  const order = call.login.account.order(read.value.order_id);
  if (order === null) return rejected(call, raw, { action: 'cancel', error: wireError('order_not_found') });
  if (!call.services.floor.cancel(order, 'user_request'))
    return rejected(call, raw, { action: 'cancel', error: wireError('not_open_order') });
  return ok(shapeOf(call, order));
};

function cancelWhere(call: PrivateCall, isWanted: (order: MutableOrder) => boolean): Result<number, WireError> {
  const wanted = [...call.login.account.openOrders.values()].filter(isWanted);
  for (const order of wanted) call.services.floor.cancel(order, 'user_request');
  return ok(wanted.length);
}

const cancelByInstrument: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { instrument_name: text, type: optional(text, 'all') });
  if (!read.ok) return read;
  return cancelWhere(call, (order) => order.instrument === read.value.instrument_name);
};

const cancelByCurrency: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { currency: text, kind: optional(text, 'any') });
  if (!read.ok) return read;
  const { currency, kind } = read.value;
  if (!isCurrency(currency)) return fail(invalidParameter('currency', `must be BTC or ETH, found ${currency}`));
  return cancelWhere(call, (order) => {
    const spec = specOf(call, order);
    return spec.currency === currency && (kind === 'any' || wireKind(spec) === kind);
  });
};

const cancelByLabel: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { label: text, currency: optional(text, null) });
  if (!read.ok) return read;
  const { label, currency } = read.value;
  return cancelWhere(call, (order) => order.label === label && (currency === null || specOf(call, order).currency === currency));
};

/** Own trades an order made in this very request. */
function tradesOf(call: PrivateCall, order: MutableOrder): readonly unknown[] {
  const found: unknown[] = [];
  const trades = call.login.account.trades();
  for (let index = trades.length - 1; index >= 0; index -= 1) {
    const trade = trades[index];
    if (trade?.print.timestampMs !== call.nowMs) break;
    if (trade.order === order) found.unshift(userTradeShape(trade));
  }
  return found;
}

function rejected(
  call: PrivateCall,
  raw: RawParameters,
  { action, error }: { action: string; error: WireError },
): Result<never, WireError> {
  call.services.record('reject', {
    session: call.session.id,
    client: call.login.account.settings.clientId,
    action,
    parameters: raw,
    code: error.code,
    error: error.message,
  });
  return fail(error);
}

function logOrder(call: PrivateCall, kind: 'order' | 'edit', order: MutableOrder): void {
  const spec = specOf(call, order);
  call.services.record(kind, {
    session: call.session.id,
    client: call.login.account.settings.clientId,
    order_id: order.id,
    label: order.label,
    instrument: order.instrument,
    side: order.side,
    price: order.orderType === 'market' ? null : fromTicks(spec, order.priceTicks),
    amount: fromLots(spec, order.lots),
    filled: fromLots(spec, order.filledLots),
    state: order.state,
    post_only: order.isPostOnly,
    reduce_only: order.isReduceOnly,
    time_in_force: order.timeInForce,
  });
}

/** Order entry methods. */
export const ORDER_METHODS: MethodTable = {
  'private/buy': privateMethod(TRADE, enter('buy'), { credits: 'matching' }),
  'private/sell': privateMethod(TRADE, enter('sell'), { credits: 'matching' }),
  'private/edit': privateMethod(TRADE, edit, { credits: 'matching' }),
  'private/edit_by_label': privateMethod(TRADE, editByLabel, { credits: 'matching' }),
  'private/cancel': privateMethod(TRADE, cancel, { credits: 'matching' }),
  'private/cancel_all': privateMethod(TRADE, (call) => cancelWhere(call, () => true), { credits: 'matching' }),
  'private/cancel_all_by_instrument': privateMethod(TRADE, cancelByInstrument, { credits: 'matching' }),
  'private/cancel_all_by_currency': privateMethod(TRADE, cancelByCurrency, { credits: 'matching' }),
  'private/cancel_by_label': privateMethod(TRADE, cancelByLabel, { credits: 'matching' }),
};
