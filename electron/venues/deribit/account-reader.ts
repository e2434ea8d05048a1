/** Asks the venue for everything it knows of the account and answers with one snapshot, or with the reason there is none. */
import type { Fill, UnreadFill } from '../../../shared/domain/fill';
import type { VenuePosition } from '../../../shared/domain/position';
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import { timestampMs } from '../../../shared/domain/time';
import type { CancelScope } from '../../../shared/engine/effects';
import type { AccountSnapshot } from '../../../shared/engine/events';
import type { InstrumentsByName } from './decode-account';
import { decodeBalance, decodeFill, decodeOpenOrder, decodeOrder, decodePosition, decodeUnreadFill } from './decode-account';
import { readDeliveryPrices } from './delivery-prices';
import type { ListDoubts } from './instrument-list';
import { CURRENCIES, DERIBIT, isOtherProduct } from './instruments';
import type { RateLimit, RequestClass } from './limits';
import type { OpenOrder } from './open-orders';
import type { RpcSession } from './rpc';
import type { JsonRecord } from './decode-fields';
import { FieldRefused, findField, PriceRefused, readList, readRecord } from './decode-fields';
import { latestUnread, readTradePages, TRADES_PER_PAGE } from './trade-pages';

/** What a reading depends on. */
export interface AccountReading {
  readonly session: RpcSession;
  readonly instruments: InstrumentsByName;
  /** Ours: what the engine holds the answer against. */
  readonly nowMs: number;
  /** The venue's, as far as it is known: what its times are held against. */
  readonly venueNowMs: number;
  /** Fills executed before are not asked for; the venue's time. */
  readonly fillsSinceMs: number;
  readonly requestClass: RequestClass;
  /** Told when the account holds something in an instrument that is not loaded, or at a price that no listed step allows. */
  readonly list: ListDoubts;
}

/** Thrown inside this file only: a call failed, so there is no snapshot. */
class ReadingFailed extends Error {}

const ANSWER_WITHIN_MS = 5_000;
/** A lane that does not answer must not hold up a stop; another one is asked then. */
const STOP_WITHIN_MS = 1_000;

async function ask(
  reading: Pick<AccountReading, 'session' | 'requestClass'>,
  method: string,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const outcome = await reading.session.call(method, params, {
    requestClass: reading.requestClass,
    timeoutMs: reading.requestClass === 'stop' ? STOP_WITHIN_MS : ANSWER_WITHIN_MS,
  });
  if (!outcome.ok) throw new ReadingFailed(`${method}: ${outcome.error.reason}`);
  return outcome.value;
}

/** Open orders of all currencies; rejects unless every currency answered, because absence must not look like emptiness. */
async function askOpenOrders(reading: Pick<AccountReading, 'session' | 'requestClass'>): Promise<readonly unknown[]> {
  const lists = await Promise.all(CURRENCIES.map((currency) => ask(reading, 'private/get_open_orders_by_currency', { currency })));
  return lists.flatMap((list) => readList(list, 'open orders'));
}

/** Reads a page of executions; those of instruments that are not listed are left out, not guessed. */
export function decodeFills(values: readonly unknown[], instruments: InstrumentsByName): Fill[] {
  const known = values.filter((value) => instruments.has(String(findField(value, 'instrument_name'))));
  return known.map((value) => decodeFill(value, instruments));
}

/** What `decodeFills` left out, expired or off the list for a while; of other products nothing is ever told. */
function decodeUnread(values: readonly unknown[], instruments: InstrumentsByName): UnreadFill[] {
  const isUnread = (name: unknown): boolean => !instruments.has(String(name)) && !isOtherProduct(name);
  return values.filter((value) => isUnread(findField(value, 'instrument_name'))).map(decodeUnreadFill);
}

/** Executions as they happened. The venue lists the newest first, and within a millisecond that is all that tells their order. */
export function oldestFirst(newestFirst: readonly Fill[]): readonly Fill[] {
  return [...newestFirst].reverse().sort((left, right) => left.executedAtMs - right.executedAtMs);
}

/** Executions of one currency. */
interface Executions {
  readonly fills: Fill[];
  readonly unread: UnreadFill[];
  readonly unreadBeforeMs: number | null;
}

async function askFills(reading: AccountReading, currency: string): Promise<Executions> {
  const { instruments } = reading;
  const range = { sinceMs: Math.floor(reading.fillsSinceMs), untilMs: readUntilMs(reading.venueNowMs) };
  const { trades, unreadBeforeMs } = await readTradePages(range, (page) =>
    ask(reading, 'private/get_user_trades_by_currency', { currency, count: TRADES_PER_PAGE, sorting: 'desc', ...page }),
  );
  return { fills: decodeFills(trades, instruments), unread: decodeUnread(trades, instruments), unreadBeforeMs };
}

/** Executions are asked for up to then: the venue's clock may be ahead of what was measured of it. */
export function readUntilMs(venueNowMs: number): number {
  return Math.floor(venueNowMs) + 60_000;
}

