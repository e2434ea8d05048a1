/** A venue that takes smaller or only larger quantities from now on: what is held and what rests stays what it is (fault 35). */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE, fillOf, perpetual, positionOf, reportOf, testSettings } from '../../../support/engine-parts';

/** Long half a coin in lots of 10 USD with a bid of 100 lots of which 30 are filled; then a lot is 1 USD, or what is given. */
function afterChange(lotSize = 1): TestDesk {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000)] });
  desk.command('arm', {});
  const order = {
    instrumentId: BTC,
    side: 'buy',
    price: 59_990,
    quantityCoin: 1000 / 59_990,
    isPostOnly: true,
    isReduceOnly: false,
  } as const;
  desk.command('place-order', { ...order, seenBestBid: 59_999.5, seenBestAsk: 60_000.5, isConfirmed: true });
  desk.acceptAll();
  const [sent] = desk.sent();
  if (sent === undefined) throw new Error('expected an order');
  expect(sent.quantity).toBe(100);
  desk.apply({ kind: 'fill-reported', fill: fillOf(sent, { quantity: quantityLots(30) }) });
  desk.apply({ kind: 'order-reported', report: reportOf(sent, { filledQuantity: quantityLots(30) }) });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual({ lotSize, minimumQuantity: lotSize })] });
  desk.market(120_000);
  desk.wait(25);
  return desk;
}

describe('a smaller lot', () => {
  it('leaves position and delta what they were, and the venue agrees', () => {
    const desk = afterChange();
    expect(desk.state.positions[BTC]).toMatchObject({ openingLots: 30_000, position: { lots: 30_300 } });
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(30_300 / 60_000, 9);
    desk.nowMs += 2_000;
    desk.reconcile({ positions: [positionOf(BTC, 3030)], openOrders: [] });
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: true, mismatchCount: 0 });
  });

  it('leaves what rests what it was: the rest of a bid fills it, and no more is counted against limits', () => {
    const desk = afterChange();
    const [order] = desk.state.orders.openOf(BTC);
    expect(order).toMatchObject({
      quantity: 1000,
      filledQuantity: 300,
      fillsQuantity: 300,
      report: { quantity: 1000, filledQuantity: 300 },
    });
    if (order === undefined) return;
    desk.apply({ kind: 'fill-reported', fill: fillOf(order, { tradeId: tradeId('rest'), quantity: quantityLots(700) }) });
    expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('filled');
    expect(desk.state.orders.openOf(BTC)).toEqual([]);
    expect(desk.state.positions[BTC]?.position.lots).toBe(31_000);
    expect(desk.state.safety.tradingState).toBe('active');
    expect(desk.state.fills.map(({ fill }) => fill.quantity)).toEqual([300, 700]);
  });
});

describe('a larger lot', () => {
  it('leaves position, bid and fills what they were, to the part of a lot', () => {
    const desk = afterChange(1_000);
    expect(desk.state.positions[BTC]).toMatchObject({ openingLots: 30, position: { lots: 30.3 } });
    const [order] = desk.state.orders.openOf(BTC);
    expect(order).toMatchObject({ quantity: 1, filledQuantity: 0.3, fillsQuantity: 0.3, status: 'partially-filled' });
    expect(desk.state.fills.map(({ fill }) => fill.quantity)).toEqual([0.3]);
  });

  it('lets nobody believe the account until the venue has said what it holds now, and asks it at once', () => {
    const desk = afterChange(1_000);
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: false, reconciledAtMs: null });
    expect(desk.state.exposures['BTC']).toMatchObject({
      deltaCoin: null,
      trust: 'loading',
      trustReason: expect.stringMatching(/smallest quantity grew/),
    });
    expect(desk.state.alerts).toContainEqual(expect.objectContaining({ key: 'lots|BTC-PERPETUAL', severity: 3 }));
    expect(desk.effects.filter(({ kind }) => kind === 'request-reconciliation')).toHaveLength(1);
    desk.nowMs += 2_000;
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 3030)] });
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: true, reconciliation: 'matched' });
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(30_300 / 60_000, 9);
  });

  it('says so where the venue holds something else of it, and lets only orders pass that reduce', () => {
    const desk = afterChange(1_000);
    for (const _ of [1, 2]) {
      desk.nowMs += 2_000;
      desk.market(120_000);
      desk.reconcile({ positions: [positionOf(BTC, 3000)] });
    }
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: false, reconciliation: 'BTC-PERPETUAL off by +300 USD' });
    expect(desk.state.safety.tradingState).toBe('reducing');
  });

  it('and back again is the position of before, in whole lots', () => {
    const desk = afterChange(1_000);
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
    expect(desk.state.positions[BTC]?.position.lots).toBe(3_030);
    expect(desk.state.orders.openOf(BTC)).toMatchObject([{ quantity: 100, fillsQuantity: 30 }]);
  });

  it('is opened by the next session as what the venue holds, not as the nearest whole lot', () => {
    const desk = new TestDesk();
    desk.apply({ kind: 'session-started', sessionId: 'test0002', environment: 'practice', settings: testSettings() });
    desk.apply({ kind: 'clock-ticked' });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual({ lotSize: 1_000, minimumQuantity: 1_000 })] });
    for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 150)] });
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(1_500 / 60_000, 9);
    expect(desk.state.venues[VENUE]?.isMatched).toBe(true);
  });
});
