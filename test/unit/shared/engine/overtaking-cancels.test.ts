/** A cancel goes another way than the order it means and may be there first: then there was nothing to cancel, and the order rests. */
import { describe, expect, it } from 'vitest';
import type { OrderIntent } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, reportOf } from '../../../support/engine-parts';

/** Ids by which orders are to be canceled, ours and the venue's. */
function canceled(effects: readonly EngineEffect[]): readonly (readonly [string, string | null])[] {
  return effects.flatMap((effect) => (effect.kind === 'cancel-order' ? [[effect.clientOrderId, effect.venueOrderId] as const] : []));
}

/** A desk whose book broke while its quotes were on their way: each cancel found nothing. */
function overtaken(): { readonly desk: TestDesk; readonly sent: readonly OrderIntent[] } {
  const desk = new TestDesk().startTrading();
  const sent = desk.sent();
  const effects = desk.delta(BTC, {}, 1);
  expect(canceled(effects)).toEqual(sent.map(({ clientOrderId }) => [clientOrderId, null]));
  for (const { clientOrderId } of sent) desk.apply({ kind: 'cancel-failed', clientOrderId, reason: 'no open order carries this label' });
  desk.nowMs += 20;
  return { desk, sent };
}

function report(desk: TestDesk, intent: OrderIntent, change: Parameters<typeof reportOf>[1] = {}): readonly EngineEffect[] {
  return desk.apply({ kind: 'order-reported', report: reportOf(intent, { venueUpdatedAtMs: timestampMs(desk.nowMs), ...change }) });
}

describe('an order that was canceled while it was on its way', () => {
  it('is canceled again in the step in which the venue first tells of it, not two seconds later', () => {
    const { desk, sent } = overtaken();
    expect(sent.length).toBeGreaterThan(0);
    for (const intent of sent) {
      const accepted = reportOf(intent);
      expect(canceled(report(desk, intent))).toEqual([[intent.clientOrderId, accepted.venueOrderId]]);
    }
  });

  it('is not canceled a third time by each further word of it, nor at all once it is over', () => {
    const { desk, sent } = overtaken();
    const [first, second] = sent;
    if (first === undefined || second === undefined) throw new Error('expected two quotes');
    report(desk, first);
    expect(canceled(report(desk, first, { venueUpdatedAtMs: timestampMs(desk.nowMs + 1) }))).toEqual([]);
    expect(canceled(report(desk, second, { status: 'canceled' }))).toEqual([]);
  });
});

describe('a cancel that the venue finds nothing for', () => {
  it('ends no order: the venue is asked about it soon, and what it filled counts before it is gone (fault 27)', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const [quote] = desk.sent();
    if (quote === undefined) throw new Error('no quote was sent');
    desk.command('cancel-order', { clientOrderId: quote.clientOrderId });
    desk.apply({ kind: 'cancel-failed', clientOrderId: quote.clientOrderId, reason: 'not_open_order (11044)' });
    expect(desk.state.orders.find(quote.clientOrderId)).toMatchObject({ status: 'accepted', isCancelPending: true });
    const asked = desk.waitInTicks(500).filter(({ kind }) => kind === 'query-order');
    expect(asked).toEqual([{ kind: 'query-order', instrumentId: BTC, clientOrderId: quote.clientOrderId }]);
    const filledQuantity = quantityLots(3);
    report(desk, quote, { status: 'canceled', filledQuantity });
    expect(desk.state.orders.open.has(quote.clientOrderId)).toBe(true);
    desk.apply({ kind: 'fill-reported', fill: fillOf(quote, { quantity: filledQuantity }) });
    expect(desk.state.orders.open.has(quote.clientOrderId)).toBe(false);
    expect(Math.abs(desk.state.positions[BTC]?.position.lots ?? 0)).toBe(3);
  });
});
