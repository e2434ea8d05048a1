/** A cancel of everything believes no list alone that lacks an order which was to rest. */
import { describe, expect, it } from 'vitest';
import { CancelLane } from '../../../../../electron/venues/deribit/cancel-lane';
import { cancelOne, type CancelCall } from '../../../../../electron/venues/deribit/cancel-plan';
import { CancelProof } from '../../../../../electron/venues/deribit/cancel-proof';
import { OpenOrders, type OpenOrder } from '../../../../../electron/venues/deribit/open-orders';
import type { RpcOutcome } from '../../../../../electron/venues/deribit/rpc';
import type { CancelScope } from '../../../../../shared/engine/effects';
import { venueOrderId } from '../../../../../shared/domain/order';
import { intentOf, reportOf } from '../../../../support/engine-parts';
import { AnsweringSession, Refusal } from './answering-session';

const mine = { venueOrderId: venueOrderId('BTC-1'), instrumentName: 'BTC-PERPETUAL', isOurs: true };
const theirs = { venueOrderId: venueOrderId('BTC-2'), instrumentName: 'BTC-PERPETUAL', isOurs: false };
const STREAM_END = reportOf(intentOf(), { venueOrderId: mine.venueOrderId, status: 'canceled' });

/** A cancel where the exchange lists nothing although an order of ours rests, and answers the n-th cancel so. */
function cancelUnlisted(onCancel: (nth: number) => unknown, scope: CancelScope = 'mine') {
  const openOrders = new OpenOrders(() => 0);
  openOrders.replace([mine, theirs]);
  let cancels = 0;
  const venue = new AnsweringSession((method) => {
    if (!method.startsWith('private/cancel')) return [];
    cancels += 1;
    return onCancel(cancels);
  });
  const { clock, announcer, session } = venue;
  const lane = new CancelLane({ rim: clock.rim, announcer, instruments: new Map(), openOrders, sessions: () => [session] });
  lane.cancelAll(scope);
  return { venue, lane, cancels: () => cancels };
}

describe('an order that was to rest and that no list shows', () => {
  it('is canceled again and nothing is confirmed, until its cancel is answered (faults 15, 29)', async () => {
    const { venue, cancels } = cancelUnlisted((nth) => (nth < 4 ? new Refusal('try later', 13_028) : {}));
    await venue.pass(300);
    expect(venue.of('cancel-all-confirmed')).toEqual([]);
    await venue.pass(5_000);
    expect(cancels()).toBe(4);
    expect(venue.asked.every(({ method }) => !method.startsWith('private/cancel_all'))).toBe(true);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });

  it('is gone where the venue says that no such order is open (faults 27, 29)', async () => {
    const { venue, cancels } = cancelUnlisted((nth) => new Refusal('try later', nth < 2 ? 13_028 : 11_044));
    await venue.pass(5_000);
    expect(cancels()).toBe(2);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });

  it('is gone where its end was told meanwhile (faults 15, 29)', async () => {
    const { venue, lane } = cancelUnlisted(() => new Refusal('try later', 13_028));
    await venue.pass(2_000);
    expect(venue.of('cancel-all-confirmed')).toEqual([]);
    lane.hear(STREAM_END);
    await venue.pass(2_000);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });

  it('is said to rest while nothing proves its end (fault 29)', async () => {
    const { venue } = cancelUnlisted(() => new Refusal('the login ended', 13_009));
    await venue.pass(7_000);
    expect(venue.of('cancel-all-confirmed')).toEqual([]);
    expect(
      venue
        .of('fault-noticed')
        .map(({ message }) => message)
        .join(),
    ).toContain('1 still open or with no word of an end (1 known to rest there)');
  });

  it('needs no call of its own where the whole account was emptied', async () => {
    const { venue, cancels } = cancelUnlisted(() => 2, 'account');
    await venue.pass(2_000);
    expect(cancels()).toBe(1);
    expect(venue.of('cancel-all-confirmed')).toHaveLength(1);
  });
});

describe('the answer to a cancel', () => {
  const open = (id: string, instrumentName: string): OpenOrder => ({ venueOrderId: venueOrderId(id), instrumentName, isOurs: true });
  const done: RpcOutcome = { ok: true, value: 1 };
  const refused = (code: number): RpcOutcome => ({ ok: false, error: { kind: 'error', code, reason: 'refused' } });
  const perpetual = open('1', 'BTC-PERPETUAL');
  const option = open('2', 'BTC-25DEC26-60000-C');
  const linear = open('3', 'SOL_USDC-PERPETUAL');
  /** Which of the three it proves gone. */
  const proven = (call: CancelCall, outcome: RpcOutcome): readonly string[] => {
    const proof = new CancelProof();
    proof.answer({ call, outcome }, [perpetual, option, linear]);
    proof.compare([], [perpetual, option, linear], 'mine');
    const left = new Set(proof.unproven);
    return [perpetual, option, linear].filter((order) => !left.has(order)).map((order) => order.venueOrderId);
  };

  it('proves gone what the call reached, and nothing else', () => {
    expect(proven(cancelOne(perpetual), done)).toEqual(['1']);
    expect(proven({ method: 'private/cancel_all_by_instrument', params: { instrument_name: 'BTC-25DEC26-60000-C' } }, done)).toEqual(['2']);
    expect(proven({ method: 'private/cancel_all_by_currency', params: { currency: 'BTC', kind: 'future' } }, done)).toEqual(['1']);
    expect(proven({ method: 'private/cancel_all_by_currency', params: { currency: 'BTC', kind: 'option' } }, done)).toEqual(['2']);
    expect(proven({ method: 'private/cancel_all', params: {} }, done)).toEqual(['1', '2', '3']);
  });

  it('proves the end also where it says that there is no such open order, and nothing by any other refusal or by silence', () => {
    expect([10004, 10010, 11044].map((code) => proven(cancelOne(option), refused(code)))).toEqual([['2'], ['2'], ['2']]);
    expect([10028, 10041, 13009, 13028, -32602].flatMap((code) => proven(cancelOne(option), refused(code)))).toEqual([]);
    expect(proven(cancelOne(option), { ok: false, error: { kind: 'timeout', reason: 'no answer' } })).toEqual([]);
  });
});

describe('the proof of an end', () => {
  it('is void once a list shows the order', () => {
    const proof = new CancelProof();
    proof.end(mine.venueOrderId);
    proof.compare([], [mine], 'mine');
    expect(proof.unproven).toEqual([]);
    proof.compare([mine], [mine], 'mine');
    proof.compare([], [mine], 'mine');
    expect(proof.unproven).toEqual([mine]);
  });

  it('is asked of what the scope means', () => {
    const proof = new CancelProof();
    proof.compare([], [mine, theirs], 'mine');
    expect(proof.unproven).toEqual([mine]);
    proof.compare([], [mine, theirs], 'account');
    expect(proof.unproven).toEqual([mine, theirs]);
  });
});
