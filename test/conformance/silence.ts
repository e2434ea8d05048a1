/** Conformance, silence: nothing after stop, and no secret ever. Each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import type { VenueBench } from './venue-bench';

export function checkSilence(bench: VenueBench): void {
  describe('silence', () => {
    it('emits nothing once stop was asked for, not even of what was under way', async () => {
      await bench.open();
      bench.standIn.nextOrder = 'lose';
      bench.desk.connection.sendOrder(bench.desk.approve(bench.standIn.instrumentId).order);
      const heard = bench.desk.events.length;
      await bench.desk.connection.stop();
      bench.standIn.changeBook();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(bench.desk.events).toHaveLength(heard);
    });

    it('no secret is in anything emitted, whatever the venue echoes (fault 73)', async () => {
      await bench.open();
      const { clientId, clientSecret } = bench.standIn.credentials;
      bench.standIn.sendText(
        'private',
        JSON.stringify({ method: 'subscription', params: { channel: 'user.orders.any.any.raw', data: { label: clientSecret } } }),
      );
      bench.standIn.sendText('market-data', JSON.stringify({ method: clientSecret }));
      bench.standIn.sendText('market-data', JSON.stringify({ method: clientId }));
      bench.standIn.sendText('market-data', JSON.stringify({ method: 'canary-access-token' }));
      await bench.desk.next('fault-noticed', (event) => event.message.includes('[secret]'));
      bench.standIn.hangUp('private');
      await bench.desk.next('account-snapshot');
      expect(JSON.stringify(bench.desk.events)).not.toMatch(/canary/);
    });
  });
}
