/** Turning pricing off: quotes that nobody prices any more leave the market. */
import { expect, it } from 'vitest';
import { TestDesk, ordersSent } from '../../../support/engine-builder';
import { BTC } from '../../../support/engine-parts';

it('turning pricing off takes the quotes out and trading with them, and pricing alone brings neither back', () => {
  const desk = new TestDesk().startTrading();
  desk.acceptAll();
  const before = desk.effects.length;
  expect(desk.command('set-pricing', { instrumentId: BTC, isOn: false }).status).toBe('accepted');
  const canceled = desk.effects.slice(before).flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
  expect(new Set(canceled)).toEqual(new Set(desk.sent().map(({ clientOrderId }) => clientOrderId)));
  expect(desk.state.quoting[BTC]).toMatchObject({ isPricingOn: false, isTradingOn: false });
  desk.cancelPending();
  desk.command('set-pricing', { instrumentId: BTC, isOn: true });
  expect(ordersSent(desk.waitInTicks(1_500))).toEqual([]);
});
