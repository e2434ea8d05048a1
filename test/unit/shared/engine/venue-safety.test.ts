/** Leaving a venue, quoting one that guards nothing, and the latch of a pull: what needs a deliberate word. */
import { describe, expect, it } from 'vitest';
import type { EngineEffect } from '../../../../shared/engine/effects';
import type { VenueState } from '../../../../shared/engine/account-state';
import type { AlertState } from '../../../../shared/engine/state';
import { protectedLimits } from '../../../../shared/engine/venue-protection';
import { project } from '../../../../shared/projection/project';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, testSettings, VENUE } from '../../../support/engine-parts';

const HEALTH = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };

/** A desk with ten accepted quotes. */
function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  return desk;
}

/** What such a venue offers, and did not take on. */
const capability = {
  mechanism: 'cancel-on-disconnect',
  scope: 'connection',
  shortestSeconds: 10,
  firesAfterSeconds: 20,
  refreshSeconds: null,
  caveat: 'none',
} as const;

describe('an unprotected venue', () => {
  it('is not quoted before that was accepted, then at a quarter of the limits, and never after the next report', () => {
    const desk = quoting();
    const effects = desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null, capability });
    expect(effects.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(desk.state.quoting[BTC]?.levelStatuses[0]).toMatchObject({ code: 'unprotected', state: 'pulled' });
    desk.cancelPending();
    desk.command('set-trading', { instrumentId: BTC, isOn: false });
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
    expect(desk.command('acknowledge-unprotected', { venue: VENUE, confirmation: 'UNPROTECTED' })).toMatchObject({ status: 'accepted' });
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
    const limit = desk.state.session.settings.limits['BTC']?.maximumOrderCoin ?? 0;
    const order = {
      instrumentId: BTC,
      side: 'buy',
      price: 59_900,
      quantityCoin: limit * 0.3,
      confirmedCoin: limit * 0.3,
      isPostOnly: true,
      isReduceOnly: false,
      seenBestBid: 59_999.5,
      seenBestAsk: 60_000.5,
      isConfirmed: false,
    } as const;
    expect(desk.command('place-order', order)).toMatchObject({ status: 'denied' });
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: true, seconds: 20, capability });
    expect(desk.state.venues[VENUE]).toMatchObject({ isUnprotectedAccepted: false, isProtected: true, deadManSeconds: 20 });
    expect(desk.command('place-order', order)).toMatchObject({ status: 'accepted' });
  });
});

describe('the limits of an unprotected venue', () => {
  it('are a quarter for an order by hand as well, before anybody accepted that it would outlive this machine', () => {
    const desk = new TestDesk().start();
    desk.command('arm', {});
    const limit = desk.state.session.settings.limits['BTC']?.maximumOrderCoin ?? 0;
    const kind = { side: 'buy', isPostOnly: true, isReduceOnly: false, isConfirmed: false } as const;
    const order = { ...kind, instrumentId: BTC, price: 59_900, seenBestBid: 59_999.5, seenBestAsk: 60_000.5 };
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null, capability });
    const outcome = desk.command('place-order', { ...order, quantityCoin: limit * 0.3, confirmedCoin: limit * 0.3 });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/the limit per order is 1.25/) as string });
    expect(desk.command('place-order', { ...order, quantityCoin: limit * 0.2, confirmedCoin: limit * 0.2 })).toMatchObject({
      status: 'accepted',
    });
  });

  it('are a quarter each: of an order, of its value and of a position', () => {
    const limits = { maximumOrderCoin: 8, maximumOrderNotionalUsd: 400_000, maximumPositionCoin: 4, collarBps: 100, maximumOpenOrders: 60 };
    const unprotected = { ...new TestDesk().start().state.venues[VENUE], isProtected: false, isUnprotectedAccepted: true } as VenueState;
    expect(protectedLimits(limits, unprotected)).toEqual({
      ...limits,
      maximumOrderCoin: 2,
      maximumOrderNotionalUsd: 100_000,
      maximumPositionCoin: 1,
    });
    expect(protectedLimits(limits, { ...unprotected, isProtected: true })).toEqual(limits);
  });
});

