/** Which orders a list should have held: young ones are given time, the rest is asked about one by one. */
import { describe, expect, it } from 'vitest';
import { clientOrderId, venueOrderId } from '../../../../shared/domain/order';
import { timestampMs } from '../../../../shared/domain/time';
import { OrderTracker } from '../../../../shared/execution/order-tracker';
import { findMissingOrders } from '../../../../shared/execution/reconciliation';
import { intentOf, reportOf, START_MS } from '../../../support/engine-parts';

/** Names of the orders that a list asked for so long after they were sent should have held. */
function missing(afterMs: number, listed: readonly string[] = []): readonly string[] {
  const tracker = new OrderTracker();
  const [acknowledged, silent, over] = ['a', 'b', 'c'].map((name) => intentOf({ clientOrderId: clientOrderId(`keel-${name}`) }));
  if (acknowledged === undefined || silent === undefined || over === undefined) throw new Error('three orders');
  const at = timestampMs(START_MS);
  for (const intent of [acknowledged, silent, over]) tracker.submit(intent, at);
  tracker.applyReport(reportOf(acknowledged), at);
  tracker.applyReport(reportOf(over, { status: 'canceled' }), at);
  const openOrders = listed.map((name) =>
    reportOf(intentOf({ clientOrderId: clientOrderId(name) }), { venueOrderId: venueOrderId(`v-${name}`) }),
  );
  const found = findMissingOrders(tracker.open.values(), { openOrders, requestedAtMs: timestampMs(START_MS + afterMs) });
  return found.map((order) => order.clientOrderId);
}

describe('a list of open orders', () => {
  it('may lack an order for five seconds, not longer (fault 29)', () => {
    expect(missing(5_000)).toEqual([]);
    expect(missing(5_001)).toEqual(['keel-a', 'keel-b']);
  });

  it('answers for what it holds, and for nothing that never had an id of the venue', () => {
    expect(missing(60_000, ['keel-a'])).toEqual(['keel-b']);
  });
});
