/** Orders through their lives: unknown, lost and found, filled after the end, placed elsewhere. */
import { describe, expect, it } from 'vitest';
import { tradeId } from '../../../../shared/domain/fill';
import { clientOrderId, venueOrderId } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { outstandingLots } from '../../../../shared/execution/order-state';
import { OrderTracker } from '../../../../shared/execution/order-tracker';
import { BTC_FUTURE, fillOf, intentOf, reportOf, START_MS } from '../../../support/engine-parts';

const NOW = timestampMs(START_MS);
const intent = intentOf();

function trackerWithOrder(): OrderTracker {
  const tracker = new OrderTracker();
  tracker.submit(intent, NOW);
  return tracker;
}

describe('order tracker', () => {
  it('tells a change of one instrument from those of others, also after a restart', () => {
    const tracker = trackerWithOrder();
    const [before, other] = [tracker.revisionOf(intent.instrumentId), tracker.revisionOf(BTC_FUTURE)];
    tracker.applyReport(reportOf(intent), NOW);
    expect(tracker.revisionOf(intent.instrumentId)).toBeGreaterThan(before);
    expect(tracker.revisionOf(BTC_FUTURE)).toBe(other);
    const restored = OrderTracker.restore(structuredClone(tracker.toImage()));
    expect(restored.revisionOf(intent.instrumentId)).toBe(tracker.revisionOf(intent.instrumentId));
  });

  it('counts a submitted order in full until its fate is known', () => {
    const order = trackerWithOrder().find(intent.clientOrderId);
    expect(order?.status).toBe('submitted');
    expect(order === null ? 0 : outstandingLots(order)).toBe(100);
  });

  it('takes a fill before the acknowledgement and after the cancel (fault 24)', () => {
    const tracker = trackerWithOrder();
    tracker.applyFill(fillOf(intent, { tradeId: tradeId('1'), quantity: quantityLots(30) }), 'd|1', NOW);
    expect(tracker.find(intent.clientOrderId)?.status).toBe('partially-filled');
    tracker.applyReport(reportOf(intent, { status: 'canceled', filledQuantity: quantityLots(50) }), NOW);
    const canceled = tracker.find(intent.clientOrderId);
    expect(canceled?.status).toBe('canceled');
    expect(canceled === null ? 0 : outstandingLots(canceled)).toBe(20);
    expect(tracker.open.has(intent.clientOrderId)).toBe(true);
    tracker.applyFill(fillOf(intent, { tradeId: tradeId('2'), quantity: quantityLots(20) }), 'd|2', NOW);
    expect(tracker.open.has(intent.clientOrderId)).toBe(false);
    expect(tracker.find(intent.clientOrderId)?.filledQuantity).toBe(50);
  });

  it('I3: applies an execution once, also when it comes again after the order has settled (fault 25)', () => {
    const tracker = trackerWithOrder();
    const fill = fillOf(intent);
    expect(tracker.applyFill(fill, 'd|1', NOW).kind).toBe('applied');
    expect(tracker.find(intent.clientOrderId)?.status).toBe('filled');
    expect(tracker.applyFill(fill, 'd|1', NOW).kind).toBe('duplicate');
    expect(tracker.find(intent.clientOrderId)?.fillsQuantity).toBe(100);
  });

  it('a report adopts an order that was unknown, and one that was given up as lost (fault 23)', () => {
    const tracker = trackerWithOrder();
    tracker.amend(intent.clientOrderId, { localStatus: 'unknown', reason: 'timeout' });
    expect(tracker.find(intent.clientOrderId)?.status).toBe('unknown');
    tracker.amend(intent.clientOrderId, { localStatus: 'lost', reason: 'denied' });
    expect(tracker.find(intent.clientOrderId)?.status).toBe('lost');
    tracker.applyReport(reportOf(intent), NOW);
    expect(tracker.find(intent.clientOrderId)?.status).toBe('accepted');
  });

  it('books a late fill of an order that was retired as lost', () => {
    const tracker = trackerWithOrder();
    tracker.amend(intent.clientOrderId, { localStatus: 'lost' });
    tracker.retire(intent.clientOrderId);
    expect(tracker.open.size).toBe(0);
    const outcome = tracker.applyFill(fillOf(intent), 'd|1', NOW);
    expect(outcome.kind === 'applied' && outcome.order?.status).toBe('filled');
  });

  it('a final word stands against a later one that is not final', () => {
    const tracker = trackerWithOrder();
    tracker.applyReport(reportOf(intent, { status: 'canceled', venueUpdatedAtMs: timestampMs(START_MS + 1) }), NOW);
    tracker.applyReport(reportOf(intent, { status: 'accepted', venueUpdatedAtMs: timestampMs(START_MS + 2) }), NOW);
    expect(tracker.find(intent.clientOrderId)?.status).toBe('canceled');
  });

  it('adopts an order placed elsewhere as external, and one of this desk that its journal does not know as adopted (fault 31)', () => {
    const tracker = new OrderTracker();
    const foreign = tracker.applyReport(reportOf(intent, { clientOrderId: null, venueOrderId: venueOrderId('x1') }), NOW);
    expect(foreign.purpose).toBe('external');
    const old = tracker.applyReport(reportOf(intent, { venueOrderId: venueOrderId('x2') }), NOW);
    expect(old.purpose).toBe('adopted');
    expect(tracker.openOf(intent.instrumentId)).toHaveLength(2);
  });

  it('joins a fill that came before its order was known', () => {
    const tracker = new OrderTracker();
    const venueId = venueOrderId('x1');
    tracker.applyFill(fillOf(intent, { clientOrderId: null, venueOrderId: venueId, quantity: quantityLots(40) }), 'd|1', NOW);
    const report = reportOf(intent, { clientOrderId: null, venueOrderId: venueId, filledQuantity: quantityLots(40) });
    const adopted = tracker.applyReport(report, NOW);
    expect(adopted.status).toBe('partially-filled');
    expect(outstandingLots(adopted)).toBe(60);
  });

  it('joins it also when the desk was started again in between', () => {
    const before = new OrderTracker();
    const venueId = venueOrderId('x1');
    before.applyFill(fillOf(intent, { clientOrderId: null, venueOrderId: venueId, quantity: quantityLots(40) }), 'd|1', NOW);
    const tracker = OrderTracker.restore(structuredClone(before.toImage()));
    const report = reportOf(intent, { clientOrderId: null, venueOrderId: venueId, filledQuantity: quantityLots(40) });
    expect(outstandingLots(tracker.applyReport(report, NOW))).toBe(60);
  });

  it('counts of an order carried over what it had not filled in the life before, and nobody knows how it stands', () => {
    const tracker = new OrderTracker();
    const carried = tracker.carryOver(intent, { venueOrderId: null, fillsQuantity: 40, reason: 'test' }, NOW);
    expect(carried.status).not.toBe('submitted');
    expect(outstandingLots(carried)).toBe(60);
    expect(
      tracker.carryOver(
        { ...intent, clientOrderId: clientOrderId('keel-test-2') },
        { venueOrderId: null, fillsQuantity: 0, reason: 'test' },
        NOW,
      ).status,
    ).toBe('unknown');
  });

  it('forgets only settled orders when there are too many', () => {
    const tracker = trackerWithOrder();
    for (let number = 0; number < 600; number += 1) {
      const other = intentOf({ clientOrderId: reportOf(intent).clientOrderId ?? intent.clientOrderId });
      const id = `keel-other-${number}`;
      const submitted = tracker.submit({ ...other, clientOrderId: id as typeof other.clientOrderId }, NOW);
      tracker.amend(submitted.clientOrderId, { localStatus: 'rejected' });
    }
    expect(tracker.settled.size).toBe(500);
    expect(tracker.open.has(intent.clientOrderId)).toBe(true);
  });
});
