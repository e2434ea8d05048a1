/** Market makers' methods: protection groups, mass quotes and their cancellation. */
import { fail, ok, type Result } from '../../domain/result';
import { MmpGroup, type MmpConfig } from '../market-maker-protection';
import { setQuote, type QuoteSide } from '../quote-book';
import type { MutableOrder } from '../resting-order';
import { userTradeShape } from './account-shapes';
import { flag, integer, listOf, number, oneOf, optional, readParameters, record, text } from './decode-parameters';
import { wireKind } from './market-shapes';
import { privateMethod, type Handler, type MethodTable, type PrivateCall } from './method';
import { checkValidUntil, shapeOf } from './order-methods';
import { invalidParameter, wireError, type WireError } from './wire-error';

/** Most groups of one account (Deribit). */
const MAXIMUM_GROUPS = 16;
/** `freeze_quotes` refuses new quotes for this long. */
const FREEZE_MS = 1000;

const indexField = oneOf('btc_usd', 'eth_usd');

const setMmpConfig: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    index_name: indexField,
    mmp_group: optional(text, ''),
    interval: integer,
    frozen_time: optional(integer, 0),
    quantity_limit: optional(number, null),
    delta_limit: optional(number, null),
    vega_limit: optional(number, null),
    max_quote_quantity: optional(number, null),
  });
  if (!read.ok) return read;
  const { value } = read;
  const key = `${value.index_name}:${value.mmp_group}`;
  const groups = call.login.account.mmpGroups;
  if (value.interval === 0) {
    groups.delete(key);
    return ok([]);
  }
  const config = checkConfig({
    indexName: value.index_name,
    group: value.mmp_group,
    intervalSeconds: value.interval,
    frozenSeconds: value.frozen_time,
    quantityLimit: value.quantity_limit,
    deltaLimit: value.delta_limit,
    vegaLimit: value.vega_limit,
    maxQuoteQuantity: value.max_quote_quantity ?? NaN,
  });
  if (!config.ok) return config;
  if (!groups.has(key) && groups.size >= MAXIMUM_GROUPS) {
    return fail(wireError('other_reject', { reason: `at most ${MAXIMUM_GROUPS} mmp groups` }));
  }
  groups.set(key, new MmpGroup(config.value));
  return ok([configShape(call, config.value)]);
};

function checkConfig(config: MmpConfig): Result<MmpConfig, WireError> {
  const isWithin = (value: number, low: number): boolean => value >= low && value <= 3600;
  if (!isWithin(config.intervalSeconds, 1)) return fail(invalidParameter('interval', 'must be 0 (remove) or 1 to 3600 seconds'));
  if (!isWithin(config.frozenSeconds, 0)) return fail(invalidParameter('frozen_time', 'must be 0 (until reset) to 3600 seconds'));
  if (!(config.maxQuoteQuantity > 0)) return fail(invalidParameter('max_quote_quantity', 'must be given and above 0'));
  if (config.quantityLimit === null && config.deltaLimit === null && config.vegaLimit === null) {
    return fail(invalidParameter('quantity_limit', 'at least one of quantity_limit, delta_limit, vega_limit must be given'));
  }
  return ok(config);
}

function configShape(call: PrivateCall, config: MmpConfig): Readonly<Record<string, unknown>> {
  const group = call.login.account.mmpGroups.get(`${config.indexName}:${config.group}`);
  const until = group?.frozenUntil(call.nowMs) ?? 0;
  return {
    index_name: config.indexName,
    mmp_group: config.group === '' ? null : config.group,
    interval: config.intervalSeconds,
    frozen_time: config.frozenSeconds,
    quantity_limit: config.quantityLimit,
    delta_limit: config.deltaLimit,
    vega_limit: config.vegaLimit,
    max_quote_quantity: config.maxQuoteQuantity,
    is_frozen: until !== 0,
    frozen_until: Number.isFinite(until) ? until : 0,
  };
}

const GROUP_FIELDS = { index_name: optional(indexField, null), mmp_group: optional(text, null) };

const getMmpConfig: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, GROUP_FIELDS);
  if (!read.ok) return read;
  const { index_name: index, mmp_group: group } = read.value;
  const found = [...call.login.account.mmpGroups.values()].filter(
    ({ config }) => (index === null || config.indexName === index) && (group === null || config.group === group),
  );
  return ok(found.map(({ config }) => configShape(call, config)));
};

const resetMmp: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, { index_name: indexField, mmp_group: optional(text, '') });
  if (!read.ok) return read;
  const group = call.login.account.mmpGroups.get(`${read.value.index_name}:${read.value.mmp_group}`);
  if (group === undefined) return fail(wireError('other_reject', { reason: 'no mmp configuration for this index and group' }));
  group.reset();
  return ok('ok');
};

const sideField = record({
  price: optional(number, 0),
  amount: number,
  post_only: optional(flag, false),
  reject_post_only: optional(flag, false),
});