describe('a round trip that steps up to seconds', () => {
  const measure = (desk: TestDesk, roundTripMs: number): readonly EngineEffect[] =>
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs, clockOffsetMs: 0 });

  it('takes the quotes out at its limit, says why, and lets them back when it is short again (fault 4)', () => {
    const desk = quoting();
    const quick = [...measure(desk, 399), ...desk.wait(25)];
    expect(quick.filter((effect) => effect.kind === 'cancel-order')).toHaveLength(0);
    expect(measure(desk, 1_000).filter((effect) => effect.kind === 'cancel-order')).toHaveLength(10);
    expect(desk.state.quoting[BTC]?.levelStatuses[0]).toMatchObject({ code: 'slow-venue', state: 'pulled' });
    desk.cancelPending();
    const before = desk.sent().length;
    for (let tick = 0; tick < 80; tick += 1) desk.wait(25);
    expect(desk.sent()).toHaveLength(before);
    desk.market(120_000);
    measure(desk, 40);
    desk.wait(25);
    expect(desk.sent().length).toBeGreaterThan(before);
  });

  /** Half-spread that the desk wants now, ticks. */
  const halfSpread = (desk: TestDesk): number => desk.state.quoting[BTC]?.targets?.halfSpreadTicks ?? Number.NaN;

  /** Measures the same for a while, with the market alive. */
  const stay = (desk: TestDesk, roundTripMs: number, seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      desk.wait(1_000);
      desk.market(120_000);
      desk.reconcile();
      measure(desk, roundTripMs);
      desk.cancelPending();
      desk.acceptAll();
    }
  };

  it('widens at its first limit, says so, and pulls only at its second (fault 4)', () => {
    const desk = quoting();
    const before = halfSpread(desk);
    measure(desk, 420);
    desk.wait(25);
    expect(halfSpread(desk)).toBeCloseTo(before * 1.5, 9);
    expect(desk.state.alerts.at(-1)).toMatchObject({
      severity: 1,
      text: expect.stringContaining('1.5 times as wide until it is below 280 ms'),
    });
    stay(desk, 420, 2);
    const view = project(desk.state, 'quoting', HEALTH)[BTC];
    expect(view?.widening).toBe('widened ×1.5: round trip 420 ms');
    expect(view?.rows['buy-1']).toMatchObject({ state: 'live', reason: 'live, widened ×1.5: round trip 420 ms' });
    expect(view?.bidWaterfall.find(({ name }) => name === 'slow venue')?.ticks).toBeCloseTo(-before / 2, 3);
    const placed = [...desk.state.orders.open.values()].filter(
      ({ side, level, isCancelPending }) => side === 'buy' && level === 1 && !isCancelPending,
    );
    expect(placed.map(({ price }) => price)).toEqual([desk.state.quoting[BTC]?.targets?.buy[0]?.priceTicks]);
    measure(desk, 1_000);
    desk.wait(25);
    expect(desk.state.quoting[BTC]?.levelStatuses[0]).toMatchObject({ code: 'slow-venue', state: 'pulled' });
  });

  it('does not flap between two answers: quotes come nearer only after three seconds well below the limit', () => {
    const desk = quoting();
    const before = halfSpread(desk);
    const widths = new Set<number>();
    for (let second = 0; second < 20; second += 1) {
      stay(desk, second % 2 === 0 ? 410 : 290, 1);
      widths.add(halfSpread(desk) / before);
    }
    stay(desk, 1_100, 1);
    stay(desk, 990, 3);
    expect(desk.state.venues[VENUE]?.slowness?.state).toBe('too-slow');
    stay(desk, 690, 1);
    expect(desk.state.venues[VENUE]?.slowness?.state).toBe('slow');
    stay(desk, 20, 2);
    widths.add(halfSpread(desk) / before);
    expect([...widths]).toEqual([1.5]);
    expect(project(desk.state, 'quoting', HEALTH)[BTC]?.widening).toBe('widened ×1.5: too slow until a moment ago, round trip 20 ms now');
    stay(desk, 20, 3);
    expect(halfSpread(desk)).toBe(before);
    expect(desk.state.venues[VENUE]?.slowness).toBeNull();
  });

  it('obeys the limits and the factor of the settings, and without them widens nothing', () => {
    const slowVenue = { widenAtMs: 100, pullAtMs: 200, widenFactor: 3 };
    const own = new TestDesk().startTrading(testSettings({ slowVenue }));
    const before = halfSpread(own);
    measure(own, 100);
    expect(halfSpread(own)).toBeCloseTo(before * 3, 9);
    measure(own, 200);
    expect(own.state.venues[VENUE]?.slowness?.state).toBe('too-slow');
    const { slowVenue: _none, ...older } = testSettings();
    const desk = new TestDesk().startTrading(older);
    measure(desk, 999);
    expect(halfSpread(desk)).toBe(before);
    measure(desk, 1_000);
    expect(desk.state.venues[VENUE]?.slowness?.state).toBe('too-slow');
  });

  it('leaves what a trader widens by hand as it would be at a quick venue', () => {
    const [slow, quick] = [quoting(), quoting()];
    measure(slow, 420);
    for (const desk of [slow, quick]) desk.command('widen-quotes', { instrumentId: BTC, percent: 20 });
    expect(slow.state.quoting[BTC]?.parameters).toEqual(quick.state.quoting[BTC]?.parameters);
  });

  it('lets no order be executed more than 2 s after it was decided, in our clock: the adapter turns it into the venue’s (fault 4)', () => {
    const desk = new TestDesk().start();
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 50, clockOffsetMs: 300 });
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    expect(desk.sent().length).toBeGreaterThan(0);
    for (const intent of desk.sent()) expect(intent.validUntilMs).toBe(desk.nowMs + 2_000);
  });
});

