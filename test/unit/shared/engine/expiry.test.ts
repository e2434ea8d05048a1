/** A contract that expires while it is quoted: quotes leave before, orders end, the position is settled and nothing is held back for it. */
import { describe, expect, it } from 'vitest';
import { underlying } from '../../../../shared/domain/instrument';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { projectPositions } from '../../../../shared/projection/project-positions';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import {
  BTC,
  BTC_FUTURE,
  START_MS,
  VENUE,
  datedFuture,
  fillOf,
  intentOf,
  perpetual,
  positionOf,
  reportOf,
  testSettings,
} from '../../../support/engine-parts';

const GUARD_MS = 5 * 60_000;
/** The future quotes for this long before its guard begins. */
const QUOTED_MS = 3_000;
const EXPIRES_AT_MS = START_MS + GUARD_MS + QUOTED_MS;

/** A desk that quotes a future with few minutes to live. */
function quotingFuture(fees = perpetual().fees): TestDesk {
  const settings = testSettings({ quotedInstruments: [BTC_FUTURE] });
  const parameters = settings.parameters[BTC];
  if (parameters === undefined) throw new Error('expected parameters of the perpetual');
  const desk = new TestDesk().start({ ...settings, parameters: { ...settings.parameters, [BTC_FUTURE]: parameters } });
  const future = { ...datedFuture(), fees, expiresAtMs: timestampMs(EXPIRES_AT_MS) };
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), future] });
  desk.command('arm', {});
  desk.command('set-trading', { instrumentId: BTC_FUTURE, isOn: true });
  desk.acceptAll();
  return desk;
}

/** Lets time pass as it does: second by second, with word of the market and of the account. */
function live(desk: TestDesk, milliseconds: number): void {
  for (const endMs = desk.nowMs + milliseconds; desk.nowMs < endMs;) {
    desk.nowMs += 1_000;
    desk.market(120_000);
    desk.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 2, clockOffsetMs: 0 });
    desk.apply({ kind: 'clock-ticked' });
  }
}

/** A desk whose future expired with a position; the venue ended what was open and delivered it. */
function expiredFuture(delivery = 0): { readonly desk: TestDesk; readonly lots: number; readonly entryCoin: number } {
  const desk = quotingFuture({ ...perpetual().fees, delivery });
  const [bought] = ordersSent(desk.effects).filter((intent) => intent.side === 'buy');
  if (bought === undefined) throw new Error('expected a bid');
  desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { executedAtMs: timestampMs(desk.nowMs) }) });
  const { lots, entryCoin } = desk.state.positions[BTC_FUTURE]?.position ?? { lots: 0, entryCoin: Number.NaN };
  expect(lots).toBeGreaterThan(0);
  live(desk, EXPIRES_AT_MS - desk.nowMs);
  for (const order of [...desk.state.orders.openOf(BTC_FUTURE)]) {
    const report = reportOf(order, { status: 'canceled', reason: 'instrument_expired', venueUpdatedAtMs: timestampMs(desk.nowMs) });
    desk.apply({ kind: 'order-reported', report });
  }
  return { desk, lots, entryCoin };
}

function expectSettled(desk: TestDesk, realisedCoin: number, indexPrice: number): void {
  const settled = desk.state.positions[BTC_FUTURE];
  expect(settled).toMatchObject({ venueLots: 0, differenceLots: 0, position: { lots: 0, entryCoin: 0 } });
  expect(settled?.position.realisedCoin).toBeCloseTo(realisedCoin, 12);
  expect(settled?.position.realisedUsd).toBeCloseTo(realisedCoin * indexPrice, 6);
  expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: true, mismatchCount: 0 });
  expect(desk.state.safety.tradingState).toBe('active');
}

