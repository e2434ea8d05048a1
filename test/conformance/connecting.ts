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

    it('is blocked, not looping, with wrong keys', async () => {
      await bench.replaceDesk({ credentials: { clientId: bench.standIn.credentials.clientId, clientSecret: 'wrong-secret-canary' } });
      bench.desk.connection.start();
      await bench.desk.next('channel-changed', (event) => event.channel === 'private' && event.state === 'blocked');
      await bench.desk.next('channel-changed', (event) => event.channel === 'cancel' && event.state === 'blocked');
      const connections = bench.standIn.connections();
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(bench.standIn.connections()).toBe(connections);
    });

    it('fault 74: refuses a host that is not on the list, before any connection', async () => {
      await bench.replaceDesk({ endpoint: { ...bench.standIn.endpoint, hosts: ['127.0.0.1:1'] } });
      bench.desk.connection.start();
      const fault = await bench.desk.next('fault-noticed', (event) => event.message.includes('refused'));
      expect(fault.message).toContain('127.0.0.1:1');
      expect(bench.standIn.connections()).toBe(0);
    });
  });
}
