/** Conformance, connecting: signing in, reconciling, and the hosts that may be reached. Each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import type { VenueBench } from './venue-bench';

export function checkConnecting(bench: VenueBench): void {
  describe('connecting', () => {
    it('arms the dead-man switch, subscribes and reconciles before it calls the private lane live', async () => {
      await bench.open();
      const kinds = bench.desk.events.map((event) =>
        event.kind === 'channel-changed' && event.channel === 'private' ? `private ${event.state}` : event.kind,
      );
      const order = ['instruments-loaded', 'dead-man-reported', 'account-snapshot', 'private live'].map((kind) => kinds.indexOf(kind));
      expect(order.every((position) => position >= 0)).toBe(true);
      expect([...order].sort((left, right) => left - right)).toEqual(order);
      expect(bench.desk.all('dead-man-reported')[0]).toMatchObject({ isProtected: true });
    });

    it('does not call the lane live, and says so, while reconciliation fails', async () => {
      bench.standIn.refusesAccountQuestions = true;
      bench.desk.connection.start();
      await bench.desk.next('reconciliation-failed');
      expect(bench.desk.all('channel-changed').some((event) => event.channel === 'private' && event.state === 'live')).toBe(false);
      bench.standIn.refusesAccountQuestions = false;
      await bench.desk.next('channel-changed', (event) => event.channel === 'private' && event.state === 'live');
      expect(bench.desk.all('account-snapshot')).toHaveLength(1);
    });

    it('subscribes what was asked for before the instruments were known', async () => {
      bench.desk.connection.subscribe([bench.standIn.instrumentId]);
      bench.desk.connection.start();
      const snapshot = await bench.desk.next('book-snapshot');
      expect(snapshot.instrumentId).toBe(bench.standIn.instrumentId);
      // The stand-in knows no chains and no closes; only complaints about the subscription count here.
      expect(bench.desk.all('fault-noticed').filter(({ message }) => message.includes('subscription'))).toEqual([]);
    });

    it('measures every lane, with the difference between the clocks', async () => {
      await bench.open();
      for (const channel of ['market-data', 'private', 'cancel']) {
        const measured = await bench.desk.next('latency-measured', (event) => event.channel === channel);
        expect(measured.roundTripMs).toBeGreaterThanOrEqual(0);
        // One machine, one clock: half a round trip is all that can be between them.
        expect(Math.abs(measured.clockOffsetMs)).toBeLessThanOrEqual(measured.roundTripMs / 2 + 1);
      }
    });

    it.each(['market-data', 'private', 'cancel'] as const)('answers every question for a sign of life on the %s lane', async (channel) => {
      await bench.open();
      const before = bench.standIn.signsOfLife();
      for (let question = 0; question < 8; question += 1) bench.standIn.askForSignOfLife(channel);
      await new Promise((resolve) => setTimeout(resolve, 300));
      // Its own beats come once a second and lane, so the answers cannot be mistaken for them.
      expect(bench.standIn.signsOfLife()).toBeGreaterThanOrEqual(before + 8);
    });

    it('comes back at once when asked to reconnect, on every lane', async () => {
      await bench.open();
      bench.desk.forget();
      bench.desk.connection.reconnect();
      for (const channel of ['market-data', 'private', 'cancel']) {
        await bench.desk.next('channel-changed', (event) => event.channel === channel && event.state === 'live');
      }
      expect(bench.desk.all('account-snapshot')).toHaveLength(1);
      await bench.desk.next('book-snapshot');
    });

    it('is blocked, not looping, with wrong keys', async () => {
      await bench.replaceDesk({ credentials: { clientId: bench.standIn.credentials.clientId, clientSecret: 'wrong-secret-canary' } });
      bench.desk.connection.start();
      await bench.desk.next('channel-changed', (event) => event.channel === 'private' && event.state === 'blocked');
      await bench.desk.next('channel-changed', (event) => event.channel === 'cancel' && event.state === 'blocked');
      const connections = bench.standIn.connections();
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(bench.standIn.connections()).toBe(connections);
    });

    it('without keys looks and does not trade: prices come, no account is asked for, and each private lane says why (fault 61)', async () => {
      await bench.replaceDesk({ credentials: { clientId: '', clientSecret: '' } });
      bench.desk.connection.start();
      await bench.desk.next('instruments-loaded');
      bench.desk.connection.subscribe([bench.standIn.instrumentId]);
      await bench.desk.next('book-snapshot');
      bench.desk.connection.reconnect();
      for (const channel of ['private', 'cancel']) {
        const blocked = await bench.desk.next('channel-changed', (event) => event.channel === channel && event.state === 'blocked');
        expect(blocked.reason).toContain('no keys');
      }
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      await bench.desk.next('order-rejected', (event) => event.clientOrderId === id);
      bench.desk.connection.reconcile();
      await bench.desk.next('reconciliation-failed');
      expect(bench.standIn.receivedLabels()).toEqual([]);
      expect(bench.desk.all('account-snapshot')).toEqual([]);
      expect(bench.desk.all('channel-changed').filter((event) => event.channel !== 'market-data' && event.state !== 'blocked')).toEqual([]);
    });

    it('when all lanes die in any order, each comes back by itself and anew, with few attempts (fault 21)', async () => {
      await bench.open();
      for (const order of [
        ['market-data', 'private', 'cancel'],
        ['cancel', 'market-data', 'private'],
        ['private', 'cancel', 'market-data'],
      ] as const) {
        const before = bench.standIn.connections();
        bench.desk.forget();
        for (const channel of order) {
          bench.standIn.hangUp(channel);
          await bench.desk.next('channel-changed', (event) => event.channel === channel && event.state === 'connecting');
        }
        for (const channel of order) {
          await bench.desk.next('channel-changed', (event) => event.channel === channel && event.state === 'live');
        }
        await bench.desk.next('book-snapshot');
        const place = (kind: string): number => bench.desk.events.findIndex((event) => event.kind === kind);
        const isBack = (channel: string): number =>
          bench.desk.events.findIndex((event) => event.kind === 'channel-changed' && event.channel === channel && event.state === 'live');
        expect(place('book-invalidated')).toBeLessThan(place('book-snapshot'));
        expect(bench.desk.all('account-snapshot')).toHaveLength(1);
        expect(place('account-snapshot')).toBeLessThan(isBack('private'));
        expect(bench.standIn.connections() - before).toBe(3);
      }
    });

    it('refuses a host that is not on the list, before any connection (fault 74)', async () => {
      await bench.replaceDesk({ endpoint: { ...bench.standIn.endpoint, hosts: ['127.0.0.1:1'] } });
      bench.desk.connection.start();
      const fault = await bench.desk.next('fault-noticed', (event) => event.message.includes('refused'));
      expect(fault.message).toContain('127.0.0.1:1');
      expect(bench.standIn.connections()).toBe(0);
    });
  });
}
