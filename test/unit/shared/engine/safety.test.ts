/** The ways out of the market work in every state; the ways back ask for more. */
import { describe, expect, it } from 'vitest';
import { ownPullId } from '../../../../shared/domain/pull-origin';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, VENUE, fillOf, positionOf, reportOf, testSettings } from '../../../support/engine-parts';

function canceled(effects: readonly EngineEffect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
}

function commandEffects(desk: TestDesk, run: () => void): readonly EngineEffect[] {
  const before = desk.effects.length;
  run();
  return desk.effects.slice(before);
}

function asked(effects: readonly EngineEffect[]): string[] {
  return effects.flatMap((effect) => (effect.kind === 'query-order' ? [effect.clientOrderId] : []));
}

describe('pull', () => {
  it.each([
    ['armed and live', () => undefined],
    ['disarmed', (desk: TestDesk) => desk.command('disarm', {})],
    ['unacknowledged', () => undefined],
    [
      'with unknown orders',
      (desk: TestDesk) =>
        desk.sent().map((order) => desk.apply({ kind: 'order-outcome-unknown', clientOrderId: order.clientOrderId, reason: 'timeout' })),
    ],
    ['killed already', (desk: TestDesk) => desk.command('kill', {})],
  ])('I6: cancels every quote once %s, venue-wide as well, and stops trading', (_, prepare) => {
    const desk = new TestDesk().startTrading();
    prepare(desk);
    const effects = commandEffects(desk, () => expect(desk.command('pull-quotes', { instrumentId: null }).status).toBe('accepted'));
    expect(new Set(canceled(effects))).toEqual(new Set(desk.sent().map((order) => order.clientOrderId)));
    expect(effects).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'quotes' });
    expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
    expect(ordersSent(effects)).toEqual([]);
  });

  it.each([
    ['a trader', '3f0c9c1e-5b52-4f37-9d3c-0a8f3f1f3f10', /pulled by the trader/],
    ['main, as nobody could see the quotes', ownPullId('unseen', '3f0c9c1e'), /pulled because no window showed them/],
    ['the end of the session', ownPullId('shutdown', '12'), /pulled because the desk ends/],
  ])('gives as its reason who asked for it: %s', (_, commandId, reason) => {
    const desk = new TestDesk().startTrading();
    desk.command('pull-quotes', { instrumentId: null }, commandId);
    expect(desk.state.safety.reason).toMatch(reason);
    expect(desk.state.quoting[BTC]?.pulledReason).toMatch(reason);
  });

  it('works when the feed is stale and both lanes are gone', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.lane('private', 'closed', 'gone');
    desk.lane('market-data', 'closed', 'gone');
    desk.wait(60_000);
    const effects = commandEffects(desk, () => desk.command('pull-quotes', { instrumentId: null }));
    expect(canceled(effects)).toHaveLength(10);
  });

  it('is done when the venue confirmed that nothing is left', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('pull-quotes', { instrumentId: null });
    expect(desk.state.safety.pull?.venues[VENUE]).toEqual({ remaining: 10, elapsedMs: null });
    desk.cancelPending();
    expect(desk.state.safety.pull?.venues[VENUE]?.remaining).toBe(0);
    expect(desk.state.safety.pull?.isDone).toBe(false);
    desk.nowMs += 42;
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
    expect(desk.state.safety.pull).toMatchObject({ isDone: true, venues: { [VENUE]: { remaining: 0, elapsedMs: 42 } } });
  });

  it('of one instrument is done when none of its quotes works any more', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const effects = commandEffects(desk, () => desk.command('pull-quotes', { instrumentId: BTC }));
    expect(effects.some((effect) => effect.kind === 'cancel-all')).toBe(false);
    expect(desk.state.safety.pull?.isDone).toBe(false);
    desk.cancelPending();
    expect(desk.state.safety.pull?.isDone).toBe(true);
  });

  it('repeats a cancel that changed nothing (fault 15)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.command('pull-quotes', { instrumentId: BTC });
    expect(canceled(desk.wait(1900))).toEqual([]);
    expect(canceled(desk.wait(100))).toHaveLength(10);
  });

  it('leaves orders placed elsewhere alone, except for the scope that says account (fault 31)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const [quote] = desk.sent();
    if (quote === undefined) throw new Error('no quote was sent');
    desk.apply({
      kind: 'order-reported',
      report: { ...reportOf(quote), clientOrderId: null, venueOrderId: `x-1` as ReturnType<typeof reportOf>['venueOrderId'] },
    });
    const external = [...desk.state.orders.open.values()].find((order) => order.purpose === 'external');
    if (external === undefined) throw new Error('the order was not adopted');
    const mine = commandEffects(desk, () => desk.command('cancel-orders', { scope: 'mine' }));
    expect(canceled(mine)).not.toContain(external.clientOrderId);
    expect(desk.command('cancel-order', { clientOrderId: external.clientOrderId }).status).toBe('denied');
    const all = commandEffects(desk, () => desk.command('cancel-orders', { scope: 'account' }));
    expect(canceled(all)).toContain(external.clientOrderId);
  });
});

