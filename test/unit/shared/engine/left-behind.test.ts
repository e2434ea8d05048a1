/** What a pull without an answer leaves behind, and what a session leaves to the next. */
import { describe, expect, it } from 'vitest';
import { venueOrderId } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { collectRecovered } from '../../../../shared/engine/recovered-account';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, reportOf, VENUE } from '../../../support/engine-parts';

/** Ten quotes rest, an order by hand and one of another tool. */
function withOthers(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.command('place-order', {
    ...{ instrumentId: BTC, side: 'buy', price: 59_900, quantityCoin: 0.1, isPostOnly: true, isReduceOnly: false },
    ...{ isConfirmed: true, seenBestBid: 59_999.5, seenBestAsk: 60_000.5 },
  });
  desk.acceptAll();
  const [sent] = desk.sent();
  if (sent === undefined) throw new Error('expected an order to be sent');
  const foreign = reportOf(sent, { clientOrderId: null, venueOrderId: venueOrderId('foreign') });
  desk.apply({ kind: 'order-reported', report: foreign });
  return desk;
}

describe('a pull without an answer', () => {
  it.each([
    ['quotes', 10],
    ['mine', 11],
    ['account', 12],
  ] as const)('of %s halts over %i orders, and says in each quoted instrument why trading is off', (scope, count) => {
    const desk = withOthers();
    desk.command('cancel-orders', { scope });
    desk.waitInTicks(5_100);
    expect(desk.state.safety.reason).toMatch(new RegExp(`^${count} of the orders pulled 5 s ago may still rest`));
    expect(desk.state.quoting[BTC]).toMatchObject({ isTradingOn: false, pulledReason: 'halted: a pull without an end' });
  });
});

describe('what a session leaves', () => {
  it('is its own orders that have no end, with what was booked of them, and the executions it knows', () => {
    const desk = withOthers();
    const [first, second, third] = desk.sent();
    if (first === undefined || second === undefined || third === undefined) throw new Error('expected orders to be sent');
    desk.apply({ kind: 'order-reported', report: reportOf(first, { status: 'canceled' }) });
    // Its executions were not told yet: the next session reads them, and the order has its end.
    desk.apply({ kind: 'order-reported', report: reportOf(third, { status: 'filled', filledQuantity: third.quantity }) });
    expect(desk.state.orders.open.has(third.clientOrderId)).toBe(true);
    desk.apply({ kind: 'fill-reported', fill: fillOf(second, { quantity: quantityLots(1) }) });
    const { orders, tradeIds, isKilled } = collectRecovered(desk.state);
    const left = desk.sent().filter(({ clientOrderId }) => clientOrderId !== first.clientOrderId && clientOrderId !== third.clientOrderId);
    expect(orders.map(({ intent }) => intent.clientOrderId).sort()).toEqual(left.map(({ clientOrderId }) => clientOrderId).sort());
    const booked = orders.filter(({ fillsQuantity }) => fillsQuantity > 0);
    expect(booked).toMatchObject([{ intent: { clientOrderId: second.clientOrderId }, fillsQuantity: 1 }]);
    expect(tradeIds).toEqual([`${VENUE}|t-${second.clientOrderId}`]);
    expect(isKilled).toBeUndefined();
  });
});

describe('a lost order', () => {
  it('is not asked for again', () => {
    const desk = withOthers();
    const [order] = desk.sent();
    if (order === undefined) throw new Error('expected an order to be sent');
    desk.apply({ kind: 'order-outcome-unknown', clientOrderId: order.clientOrderId, reason: 'no answer' });
    for (let time = 0; time < 3; time += 1) desk.apply({ kind: 'order-not-found', clientOrderId: order.clientOrderId });
    expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('lost');
    const effects = desk.waitInTicks(10_000);
    expect(effects).not.toContainEqual(expect.objectContaining({ kind: 'query-order', clientOrderId: order.clientOrderId }));
  });
});
