/** A venue that takes an account in hand cancels its orders one after the other: nothing of ours takes their place. */
import { describe, expect, it } from 'vitest';
import { timestampMs } from '../../../../shared/domain/time';
import type { OrderReport } from '../../../../shared/domain/order';
import { TestDesk } from '../../../support/engine-builder';
import { reportOf } from '../../../support/engine-parts';

/** A desk with ten accepted quotes. */
function quoting(): TestDesk {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  return desk;
}

function reportAll(desk: TestDesk, change: Partial<OrderReport>): void {
  for (const order of [...desk.state.orders.open.values()])
    desk.apply({ kind: 'order-reported', report: reportOf(order, { venueUpdatedAtMs: timestampMs(desk.nowMs), ...change }) });
}

describe('orders that the venue cancels to bring the account’s risk down', () => {
  it('are not replaced: the desk is halted until RESUME, and says it once', () => {
    const desk = quoting();
    const before = desk.sent().length;
    reportAll(desk, { status: 'canceled', reason: 'autoliquidation', endedBy: 'risk-control' });
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true, isArmed: false });
    expect(desk.state.safety.reason).toMatch(/deribit takes our orders out .*autoliquidation/);
    desk.wait(5_000);
    desk.market(120_000);
    expect(desk.sent().length).toBe(before);
    expect(desk.state.alerts.filter(({ text }) => text.includes('autoliquidation'))).toMatchObject([{ severity: 3 }]);
  });

  it('halt it also where we were about to cancel them', () => {
    const desk = quoting();
    for (const { clientOrderId } of [...desk.state.orders.open.values()]) desk.command('cancel-order', { clientOrderId });
    reportAll(desk, { status: 'canceled', reason: 'position_locked', endedBy: 'risk-control' });
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: true });
  });
});
