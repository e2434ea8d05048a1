/** A quote that the venue says filled, before it tells the execution: nothing takes its place until position and cooldown know of it. */
import { expect, it } from 'vitest';
import type { OrderIntent, OrderReport } from '../../../../shared/domain/order';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC, fillOf, reportOf } from '../../../support/engine-parts';

function quotingDesk(): { readonly desk: TestDesk; readonly bid: OrderIntent } {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  const bid = desk.sent().find((sent) => sent.side === 'buy' && sent.level === 1);
  if (bid === undefined) throw new Error('no quote was sent');
  // Whatever is sent from here on is within the message budget.
  desk.waitInTicks(1_500);
  return { desk, bid };
}

function report(desk: TestDesk, bid: OrderIntent, change: Partial<OrderReport>): readonly EngineEffect[] {
  return desk.apply({ kind: 'order-reported', report: reportOf(bid, { venueUpdatedAtMs: timestampMs(desk.nowMs), ...change }) });
}

/** The desk goes on for so long with a market that moves by nothing. */
function goOn(desk: TestDesk, milliseconds: number): readonly EngineEffect[] {
  const effects: EngineEffect[] = [];
  for (let passedMs = 0; passedMs < milliseconds; passedMs += 500) {
    effects.push(...desk.waitInTicks(500));
    desk.market(120_000);
    desk.reconcile();
  }
  return effects;
}

it('no quote takes the place of one that filled while its execution is still to be told', () => {
  const { desk, bid } = quotingDesk();
  const filled = report(desk, bid, { status: 'filled', filledQuantity: bid.quantity });
  const meanwhile = desk.waitInTicks(100);
  expect(ordersSent([...filled, ...meanwhile]).filter((sent) => sent.side === 'buy')).toEqual([]);
  expect(desk.state.quoting[BTC]?.levelStatuses.find(({ side, state }) => side === 'buy' && state === 'waiting')?.code).toBe(
    'outcome-unknown',
  );
  desk.apply({ kind: 'fill-reported', fill: fillOf(bid) });
  expect(desk.state.quoting[BTC]?.suspensions.buy?.cause).toBe('fill-cooldown');
});

it('nor of one that was canceled with a part of it filled', () => {
  const { desk, bid } = quotingDesk();
  const canceled = report(desk, bid, { status: 'canceled', filledQuantity: quantityLots(10) });
  expect(ordersSent([...canceled, ...desk.waitInTicks(100)]).filter((sent) => sent.side === 'buy')).toEqual([]);
});

it('an execution that never comes does not hold the place for ever', () => {
  const { desk, bid } = quotingDesk();
  report(desk, bid, { status: 'filled', filledQuantity: bid.quantity });
  expect(ordersSent(goOn(desk, 9_000)).filter((sent) => sent.side === 'buy')).toEqual([]);
  expect(ordersSent(goOn(desk, 2_000)).filter((sent) => sent.side === 'buy')).toHaveLength(1);
});
