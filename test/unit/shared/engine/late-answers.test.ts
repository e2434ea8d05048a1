/** An order that was given up, and whose place another took, turns out to rest: it is adopted, counted, and leaves where nobody wants it. */
import { describe, expect, it } from 'vitest';
import type { OrderIntent } from '../../../../shared/domain/order';
import { timestampMs } from '../../../../shared/domain/time';
import type { EngineEffect } from '../../../../shared/engine/effects';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, reportOf } from '../../../support/engine-parts';

function canceled(effects: readonly EngineEffect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
}

/** A desk of which one quote, never answered, was denied three times and has stopped counting; the others rest. */
function givenUp(): { readonly desk: TestDesk; readonly lost: OrderIntent } {
  const desk = new TestDesk().startTrading();
  const [lost, ...others] = desk.sent();
  if (lost === undefined) throw new Error('no quote was sent');
  for (const order of others) desk.apply({ kind: 'order-reported', report: reportOf(order) });
  desk.apply({ kind: 'order-outcome-unknown', clientOrderId: lost.clientOrderId, reason: 'no answer' });
  for (let time = 0; time < 3; time += 1) desk.apply({ kind: 'order-not-found', clientOrderId: lost.clientOrderId });
  const openOrders = others.map((order) => reportOf(order));
  for (let second = 0; second < 10; second += 1) {
    desk.wait(1_000);
    desk.market(120_000);
    desk.reconcile({ openOrders });
  }
  desk.wait(25);
  expect(desk.state.orders.open.has(lost.clientOrderId)).toBe(false);
  return { desk, lost };
}

/** The answer that comes ten seconds late: it rests. */
function answer(desk: TestDesk, lost: OrderIntent): readonly EngineEffect[] {
  return desk.apply({ kind: 'order-reported', report: reportOf(lost, { venueUpdatedAtMs: timestampMs(desk.nowMs) }) });
}

describe('the answer to a quote that was given up', () => {
  it('has it adopted, and one of the two that stand in its place leaves in the same step (fault 23)', () => {
    const { desk, lost } = givenUp();
    const instead = desk.sent().at(-1);
    expect(instead).toMatchObject({ side: lost.side, level: lost.level });
    desk.acceptAll();
    const gone = canceled(answer(desk, lost));
    expect(desk.state.orders.find(lost.clientOrderId)).toMatchObject({ status: 'accepted' });
    expect(gone).toHaveLength(1);
    expect([lost.clientOrderId, instead?.clientOrderId]).toContain(gone[0]);
  });

  it('has it canceled where nothing is quoted any more (fault 23)', () => {
    const { desk, lost } = givenUp();
    desk.acceptAll();
    desk.command('set-trading', { instrumentId: BTC, isOn: false });
    desk.cancelPending();
    expect(desk.state.orders.openOf(BTC)).toEqual([]);
    expect(canceled(answer(desk, lost))).toEqual([lost.clientOrderId]);
  });
});
