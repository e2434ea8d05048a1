/** The upper rungs of the ladder: delta to zero, every position to zero, slice by slice, and the reasons when they cannot. */
import { describe, expect, it } from 'vitest';
import type { EngineEffect } from '../../../../shared/engine/effects';
import type { FlattenState } from '../../../../shared/engine/flatten-state';
import type { TrackedOrder } from '../../../../shared/execution/order-state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, BTC_FUTURE, fillOf, intentOf, positionOf, reportOf, testSettings } from '../../../support/engine-parts';
import { tradeId } from '../../../../shared/domain/fill';
import { priceTicks } from '../../../../shared/domain/price';
import { seenHedge } from '../../../support/seen-hedge';

/** Armed, live and with a position in lots of 10 USD; 6,000 lots are one coin. */
function holding(lots: number, futureLots = 0): TestDesk {
  const positions = [positionOf(BTC, lots), positionOf(BTC_FUTURE, futureLots)].filter(({ quantity }) => quantity !== 0);
  const desk = new TestDesk().start(testSettings(), { positions });
  desk.command('arm', {});
  return desk;
}

function flattenOf(desk: TestDesk): FlattenState {
  if (desk.state.flatten === null) throw new Error('no flatten');
  return desk.state.flatten;
}

function hedgesOpen(desk: TestDesk): readonly TrackedOrder[] {
  return [...desk.state.orders.open.values()].filter((order) => order.purpose === 'hedge');
}

/** The venue fills every hedge under way whole. */
function fillHedges(desk: TestDesk): void {
  for (const order of hedgesOpen(desk)) {
    desk.apply({ kind: 'fill-reported', fill: fillOf(order, { tradeId: tradeId(`t-${order.clientOrderId}`) }) });
    desk.apply({ kind: 'order-reported', report: reportOf(order, { status: 'filled', filledQuantity: order.quantity }) });
  }
}

/** Fresh data and time for the next slice. */
function turn(desk: TestDesk): readonly EngineEffect[] {
  desk.nowMs += 700;
  desk.market(120_000);
  return desk.apply({ kind: 'clock-ticked' });
}

