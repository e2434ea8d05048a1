/** Whatever the order of arrival and however often news is repeated, an order ends in the same state (#5, #6, #24, #26, I3). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../shared/domain/fill';
import type { OrderReport } from '../../shared/domain/order';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import { OrderTracker } from '../../shared/execution/order-tracker';
import { outstandingLots } from '../../shared/execution/order-state';
import { fillOf, intentOf, reportOf, START_MS } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';

const intent = intentOf();
type News = { readonly kind: 'report'; readonly report: OrderReport } | { readonly kind: 'fill'; readonly fill: Fill };

const report = fc
  .record({
    status: fc.constantFrom('accepted' as const, 'canceled' as const, 'filled' as const, 'expired' as const),
    filled: fc.integer({ min: 0, max: 100 }),
    atMs: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ status, filled, atMs }): News => ({
    kind: 'report',
    report: reportOf(intent, {
      status,
      filledQuantity: quantityLots(status === 'filled' ? 100 : filled),
      venueUpdatedAtMs: timestampMs(START_MS + atMs),
    }),
  }));
const fill = fc.record({ number: fc.integer({ min: 1, max: 6 }) }).map(({ number }): News => ({
  kind: 'fill',
  fill: fillOf(intent, { tradeId: tradeId(`t${number}`), quantity: quantityLots(number * 4) }),
}));
const news = fc.array(fc.oneof(report, fill), { maxLength: 12 });

function tell(all: readonly News[]): OrderTracker {
  const tracker = new OrderTracker();
  const atMs = timestampMs(START_MS);
  tracker.submit(intent, atMs);
  for (const each of all) {
    if (each.kind === 'report') tracker.applyReport(each.report, atMs);
    else tracker.applyFill(each.fill, each.fill.tradeId, atMs);
  }
  return tracker;
}

describe('order tracker', () => {
  it('ends the same for any permutation and repetition (faults 5, 6, 24)', () => {
    const shuffled = news.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        expect(tell(again).find(intent.clientOrderId)).toEqual(tell(all).find(intent.clientOrderId));
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('never loses a fill, never unfills, never comes back from the end (fault 26)', () => {
    fc.assert(
      fc.property(news, (all) => {
        const tracker = new OrderTracker();
        const atMs = timestampMs(START_MS);
        let before = tracker.submit(intent, atMs);
        const seen = new Map<string, number>();
        for (const each of all) {
          if (each.kind === 'report') tracker.applyReport(each.report, atMs);
          else {
            tracker.applyFill(each.fill, each.fill.tradeId, atMs);
            seen.set(each.fill.tradeId, each.fill.quantity);
          }
          const after = tracker.find(intent.clientOrderId);
          if (after === null) throw new Error('the order was forgotten');
          expect(after.filledQuantity).toBeGreaterThanOrEqual(before.filledQuantity);
          expect(after.fillsQuantity).toBe([...seen.values()].reduce((sum, lots) => sum + lots, 0));
          expect(outstandingLots(after)).toBeGreaterThanOrEqual(0);
          const wasFinal = ['filled', 'canceled', 'expired'].includes(before.status);
          if (wasFinal) expect(['filled', 'canceled', 'expired']).toContain(after.status);
          before = after;
        }
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});
