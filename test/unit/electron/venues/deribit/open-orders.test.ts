/** What is known to rest. */
import { describe, expect, it } from 'vitest';
import { planCancel } from '../../../../../electron/venues/deribit/cancel-plan';
import { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import { instrumentId } from '../../../../../shared/domain/instrument';
import type { OrderReport } from '../../../../../shared/domain/order';
import { clientOrderId, venueOrderId } from '../../../../../shared/domain/order';
import { priceTicks } from '../../../../../shared/domain/price';
import { quantityLots } from '../../../../../shared/domain/quantity';
import { timestampMs } from '../../../../../shared/domain/time';
import { venueId } from '../../../../../shared/domain/venue';

const open = (id: string, instrumentName: string, isOurs: boolean): Parameters<typeof planCancel>[0][number] => ({
  venueOrderId: venueOrderId(id),
  instrumentName,
  isOurs,
});

function report(id: string, status: OrderReport['status'], isOurs = true): OrderReport {
  return {
    instrumentId: instrumentId(venueId('deribit'), 'BTC-PERPETUAL'),
    venueOrderId: venueOrderId(id),
    clientOrderId: isOurs ? clientOrderId(`keel-${id}`) : null,
    side: 'buy',
    price: priceTicks(1),
    quantity: quantityLots(1),
    filledQuantity: quantityLots(0),
    status,
    reason: null,
    venueUpdatedAtMs: timestampMs(0),
  };
}

describe('what is known to rest', () => {
  it('is nothing until the venue gave a list', () => {
    const orders = new OpenOrders(() => 0);
    orders.hear(report('1', 'accepted'));
    expect(orders.list()).toBeNull();
    orders.replace([]);
    expect(orders.list()).toEqual([]);
    orders.forget();
    expect(orders.list()).toBeNull();
  });

  it('keeps an order that appeared, and drops one that ended, while the list was on its way', () => {
    const orders = new OpenOrders(() => 0);
    const heard = orders.expectList();
    orders.hear(report('new', 'accepted', false));
    orders.hear(report('old', 'filled'));
    orders.replace([open('old', 'BTC-PERPETUAL', true), open('other', 'BTC-PERPETUAL', true)], heard);
    expect(orders.list()?.map((order) => order.venueOrderId)).toEqual(['other', 'new']);
  });

  it('keeps what was heard for each of two lists on their way, whichever comes first', () => {
    const orders = new OpenOrders(() => 0);
    const first = orders.expectList();
    const second = orders.expectList();
    orders.hear(report('1', 'accepted'));
    orders.replace([], second);
    orders.hear(report('2', 'accepted'));
    orders.replace([], first);
    expect(orders.list()?.map((order) => order.venueOrderId)).toEqual(['1', '2']);
  });

  it('counts nothing on top of a list that was heard before that one was asked for', () => {
    const orders = new OpenOrders(() => 0);
    orders.dismiss(orders.expectList());
    orders.expectList();
    orders.hear(report('1', 'accepted'));
    orders.replace([], orders.expectList());
    expect(orders.list()).toEqual([]);
  });
});

describe('a list that was expected', () => {
  it('hears nothing more once it came or was given up: readings go on for days', () => {
    const orders = new OpenOrders(() => 0);
    const [came, givenUp] = [orders.expectList(), orders.expectList()];
    orders.replace([], came);
    orders.dismiss(givenUp);
    orders.hear(report('1', 'accepted'));
    expect([came, givenUp]).toEqual([[], []]);
  });

  it('is told nothing anew by one that comes before it', () => {
    const orders = new OpenOrders(() => 0);
    const first = orders.expectList();
    orders.hear(report('1', 'accepted'));
    const second = orders.expectList();
    orders.replace([], first);
    orders.replace([], second);
    expect(orders.list()).toEqual([]);
  });
});

describe('an order of another tool', () => {
  const [mine, theirs] = [open('1', 'BTC-PERPETUAL', true), open('2', 'BTC-PERPETUAL', false)];

  /** What a pull would send after each list that lacks the other's order, so long after the first one. */
  function plansAfter(...listsAtMs: readonly number[]): readonly (string | undefined)[] {
    let nowMs = 0;
    const orders = new OpenOrders(() => nowMs);
    orders.replace([mine, theirs]);
    return listsAtMs.map((atMs) => {
      nowMs = atMs;
      orders.replace([mine]);
      return planCancel(orders.list() ?? [], 'mine')[0]?.method;
    });
  }

  it('is spared although lists lack it, until three in a row did over fifteen seconds (faults 29, 31)', () => {
    expect(plansAfter(0, 5_000, 15_000)).toEqual(['private/cancel', 'private/cancel', 'private/cancel_all_by_instrument']);
    expect(plansAfter(0, 60_000, 60_001)).toEqual(['private/cancel', 'private/cancel', 'private/cancel_all_by_instrument']);
  });

  it('is spared however often a pull asks within the time that a list may lag (fault 29)', () => {
    expect(new Set(plansAfter(...Array.from({ length: 200 }, (_, index) => index * 50)))).toEqual(new Set(['private/cancel']));
  });

  it('is forgotten at once when its end was heard', () => {
    const orders = new OpenOrders(() => 0);
    orders.replace([open('2', 'BTC-PERPETUAL', false)]);
    orders.hear(report('2', 'canceled', false));
    orders.replace([]);
    expect(orders.list()).toEqual([]);
  });
});
