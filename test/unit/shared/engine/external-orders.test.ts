/** Orders of other tools: what they filled before this desk opened the account is in its opening, and is waited for by nobody. */
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { venueOrderId, type OrderReport } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { outstandingLots } from '../../../../shared/execution/order-state';
import { TestDesk } from '../../../support/engine-builder';
import { fillOf, intentOf, perpetual, positionOf, BTC, reportOf, testSettings, VENUE } from '../../../support/engine-parts';

const EXTERNAL = { venueOrderId: venueOrderId('v-other'), clientOrderId: null };

/** What the venue says of an order of 100 lots that another tool works. */
function told(desk: TestDesk, filled: number, change: Partial<OrderReport> = {}): OrderReport {
  const [filledQuantity, venueUpdatedAtMs] = [quantityLots(filled), timestampMs(desk.nowMs)];
  return reportOf(intentOf(), { ...EXTERNAL, filledQuantity, venueUpdatedAtMs, ...change });
}

function executed(atMs: number, lots: number): Fill {
  return fillOf(intentOf(), { ...EXTERNAL, quantity: quantityLots(lots), executedAtMs: timestampMs(atMs), tradeId: tradeId(`t-${atMs}`) });
}

/** Signed in and told of what happens, before the account was read. */
function unopened(): TestDesk {
  const desk = new TestDesk();
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  desk.market(120_000);
  return desk;
}

const outstanding = (desk: TestDesk): number =>
  [...desk.state.orders.open.values()].reduce((sum, order) => sum + outstandingLots(order), 0);

describe('an order of another tool that filled in part before this session', () => {
  it('counts for what may still fill, also if it was heard of before the account was read', () => {
    const desk = unopened();
    const before = executed(desk.nowMs - 600_000, 40);
    desk.apply({ kind: 'order-reported', report: told(desk, 40) });
    desk.wait(2_000);
    desk.reconcile({ openOrders: [told(desk, 40)], fills: [before], positions: [positionOf(BTC, 40)] });
    expect(outstanding(desk)).toBe(60);
  });

  it('counts so too where that is so long ago that no execution of it is told any more', () => {
    const desk = unopened();
    const report = told(desk, 40);
    desk.apply({ kind: 'order-reported', report });
    desk.reconcile({ openOrders: [report], positions: [positionOf(BTC, 40)] });
    expect(outstanding(desk)).toBe(60);
  });

  it('is over with its last fill, also if that came before the account was read', () => {
    const desk = unopened();
    const before = executed(desk.nowMs - 600_000, 40);
    const last = executed(desk.nowMs, 60);
    desk.apply({ kind: 'order-reported', report: told(desk, 100, { status: 'filled' }) });
    desk.apply({ kind: 'fill-reported', fill: last });
    desk.wait(2_000);
    desk.reconcile({ fills: [before, last], positions: [positionOf(BTC, 100)] });
    expect(outstanding(desk)).toBe(0);
    expect(desk.waitInTicks(5_000).filter(({ kind }) => kind === 'query-order')).toEqual([]);
  });
});
