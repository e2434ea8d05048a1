/** Conformance, cancels: a lane that nothing can block. Each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import type { VenueBench } from './venue-bench';

export function checkCancels(bench: VenueBench): void {
  describe('cancels', () => {
    const place = async (): Promise<string> => {
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      await bench.desk.next('order-reported', (event) => event.report.clientOrderId === id);
      return id;
    };

    it('cancels one order by its venue id and by our id', async () => {
      await bench.open();
      const { order, id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(order);
      const { report } = await bench.desk.next('order-reported');
      bench.desk.connection.cancelOrder({ instrumentId: bench.standIn.instrumentId, clientOrderId: id, venueOrderId: report.venueOrderId });
      await bench.desk.next('order-reported', (event) => event.report.clientOrderId === id && event.report.status === 'canceled');
      const second = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.sendOrder(second.order);
      await bench.desk.next('order-reported', (event) => event.report.clientOrderId === second.id);
      bench.desk.connection.cancelOrder({ instrumentId: bench.standIn.instrumentId, clientOrderId: second.id, venueOrderId: null });
      await bench.desk.next('order-reported', (event) => event.report.clientOrderId === second.id && event.report.status === 'canceled');
      expect(bench.standIn.openLabels()).toEqual([]);
    });

    it('a cancel the venue does not know is said, without a verdict on the order (fault 27)', async () => {
      await bench.open();
      const { id } = bench.desk.approve(bench.standIn.instrumentId);
      bench.desk.connection.cancelOrder({ instrumentId: bench.standIn.instrumentId, clientOrderId: id, venueOrderId: null });
      expect((await bench.desk.next('cancel-failed')).clientOrderId).toBe(id);
    });

    it('confirms a cancel of everything only when nothing is left, repeating what did not work', async () => {
      await bench.open();
      await place();
      await place();
      bench.standIn.ignoresFirstCancelAll = true;
      bench.desk.connection.cancelAll('mine');
      const confirmed = await bench.desk.next('cancel-all-confirmed');
      expect(confirmed.remaining).toBe(0);
      expect(bench.standIn.openLabels()).toEqual([]);
    });

    it('a list that cannot be had is not an empty one: no confirmation, and the cancel is repeated (fault 15)', async () => {
      await bench.open();
      await place();
      bench.standIn.ignoresFirstCancelAll = true;
      bench.standIn.refusesAccountQuestions = true;
      bench.desk.connection.cancelAll('mine');
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(bench.desk.all('cancel-all-confirmed')).toEqual([]);
      expect(bench.standIn.openLabels()).toEqual([]);
      bench.standIn.refusesAccountQuestions = false;
      expect(await bench.desk.next('cancel-all-confirmed')).toMatchObject({ remaining: 0 });
    });

    it('"mine" spares the orders of another tool, "account" does not (fault 31)', async () => {
      await bench.open();
      bench.standIn.placeForeignOrder('another-tool-1');
      await bench.desk.next('order-reported', (event) => event.report.clientOrderId === null);
      await place();
      bench.desk.connection.cancelAll('mine');
      await bench.desk.next('cancel-all-confirmed');
      expect(bench.standIn.openLabels()).toEqual(['another-tool-1']);
      bench.desk.forget();
      bench.desk.connection.cancelAll('account');
      await bench.desk.next('cancel-all-confirmed');
      expect(bench.standIn.openLabels()).toEqual([]);
    });

    it('the cancel lane works while market data hangs, and while the private lane is silent', async () => {
      await bench.open();
      await place();
      bench.standIn.marketDataDelayMs = 60_000;
      bench.standIn.freeze('private');
      bench.desk.forget();
      bench.desk.connection.cancelAll('quotes');
      const confirmed = await bench.desk.next('cancel-all-confirmed');
      expect(confirmed.remaining).toBe(0);
      expect(bench.standIn.openLabels()).toEqual([]);
      // Before the silence was even noticed: the cancel did not wait for another lane.
      expect(bench.desk.all('channel-changed').filter((event) => event.channel === 'private')).toEqual([]);
    });

    it('a cancel of everything asked for while no lane answers is carried out as soon as one does', async () => {
      await bench.open();
      bench.standIn.placeForeignOrder('keel-left-behind');
      bench.standIn.hangUp('cancel');
      bench.standIn.hangUp('private');
      await bench.desk.next('dead-man-reported', (event) => !event.isProtected);
      bench.desk.connection.cancelAll('mine');
      await bench.desk.next('cancel-all-confirmed');
      expect(bench.standIn.openLabels()).toEqual([]);
    });
  });
}
