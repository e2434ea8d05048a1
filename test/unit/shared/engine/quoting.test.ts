/** The first core loop: quotes go out, stay when nothing changed, follow the market and inventory, leave when input is bad. */
import { describe, expect, it } from 'vitest';
import { venueOrderId } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, reportOf, testSettings } from '../../../support/engine-parts';

describe('quoting', () => {
  it('is active, unarmed and silent after the first reconciliation', () => {
    const desk = new TestDesk().start();
    expect(desk.state.safety.tradingState).toBe('active');
    expect(desk.state.safety.isArmed).toBe(false);
    expect(desk.sent()).toEqual([]);
    const statuses = desk.state.quoting[BTC]?.levelStatuses ?? [];
    expect(statuses).toHaveLength(10);
    expect(new Set(statuses.map((status) => status.code))).toEqual(new Set(['trading-off']));
  });

  it('sends post-only quotes on both sides once trading is on, each booked as submitted', () => {
    const desk = new TestDesk().startTrading();
    const sent = desk.sent();
    expect(sent.filter((order) => order.side === 'buy')).toHaveLength(5);
    expect(sent.filter((order) => order.side === 'sell')).toHaveLength(5);
    for (const order of sent) {
      expect(order.isPostOnly).toBe(true);
      expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('submitted');
    }
    expect(new Set(sent.map((order) => order.clientOrderId)).size).toBe(10);
    const bestBuy = Math.max(...sent.filter((order) => order.side === 'buy').map((order) => order.price));
    const bestSell = Math.min(...sent.filter((order) => order.side === 'sell').map((order) => order.price));
    expect(bestBuy).toBeLessThan(bestSell);
  });

  it('does not touch quotes when a deep level changes or nothing moved', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const before = desk.effects.length;
    desk.delta(BTC, { bids: [[119_900, 77]] });
    desk.wait(100);
    expect(desk.effects.length).toBe(before);
    expect(desk.state.quoting[BTC]?.levelStatuses.every((status) => status.state === 'live')).toBe(true);
  });

  it('keeps the same ladder until something that it is made of changes', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const ladder = desk.state.quoting[BTC]?.targets;
    desk.wait(200);
    expect(desk.state.quoting[BTC]?.targets).toBe(ladder);
    desk.snapshot(BTC, 120_002);
    expect(desk.state.quoting[BTC]?.targets).not.toBe(ladder);
  });

  it('replaces quotes after the market moved, but only once the old ones are gone', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const effects = desk.snapshot(BTC, 120_100);
    expect(effects.filter((effect) => effect.kind === 'cancel-order').length).toBeGreaterThan(0);
    expect(ordersSent(effects)).toEqual([]);
    const before = desk.sent().length;
    desk.ticker(BTC, 120_100);
    desk.cancelPending();
    expect(desk.sent().length).toBeGreaterThan(before);
  });

  it('skews quotes down after buying and up after selling', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const flat = desk.state.quoting[BTC]?.targets?.reservationPrice ?? Number.NaN;
    const bought = desk.sent().find((order) => order.side === 'buy');
    if (bought === undefined) throw new Error('no quote was sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(bought) });
    const long = desk.state.quoting[BTC]?.targets?.reservationPrice ?? Number.NaN;
    expect(long).toBeLessThan(flat);
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeGreaterThan(0);
  });

  it.each([
    ['a gap (fault 9)', (desk: TestDesk) => desk.delta(BTC, { bids: [[119_999, 1]] }, 5)],
    ['a crossed book (fault 36)', (desk: TestDesk) => desk.delta(BTC, { bids: [[120_005, 10]] })],
    ['a lost market-data lane (fault 1)', (desk: TestDesk) => desk.lane('market-data', 'closed', 'socket closed')],
    ['a book the adapter gave up', (desk: TestDesk) => desk.apply({ kind: 'book-invalidated', instrumentId: BTC, reason: 'undecodable' })],
    ['silence beyond the stale limit (faults 2, 40)', (desk: TestDesk) => desk.wait(3000)],
    ['levels that are not whole', (desk: TestDesk) => desk.delta(BTC, { bids: [[119_999, Number.NaN]] })],
  ])('I5: %s removes the fair value and cancels every quote in the same step', (_, spoil) => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const effects = spoil(desk);
    expect(desk.state.markets.get(BTC)?.fairValue).toBeNull();
    expect(effects.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(ordersSent(effects)).toEqual([]);
    expect(desk.state.quoting[BTC]?.levelStatuses.every((status) => status.state !== 'live' && status.reason !== '')).toBe(true);
  });

  it('suspends a side after a fill and lets it back after the cooldown', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const bought = desk.sent().find((order) => order.side === 'buy' && order.level === 1);
    if (bought === undefined) throw new Error('no quote was sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(bought) });
    expect(desk.state.quoting[BTC]?.levelStatuses.filter((status) => status.side === 'buy').map((status) => status.code)).toEqual(
      Array.from({ length: 5 }, () => 'fill-cooldown'),
    );
    desk.cancelPending();
    desk.wait(500);
    expect(desk.state.quoting[BTC]?.levelStatuses.filter((status) => status.code === 'fill-cooldown')).toEqual([]);
  });

  it('pauses a side after three rejections in a second instead of looping (fault 22)', () => {
    const desk = new TestDesk().startTrading();
    for (const order of desk
      .sent()
      .filter((sent) => sent.side === 'buy')
      .slice(0, 3)) {
      desk.apply({ kind: 'order-rejected', clientOrderId: order.clientOrderId, code: 11_054, reason: 'post_only_reject' });
    }
    expect(desk.state.quoting[BTC]?.suspensions.buy?.cause).toBe('denied');
    const count = desk.sent().length;
    desk.wait(100);
    expect(
      desk
        .sent()
        .slice(count)
        .filter((order) => order.side === 'buy'),
    ).toEqual([]);
  });

  it('does not end a longer pause of a side with the shorter one after a fill', () => {
    const desk = new TestDesk().startTrading();
    const buys = desk.sent().filter((sent) => sent.side === 'buy');
    for (const order of buys.slice(0, 3))
      desk.apply({ kind: 'order-rejected', clientOrderId: order.clientOrderId, code: 11_054, reason: 'post_only_reject' });
    const last = buys.at(-1);
    if (last === undefined) throw new Error('no quote was sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(last, { quantity: quantityLots(1) }) });
    desk.wait(1_000);
    expect(desk.state.quoting[BTC]?.suspensions.buy?.cause).toBe('denied');
    desk.wait(5_000);
    expect(desk.state.quoting[BTC]?.suspensions.buy).toBeNull();
  });

  it('keeps a partly filled quote in the market while it still serves its level', () => {
    const settings = new TestDesk().start().state.session.settings;
    const parameters = settings.parameters[BTC];
    if (parameters === undefined) throw new Error('no parameters');
    const desk = new TestDesk().startTrading({ ...settings, parameters: { [BTC]: { ...parameters, fillCooldownMs: 0, skewStrength: 0 } } });
    desk.acceptAll();
    const quote = desk.sent().find((order) => order.side === 'sell' && order.level === 5);
    if (quote === undefined) throw new Error('no quote was sent');
    const part = quantityLots(Math.floor(quote.quantity * 0.1));
    const effects = desk.apply({ kind: 'fill-reported', fill: fillOf(quote, { quantity: part }) });
    expect(effects.filter((effect) => effect.kind === 'cancel-order' && effect.clientOrderId === quote.clientOrderId)).toEqual([]);
    desk.apply({ kind: 'order-reported', report: reportOf(quote, { filledQuantity: part }) });
    expect(desk.state.orders.find(quote.clientOrderId)?.status).toBe('partially-filled');
  });
});

