/** Which calls take out of the market what a scope means. */
import type { CancelScope } from '../../../shared/engine/effects';
import { CURRENCIES, describeInstrument, isOtherProduct } from './instruments';
import { RATE_CODES, STOP_CALLS } from './limits';
import type { OpenOrder } from './open-orders';
import type { RpcFailure } from './rpc';

/** One call of the cancel lane. */
export interface CancelCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Orders a scope means. At the venue `quotes` and `mine` are the same: all that carry our label, because one call takes them out. */
export function ordersInScope(orders: readonly OpenOrder[], scope: CancelScope): readonly OpenOrder[] {
  return scope === 'account' ? orders : orders.filter((order) => order.isOurs);
}

/** The method that cancels one order. */
export const SINGLE = 'private/cancel';

const EVERYTHING: CancelCall = { method: 'private/cancel_all', params: {} };

function cancelGroup(currency: string, kind: 'future' | 'option'): CancelCall {
  return { method: 'private/cancel_all_by_currency', params: { currency, kind } };
}

/**
 * Every order in what this desk can trade. The account may hold others that nobody here hears of: in linear contracts, spot and combos
 * another tool's orders rest unseen, so that a call which spares none may be made only where the whole account is meant.
 */
export const everythingTraded: readonly CancelCall[] = CURRENCIES.flatMap((currency) =>
  (['future', 'option'] as const).map((kind) => cancelGroup(currency, kind)),
);

/** Up to so many instruments are emptied each by a call of its own: it reaches no order of another tool elsewhere. */
const INSTRUMENTS_ONE_BY_ONE = STOP_CALLS;

/**
 * The fewest calls that cancel what the scope means and nothing else: by instrument where no one else has an order, one by one where
 * someone has, by coin and kind if that would be too many calls and no one else has any. Nothing of ours: nothing at all. A venue
 * has no call by label prefix, so another tool's order that comes in within one round trip of a wholesale call goes with ours.
 */
export function planCancel(orders: readonly OpenOrder[], scope: CancelScope): readonly CancelCall[] {
  if (scope === 'account') return [EVERYTHING];
  const mine = orders.filter((order) => order.isOurs);
  const shared = new Set(orders.filter((order) => !order.isOurs).map((order) => order.instrumentName));
  const whole = new Set(mine.filter((order) => !shared.has(order.instrumentName)).map((order) => order.instrumentName));
  const byInstrument = [...whole].map((name) => ({
    method: 'private/cancel_all_by_instrument',
    params: { instrument_name: name },
  }));
  if (shared.size === 0 && whole.size > INSTRUMENTS_ONE_BY_ONE && ![...whole].some(isOtherProduct)) return groupsOf([...whole]);
  const single = mine.filter((order) => shared.has(order.instrumentName));
  return [...byInstrument, ...single.map(cancelOne)];
}

/** The call whose answer tells of one order, whatever became of it and of its contract. */
export function cancelOne({ venueOrderId }: OpenOrder): CancelCall {
  return { method: SINGLE, params: { order_id: venueOrderId } };
}

function groupsOf(names: readonly string[]): readonly CancelCall[] {
  const calls = names.map((name) => {
    const { kind, underlying } = describeInstrument(name);
    return cancelGroup(underlying, kind === 'option' ? 'option' : 'future');
  });
  return [...new Map(calls.map((call) => [JSON.stringify(call.params), call])).values()];
}

/** The venue could not just then, which says nothing of the order: try again, settling, an error of its own, unavailable, too late. */
const NOT_NOW_CODES: ReadonlySet<number> = new Set([...RATE_CODES, 10040, 10041, 11094, 13028, 13888, -32603]);

/** A refusal of what was asked, not of asking just then: of an order that is to go it says that there is none. */
export function isAboutOrder(failure: RpcFailure): boolean {
  return failure.kind === 'error' && !NOT_NOW_CODES.has(failure.code);
}
