/** Conformance, silence: nothing after stop, and no secret ever. Each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import type { VenueBench } from './venue-bench';

export function checkSilence(bench: VenueBench): void {
  describe('silence', () => {
    it('emits nothing after stop', async () => {
      await bench.open();
      await bench.desk.connection.stop();
      const heard = bench.desk.events.length;
      bench.standIn.changeBook();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(bench.desk.events).toHaveLength(heard);
    });

    it('fault 73: no secret is in anything emitted, whatever the venue echoes', async () => {
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