describe('message budget', () => {
  it('leaves quotes that are merely behind while nothing could replace them, and moves them once it can', () => {
    const desk = new TestDesk().startTrading(testSettings({ maximumOrdersPerSecond: 16 }));
    desk.acceptAll();
    const buysCanceled = (effects: ReturnType<TestDesk['snapshot']>): number =>
      effects.filter((effect) => effect.kind === 'cancel-order' && desk.state.orders.find(effect.clientOrderId)?.side === 'buy').length;
    const effects = desk.snapshot(BTC, 120_060);
    expect(buysCanceled(effects)).toBeLessThanOrEqual(2);
    desk.cancelPending();
    desk.ticker(BTC, 120_060);
    expect(desk.sent().length).toBeLessThanOrEqual(12);
    expect(desk.state.quoting[BTC]?.levelStatuses.some((status) => status.code === 'rate-budget')).toBe(true);
    for (let round = 0; round < 6; round += 1) {
      desk.wait(600);
      desk.snapshot(BTC, 120_060);
      desk.ticker(BTC, 120_060);
      desk.cancelPending();
      desk.acceptAll();
    }
    expect(desk.state.quoting[BTC]?.levelStatuses.every((status) => status.state === 'live')).toBe(true);
    const inMarket = desk.state.orders.openOf(BTC).filter((order) => order.side === 'buy');
    expect(Math.max(...inMarket.map((order) => order.price))).toBeGreaterThan(120_020);
  });

  it('takes quotes that are ahead of their target out at once, whatever the budget', () => {
    const desk = new TestDesk().startTrading(testSettings({ maximumOrdersPerSecond: 14 }));
    desk.acceptAll();
    const effects = desk.snapshot(BTC, 119_900);
    const canceledBuys = effects.filter(
      (effect) => effect.kind === 'cancel-order' && desk.state.orders.find(effect.clientOrderId)?.side === 'buy',
    );
    expect(canceledBuys).toHaveLength(5);
  });

  it('takes quotes beyond the hard band out at once, whatever the budget: nothing is to replace them', () => {
    const targets = { ...testSettings().targets, BTC: { targetCoin: 0, softBandCoin: 2, hardBandCoin: 2.5 } };
    const settings = testSettings({ targets, maximumOrdersPerSecond: 14 });
    const parameters = settings.parameters[BTC];
    if (parameters === undefined) throw new Error('no parameters');
    const desk = new TestDesk().startTrading({ ...settings, parameters: { [BTC]: { ...parameters, skewStrength: 0 } } });
    desk.acceptAll();
    // Another tool buys 2 of the 2.5 coin; the market does not move.
    const elsewhere = fillOf(intentOf(), { quantity: quantityLots(12_000), clientOrderId: null, venueOrderId: venueOrderId('other') });
    desk.apply({ kind: 'fill-reported', fill: elsewhere });
    const buys = desk.state.orders.openOf(BTC).filter((order) => order.side === 'buy' && !order.isCancelPending);
    const restingCoin = buys.reduce((sum, order) => sum + order.quantity, 0) / 6_000;
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(2, 6);
    expect(restingCoin).toBeLessThanOrEqual(0.5 * 1.25);
  });
});