describe('kill and resume', () => {
  it('kill latches, disarms, cancels; only arming and RESUME lead back, with trading still off', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const effects = commandEffects(desk, () => desk.command('kill', {}));
    expect(effects).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'mine' });
    expect(desk.state.safety).toMatchObject({ tradingState: 'killed', isArmed: false, needsResume: true });
    desk.cancelPending();
    desk.reconcile();
    expect(desk.state.safety.tradingState).toBe('killed');
    expect(desk.command('resume', { confirmation: 'RESUME' })).toMatchObject({ status: 'denied' });
    desk.command('arm', {});
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
    expect(desk.command('resume', { confirmation: 'RESUME' }).status).toBe('accepted');
    expect(desk.state.safety.tradingState).toBe('active');
    expect(desk.state.quoting[BTC]?.isTradingOn).toBe(false);
  });

  it('RESUME leads no further than to reductions while a position differs from the venue’s (fault 30)', () => {
    const desk = new TestDesk().start();
    desk.command('kill', {});
    desk.wait(2_000);
    desk.market(120_000);
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    desk.command('arm', {});
    expect(desk.command('resume', { confirmation: 'RESUME' }).status).toBe('accepted');
    expect(desk.state.safety).toMatchObject({ tradingState: 'reducing', needsResume: false });
    desk.reconcile();
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('I10: a restart after an unclean end stays halted after reconciliation until RESUME', () => {
    const desk = new TestDesk().start(testSettings({ startsHalted: true }));
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
    desk.reconcile();
    expect(desk.state.safety.tradingState).toBe('halted');
    desk.command('arm', {});
    desk.command('resume', { confirmation: 'RESUME' });
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('a fatal fault pulls and halts', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const effects = desk.apply({ kind: 'fault-noticed', source: 'journal', message: 'The disk is full.', isFatal: true });
    expect(canceled(effects)).toHaveLength(10);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', isArmed: false, needsResume: true });
    expect(desk.state.alerts.find((alert) => alert.key.startsWith('fault|journal|'))?.severity).toBe(3);
  });

  it('a loss beyond the limit of the session pulls and halts', () => {
    const desk = new TestDesk().startTrading(testSettings({ maximumDailyLossUsd: 1 }));
    desk.acceptAll();
    const bought = desk.sent().find((order) => order.side === 'buy');
    if (bought === undefined) throw new Error('no quote was sent');
    desk.apply({ kind: 'fill-reported', fill: fillOf(bought) });
    desk.market(119_000);
    desk.wait(100);
    expect(desk.state.safety.tradingState).toBe('halted');
    expect(desk.state.safety.reason).toMatch(/limit is 1 USD/);
  });
});

describe('armed state', () => {
  it('ends by itself without trading input, and lives on with it', () => {
    const desk = new TestDesk().start();
    desk.command('arm', {});
    for (let minute = 0; minute < 9 * 15; minute += 1) desk.wait(4000);
    desk.command('widen-quotes', { instrumentId: null, percent: 10 });
    for (let minute = 0; minute < 2 * 15; minute += 1) desk.wait(4000);
    expect(desk.state.safety.isArmed).toBe(true);
    for (let minute = 0; minute < 8 * 15 + 1; minute += 1) desk.wait(4000);
    expect(desk.state.safety.isArmed).toBe(false);
  });

  it('ends when the clock shows that the machine slept: quotes are pulled and only RESUME leads back (fault 54)', () => {
    const desk = new TestDesk().start();
    desk.command('arm', {});
    desk.wait(5000);
    expect(desk.state.safety.isArmed).toBe(true);
    const effects = desk.wait(5001);
    expect(desk.state.safety).toMatchObject({ isArmed: false, tradingState: 'halted', needsResume: true });
    expect(desk.state.safety.reason).toMatch(/paused for 5\.0 s.*RESUME/);
    expect(effects).toContainEqual({ kind: 'cancel-all', venue: VENUE, scope: 'quotes' });
    desk.reconcile();
    expect(desk.state.safety.tradingState).toBe('halted');
  });

  it('ends with the account connection, and trading with it; reconciliation alone brings neither back', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const effects = desk.lane('private', 'closed', 'socket closed');
    expect(canceled(effects)).toHaveLength(10);
    expect(desk.state.safety.isArmed).toBe(false);
    desk.cancelPending();
    desk.lane('private', 'live');
    desk.reconcile();
    expect(desk.state.quoting[BTC]).toMatchObject({ isTradingOn: false });
    expect(desk.state.quoting[BTC]?.pulledReason).toMatch(/turn trading on again/);
  });
});

