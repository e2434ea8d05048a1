/** Control methods for tests: they force what a real market does when it likes. They exist only when the server was started with `--control`. */
import { fail, ok } from '../../domain/result';
import { indexName } from '../channels';
import { CURRENCIES, fromLots, toLots, toTicks } from '../contract-spec';
import type { Account } from '../account';
import { orderShape } from './account-shapes';
import { namedContract } from './market-methods';
import { controlMethod, type Call, type Handler, type MethodTable } from './method';
import { flag, integer, number, oneOf, optional, readParameters, text } from './decode-parameters';
import { invalidParameter, wireError } from './wire-error';

/** Name of the taker that control methods trade as. */
const OUTSIDER = 'outsider';

function outsider(call: Call): Account {
  for (const account of call.services.floor.allAccounts()) {
    if (account.isBackground && account.settings.clientId === OUTSIDER) return account;
  }
  return call.services.market.participant(OUTSIDER);
}

const marketOrder: Handler<Call> = (call, raw) => {
  const spec = namedContract(call, raw);
  if (!spec.ok) return spec;
  const read = readParameters(raw, { direction: oneOf('buy', 'sell'), amount: number, price: optional(number, null) });
  if (!read.ok) return read;
  const { direction, amount, price } = read.value;
  const lots = toLots(spec.value, amount);
  if (!lots.ok) return fail(invalidParameter('amount', `must be a multiple of ${spec.value.lotSize}, found ${amount}`));
  const limit = price === null ? null : toTicks(spec.value, price);
  if (limit !== null && !limit.ok) return fail(wireError('price_wrong_tick'));
  const wasFrozen = call.services.faults.frozen.delete(spec.value.name);
  const taken = call.services.market.take(outsider(call), spec.value, {
    side: direction,
    lots: lots.value,
    limitTicks: limit?.value ?? null,
  });
  if (wasFrozen) call.services.faults.frozen.add(spec.value.name);
  call.services.record('control', { action: 'market_order', instrument: spec.value.name, direction, amount });
  return ok({ filled_amount: fromLots(spec.value, taken) });
};

/** Fills a client's resting order wherever it stands in the queue, by trading away what is ahead of it. */
const fillOrder: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { order_id: text, amount: optional(number, null) });
  if (!read.ok) return read;
  const { floor, market } = call.services;
  for (const account of floor.allAccounts()) {
    const order = account.isBackground ? undefined : account.openOrders.get(read.value.order_id);
    if (order === undefined) continue;
    const spec = floor.contractOf(order);
    const wanted = read.value.amount === null ? order.lots - order.filledLots : toLots(spec, read.value.amount);
    if (typeof wanted !== 'number' && !wanted.ok) return fail(invalidParameter('amount', `must be a multiple of ${spec.lotSize}`));
    const side = floor.engine.book(spec.name).own(order.side);
    const better = side
      .top(Number.MAX_SAFE_INTEGER)
      .filter((level) => (order.side === 'buy' ? level.ticks > order.priceTicks : level.ticks < order.priceTicks));
    const ahead = better.reduce((sum, level) => sum + level.totalLots, side.lotsAhead(order));
    const before = order.filledLots;
    const lots = ahead + (typeof wanted === 'number' ? wanted : wanted.value);
    market.take(outsider(call), spec, { side: order.side === 'buy' ? 'sell' : 'buy', lots, limitTicks: order.priceTicks });
    call.services.record('control', { action: 'fill_order', order_id: order.id });
    return ok({ filled_amount: fromLots(spec, order.filledLots - before), order: orderShape(spec, order) });
  }
  return fail(wireError('order_not_found'));
};

const freezeBook: Handler<Call> = (call, raw) => {
  const spec = namedContract(call, raw);
  if (!spec.ok) return spec;
  const read = readParameters(raw, { frozen: flag });
  if (!read.ok) return read;
  const { frozen } = read.value;
  if (frozen) call.services.faults.frozen.add(spec.value.name);
  else call.services.faults.frozen.delete(spec.value.name);
  call.services.publisher.setFrozen(spec.value.name, frozen);
  call.services.record('control', { action: 'freeze_book', instrument: spec.value.name, frozen });
  return ok('ok');
};

const skipChange: Handler<Call> = (call, raw) => {
  const spec = namedContract(call, raw);
  if (!spec.ok) return spec;
  call.services.publisher.skipNextChange(spec.value.name);
  call.services.record('control', { action: 'skip_change', instrument: spec.value.name });
  return ok('ok');
};

const silence: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { milliseconds: integer });
  if (!read.ok) return read;
  call.services.after(() => {
    call.services.faults.silentUntilMs = call.nowMs + read.value.milliseconds;
  });
  call.services.record('control', { action: 'silence', milliseconds: read.value.milliseconds });
  return ok('ok');
};

/** Takes no orders in a coin, or takes them again, and says so. */
const lock: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { currency: oneOf(...CURRENCIES), locked: flag });
  if (!read.ok) return read;
  const { currency, locked } = read.value;
  const { floor, publisher } = call.services;
  if (locked) floor.locked.add(currency);
  else floor.locked.delete(currency);
  publisher.tellPlatform({ price_index: indexName(currency), locked });
  call.services.record('control', { action: 'lock', currency, locked });
  return ok('ok');
};

const dropConnections: Handler<Call> = (call) => {
  const open = [...call.services.sessions.values()].filter(
    (session) => session.transport === 'websocket' && session.id !== call.session.id,
  );
  call.services.record('control', { action: 'drop_connections', count: open.length });
  for (const session of open) call.services.close(session, 'dropped by control');
  return ok(open.length);
};

const getLog: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { kind: optional(text, null), since: optional(number, 0) });
  if (!read.ok) return read;
  const { kind, since } = read.value;
  return ok(call.services.log().filter((entry) => entry.t >= since && (kind === null || entry.kind === kind)));
};

const openOrders: Handler<Call> = (call) => {
  const { floor } = call.services;
  const found: unknown[] = [];
  for (const account of floor.allAccounts()) {
    if (account.isBackground) continue;
    for (const order of account.openOrders.values()) {
      found.push({ client: account.settings.clientId, session: order.sessionId, ...orderShape(floor.contractOf(order), order) });
    }
  }
  return ok(found);
};

const positions: Handler<Call> = (call) => {
  const found: unknown[] = [];
  for (const account of call.services.floor.allAccounts()) {
    if (account.isBackground) continue;
    for (const position of account.openPositions(null)) {
      found.push({
        client: account.settings.clientId,
        instrument_name: position.spec.name,
        size: fromLots(position.spec, position.sizeLots),
      });
    }
  }
  return ok(found);
};

/** Control methods. */
export const CONTROL_METHODS: MethodTable = {
  'practice/market_order': controlMethod(marketOrder),
  'practice/fill_order': controlMethod(fillOrder),
  'practice/freeze_book': controlMethod(freezeBook),
  'practice/skip_change': controlMethod(skipChange),
  'practice/lock': controlMethod(lock),
  'practice/silence': controlMethod(silence),
  'practice/drop_connections': controlMethod(dropConnections),
  'practice/get_log': controlMethod(getLog),
  'practice/open_orders': controlMethod(openOrders),
  'practice/positions': controlMethod(positions),
};