const massQuote: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    mmp_group: text,
    quote_id: integer,
    quotes: listOf(
      record({ instrument_name: text, quote_set_id: optional(text, ''), bid: optional(sideField, null), ask: optional(sideField, null) }),
    ),
    detailed: optional(flag, false),
    wait_for_response: optional(flag, true),
    valid_until: optional(integer, null),
  });
  if (!read.ok) return read;
  const { value } = read;
  const refused = refuseMassQuote(call, value);
  if (refused !== null) return fail(refused);
  call.login.account.lastQuoteIds.set(value.mmp_group, value.quote_id);
  const outcome: MutableOutcome = { orders: [], errors: [] };
  for (const quote of value.quotes) {
    for (const side of ['buy', 'sell'] as const) {
      const sent = side === 'buy' ? quote.bid : quote.ask;
      if (sent === null) continue;
      const terms: QuoteSide = {
        price: sent.price,
        amount: sent.amount,
        isPostOnly: sent.post_only,
        rejectPostOnly: sent.reject_post_only,
      };
      const owner = { account: call.login.account, session: call.session };
      const set = setQuote(call.services.floor, owner, {
        instrument: quote.instrument_name,
        side,
        terms,
        mmpGroup: value.mmp_group,
        quoteSetId: quote.quote_set_id,
        quoteId: value.quote_id,
      });
      if (!set.ok) outcome.errors.push({ instrument_name: quote.instrument_name, side: side === 'buy' ? 'bid' : 'ask', error: set.error });
      else if (set.value !== null) outcome.orders.push(set.value);
    }
  }
  return ok(outcomeShape(call, outcome, value.detailed));
};

interface MutableOutcome {
  readonly orders: MutableOrder[];
  readonly errors: unknown[];
}

function refuseMassQuote(
  call: PrivateCall,
  value: {
    readonly mmp_group: string;
    readonly quote_id: number;
    readonly valid_until: number | null;
    readonly quotes: readonly unknown[];
  },
): WireError | null {
  const inTime = checkValidUntil(call, value.valid_until);
  if (!inTime.ok) return inTime.error;
  if (!call.session.isCodOn) return wireError('other_reject', { reason: 'cancel on disconnect must be enabled for mass quotes' });
  if (call.nowMs < call.login.account.quotesFrozenUntilMs) return wireError('other_reject', { reason: 'quotes are frozen for 1 second' });
  const last = call.login.account.lastQuoteIds.get(value.mmp_group) ?? -Infinity;
  if (value.quote_id <= last) return invalidParameter('quote_id', `must be above the last one, ${last}`);
  return value.quotes.length === 0 ? invalidParameter('quotes', 'must not be empty') : null;
}

function outcomeShape(call: PrivateCall, outcome: MutableOutcome, isDetailed: boolean): Readonly<Record<string, unknown>> {
  const ids = new Set(outcome.orders.map((order) => order.id));
  const trades = call.login.account.trades().filter((trade) => trade.print.timestampMs === call.nowMs && ids.has(trade.order.id));
  const made = { orders: outcome.orders.map((order) => shapeOf(call, order)), trades: trades.map(userTradeShape) };
  return isDetailed ? { errors: outcome.errors, ...made } : { errors_count: outcome.errors.length, ...made };
}

const cancelQuotes: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, {
    cancel_type: oneOf('delta', 'quote_set_id', 'instrument', 'instrument_kind', 'currency', 'all'),
    quote_set_id: optional(text, ''),
    instrument_name: optional(text, ''),
    kind: optional(text, 'any'),
    currency: optional(text, 'any'),
    min_delta: optional(number, -Infinity),
    max_delta: optional(number, Infinity),
    freeze_quotes: optional(flag, false),
  });
  if (!read.ok) return read;
  const { value } = read;
  if (value.freeze_quotes) call.login.account.quotesFrozenUntilMs = call.nowMs + FREEZE_MS;
  const wanted = [...call.login.account.openOrders.values()].filter((order) => order.quote !== null && isCovered(call, order, value));
  for (const order of wanted) call.services.floor.cancel(order, 'user_request');
  return ok(wanted.length);
};

interface QuoteCriteria {
  readonly cancel_type: 'delta' | 'quote_set_id' | 'instrument' | 'instrument_kind' | 'currency' | 'all';
  readonly quote_set_id: string;
  readonly instrument_name: string;
  readonly kind: string;
  readonly currency: string;
  readonly min_delta: number;
  readonly max_delta: number;
}

function isCovered(call: PrivateCall, order: MutableOrder, criteria: QuoteCriteria): boolean {
  const spec = call.services.floor.contractOf(order);
  const isOfCurrency = criteria.currency === 'any' || spec.currency === criteria.currency;
  switch (criteria.cancel_type) {
    case 'all':
      return true;
    case 'currency':
      return isOfCurrency;
    case 'instrument':
      return spec.name === criteria.instrument_name;
    case 'instrument_kind':
      return isOfCurrency && (criteria.kind === 'any' || wireKind(spec) === criteria.kind);
    case 'quote_set_id':
      return isOfCurrency && order.quote?.quoteSetId === criteria.quote_set_id;
    case 'delta': {
      const delta = call.services.floor.marks.optionMark(spec)?.delta ?? 1;
      return isOfCurrency && delta >= criteria.min_delta && delta <= criteria.max_delta;
    }
  }
}

/** Market makers' methods. */
export const QUOTE_METHODS: MethodTable = {
  'private/set_mmp_config': privateMethod('trade:read_write', setMmpConfig),
  'private/get_mmp_config': privateMethod('trade:read', getMmpConfig),
  'private/reset_mmp': privateMethod('trade:read_write', resetMmp),
  'private/mass_quote': privateMethod('trade:read_write', massQuote, { credits: 'quotes', isWebsocketOnly: true }),
  'private/cancel_quotes': privateMethod('trade:read_write', cancelQuotes, { credits: 'matching' }),
};
