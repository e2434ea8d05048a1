/** A replay accepts a recording only if every order in it is decided again. */
import { describe, expect, it } from 'vitest';
import { clientOrderId, type OrderIntent } from '../../../../shared/domain/order';
import { instrumentId } from '../../../../shared/domain/instrument';
import { timestampMs } from '../../../../shared/domain/time';
import { venueId } from '../../../../shared/domain/venue';
import type { EngineEffect } from '../../../../shared/engine/effects';
import type { EngineEvent } from '../../../../shared/engine/events';
import type { JournalEntry } from '../../../../shared/journal/entry';
import { replaySession } from '../../../../shared/journal/replay';

/** An order per even tick of the clock, at a price that depends on how many ticks came before. */
function intentOf(count: number): OrderIntent {
  return {
    clientOrderId: clientOrderId(`o${count}`),
    instrumentId: instrumentId(venueId('deribit'), 'BTC-PERPETUAL'),
    side: 'buy',
    price: (1_000 + count) as OrderIntent['price'],
    quantity: 1 as OrderIntent['quantity'],
    purpose: 'quote',
    timeInForce: 'good-til-canceled',
    isPostOnly: true,
    isReduceOnly: false,
    level: 1,
    validUntilMs: timestampMs(count),
  };
}

function step(count: number): { readonly state: number; readonly effects: readonly EngineEffect[] } {
  const state = count + 1;
  const order = { intent: intentOf(state) } as Extract<EngineEffect, { kind: 'send-order' }>['order'];
  return { state, effects: state % 2 === 0 ? [{ kind: 'send-order', order }] : [] };
}

function tick(sequence: number): JournalEntry {
  const event: EngineEvent = { kind: 'clock-ticked', sequence, atMs: timestampMs(sequence) };
  return { kind: 'event', event };
}

function intent(count: number): JournalEntry {
  return { kind: 'intent', atMs: timestampMs(count), eventSequence: count, intent: intentOf(count) };
}

describe('replaying a session', () => {
  it('ends in the same state and counts what it confirmed', () => {
    expect(replaySession(step, 0, [tick(1), tick(2), intent(2), tick(3), tick(4), intent(4)])).toEqual({
      ok: true,
      value: { state: 4, eventCount: 4, intentCount: 2, unrecordedIntents: [] },
    });
  });

  it('reports orders that a crash kept out of the recording', () => {
    expect(replaySession(step, 0, [tick(1), tick(2)])).toMatchObject({ ok: true, value: { unrecordedIntents: [intentOf(2)] } });
  });

  it.each([
    ['holds an order that is not decided', [tick(1), intent(2)], 'expected no order here'],
    ['holds another order than is decided', [tick(1), tick(2), intent(4)], 'the replay decides'],
    ['lacks an order in its middle', [tick(1), tick(2), tick(3)], 'expected the recording to hold order o2'],
  ])('refuses a recording that %s', (_what, entries, expected) => {
    const result = replaySession(step, 0, entries);
    expect(result.ok ? 'accepted' : result.error).toContain(expected);
  });
});
