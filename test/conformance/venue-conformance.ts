/** The suite every venue must pass. Each test names the fault it injects (reliability catalogue) and what must hold. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueDefinition } from '../../electron/venues/venue-port';
import type { StartStandIn, VenueStandIn } from './stand-in';
import { VenueDesk } from './venue-desk';

/** Frames no venue may send; none may crash the adapter, change a book or leave a number behind. */
const GARBAGE = ['', '{', 'null', '[]', '"text"', '{"method":"subscription"}', '{"method":"subscription","params":{"channel":7}}', '{"id":"1","result":1}'];

export function runVenueConformance(definition: VenueDefinition, startStandIn: StartStandIn): void {
  let standIn: VenueStandIn;
  let desk: VenueDesk;

  beforeEach(async () => {
    standIn = await startStandIn();
    desk = new VenueDesk(definition, standIn);
  });

  afterEach(async () => {
    await desk.connection.stop();
    await standIn.stop();
  });

  const open = (): Promise<void> => desk.open(standIn.instrumentId);

  describe(`${definition.label}: connecting`, () => {
    it('arms the dead-man switch, subscribes and reconciles before it calls the private lane live', async () => {
      await open();
      const kinds = desk.events.map((event) => (event.kind === 'channel-changed' && event.channel === 'private' ? `private ${event.state}` : event.kind));
      const order = ['instruments-loaded', 'dead-man-reported', 'account-snapshot', 'private live'].map((kind) => kinds.indexOf(kind));
      expect(order.every((position) => position >= 0)).toBe(true);
      expect([...order].sort((left, right) => left - right)).toEqual(order);
      expect(desk.all('dead-man-reported')[0]).toMatchObject({ isProtected: true });
    });

    it('does not call the lane live, and says so, while reconciliation fails', async () => {
      standIn.refusesAccountQuestions = true;
      desk.connection.start();
      await desk.next('reconciliation-failed');
      expect(desk.all('channel-changed').some((event) => event.channel === 'private' && event.state === 'live')).toBe(false);
      standIn.refusesAccountQuestions = false;
      await desk.next('channel-changed', (event) => event.channel === 'private' && event.state === 'live');
      expect(desk.all('account-snapshot')).toHaveLength(1);
    });

    it('is blocked, not looping, with wrong keys', async () => {
      await desk.connection.stop();
      const wrong = { clientId: standIn.credentials.clientId, clientSecret: 'wrong-secret-canary' };
      desk = new VenueDesk(definition, { endpoint: standIn.endpoint, credentials: wrong });
      desk.connection.start();
      await desk.next('channel-changed', (event) => event.channel === 'private' && event.state === 'blocked');
      await desk.next('channel-changed', (event) => event.channel === 'cancel' && event.state === 'blocked');
      const connections = standIn.connections();
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(standIn.connections()).toBe(connections);
    });

    it('fault 74: refuses a host that is not on the list, before any connection', async () => {
      await desk.connection.stop();
      const endpoint = { ...standIn.endpoint, hosts: ['127.0.0.1:1'] };
      desk = new VenueDesk(definition, { endpoint, credentials: standIn.credentials });
      desk.connection.start();
      const fault = await desk.next('fault-noticed', (event) => event.message.includes('refused'));
      expect(fault.message).toContain('127.0.0.1:1');
      expect(standIn.connections()).toBe(0);
    });
  });

  describe(`${definition.label}: books`, () => {
    it('fault 9: a lost change invalidates the book at once and ends in a snapshot of a new generation', async () => {
      await open();
      const first = desk.all('book-snapshot')[0];
      standIn.changeBook();
      await desk.next('book-delta');
      desk.forget();
      standIn.loseBookChange();
      standIn.changeBook();
      const invalidated = await desk.next('book-invalidated');
      const snapshot = await desk.next('book-snapshot');
      expect(invalidated.instrumentId).toBe(standIn.instrumentId);
      expect(desk.all('book-delta')).toHaveLength(0);
      expect(desk.all('fault-noticed').length).toBeGreaterThan(0);
      expect(snapshot.generation).toBeGreaterThan(first?.generation ?? Infinity);
      standIn.changeBook();
      const delta = await desk.next('book-delta');
      expect(delta).toMatchObject({ generation: snapshot.generation, previousChangeId: snapshot.changeId });
    });

    it('fault 1: a closed connection invalidates every book, comes back and starts from a snapshot', async () => {
      await open();
      const before = desk.all('book-snapshot')[0]?.generation ?? Infinity;
      desk.forget();
      standIn.hangUp('market-data');
      await desk.next('book-invalidated');
      const snapshot = await desk.next('book-snapshot');
      expect(desk.events.findIndex((event) => event.kind === 'book-invalidated')).toBeLessThan(desk.events.indexOf(snapshot));
      expect(snapshot.generation).toBeGreaterThan(before);
    });

    it('fault 2: a connection that says nothing is called stale and replaced', async () => {
      await open();
      desk.forget();
      standIn.freeze('market-data');
      await desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'stale');
      await desk.next('book-invalidated');
      await desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'live');
    });

    it('fault 8: garbage is quarantined and said; the book goes on untouched', async () => {
      await open();
      desk.forget();
      for (const text of GARBAGE) standIn.sendText('market-data', text);
      standIn.changeBook();
      await desk.next('book-delta');
      expect(desk.all('fault-noticed')).toHaveLength(GARBAGE.length);
      expect(desk.all('book-invalidated')).toHaveLength(0);
    });

    it('fault 8: garbage without end costs the lane its connection', async () => {
      await open();
      desk.forget();
      for (let frame = 0; frame < 30; frame += 1) standIn.sendText('market-data', '{');
      await desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'connecting');
      await desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'live');
    });

    it('a resynchronisation that was asked for gives a new generation', async () => {
      await open();
      desk.forget();
      desk.connection.resynchroniseBook(standIn.instrumentId, 'crossed for 300 ms');
      await desk.next('book-invalidated');
      await desk.next('book-snapshot');
    });
  });

  describe(`${definition.label}: orders`, () => {
    it('reports an accepted order under our id', async () => {
      await open();
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      const { report } = await desk.next('order-reported');
      expect(report).toMatchObject({ clientOrderId: id, status: 'accepted', price: 119_990, quantity: 5, side: 'buy' });
    });

    it('fault 22: a refusal is a rejection with its code', async () => {
      await open();
      standIn.nextOrder = 'reject';
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      const rejected = await desk.next('order-rejected');
      expect(rejected.clientOrderId).toBe(id);
      expect(rejected.code).not.toBe(0);
      expect(desk.all('order-outcome-unknown')).toHaveLength(0);
    });

    it('an order while the private lane is down is rejected as never sent', async () => {
      desk.connection.start();
      await desk.next('instruments-loaded');
      const { order } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      const rejected = await desk.next('order-rejected');
      expect(rejected.reason).toContain('never sent');
      expect(standIn.receivedLabels()).toHaveLength(0);
    });

    it.each(['lose', 'accept-silently', 'fail-ambiguously', 'accept-and-hang-up'] as const)(
      'faults 3, 14: an order the venue did "%s" is unknown, and never resent',
      async (treatment) => {
        await open();
        standIn.nextOrder = treatment;
        const { order, id } = desk.approve(standIn.instrumentId);
        desk.connection.sendOrder(order);
        const unknown = await desk.next('order-outcome-unknown');
        expect(unknown.clientOrderId).toBe(id);
        await new Promise((resolve) => setTimeout(resolve, 600));
        expect(standIn.receivedLabels()).toEqual([id]);
        expect(desk.all('order-rejected')).toHaveLength(0);
      },
    );

    it('fault 23: an answer after the verdict "unknown" is still heard', async () => {
      await open();
      standIn.nextOrder = 'answer-late';
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      await desk.next('order-outcome-unknown');
      const { report } = await desk.next('order-reported');
      expect(report).toMatchObject({ clientOrderId: id, status: 'accepted' });
    });

    it('a query finds an unknown order that rests, and denies one that never arrived', async () => {
      await open();
      standIn.nextOrder = 'accept-silently';
      const resting = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(resting.order);
      desk.connection.queryOrder(standIn.instrumentId, resting.id);
      const { report } = await desk.next('order-reported');
      expect(report).toMatchObject({ clientOrderId: resting.id, status: 'accepted' });
      const absent = desk.approve(standIn.instrumentId);
      desk.connection.queryOrder(standIn.instrumentId, absent.id);
      expect((await desk.next('order-not-found')).clientOrderId).toBe(absent.id);
    });

    it('a query without an answer reaches no verdict', async () => {
      await open();
      standIn.refusesAccountQuestions = true;
      const { id } = desk.approve(standIn.instrumentId);
      desk.connection.queryOrder(standIn.instrumentId, id);
      await desk.next('fault-noticed', (event) => event.message.includes('no verdict'));
      expect(desk.all('order-not-found')).toHaveLength(0);
    });

    it('faults 6, 25: every execution frame is passed on with the same trade id, so that one can be counted', async () => {
      await open();
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      await desk.next('order-reported');
      standIn.fill(id, 3);
      await desk.next('order-reported', (event) => event.report.status === 'filled');
      const fills = desk.all('fill-reported').map((event) => event.fill);
      expect(fills).toHaveLength(3);
      expect(new Set(fills.map((fill) => fill.tradeId)).size).toBe(1);
      expect(fills[0]).toMatchObject({ clientOrderId: id, quantity: 5, price: 119_990, liquidity: 'maker', feeCurrency: 'BTC' });
    });

    it('a fill during a lost connection comes with the reconciliation', async () => {
      await open();
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      await desk.next('order-reported');
      standIn.hangUp('private');
      standIn.fill(id, 1);
      desk.forget();
      const snapshot = await desk.next('account-snapshot');
      expect(snapshot.fills.map((fill) => fill.clientOrderId)).toEqual([id]);
      expect(snapshot.openOrders).toHaveLength(0);
    });
  });

  describe(`${definition.label}: cancels`, () => {
    const place = async (): Promise<string> => {
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      await desk.next('order-reported', (event) => event.report.clientOrderId === id);
      return id;
    };

    it('cancels one order by its venue id and by our id', async () => {
      await open();
      const { order, id } = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(order);
      const { report } = await desk.next('order-reported');
      desk.connection.cancelOrder({ instrumentId: standIn.instrumentId, clientOrderId: id, venueOrderId: report.venueOrderId });
      await desk.next('order-reported', (event) => event.report.clientOrderId === id && event.report.status === 'canceled');
      const second = desk.approve(standIn.instrumentId);
      desk.connection.sendOrder(second.order);
      await desk.next('order-reported', (event) => event.report.clientOrderId === second.id);
      desk.connection.cancelOrder({ instrumentId: standIn.instrumentId, clientOrderId: second.id, venueOrderId: null });
      await desk.next('order-reported', (event) => event.report.clientOrderId === second.id && event.report.status === 'canceled');
      expect(standIn.openLabels()).toEqual([]);
    });

    it('fault 27: a cancel the venue does not know is said, without a verdict on the order', async () => {
      await open();
      const { id } = desk.approve(standIn.instrumentId);
      desk.connection.cancelOrder({ instrumentId: standIn.instrumentId, clientOrderId: id, venueOrderId: null });
      expect((await desk.next('cancel-failed')).clientOrderId).toBe(id);
    });

    it('confirms a cancel of everything only when nothing is left, repeating what did not work', async () => {
      await open();
      await place();
      await place();
      standIn.ignoresFirstCancelAll = true;
      desk.connection.cancelAll('mine');
      const confirmed = await desk.next('cancel-all-confirmed');
      expect(confirmed.remaining).toBe(0);
      expect(standIn.openLabels()).toEqual([]);
    });

    it('fault 31: "mine" spares the orders of another tool, "account" does not', async () => {
      await open();
      standIn.placeForeignOrder('another-tool-1');
      await desk.next('order-reported', (event) => event.report.clientOrderId === null);
      await place();
      desk.connection.cancelAll('mine');
      await desk.next('cancel-all-confirmed');
      expect(standIn.openLabels()).toEqual(['another-tool-1']);
      desk.forget();
      desk.connection.cancelAll('account');
      await desk.next('cancel-all-confirmed');
      expect(standIn.openLabels()).toEqual([]);
    });

    it('the cancel lane works while market data hangs, and while the private lane is silent', async () => {
      await open();
      await place();
      standIn.marketDataDelayMs = 60_000;
      standIn.freeze('private');
      desk.connection.cancelAll('quotes');
      const confirmed = await desk.next('cancel-all-confirmed');
      expect(confirmed.remaining).toBe(0);
      expect(standIn.openLabels()).toEqual([]);
    });

    it('a cancel of everything asked for while no lane answers is carried out as soon as one does', async () => {
      await open();
      standIn.placeForeignOrder('keel-left-behind');
      standIn.hangUp('cancel');
      standIn.hangUp('private');
      await desk.next('dead-man-reported', (event) => !event.isProtected);
      desk.connection.cancelAll('mine');
      await desk.next('cancel-all-confirmed');
      expect(standIn.openLabels()).toEqual([]);
    });
  });

  describe(`${definition.label}: silence`, () => {
    it('emits nothing after stop', async () => {
      await open();
      await desk.connection.stop();
      const heard = desk.events.length;
      standIn.changeBook();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(desk.events).toHaveLength(heard);
    });

    it('fault 73: no secret is in anything emitted, whatever the venue echoes', async () => {
      await open();
      const { clientId, clientSecret } = standIn.credentials;
      standIn.sendText('private', JSON.stringify({ method: 'subscription', params: { channel: 'user.orders.any.any.raw', data: { label: clientSecret } } }));
      standIn.sendText('market-data', JSON.stringify({ method: clientSecret }));
      standIn.sendText('market-data', JSON.stringify({ method: clientId }));
      standIn.sendText('market-data', JSON.stringify({ method: 'canary-access-token' }));
      await desk.next('fault-noticed', (event) => event.message.includes('[secret]'));
      standIn.hangUp('private');
      await desk.next('account-snapshot');
      expect(JSON.stringify(desk.events)).not.toMatch(/canary/);
    });
  });
}