describe('flatten all', () => {
  it('closes every position reduce-only and immediate-or-cancel, inside the collar, and is done when flat', () => {
    const desk = holding(300, -200);
    expect(desk.command('flatten-all', { confirmation: 'FLATTEN ALL' })).toMatchObject({ status: 'accepted' });
    expect(hedgesOpen(desk).map(({ instrumentId, side, quantity }) => [instrumentId, side, quantity])).toEqual([
      [BTC, 'sell', 300],
      [BTC_FUTURE, 'buy', 200],
    ]);
    expect(hedgesOpen(desk).every((order) => order.isReduceOnly && order.timeInForce === 'immediate-or-cancel')).toBe(true);
    expect(hedgesOpen(desk)[0]?.price).toBeGreaterThanOrEqual(120_000 * 0.998);
    fillHedges(desk);
    turn(desk);
    expect(flattenOf(desk)).toMatchObject({ phase: 'done', sliceCount: 2, filledLots: 500, legs: {} });
  });

  it('cancels our own orders first and sends nothing before they are gone', () => {
    const desk = holding(300);
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    expect(flattenOf(desk).phase).toBe('clearing');
    expect(hedgesOpen(desk)).toEqual([]);
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
    desk.cancelPending();
    turn(desk);
    expect(hedgesOpen(desk)).toHaveLength(1);
  });

  it('slices to the limits and waits for the end of each slice', () => {
    const limits = { maximumOrderCoin: 0.02, maximumOrderNotionalUsd: 1e9, maximumPositionCoin: 10, collarBps: 100, maximumOpenOrders: 60 };
    const desk = new TestDesk().start(testSettings({ limits: { BTC: limits } }), { positions: [positionOf(BTC, 300)] });
    desk.command('arm', {});
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    const sizes: number[] = [];
    for (let round = 0; round < 10 && flattenOf(desk).phase !== 'done'; round += 1) {
      expect(hedgesOpen(desk).length).toBeLessThanOrEqual(1);
      for (const order of hedgesOpen(desk)) sizes.push(order.quantity);
      turn(desk);
      fillHedges(desk);
      turn(desk);
    }
    expect(flattenOf(desk).phase).toBe('done');
    expect(sizes.reduce((sum, lots) => sum + lots, 0)).toBe(300);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(120);
    expect(desk.state.positions[BTC]?.position.lots).toBe(0);
  });

  it('tries again after a partial fill with what is left, never more', () => {
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    const [first] = hedgesOpen(desk);
    if (first === undefined) throw new Error('nothing sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(first, { quantity: 100 as typeof first.quantity }) });
    desk.apply({
      kind: 'order-reported',
      report: reportOf(first, { status: 'canceled', filledQuantity: 100 as typeof first.quantity }),
    });
    turn(desk);
    expect(hedgesOpen(desk).map((order) => order.quantity)).toEqual([200]);
  });

  it('leaves the book time to fill up before the next slice', () => {
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    const [first] = hedgesOpen(desk);
    if (first === undefined) throw new Error('nothing sent');
    const filledQuantity = 100 as typeof first.quantity;
    desk.apply({ kind: 'fill-reported', fill: fillOf(first, { quantity: filledQuantity }) });
    desk.apply({ kind: 'order-reported', report: reportOf(first, { status: 'canceled', filledQuantity }) });
    desk.waitInTicks(575);
    expect(desk.sent()).toHaveLength(1);
    desk.wait(25);
    expect(desk.sent()).toHaveLength(2);
  });

  it('sends nothing while the outcome of a slice is unknown, and gives up aloud (fault 14)', () => {
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    const [first] = hedgesOpen(desk);
    if (first === undefined) throw new Error('nothing sent');
    desk.apply({ kind: 'order-outcome-unknown', clientOrderId: first.clientOrderId, reason: 'timeout' });
    const before = desk.sent().length;
    for (let round = 0; round < 25; round += 1) turn(desk);
    expect(desk.sent().length).toBe(before);
    expect(flattenOf(desk)).toMatchObject({ phase: 'blocked' });
    expect(flattenOf(desk).reason).toContain(first.clientOrderId);
    expect(desk.state.alerts.some((alert) => alert.severity === 3 && alert.text.startsWith('Flatten all ended'))).toBe(true);
  });

  it('works while halted, because it only reduces; a position without limits is named and the rest goes on', () => {
    const desk = holding(300);
    desk.command('kill', {});
    desk.command('arm', {});
    expect(desk.command('flatten-all', { confirmation: 'FLATTEN ALL' })).toMatchObject({ status: 'accepted' });
    expect(hedgesOpen(desk)).toHaveLength(1);
  });

  it('is refused on stale data, with the reason, while a pull still works', () => {
    const desk = holding(300);
    desk.lane('market-data', 'stale', 'no heartbeat');
    const outcome = desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/stale: no heartbeat/) as string });
    expect(desk.command('flatten-delta', { underlying: 'BTC' })).toMatchObject({ status: 'denied' });
    expect(desk.command('pull-quotes', { instrumentId: null })).toMatchObject({ status: 'accepted' });
  });

  it('says that there is nothing to do when flat, and can be stopped', () => {
    expect(holding(0).command('flatten-all', { confirmation: 'FLATTEN ALL' })).toMatchObject({ status: 'denied' });
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    expect(desk.command('stop-flatten', {})).toMatchObject({ status: 'accepted' });
    const before = desk.sent().length;
    fillHedges(desk);
    turn(desk);
    expect(desk.sent().length).toBe(before);
    expect(flattenOf(desk).phase).toBe('stopped');
  });

  it('ends with a cancel of all orders, as a hedge does that waits: no slice follows it', () => {
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    desk.command('cancel-orders', { scope: 'mine' });
    expect(flattenOf(desk)).toMatchObject({ phase: 'stopped', reason: expect.stringMatching(/canceled/) as string });
    const before = desk.sent().length;
    desk.cancelPending();
    turn(desk);
    expect(desk.sent().length).toBe(before);
  });

  it('lets no hedge by hand out meanwhile: both would close the same position', () => {
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
    const before = desk.sent().length;
    const outcome = desk.command('send-hedge', seenHedge(desk.state.hedge));
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/^A flatten is under way/) as string });
    expect(desk.sent()).toHaveLength(before);
  });

  it('ends when the desk is disarmed', () => {
    const desk = holding(300);
    desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
    desk.command('disarm', {});
    expect(flattenOf(desk)).toMatchObject({ phase: 'blocked', reason: expect.stringMatching(/disarmed/) as string });
  });
});

describe('flatten delta', () => {
  it('reduces the position that carries the delta first, and only what the delta needs', () => {
    const desk = holding(300, -100);
    desk.command('flatten-delta', { underlying: 'BTC' });
    const [order] = hedgesOpen(desk);
    expect(order).toMatchObject({ instrumentId: BTC, side: 'sell', isReduceOnly: true });
    expect(order?.quantity).toBeGreaterThan(198);
    expect(order?.quantity).toBeLessThanOrEqual(200);
    fillHedges(desk);
    turn(desk);
    expect(flattenOf(desk).phase).toBe('done');
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(-100);
  });

  it('clears our orders of that underlying only', () => {
    const desk = holding(300);
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    desk.acceptAll();
    const before = desk.effects.length;
    desk.command('flatten-delta', { underlying: 'BTC' });
    const kinds = desk.effects.slice(before).map((effect) => effect.kind);
    expect(kinds).toContain('cancel-order');
    expect(kinds).not.toContain('cancel-all');
    expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
  });

  it('leaves the orders of another tool where they are (fault 31)', () => {
    const desk = holding(300);
    const elsewhere = intentOf({ side: 'sell', price: priceTicks(120_400) });
    desk.apply({ kind: 'order-reported', report: reportOf(elsewhere, { clientOrderId: null }) });
    const own = { instrumentId: BTC, side: 'sell', price: 60_100, quantityCoin: 0.01, isPostOnly: true, isReduceOnly: false } as const;
    desk.command('place-order', { ...own, isConfirmed: true, seenBestBid: 59_999.5, seenBestAsk: 60_000.5 });
    desk.acceptAll();
    const before = desk.effects.length;
    desk.command('flatten-delta', { underlying: 'BTC' });
    const canceled = desk.effects.slice(before).flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
    expect(canceled).toEqual([desk.sent()[0]?.clientOrderId]);
  });
});