describe('a future that expires while it is quoted', () => {
  it('is quoted no more minutes before its end: its quotes are canceled and none is sent again (fault 34)', () => {
    const desk = quotingFuture();
    const resting = desk.state.orders.openOf(BTC_FUTURE);
    expect(resting.length).toBeGreaterThan(0);
    live(desk, QUOTED_MS);
    expect(desk.state.orders.openOf(BTC_FUTURE).filter((order) => order.isCancelPending)).toHaveLength(0);
    const before = desk.sent().length;
    live(desk, 1_000);
    const canceled = desk.state.orders.openOf(BTC_FUTURE).filter((order) => order.isCancelPending);
    expect(canceled).toHaveLength(resting.length);
    desk.cancelPending();
    live(desk, 10_000);
    expect(desk.sent()).toHaveLength(before);
    expect(new Set(desk.state.quoting[BTC_FUTURE]?.levelStatuses.map(({ state, code }) => `${state} ${code}`))).toEqual(
      new Set(['pulled expiring']),
    );
    expect(desk.state.safety.tradingState).toBe('active');
  });

  it('ends its open orders, waits for the delivery price and settles its position at it, and the account matches (fault 34)', () => {
    const { desk, lots, entryCoin } = expiredFuture();
    expect(desk.state.orders.openOf(BTC_FUTURE)).toHaveLength(0);
    for (let look = 0; look < 3; look += 1) {
      live(desk, 1_000);
      desk.reconcile();
    }
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(lots);
    // What expired has no delta, so that nobody hedges it while its price is to come.
    expect(desk.state.exposures['BTC']?.deltaCoin).toBe(0);
    expect(projectPositions(desk.state).rows[BTC_FUTURE]).toMatchObject({ deltaCoin: 0 });
    expect(desk.state.venues[VENUE]).toMatchObject({ isMatched: true, mismatchCount: 0 });
    expect(desk.state.alerts.map(({ text }) => text)).toContainEqual(expect.stringMatching(/delivery price is not published yet/));
    live(desk, 1_000);
    const yesterday = timestampMs(EXPIRES_AT_MS - 86_400_000);
    const deliveredAtMs = timestampMs(EXPIRES_AT_MS);
    desk.reconcile({
      deliveryPrices: [
        { underlying: underlying('BTC'), deliveredAtMs: yesterday, price: 50_000 },
        { underlying: underlying('ETH'), deliveredAtMs, price: 3_000 },
        { underlying: underlying('BTC'), deliveredAtMs, price: 61_000 },
      ],
    });
    expectSettled(desk, entryCoin - (lots * perpetual().lotSize) / 61_000, 61_000);
    expect(desk.state.alerts.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/expired with \d+ lots: settled at the delivery price 61000/),
    );
  });

  it('pays the fee of its delivery, which no execution tells: the day made less by it, and the alert says so', () => {
    const { desk, lots } = expiredFuture(0.00025);
    const feesBefore = desk.state.exposures['BTC']?.feesCoin ?? Number.NaN;
    desk.reconcile({ deliveryPrices: [{ underlying: underlying('BTC'), deliveredAtMs: timestampMs(EXPIRES_AT_MS), price: 61_000 }] });
    const feeCoin = (0.00025 * lots * perpetual().lotSize) / 61_000;
    expect(desk.state.exposures['BTC']?.feesCoin).toBeCloseTo(feesBefore + feeCoin, 12);
    const { realisedUsd, feesUsd } = desk.state.positions[BTC_FUTURE]?.position ?? { realisedUsd: Number.NaN, feesUsd: Number.NaN };
    expect(dayProfitUsd(desk.state)).toBeCloseTo(realisedUsd - feesUsd, 6);
    expect(desk.state.alerts.map(({ text }) => text)).toContainEqual(expect.stringMatching(/less [0-9.e-]+ BTC of delivery fee/));
  });

  it('is settled although a fill of the perpetual is on the way, and that fill leaves no difference (fault 34)', () => {
    const { desk, lots, entryCoin } = expiredFuture();
    const meanwhile = fillOf(intentOf(), { quantity: quantityLots(10), executedAtMs: timestampMs(desk.nowMs) });
    desk.apply({ kind: 'fill-reported', fill: meanwhile });
    const deliveredAtMs = timestampMs(EXPIRES_AT_MS);
    desk.reconcile({ deliveryPrices: [{ underlying: underlying('BTC'), deliveredAtMs, price: 61_000 }] });
    expectSettled(desk, entryCoin - (lots * perpetual().lotSize) / 61_000, 61_000);
  });

  it('waits for a reading that no fill of its own raced, and is settled with that fill in it (fault 34)', () => {
    const { desk, lots } = expiredFuture();
    const last = fillOf(intentOf({ instrumentId: BTC_FUTURE }), { quantity: quantityLots(10), executedAtMs: timestampMs(desk.nowMs) });
    desk.apply({ kind: 'fill-reported', fill: last });
    const deliveredAtMs = timestampMs(EXPIRES_AT_MS);
    const deliveryPrices = [{ underlying: underlying('BTC'), deliveredAtMs, price: 61_000 }];
    desk.reconcile({ deliveryPrices });
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(lots + 10);
    live(desk, 2_000);
    desk.reconcile({ deliveryPrices });
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(0);
  });

  it('is settled at the last mark, and says why, once the delivery price stays away (fault 34)', () => {
    const { desk, lots, entryCoin } = expiredFuture();
    live(desk, 5 * 60_000);
    desk.reconcile();
    expectSettled(desk, entryCoin - (lots * perpetual().lotSize) / (120_010 * 0.5), 60_000);
    expect(desk.state.alerts.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/settled at its last mark .* because the venue published no delivery price/),
    );
  });

  it('is left to its delivery while figures of the venue are taken over for something else: its profit is booked all the same (fault 34)', () => {
    const { desk, lots, entryCoin } = expiredFuture();
    // Bought elsewhere, and no execution of it was told.
    const positions = [positionOf(BTC, 50)];
    live(desk, 1_000);
    desk.reconcile({ positions });
    desk.command('adopt-positions', { venue: VENUE, reason: 'bought at the venue' });
    live(desk, 1_000);
    desk.reconcile({ positions });
    expect(desk.state.positions[BTC]?.position.lots).toBe(50);
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(lots);
    live(desk, 1_000);
    const deliveredAtMs = timestampMs(EXPIRES_AT_MS);
    desk.reconcile({ positions, deliveryPrices: [{ underlying: underlying('BTC'), deliveredAtMs, price: 61_000 }] });
    expectSettled(desk, entryCoin - (lots * perpetual().lotSize) / 61_000, 61_000);
  });

  it('stays held while the venue still holds it, and before its end no absence is a settlement (fault 34)', () => {
    const desk = quotingFuture();
    const [bought] = ordersSent(desk.effects).filter((intent) => intent.side === 'buy');
    if (bought === undefined) throw new Error('expected a bid');
    desk.apply({ kind: 'fill-reported', fill: fillOf(bought, { executedAtMs: timestampMs(desk.nowMs) }) });
    const lots = desk.state.positions[BTC_FUTURE]?.position.lots ?? 0;
    for (let look = 0; look < 2; look += 1) {
      live(desk, 5_000);
      desk.reconcile();
    }
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(lots);
    expect(desk.state.safety.tradingState).toBe('reducing');
    live(desk, EXPIRES_AT_MS - desk.nowMs + 1_000);
    desk.reconcile({ positions: [positionOf(BTC_FUTURE, lots)] });
    expect(desk.state.positions[BTC_FUTURE]?.position.lots).toBe(lots);
    expect(desk.state.safety.tradingState).toBe('active');
  });
});
