/** Conformance, books: continuity, loss and garbage. Each test names the fault it injects. */
import { describe, expect, it } from 'vitest';
import type { VenueBench } from './venue-bench';

/** Frames no venue may send; none may crash the adapter, change a book or leave a number behind. */
const GARBAGE = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"method":"subscription"}',
  '{"method":"subscription","params":{"channel":7}}',
  '{"id":"1","result":1}',
];

export function checkBooks(bench: VenueBench): void {
  describe('books', () => {
    it('a lost change invalidates the book at once and ends in a snapshot of a new generation (fault 9)', async () => {
      await bench.open();
      const first = bench.desk.all('book-snapshot')[0];
      bench.standIn.changeBook();
      await bench.desk.next('book-delta');
      bench.desk.forget();
      bench.standIn.loseBookChange();
      bench.standIn.changeBook();
      const invalidated = await bench.desk.next('book-invalidated');
      const snapshot = await bench.desk.next('book-snapshot');
      expect(invalidated.instrumentId).toBe(bench.standIn.instrumentId);
      expect(bench.desk.all('book-delta')).toHaveLength(0);
      expect(bench.desk.all('fault-noticed').length).toBeGreaterThan(0);
      expect(snapshot.generation).toBeGreaterThan(first?.generation ?? Infinity);
      bench.standIn.changeBook();
      const delta = await bench.desk.next('book-delta');
      expect(delta).toMatchObject({ generation: snapshot.generation, previousChangeId: snapshot.changeId });
    });

    it('a closed connection invalidates every book, comes back and starts from a snapshot (fault 1)', async () => {
      await bench.open();
      const before = bench.desk.all('book-snapshot')[0]?.generation ?? Infinity;
      bench.desk.forget();
      bench.standIn.hangUp('market-data');
      await bench.desk.next('book-invalidated');
      const snapshot = await bench.desk.next('book-snapshot');
      expect(bench.desk.events.findIndex((event) => event.kind === 'book-invalidated')).toBeLessThan(bench.desk.events.indexOf(snapshot));
      expect(snapshot.generation).toBeGreaterThan(before);
    });

    it('a connection that says nothing is called stale and replaced (fault 2)', async () => {
      await bench.open();
      bench.desk.forget();
      bench.standIn.freeze('market-data');
      await bench.desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'stale');
      await bench.desk.next('book-invalidated');
      await bench.desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'live');
    });

    it.each(['a frame cut short', 'a text that is no UTF-8'] as const)(
      '%s closes the connection: first the loss of the lane is told, so that no other book of it is believed, then the book; it begins anew (fault 7)',
      async (damage) => {
        await bench.open();
        const before = bench.desk.all('book-snapshot')[0]?.generation ?? Infinity;
        bench.desk.forget();
        bench.standIn.breakFrame('market-data', damage);
        await bench.desk.next('book-invalidated');
        const afterPings = bench.desk.events.filter((event) => event.kind !== 'latency-measured');
        expect(afterPings[0]).toMatchObject({ kind: 'channel-changed', channel: 'market-data', state: 'connecting' });
        expect(afterPings[1]).toMatchObject({ kind: 'book-invalidated', instrumentId: bench.standIn.instrumentId });
        expect(bench.desk.all('book-delta')).toEqual([]);
        expect((await bench.desk.next('book-snapshot')).generation).toBeGreaterThan(before);
        await bench.desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'live');
      },
    );

    it('garbage is quarantined and said; the book goes on untouched (fault 8)', async () => {
      await bench.open();
      bench.desk.forget();
      for (const text of GARBAGE) bench.standIn.sendText('market-data', text);
      bench.standIn.changeBook();
      await bench.desk.next('book-delta');
      expect(bench.desk.all('fault-noticed')).toHaveLength(GARBAGE.length);
      expect(bench.desk.all('book-invalidated')).toHaveLength(0);
    });

    it('garbage without end costs the lane its connection (fault 8)', async () => {
      await bench.open();
      bench.desk.forget();
      for (let frame = 0; frame < 30; frame += 1) bench.standIn.sendText('market-data', '{');
      await bench.desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'connecting');
      await bench.desk.next('channel-changed', (event) => event.channel === 'market-data' && event.state === 'live');
    });

    it('a snapshot that does not come is asked for again, and said (fault 10)', async () => {
      bench.standIn.withheldSnapshots = 1;
      await bench.open();
      expect(bench.standIn.withheldSnapshots).toBe(0);
      expect(bench.desk.all('book-invalidated').map((event) => event.reason)).toEqual([expect.stringContaining('snapshot')]);
      expect(bench.desk.all('book-snapshot')).toHaveLength(1);
    });

    it('a resynchronisation that was asked for gives a new generation', async () => {
      await bench.open();
      bench.desk.forget();
      bench.desk.connection.resynchroniseBook(bench.standIn.instrumentId, 'crossed for 300 ms');
      await bench.desk.next('book-invalidated');
      await bench.desk.next('book-snapshot');
    });
  });
}
