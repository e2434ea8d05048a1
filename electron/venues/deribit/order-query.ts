/** Asks for one order by our id until the venue either shows it or has denied it everywhere it keeps orders. */
import type { InstrumentId } from '../../../shared/domain/instrument';
import type { ClientOrderId } from '../../../shared/domain/order';
import { venueIdOfExternal } from '../../../shared/execution/order-tracker';
import type { Announcer } from './announcer';
import type { InstrumentsByName } from './decode-account';
import { decodeFill, decodeOrder } from './decode-account';
import type { ListDoubts } from './instrument-list';
import { describeInstrument, nameOfInstrument } from './instruments';
import type { RpcSession } from './rpc';
import type { JsonRecord } from './decode-fields';
import { FieldRefused, findField, PriceRefused, readList, readRecord } from './decode-fields';

/** What one query depends on. */
export interface OrderQuery {
  readonly session: RpcSession | null;
  readonly announcer: Announcer;
  readonly instruments: InstrumentsByName;
  readonly instrumentId: InstrumentId;
  readonly clientOrderId: ClientOrderId;
  /** Told of a price that no listed step allows. */
  readonly list: ListDoubts;
}

/** No verdict can be reached now; the caller asks again. */
class NoVerdict extends Error {}

const METHOD_NOT_FOUND = -32601;
const NOT_FOUND_CODES = new Set([10004, 11044, 13020]);
/** An order in one of these never rests again. */
const OVER_STATES: ReadonlySet<unknown> = new Set(['filled', 'cancelled', 'rejected', 'expired', 'triggered']);
const HISTORY_COUNT = 1_000;

async function ask(query: OrderQuery, method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
  if (!query.session) throw new NoVerdict('no lane is signed in');
  const outcome = await query.session.call(method, params, { requestClass: 'account' });
  if (outcome.ok) return outcome.value;
  const { error } = outcome;
  // A venue without the method, or one that denies the order, has answered: it has nothing.
  if (error.kind === 'error' && (error.code === METHOD_NOT_FOUND || NOT_FOUND_CODES.has(error.code))) return [];
  throw new NoVerdict(`${method}: ${error.reason}`);
}

function withLabel(value: unknown, label: string): readonly JsonRecord[] {
  const list = Array.isArray(value) ? value : (findField(value, 'trades') ?? []);
  return readList(list, 'list')
    .map((entry) => readRecord(entry, 'entry'))
    .filter((entry) => entry['label'] === label);
}

async function askState(query: OrderQuery, orderId: unknown): Promise<JsonRecord | undefined> {
  const state = await ask(query, 'private/get_order_state', { order_id: orderId });
  return Array.isArray(state) ? undefined : readRecord(state, 'order');
}

/** Non-historical lists forget orders after 30 minutes and trades after 24 hours, so history is always asked too. */
async function findOrder(query: OrderQuery, currency: string): Promise<JsonRecord | undefined> {
  const label = query.clientOrderId;
  const venueId = venueIdOfExternal(label);
  // Of another tool: it carries no label that could be asked for.
  if (venueId !== null) return askState(query, venueId);
  const byLabel = withLabel(await ask(query, 'private/get_order_state_by_label', { currency, label }), label);
  if (byLabel.length > 0) return byLabel.at(-1);
  const params = { currency, count: HISTORY_COUNT, include_old: true, include_unfilled: true, historical: true };
  return withLabel(await ask(query, 'private/get_order_history_by_currency', params), label).at(-1);
}

async function findFills(query: OrderQuery, currency: string): Promise<readonly JsonRecord[]> {
  const venueId = venueIdOfExternal(query.clientOrderId);
  if (venueId !== null) {
    const trades = readList(await ask(query, 'private/get_user_trades_by_order', { order_id: venueId }), 'list');
    return trades.map((entry) => readRecord(entry, 'entry'));
  }
  const pages = await Promise.all(
    [false, true].map((historical) =>
      ask(query, 'private/get_user_trades_by_currency', { currency, count: HISTORY_COUNT, sorting: 'desc', historical }),
    ),
  );
  return pages.flatMap((page) => withLabel(page, query.clientOrderId));
}

async function reportFills(query: OrderQuery, currency: string): Promise<readonly JsonRecord[]> {
  const found = await findFills(query, currency);
  for (const trade of found) query.announcer.emit({ kind: 'fill-reported', fill: decodeFill(trade, query.instruments) });
  return found;
}

/**
 * An order of an earlier session in what has expired since: no list has the steps to read it by any more, but whether it rests needs none.
 * Where it may, or where that is not known, there is no verdict.
 */
async function resolveUnlisted(query: OrderQuery): Promise<void> {
  const name = nameOfInstrument(query.instrumentId);
  const currency = describeInstrument(name).underlying;
  const [trade] = await findFills(query, currency);
  const order = (await findOrder(query, currency)) ?? (trade && (await askState(query, trade['order_id'])));
  const isOver = order === undefined ? trade === undefined : OVER_STATES.has(order['order_state']);
  if (!isOver) throw new NoVerdict(`expected an instrument that was loaded, found ${query.instrumentId}`);
  if (order) {
    const words = `${query.clientOrderId} in ${name}, which is not listed any more, is ${String(order['order_state'])}`;
    query.announcer.fault(`${words}; what it filled is in the venue's figures only`);
  }
  query.announcer.emit({ kind: 'order-not-found', clientOrderId: query.clientOrderId });
}

async function resolve(query: OrderQuery): Promise<void> {
  const instrument = query.instruments.get(nameOfInstrument(query.instrumentId));
  if (!instrument) return resolveUnlisted(query);
  const order = await findOrder(query, instrument.underlying);
  const trades = await reportFills(query, instrument.underlying);
  const found = order ?? (trades[0] ? await askState(query, trades[0]['order_id']) : undefined);
  if (found) query.announcer.emit({ kind: 'order-reported', report: decodeOrder(found, query.instruments) });
  else if (trades.length === 0) query.announcer.emit({ kind: 'order-not-found', clientOrderId: query.clientOrderId });
  else throw new NoVerdict('its fills are known, its state is not');
}

/** Emits the fills and the report found, or `order-not-found`; without a verdict it says so and changes nothing. */
export async function queryOrder(query: OrderQuery): Promise<void> {
  try {
    await resolve(query);
  } catch (error) {
    if (!(error instanceof NoVerdict) && !(error instanceof FieldRefused)) throw error;
    if (error instanceof PriceRefused) query.list.refine(error.offStep);
    query.announcer.fault(`query of ${query.clientOrderId} gave no verdict: ${error.message}; the order stays as it was`);
  }
}
