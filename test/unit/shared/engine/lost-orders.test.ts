/** How long an order counts that the venue denies: until it can't come any more, and a minute where nothing proves that. */
import { describe, expect, it } from 'vitest';
import type { CommandArgs } from '../../../../shared/contract/commands';
import { clientOrderId, venueOrderId, type OrderIntent } from '../../../../shared/domain/order';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, positionOf, reportOf, testSettings } from '../../../support/engine-parts';

const wish: CommandArgs<'place-order'> = {
  ...{ instrumentId: BTC, side: 'buy', price: 59_995, quantityCoin: 0.1, isPostOnly: true, isReduceOnly: false },
  ...{ seenBestBid: 59_999.5, seenBestAsk: 60_000.5, isConfirmed: false },
};

/** A desk with one order whose fate nobody knows. */
function deskWithUnknown(): { desk: TestDesk; order: OrderIntent } {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000)] });
  desk.command('arm', {});
  desk.command('place-order', wish);
  const order = desk.sent().at(-1);
  if (order === undefined) throw new Error('expected an order to be sent');
  desk.apply({ kind: 'order-outcome-unknown', clientOrderId: order.clientOrderId, reason: 'test' });
  return { desk, order };
}

function deny({ desk, order }: { desk: TestDesk; order: OrderIntent }, times = 3): void {
  for (let time = 0; time < times; time += 1) desk.apply({ kind: 'order-not-found', clientOrderId: order.clientOrderId });
}

const isCounted = (desk: TestDesk, order: OrderIntent): boolean => desk.state.orders.open.has(order.clientOrderId);
const held = { positions: [positionOf(BTC, 3000)] };

describe('a lost order', () => {
  it('stops counting once a reading that was asked for after its time limit and the recency guard does not have it (fault 14)', () => {
    const { desk, order } = deskWithUnknown();
    desk.wait(6_000);
    deny({ desk, order });
    const lastDoubtMs = order.validUntilMs + 5_000;
    desk.wait(lastDoubtMs + 500 - desk.nowMs);
    desk.reconcile({ ...held, requestedAtMs: timestampMs(lastDoubtMs) });
    desk.wait(100);
    expect(isCounted(desk, order)).toBe(true);
    desk.reconcile({ ...held, requestedAtMs: timestampMs(lastDoubtMs + 1) });
    desk.wait(100);
    expect(isCounted(desk, order)).toBe(false);
    expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('lost');
  });

  it('counts on while it was not denied, whatever readings lack it', () => {
    const { desk, order } = deskWithUnknown();
    deny({ desk, order }, 2);
    desk.wait(20_000);
    desk.reconcile(held);
    desk.wait(100);
    expect(isCounted(desk, order)).toBe(true);
  });

  it('that the venue once listed counts for a minute: its time limit says nothing of an order that came', () => {
    const { desk, order } = deskWithUnknown();
    desk.apply({ kind: 'order-reported', report: reportOf(order) });
    deny({ desk, order });
    desk.wait(20_000);
    desk.reconcile(held);
    desk.wait(39_000);
    expect(isCounted(desk, order)).toBe(true);
    desk.wait(1_000);
    expect(isCounted(desk, order)).toBe(false);
  });

  it('of a life before that the venue had listed then counts for a minute, too; one that it had not does not', () => {
    const { desk: before, order } = deskWithUnknown();
    const listed = { ...order, clientOrderId: clientOrderId(`${order.clientOrderId}-listed`) };
    const recovered = [
      { intent: order, venueOrderId: null, fillsQuantity: 0 },
      { intent: listed, venueOrderId: venueOrderId('BTC-7'), fillsQuantity: 0 },
    ];
    const desk = new TestDesk();
    desk.nowMs = before.nowMs + 30_000;
    desk.start(testSettings(), held, { sessionId: 'before', orders: recovered, tradeIds: [] });
    for (const each of [order, listed]) deny({ desk, order: each });
    desk.wait(1_000);
    expect([order, listed].map((each) => isCounted(desk, each))).toEqual([false, true]);
    desk.wait(59_000);
    expect(isCounted(desk, listed)).toBe(false);
  });

  it('of which a fill was seen came, too', () => {
    const { desk, order } = deskWithUnknown();
    deny({ desk, order });
    desk.apply({ kind: 'fill-reported', fill: { ...fillOf(order), quantity: 1 as typeof order.quantity } });
    desk.wait(20_000);
    desk.reconcile({ positions: [positionOf(BTC, 3001)] });
    desk.wait(100);
    expect(isCounted(desk, order)).toBe(true);
  });

  it('whose fill comes all the same is booked, long after it stopped counting', () => {
    const { desk, order } = deskWithUnknown();
    deny({ desk, order });
    desk.wait(20_000);
    desk.reconcile(held);
    desk.wait(100);
    expect(isCounted(desk, order)).toBe(false);
    const before = desk.state.positions[BTC]?.position.lots ?? 0;
    desk.apply({ kind: 'fill-reported', fill: fillOf(order) });
    expect(desk.state.positions[BTC]?.position.lots).toBe(before + order.quantity);
  });

  it('stops counting after a minute without a reading, although it is asked for again and again', () => {
    const { desk, order } = deskWithUnknown();
    for (let seconds = 0; seconds < 60; seconds += 5) {
      deny({ desk, order }, seconds === 0 ? 3 : 1);
      expect(isCounted(desk, order)).toBe(true);
      desk.wait(5_000);
    }
    expect(isCounted(desk, order)).toBe(false);
    expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('lost');
  });
});

describe('a lost quote', () => {
  it('is canceled with its side as every other: the venue that denies it may have it all the same', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const [order] = desk.sent();
    if (order === undefined) throw new Error('expected a quote');
    deny({ desk, order });
    expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('lost');
    const canceled = desk
      .snapshot(BTC, 120_000)
      .concat(desk.wait(3_000))
      .filter(({ kind }) => kind === 'cancel-order');
    expect(canceled).toHaveLength(10);
    expect(canceled).toContainEqual(expect.objectContaining({ clientOrderId: order.clientOrderId }));
  });
});