async function askPositions(reading: AccountReading, currency: string): Promise<VenuePosition[]> {
  const list = readList(await ask(reading, 'private/get_positions', { currency }), 'positions');
  expectListed(
    reading,
    list.filter((value) => findField(value, 'size') !== 0),
  );
  return list.map((value) => decodePosition(value, reading.instruments)).filter((position) => position !== null);
}

/** What is held or rests in an instrument that the list lacks must not look like nothing: no snapshot until the list has it. */
function expectListed({ instruments, list }: AccountReading, values: readonly unknown[]): void {
  const names = values.map((value) => findField(value, 'instrument_name')).filter((name) => !isOtherProduct(name));
  const unlisted = names.find((name) => !instruments.has(String(name)));
  if (unlisted === undefined) return;
  list.miss();
  throw new ReadingFailed(
    `expected an instrument that the venue lists, found ${String(unlisted)} in the account; the list is loaded again`,
  );
}

function readLimit(value: unknown): RateLimit | null {
  const burst = findField(value, 'burst');
  const rate = findField(value, 'rate');
  return typeof burst === 'number' && typeof rate === 'number' && burst > 0 && rate > 0 ? { burst, rate } : null;
}

/** The rates the venue grants this account; absent ones are `null`. */
export function readLimits(summaries: JsonRecord): { readonly matching: RateLimit | null; readonly other: RateLimit | null } {
  const limits = summaries['limits'] ?? findField(summaries['summaries'], '0', 'limits');
  return {
    matching: readLimit(findField(limits, 'matching_engine', 'trading', 'total')),
    other: readLimit(findField(limits, 'non_matching_engine')),
  };
}

/** A snapshot with the limits found on the way. */
export interface AccountAnswer {
  readonly snapshot: AccountSnapshot;
  /** Of every product, also those that the snapshot leaves out. */
  readonly openOrders: readonly OpenOrder[];
  readonly limits: ReturnType<typeof readLimits>;
  /** Executions from before were asked for, and are more than is read at once; `null`: they are all there. */
  readonly unreadBeforeMs: number | null;
}

/** Each once: pages overlap. */
function byTradeId<Execution extends UnreadFill>(executions: readonly Execution[]): readonly Execution[] {
  return [...new Map(executions.map((each) => [each.tradeId, each])).values()];
}

async function readAll(reading: AccountReading): Promise<AccountAnswer> {
  // Positions before fills: a fill that is in the positions is then among the fills as well.
  const [openOrders, positions, executions, summaries, deliveryPrices] = await Promise.all([
    askOpenOrders(reading),
    Promise.all(CURRENCIES.map((currency) => askPositions(reading, currency))),
    Promise.all(CURRENCIES.map((currency) => askFills(reading, currency))),
    ask(reading, 'private/get_account_summaries', { extended: true }),
    readDeliveryPrices(reading.session, reading),
  ]);
  const raw = readRecord(summaries, 'account summaries');
  expectListed(reading, openOrders);
  const unique = byTradeId(executions.flatMap(({ fills }) => fills));
  const unread = byTradeId(executions.flatMap((each) => each.unread));
  const snapshot: AccountSnapshot = {
    kind: 'account-snapshot',
    venue: DERIBIT,
    requestedAtMs: timestampMs(reading.nowMs),
    openOrders: openOrders
      .filter((order) => !isOtherProduct(findField(order, 'instrument_name')))
      .map((order) => decodeOrder(order, reading.instruments)),
    fills: oldestFirst(unique),
    ...(unread.length === 0 ? {} : { unreadFills: unread }),
    positions: positions.flat(),
    balances: readList(raw['summaries'], 'summaries').map(decodeBalance),
    ...(deliveryPrices.length === 0 ? {} : { deliveryPrices }),
  };
  const unreadBeforeMs = latestUnread(executions);
  return { snapshot, openOrders: openOrders.map(decodeOpenOrder), limits: readLimits(raw), unreadBeforeMs };
}

async function asResult<Value>(reading: Promise<Value>, list?: ListDoubts): Promise<Result<Value, string>> {
  try {
    return ok(await reading);
  } catch (error) {
    if (error instanceof PriceRefused) list?.refine(error.offStep);
    if (error instanceof ReadingFailed || error instanceof FieldRefused) return fail(error.message);
    throw error;
  }
}

/** Everything, or the reason. A failed question is never an empty answer. */
export function readAccount(reading: AccountReading): Promise<Result<AccountAnswer, string>> {
  return asResult(readAll(reading), reading.list);
}

/** Open orders in every coin and product, also in those of which this desk hears nothing. */
async function askWholeAccount(reading: Pick<AccountReading, 'session' | 'requestClass'>): Promise<readonly unknown[]> {
  return readList(await ask(reading, 'private/get_open_orders', {}), 'open orders');
}

/** Only the open orders, for the proof that a cancel worked: of what this desk trades, or of all that a cancel of the account means. */
export function readOpenOrders(session: RpcSession, scope: CancelScope): Promise<Result<readonly OpenOrder[], string>> {
  const reading = { session, requestClass: 'stop' } as const;
  const list = scope === 'account' ? askWholeAccount(reading) : askOpenOrders(reading);
  return asResult(list.then((orders) => orders.map(decodeOpenOrder)));
}
