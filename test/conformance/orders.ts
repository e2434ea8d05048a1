/** Conformance, orders: every way an order can end. Each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import type { VenueBench } from './venue-bench';

export function checkOrders(bench: VenueBench): void {
  describe('orders', () => {
    it('reports an accepted order under our id', async () => {
      await bench.open();
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      const { report } = await bench.desk.next('order-reported');
      expect(report).toMatchObject({ clientOrderId: id, status: 'accepted', price: 119_990, quantity: 5, side: 'buy' });
    });

    it('a refusal is a rejection with its code (fault 22)', async () => {
      await bench.open();
      bench.standIn.nextOrder = 'reject';
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      const rejected = await bench.desk.next('order-rejected');
      expect(rejected.clientOrderId).toBe(id);
      expect(rejected.code).not.toBe(0);
      expect(bench.desk.all('order-outcome-unknown')).toHaveLength(0);
    });

    it('a frame of the account that cannot be read may have been a fill: everything is asked for anew (fault 8)', async () => {
      await bench.open();
      bench.desk.forget();
      bench.standIn.sendText('private', '{');
      await bench.desk.next('account-snapshot');
      expect(bench.desk.all('fault-noticed')).toHaveLength(1);
    });

    it('an order while the private lane is down is rejected as never sent', async () => {
      bench.desk.connection.start();
      await bench.desk.next('instruments-loaded');
      const { order } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      const rejected = await bench.desk.next('order-rejected');
      expect(rejected.reason).toContain('never sent');
      expect(bench.standIn.receivedLabels()).toHaveLength(0);
    });

    it.each(['lose', 'accept-silently', 'fail-ambiguously', 'accept-and-hang-up'] as const)(
      'an order the venue did "%s" is unknown, and never resent (faults 3, 14)',
      async (treatment) => {
        await bench.open();
        bench.standIn.nextOrder = treatment;
        const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
        bench.desk.connection.sendOrder(order);
        const unknown = await bench.desk.next('order-outcome-unknown');
        expect(unknown.clientOrderId).toBe(id);
        await new Promise((resolve) => setTimeout(resolve, 600));
        expect(bench.standIn.receivedLabels()).toEqual([id]);
        expect(bench.desk.all('order-rejected')).toHaveLength(0);
      },
    );

    it('maintenance takes book and private lane away at once, and the way back is that of any lost connection (fault 20)', async () => {
      await bench.open();
      bench.desk.forget();
      bench.standIn.nextOrder = 'maintenance';
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      expect((await bench.desk.next('order-rejected')).clientOrderId).toBe(id);
      await bench.desk.next('book-invalidated', (event) => event.reason.includes('maintenance'));
      await bench.desk.next('channel-changed', (event) => event.channel === 'private' && event.state === 'connecting');
      await bench.desk.next('dead-man-reported', (event) => !event.isProtected);
      for (const channel of ['market-data', 'private']) {
        await bench.desk.next('channel-changed', (event) => event.channel === channel && event.state === 'live');
      }
      await bench.desk.next('account-snapshot');
      await bench.desk.next('book-snapshot');
    });

    it('an answer after the verdict "unknown" is still heard (fault 23)', async () => {
      await bench.open();
      bench.standIn.nextOrder = 'answer-late';
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      await bench.desk.next('order-outcome-unknown');
      const { report } = await bench.desk.next('order-reported');
      expect(report).toMatchObject({ clientOrderId: id, status: 'accepted' });
    });

    it('a query finds an unknown order that rests, and denies one that never arrived', async () => {
      await bench.open();
      bench.standIn.nextOrder = 'accept-silently';
      const resting = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(resting.order);
      bench.desk.connection.queryOrder(bench.standIn.instrumentId, resting.id);
      const { report } = await bench.desk.next('order-reported');
      expect(report).toMatchObject({ clientOrderId: resting.id, status: 'accepted' });
      const absent = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.queryOrder(bench.standIn.instrumentId, absent.id);
      expect((await bench.desk.next('order-not-found')).clientOrderId).toBe(absent.id);
    });

    it('a query without an answer reaches no verdict', async () => {
      await bench.open();
      bench.standIn.refusesAccountQuestions = true;
      const { id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.queryOrder(bench.standIn.instrumentId, id);
      await bench.desk.next('fault-noticed', (event) => event.message.includes('no verdict'));
      expect(bench.desk.all('order-not-found')).toHaveLength(0);
    });

    it('every execution frame is passed on with the same trade id, so that one can be counted (faults 6, 25)', async () => {
      await bench.open();
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      await bench.desk.next('order-reported');
      bench.standIn.fill(id, 3);
      await bench.desk.next('order-reported', (event) => event.report.status === 'filled');
      const fills = bench.desk.all('fill-reported').map((event) => event.fill);
      expect(fills).toHaveLength(3);
      expect(new Set(fills.map((fill) => fill.tradeId)).size).toBe(1);
      expect(fills[0]).toMatchObject({ clientOrderId: id, quantity: 5, price: 119_990, liquidity: 'maker', feeCurrency: 'BTC' });
    });

    it('a fill during a lost connection comes with the reconciliation', async () => {
      await bench.open();
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      await bench.desk.next('order-reported');
      bench.standIn.hangUp('private');
      bench.standIn.fill(id, 1);
      bench.desk.forget();
      const snapshot = await bench.desk.next('account-snapshot');
      expect(snapshot.fills.map((fill) => fill.clientOrderId)).toEqual([id]);
      expect(snapshot.openOrders).toHaveLength(0);
    });
  });
}
