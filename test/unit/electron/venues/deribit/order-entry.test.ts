/** What an order says to the venue, and what each kind of failure means for it. */
import { describe, expect, it } from 'vitest';
import { eventOfFailure, OrderEntry, orderParameters } from '../../../../../electron/venues/deribit/order-entry';
import { decodeInstrument } from '../../../../../electron/venues/deribit/instruments';
import { clientOrderId } from '../../../../../shared/domain/order';
import type { OrderIntent } from '../../../../../shared/domain/order';
import { priceTicks } from '../../../../../shared/domain/price';
import { quantityLots } from '../../../../../shared/domain/quantity';
import { timestampMs } from '../../../../../shared/domain/time';
import { OPTION, PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';
import { AnsweringSession, Refusal } from './answering-session';

const perpetual = decodeInstrument(PERPETUAL);
const option = decodeInstrument(OPTION);
if (!perpetual || !option) throw new Error('expected both instruments to be read');

const intent: OrderIntent = {
  clientOrderId: clientOrderId('keel-7'),
  instrumentId: perpetual.id,
  side: 'buy',
  price: priceTicks(119_999),
  quantity: quantityLots(7),
  purpose: 'quote',
  timeInForce: 'good-til-canceled',
  isPostOnly: true,
  isReduceOnly: false,
  level: 1,
  validUntilMs: timestampMs(5_000),
};

describe('an order in the venue’s words', () => {
  it('is in USD and quote units, with our id as label and the deadline in the venue’s clock', () => {
    expect(orderParameters(intent, perpetual, 120.4)).toEqual({
      instrument_name: 'BTC-PERPETUAL',
      amount: 70,
      type: 'limit',
      price: 59999.5,
      label: 'keel-7',
      time_in_force: 'good_til_cancelled',
      post_only: true,
      reject_post_only: true,
      valid_until: 5120,
    });
  });

  it('of an option carries no binary noise', () => {
    const parameters = orderParameters({ ...intent, price: priceTicks(123), quantity: quantityLots(3) }, option, 0);
    expect(parameters).toMatchObject({ price: 0.0123, amount: 0.3 });
  });

  it('that takes at once says so, and reduces when it must', () => {
    const parameters = orderParameters(
      { ...intent, isPostOnly: false, isReduceOnly: true, timeInForce: 'immediate-or-cancel' },
      perpetual,
      0,
    );
    expect(parameters).toMatchObject({ time_in_force: 'immediate_or_cancel', reduce_only: true });
    expect(parameters).not.toHaveProperty('post_only');
  });
});

/** A venue that refused the order so. */
const refusedWith = async (code: number): Promise<AnsweringSession> => {
  const venue = new AnsweringSession(() => new Refusal('refused', code));
  const { announcer, list, session } = venue;
  const instruments = new Map([[perpetual.name, perpetual]]);
  const never = (): never => {
    throw new Error('expected no maintenance');
  };
  const entry = new OrderEntry({ announcer, instruments, session: () => session, clockOffsetMs: () => 0, onMaintenance: never, list });
  entry.send(intent);
  await venue.pass(100);
  return venue;
};

describe('a refusal of the price', () => {
  it.each([
    [10_043, ['missed']],
    [11_054, []],
  ])('with code %i makes the list be loaded again only where the step is wrong, and is told once (fault 35)', async (code, doubts) => {
    const venue = await refusedWith(code);
    expect(venue.of('order-rejected')).toMatchObject([{ clientOrderId: intent.clientOrderId, code }]);
    expect(venue.doubts).toEqual(doubts);
  });

  it.each([10_012, 13_019])(
    'that says with code %i that the book is closed makes the list be loaded again: it knows it as open',
    async (code) => {
      const venue = await refusedWith(code);
      expect(venue.of('order-rejected')).toMatchObject([{ code }]);
      expect(venue.doubts).toEqual(['missed']);
    },
  );
});

describe('a failure', () => {
  it.each([11054, 10009, 10043, 10028, 10041, 13021])('with the certain code %i is a rejection', (code) => {
    expect(eventOfFailure(intent, { kind: 'error', code, reason: 'r' })).toMatchObject({ kind: 'order-rejected', code });
  });

  it.each([13888, 11094, 13028, -32603, 10001])('with the ambiguous code %i leaves the outcome unknown', (code) => {
    expect(eventOfFailure(intent, { kind: 'error', code, reason: 'r' }).kind).toBe('order-outcome-unknown');
  });

  it('before the socket is a rejection, after it is unknown', () => {
    expect(eventOfFailure(intent, { kind: 'not-sent', reason: 'r' })).toMatchObject({ kind: 'order-rejected', code: 0 });
    expect(eventOfFailure(intent, { kind: 'timeout', reason: 'r' }).kind).toBe('order-outcome-unknown');
    expect(eventOfFailure(intent, { kind: 'disconnected', reason: 'r' }).kind).toBe('order-outcome-unknown');
  });
});