describe('positions against the venue', () => {
  it('takes the venue’s position over as opening balance and reports matched', () => {
    const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 600)] });
    expect(desk.state.positions[BTC]).toMatchObject({ openingLots: 600, differenceLots: 0 });
    expect(desk.state.venues[VENUE]?.reconciliation).toBe('matched');
    expect(desk.state.exposures['BTC']?.deltaCoin).toBeCloseTo(0.1, 12);
  });

  it('I4: a difference is named, holds trading back after the second look, and lifts when it matches (fault 30)', () => {
    const desk = new TestDesk().start();
    desk.wait(5000);
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    expect(desk.state.venues[VENUE]?.reconciliation).toBe('BTC-PERPETUAL off by -500 USD');
    expect(desk.state.safety.tradingState).toBe('active');
    desk.wait(5000);
    desk.reconcile({ positions: [positionOf(BTC, 50)] });
    expect(desk.state.safety.tradingState).toBe('reducing');
    desk.reconcile();
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('fills of the snapshot are applied once, those of before the session never (fault 25)', () => {
    const desk = new TestDesk().startTrading();
    const [quote] = desk.sent();
    if (quote === undefined) throw new Error('no quote was sent');
    const fill = fillOf(quote);
    desk.apply({ kind: 'fill-reported', fill });
    desk.reconcile({ fills: [fill, { ...fill, tradeId: fill.tradeId }] });
    const signed = quote.side === 'buy' ? quote.quantity : -quote.quantity;
    expect(desk.state.positions[BTC]?.position.lots).toBe(signed);
    expect(desk.state.fillCount).toBe(1);
  });

  it('asks for orders that the venue should have listed, and loses them only after three denials (faults 27, 29)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    desk.wait(4900);
    desk.wait(4900);
    desk.reconcile();
    expect(asked(desk.waitInTicks(3_000)).sort()).toEqual(
      desk
        .sent()
        .map((order) => order.clientOrderId)
        .sort(),
    );
    const [quote] = desk.sent();
    if (quote === undefined) throw new Error('no quote was sent');
    for (let times = 0; times < 2; times += 1) desk.apply({ kind: 'order-not-found', clientOrderId: quote.clientOrderId });
    expect(desk.state.orders.find(quote.clientOrderId)?.status).toBe('accepted');
    desk.apply({ kind: 'order-not-found', clientOrderId: quote.clientOrderId });
    expect(desk.state.orders.find(quote.clientOrderId)?.status).toBe('lost');
  });

  it('an order without an answer is unknown after two seconds, asked for, never sent again (faults 3, 14)', () => {
    const desk = new TestDesk().startTrading();
    const sent = desk.sent();
    const effects = desk.wait(2000);
    expect(asked(effects)).toHaveLength(1);
    expect(ordersSent(effects)).toEqual([]);
    for (const order of sent) expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('unknown');
    const later = asked(desk.waitInTicks(6_000));
    expect(new Set(later)).toEqual(new Set(sent.map((order) => order.clientOrderId)));
    expect(desk.sent()).toHaveLength(sent.length);
  });

  it('unknown orders are asked about one after the other, the longest waiting first, so that credits are left for answers (fault 14)', () => {
    const desk = new TestDesk().startTrading();
    const ids = desk.sent().map((order) => order.clientOrderId);
    for (const clientOrderId of ids) desk.apply({ kind: 'order-outcome-unknown', clientOrderId, reason: 'the lane was lost' });
    const inOneSecond = asked(desk.waitInTicks(1_000));
    expect(inOneSecond.length).toBeGreaterThanOrEqual(3);
    expect(inOneSecond.length).toBeLessThanOrEqual(4);
    const all = [...inOneSecond, ...asked(desk.waitInTicks(5_000))];
    expect(all.slice(0, ids.length)).toEqual(ids);
    expect(all.slice(ids.length)).toEqual(ids.slice(0, all.length - ids.length));
  });
});
