/** An order that the session before left behind: what it filled meanwhile is in the opening, and nobody waits for word of that. */
import { expect, it } from 'vitest';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { projectDesk } from '../../../../shared/projection/project-desk';
import { projectOrders } from '../../../../shared/projection/project-orders';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, datedFuture, fillOf, perpetual, positionOf, reportOf, testSettings, VENUE } from '../../../support/engine-parts';
import { leftBy, restart } from '../../../support/restarted-desk';

it('an order carried over that filled in part, of which no execution is told any more, is not asked for once it is over', () => {
  const before = new TestDesk().startTrading();
  before.acceptAll();
  const [order] = before.state.orders.open.values();
  if (order === undefined) throw new Error('expected a quote');
  const filledQuantity = quantityLots(10);
  const resting = reportOf(order, { filledQuantity, venueUpdatedAtMs: timestampMs(before.nowMs + 10_000) });
  const desk = restart(before, { afterMs: 60_000, snapshot: { openOrders: [resting], positions: [positionOf(BTC, 10)] } });
  const canceled = reportOf(order, { status: 'canceled', filledQuantity, venueUpdatedAtMs: timestampMs(desk.nowMs) });
  desk.apply({ kind: 'order-reported', report: canceled });
  desk.waitInTicks(10_000);
  const asked = desk.effects.filter((effect) => effect.kind === 'query-order' && effect.clientOrderId === order.clientOrderId);
  expect(asked).toEqual([]);
  expect(desk.state.orders.find(order.clientOrderId)).toMatchObject({ status: 'canceled', fillsQuantity: 10 });
});

it('quotes carried over in what is not quoted any more leave the market: no ladder asks for it', () => {
  const before = new TestDesk().startTrading();
  before.acceptAll();
  const resting = [...before.state.orders.open.values()].map((order) => reportOf(order));
  const settings = testSettings({ quotedInstruments: [] });
  const desk = restart(before, { afterMs: 60_000, settings, snapshot: { openOrders: resting } });
  const canceled = desk.effects.flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
  expect(canceled).toEqual(resting.map(({ clientOrderId }) => clientOrderId));
  expect(desk.wait(25).filter(({ kind }) => kind === 'cancel-order')).toEqual([]);
});

it('so do those in what the venue does not list now, before anything of the account can be read', () => {
  const before = new TestDesk().startTrading();
  before.acceptAll();
  const carried = [...before.state.orders.open.keys()];
  const desk = new TestDesk();
  desk.nowMs = before.nowMs + 60_000;
  const start = { sessionId: 'test0002', environment: 'practice', settings: testSettings(), recovered: leftBy(before) } as const;
  desk.apply({ kind: 'session-started', ...start });
  desk.wait(25);
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [datedFuture()] });
  for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
  const canceled = desk.waitInTicks(5_000).flatMap((effect) => (effect.kind === 'cancel-order' ? [effect.clientOrderId] : []));
  expect(new Set(canceled)).toEqual(new Set(carried));
});

it('an order carried over that had filled in part is unknown on every screen until the venue has spoken of it', () => {
  const before = new TestDesk().startTrading();
  before.acceptAll();
  const [order] = before.state.orders.open.values();
  if (order === undefined) throw new Error('expected a quote');
  before.apply({ kind: 'fill-reported', fill: fillOf(order, { quantity: quantityLots(10) }) });
  const desk = new TestDesk();
  desk.nowMs = before.nowMs + 60_000;
  const recovered = leftBy(before);
  desk.apply({ kind: 'session-started', sessionId: 'test0002', environment: 'practice', settings: testSettings(), recovered });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), datedFuture()] });
  expect(projectOrders(desk.state).rows[order.clientOrderId]).toMatchObject({ status: 'unknown' });
  expect(projectDesk(desk.state).unknownOrderCount).toBe(recovered.orders.length);
  desk.apply({ kind: 'order-reported', report: reportOf(order, { filledQuantity: quantityLots(10) }) });
  expect(desk.state.orders.find(order.clientOrderId)?.status).toBe('partially-filled');
});

it('an order without an answer stays unknown when a part of it fills, and is asked for: nobody knows what became of the rest', () => {
  const desk = new TestDesk().startTrading();
  const [order] = desk.state.orders.open.values();
  if (order === undefined) throw new Error('expected a quote');
  const { clientOrderId } = order;
  desk.apply({ kind: 'order-outcome-unknown', clientOrderId, reason: 'the connection ended' });
  desk.apply({ kind: 'fill-reported', fill: fillOf(order, { quantity: quantityLots(10) }) });
  expect(desk.state.orders.find(clientOrderId)).toMatchObject({ status: 'unknown', filledQuantity: 10 });
  const asked = desk.waitInTicks(1_000).some((effect) => effect.kind === 'query-order' && effect.clientOrderId === clientOrderId);
  expect(asked).toBe(true);
});
