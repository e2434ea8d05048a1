/** Readings of the account: executions in the order in which they happened, and what the list of instruments lacks. */
import { describe, expect, it } from 'vitest';
import { oldestFirst, readAccount } from '../../../../../electron/venues/deribit/account-reader';
import { tradeId, type Fill } from '../../../../../shared/domain/fill';
import type { OrderIntent } from '../../../../../shared/domain/order';
import { timestampMs } from '../../../../../shared/domain/time';
import { fillOf, BTC } from '../../../../support/engine-parts';
import { AnsweringSession } from './answering-session';

const intent = { instrumentId: BTC, clientOrderId: 'keel-1-1', side: 'buy', price: 120_000, quantity: 10 } as unknown as OrderIntent;

function fill(id: string, atMs: number): Fill {
  return fillOf(intent, { tradeId: tradeId(id), executedAtMs: timestampMs(atMs) });
}

describe('oldestFirst', () => {
  it('turns the venue’s list round, also within one millisecond: profit depends on the order of fills', () => {
    const listed = [fill('d', 3), fill('c', 2), fill('b', 2), fill('a', 2)];
    expect(oldestFirst(listed).map((each) => each.tradeId)).toEqual(['a', 'b', 'c', 'd']);
  });
});

/** An account that sold what it held of a perpetual, and `size` of it back. */
function accountWith(size: number): AnsweringSession {
  const traded = (name: string, id: string): unknown => ({
    instrument_name: name,
    trade_id: id,
    timestamp: 1_000,
    price: 60_000,
    amount: 340,
  });
  return new AnsweringSession((method, currency) => {
    if (method === 'private/get_account_summaries') return { summaries: [] };
    const isBitcoin = currency === 'BTC';
    if (method === 'private/get_user_trades_by_currency')
      return { trades: isBitcoin ? [traded('BTC-PERPETUAL', 'BTC-29'), traded('BTC_USDC', 'BTC-30')] : [], has_more: false };
    if (method === 'private/get_positions' && isBitcoin) return [{ instrument_name: 'BTC-PERPETUAL', size, mark_price: 60_000 }];
    return [];
  });
}

/** Reads it with a list that lacks the perpetual. */
function readUnlisted({ session, list }: AnsweringSession): ReturnType<typeof readAccount> {
  return readAccount({ session, list, instruments: new Map(), nowMs: 2_000, venueNowMs: 2_000, fillsSinceMs: 0, requestClass: 'account' });
}

describe('a contract off the list', () => {
  it('that is not held any more leaves its executions unread, and they are told by their ids; other products are not', async () => {
    const venue = accountWith(0);
    const answer = await readUnlisted(venue);
    expect(answer).toMatchObject({
      ok: true,
      value: { snapshot: { fills: [], unreadFills: [{ tradeId: 'BTC-29', executedAtMs: 1_000 }] } },
    });
    expect(venue.doubts).toEqual([]);
  });

  it('that is held gives no reading, which would look like nothing held: the list is loaded again (fault 35)', async () => {
    const venue = accountWith(-340);
    expect(await readUnlisted(venue)).toMatchObject({ ok: false, error: expect.stringContaining('found BTC-PERPETUAL in the account') });
    expect(venue.doubts).toEqual(['missed']);
  });
});

describe('a reading', () => {
  it('asks for positions before executions, so that what is in the positions is among the executions', async () => {
    const venue = accountWith(0);
    await readUnlisted(venue);
    const methods = venue.asked.map(({ method }) => method);
    expect(methods.lastIndexOf('private/get_positions')).toBeLessThan(methods.indexOf('private/get_user_trades_by_currency'));
  });
});

/**
 * An account that traded so often in bitcoin, once a millisecond or all at once. From an instant on the venue lists the earliest of too
 * many, up to one the latest; in which order they stand on the page is another matter.
 */
function busyAccount(count: number, everyMs: number): AnsweringSession {
  return new AnsweringSession((method, currency, params) => {
    if (method === 'private/get_account_summaries') return { summaries: [] };
    if (method !== 'private/get_user_trades_by_currency') return [];
    if (currency !== 'BTC') return { trades: [], has_more: false };
    const newest = 1_000 + (count - 1) * everyMs;
    const first = everyMs === 0 ? 0 : Math.max(0, Math.ceil((newest - Number(params['end_timestamp'])) / everyMs));
    const length = Math.min(1_000, count - first);
    const begin = params['start_timestamp'] === undefined ? first : count - length;
    const ids = Array.from({ length }, (_, at) => begin + at);
    const trades = ids.map((id) => ({ instrument_name: 'BTC-PERPETUAL', trade_id: `BTC-${id}`, timestamp: newest - id * everyMs }));
    return { trades, has_more: length < count - first };
  });
}

describe('executions over many pages', () => {
  it.each([
    ['are all there', 3_000, 1, 3_000, null],
    ['that are more than are read end where it is said (fault 11)', 20_000, 1, 9_991, 11_009],
    ['within one instant end there, and that is said (fault 11)', 20_000, 0, 1_000, 1_000],
  ])('%s', async (_what, count, everyMs, found, unreadBeforeMs) => {
    const answer = await readUnlisted(busyAccount(count, everyMs));
    if (!answer.ok) throw new Error(answer.error);
    expect(answer.value.snapshot.unreadFills).toHaveLength(found);
    expect(answer.value.unreadBeforeMs).toBe(unreadBeforeMs);
  });
});
