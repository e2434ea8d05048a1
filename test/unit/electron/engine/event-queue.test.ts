/** The bound of the queue: market data gives way, account events never. */
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../../electron/engine/event-queue';
import { instrumentId } from '../../../../shared/domain/instrument';
import { venueId } from '../../../../shared/domain/venue';
import type { EngineEventBody } from '../../../../shared/engine/events';

const bookInstrument = instrumentId(venueId('deribit'), 'BTC-PERPETUAL');
const tick: EngineEventBody = { kind: 'clock-ticked' };
const invalidated: EngineEventBody = { kind: 'book-invalidated', instrumentId: bookInstrument, reason: 'test' };
const index: EngineEventBody = { kind: 'index-updated', venue: venueId('deribit'), underlying: 'BTC', price: 60_000 };
const delta = {
  kind: 'book-delta',
  instrumentId: bookInstrument,
  generation: 1,
  previousChangeId: 1,
  changeId: 2,
  bids: [],
  asks: [],
  venueTimeMs: 0,
};

function filled(count: number): EventQueue {
  const queue = new EventQueue(4);
  for (let index = 0; index < count; index++) queue.push(tick);
  return queue;
}

describe('EventQueue', () => {
  it('gives events back in order, also after many', () => {
    const queue = new EventQueue(10_000);
    for (let price = 1; price <= 5_000; price++) queue.push({ ...index, price } as EngineEventBody);
    for (let price = 1; price <= 5_000; price++) expect(queue.shift()).toMatchObject({ price });
    expect(queue.shift()).toBeUndefined();
    expect(queue.length).toBe(0);
  });

  it('sheds book messages by name when full, so that their book can be invalidated', () => {
    expect(filled(4).push(delta as EngineEventBody)).toEqual({ kind: 'shed', instrumentId: bookInstrument });
  });

  it('drops an index when full', () => {
    const queue = filled(4);
    expect(queue.push(index)).toEqual({ kind: 'dropped' });
    expect(queue.length).toBe(4);
  });

  it.each([
    'fill-reported',
    'order-reported',
    'order-rejected',
    'order-outcome-unknown',
    'account-snapshot',
    'cancel-all-confirmed',
    'command-received',
    'channel-changed',
    'book-invalidated',
    'clock-ticked',
    'fault-noticed',
  ] as const)('never drops %s, however full it is (fault 11)', (kind) => {
    const queue = filled(4);
    // Only the kind decides.
    expect(queue.push({ kind } as EngineEventBody)).toEqual({ kind: 'queued' });
    expect(queue.length).toBe(5);
  });

  it('keeps account events beyond its capacity and says when it overflows', () => {
    const queue = filled(8);
    expect(queue.length).toBe(8);
    expect(queue.push(invalidated)).toEqual({ kind: 'overflow' });
    expect(queue.length).toBe(9);
  });
});
