/** Flattening never makes anything larger, whatever the positions, the depth, the limits and what the venue fills. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantityLots } from '../../shared/domain/quantity';
import { tradeId } from '../../shared/domain/fill';
import { TestDesk } from '../support/engine-builder';
import { BTC, BTC_FUTURE, fillOf, positionOf, reportOf, testSettings } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';

const lots = fc.integer({ min: -4_000, max: 4_000 });
const scenario = fc.record({
  perpetual: lots,
  future: lots,
  orderCoin: fc.double({ min: 0.003, max: 2, noNaN: true }),
  shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
  ticks: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 12 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function open({ perpetual, future, orderCoin }: Scenario): TestDesk {
  const limits = {
    maximumOrderCoin: orderCoin,
    maximumOrderNotionalUsd: 1e9,
    maximumPositionCoin: 50,
    collarBps: 100,
    maximumOpenOrders: 60,
  };
  const positions = [positionOf(BTC, perpetual), positionOf(BTC_FUTURE, future)].filter(({ quantity }) => quantity !== 0);
  const desk = new TestDesk().start(testSettings({ limits: { BTC: limits } }), { positions });
  desk.command('arm', {});
  return desk;
}

/** The venue fills a share of each hedge under way and cancels the rest. */
function answer(desk: TestDesk, share: number): void {
  for (const order of [...desk.state.orders.open.values()]) {
    const filled = quantityLots(Math.floor(order.quantity * share));
    const fill = fillOf(order, { quantity: filled, tradeId: tradeId(`t-${order.clientOrderId}`) });
    if (filled > 0) desk.apply({ kind: 'fill-reported', fill });
    const status = filled === order.quantity ? 'filled' : 'canceled';
    desk.apply({ kind: 'order-reported', report: reportOf(order, { status, filledQuantity: filled }) });
  }
}

function play(desk: TestDesk, { shares, ticks }: Scenario, look: () => void): void {
  shares.forEach((share, turn) => {
    look();
    answer(desk, share);
    look();
    desk.nowMs += 700;
    desk.market(120_000 + (ticks[turn % ticks.length] ?? 0));
    desk.apply({ kind: 'clock-ticked' });
  });
}

describe('a flatten', () => {
  it('of all never raises any position and never crosses zero (fault 67)', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const desk = open(given);
        desk.command('flatten-all', { confirmation: 'FLATTEN ALL' });
        const held = (): readonly number[] => [BTC, BTC_FUTURE].map((id) => desk.state.positions[id]?.position.lots ?? 0);
        let before = held();
        play(desk, given, () => {
          const now = held();
          now.forEach((value, at) => {
            const old = before[at] ?? 0;
            expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(old));
            expect(value * old).toBeGreaterThanOrEqual(0);
          });
          before = now;
        });
        for (const intent of desk.sent()) expect(intent.isReduceOnly).toBe(true);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('of a delta never raises it in size, valued at one price (fault 67)', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const desk = open(given);
        desk.command('flatten-delta', { underlying: 'BTC' });
        // At a fixed price the delta of inverse contracts is their sum in lots: orders alone can change it.
        const delta = (): number => [BTC, BTC_FUTURE].reduce((sum, id) => sum + (desk.state.positions[id]?.position.lots ?? 0), 0);
        let before = Math.abs(delta());
        play(desk, given, () => {
          // The future marks ten ticks above: a lot of it is 0.01 % less coin, which may move the sum by a lot.
          expect(Math.abs(delta())).toBeLessThanOrEqual(before + 2);
          before = Math.abs(delta());
        });
      }),
      { numRuns: propertyRuns(150) },
    );
  });
});