describe('leaving a venue', () => {
  it('pulls, waits for the venue to be empty twice, closes, and stays away until reconnect', () => {
    const desk = quoting();
    expect(desk.command('disconnect', { venue: null })).toMatchObject({ status: 'accepted' });
    const kinds = desk.effects.map((effect) => effect.kind);
    expect(kinds).toContain('cancel-all');
    expect(kinds).not.toContain('disconnect');
    const effects = desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
    expect(effects).toContainEqual({ kind: 'disconnect', venue: VENUE });
    for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'closed', 'disconnected by the trader');
    expect(desk.state.venues[VENUE]).toMatchObject({ presence: 'off', reconnectCount: 0 });
    expect(desk.command('disconnect', { venue: null })).toMatchObject({ status: 'denied' });
    expect(desk.command('reconnect', { venue: VENUE })).toMatchObject({ status: 'accepted' });
    expect(desk.effects.at(-2)).toEqual({ kind: 'reconnect', venue: VENUE });
    expect(desk.state.venues[VENUE]?.presence).toBe('on');
  });

  it('that does not confirm is closed only where hanging up is itself a cancel', () => {
    const guarded = quoting();
    guarded.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: true, seconds: 20 });
    guarded.command('disconnect', { venue: VENUE });
    guarded.wait(4_900);
    expect(guarded.wait(200)).toContainEqual({ kind: 'disconnect', venue: VENUE });
    const unguarded = quoting();
    unguarded.command('disconnect', { venue: VENUE });
    unguarded.wait(4_900);
    expect(unguarded.wait(200).map((effect) => effect.kind)).not.toContain('disconnect');
    expect(unguarded.state.alerts.some((alert) => alert.text.includes('still connected and still pulling'))).toBe(true);
  });
});

describe('coming back to a venue that was left before it confirmed', () => {
  it('asks again whether anything rests there, so that trading has an end to wait for', () => {
    const desk = quoting();
    desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: true, seconds: 20 });
    desk.command('disconnect', { venue: VENUE });
    desk.cancelPending();
    desk.waitInTicks(5_100);
    expect(desk.state.venues[VENUE]?.presence).toBe('off');
    desk.command('reconnect', { venue: VENUE });
    expect(desk.effects.slice(-3, -1)).toEqual([
      { kind: 'reconnect', venue: VENUE },
      { kind: 'cancel-all', venue: VENUE, scope: 'mine' },
    ]);
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
    desk.reconcile();
    desk.market(120_000);
    desk.command('arm', {});
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
  });
});

describe('leaving a venue that neither confirms nor guards', () => {
  it('says so every five seconds, so that what was acknowledged is not there again with the next tick', () => {
    const desk = quoting();
    desk.command('disconnect', { venue: VENUE });
    const said = (): readonly AlertState[] => desk.state.alerts.filter(({ key }) => key === `leave|${VENUE}`);
    desk.waitInTicks(5_100);
    expect(said()).toMatchObject([{ severity: 3, count: 1 }]);
    desk.command('acknowledge-alert', { alertId: said()[0]?.alertId ?? '' });
    desk.waitInTicks(4_000);
    expect(said()).toMatchObject([{ isAcknowledged: true, count: 1 }]);
    desk.waitInTicks(1_000);
    expect(said()).toMatchObject([{ isAcknowledged: true }, { isAcknowledged: false, count: 1 }]);
  });
});

describe('pull all', () => {
  it('latches: nothing quotes again before arming and a typed RESUME', () => {
    const desk = quoting();
    desk.command('pull-quotes', { instrumentId: null });
    desk.cancelPending();
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    desk.command('arm', {});
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
    desk.command('resume', { confirmation: 'RESUME' });
    desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
  });
});
