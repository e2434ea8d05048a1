/** Orders that were decided and never left this machine: the disk refused them, they grew too old, or their cancel came first. */
import { describe, expect, it } from 'vitest';
import type { EngineEventBody } from '../../../../shared/engine/events';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC } from '../../../support/engine-parts';

type Cause = Extract<EngineEventBody, { kind: 'order-withheld' }>['cause'];

/** A desk whose first bids were all withheld within a second. */
function withheld(cause: Cause): { readonly desk: TestDesk; readonly before: number } {
  const desk = new TestDesk().startTrading();
  const bids = desk.sent().filter(({ side }) => side === 'buy');
  expect(bids.length).toBeGreaterThanOrEqual(3);
  const before = desk.effects.length;
  for (const { clientOrderId } of bids) desk.apply({ kind: 'order-withheld', clientOrderId, cause, reason: 'not sent' });
  for (const { clientOrderId } of bids)
    expect(desk.state.orders.find(clientOrderId)).toMatchObject({ status: 'rejected', reason: 'not sent' });
  return { desk, before };
}

describe('quotes that were never sent', () => {
  it.each(['disk', 'expired'] as const)('are over, told, and pause their side instead of being decided again and again (%s)', (cause) => {
    const { desk } = withheld(cause);
    expect(desk.state.quoting[BTC]?.suspensions).toMatchObject({ buy: { cause: 'denied' }, sell: null });
    expect(desk.state.alerts.at(-1)).toMatchObject({ key: `rejected|${BTC}|quote` });
  });

  it('because their cancel came first are over without a word, and their side goes on', () => {
    const { desk, before } = withheld('canceled');
    expect(desk.state.quoting[BTC]?.suspensions.buy).toBeNull();
    expect(desk.state.alerts.filter(({ key }) => key.startsWith('rejected|'))).toEqual([]);
    desk.waitInTicks(1_500);
    expect(ordersSent(desk.effects.slice(before)).filter(({ side }) => side === 'buy').length).toBeGreaterThan(0);
  });
});
