/** A rejection that is told twice, by the answer and by the stream, is one rejection. */
import { describe, expect, it } from 'vitest';
import { timestampMs } from '../../../../shared/domain/time';
import type { TrackedOrder } from '../../../../shared/execution/order-state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, reportOf } from '../../../support/engine-parts';

function rejectTwice(desk: TestDesk, order: TrackedOrder): void {
  for (let told = 0; told < 2; told += 1) {
    const change = { status: 'rejected', reason: 'order_overlap', venueUpdatedAtMs: timestampMs(desk.nowMs) } as const;
    desk.apply({ kind: 'order-reported', report: reportOf(order, change) });
  }
}

describe('orders that the venue rejects in words of its own stream', () => {
  it('suspend their side after the third, each counted once', () => {
    const desk = new TestDesk().startTrading();
    const bids = [...desk.state.orders.open.values()].filter(({ side }) => side === 'buy').slice(0, 3);
    expect(bids).toHaveLength(3);
    for (const [at, bid] of bids.entries()) {
      expect(desk.state.quoting[BTC]?.suspensions.buy, `before number ${at + 1}`).toBeNull();
      rejectTwice(desk, bid);
    }
    expect(desk.state.quoting[BTC]?.suspensions.buy).toMatchObject({
      cause: 'denied',
      reason: expect.stringMatching(/^rejected 3 times/) as string,
    });
  });
});
