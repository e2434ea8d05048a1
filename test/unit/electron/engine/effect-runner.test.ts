/** The order of things at the rim: cancels first, orders only once durable, nothing sent when the disk refuses. */
import { describe, expect, it } from 'vitest';
import { EffectRunner } from '../../../../electron/engine/effect-runner';
import type { VenueConnection } from '../../../../electron/venues/venue-port';
import { instrumentId } from '../../../../shared/domain/instrument';
import { clientOrderId } from '../../../../shared/domain/order';
import { fail, ok } from '../../../../shared/domain/result';
import type { Result } from '../../../../shared/domain/result';
import { venueId } from '../../../../shared/domain/venue';
import type { EngineEffect } from '../../../../shared/engine/effects';
import type { EngineEventBody } from '../../../../shared/engine/events';

const venue = venueId('deribit');
const perpetual = instrumentId(venue, 'BTC-PERPETUAL');
const send = {
  kind: 'send-order',
  order: { intent: { clientOrderId: clientOrderId('keel-a-1'), instrumentId: perpetual } },
} as unknown as EngineEffect;
const cancel: EngineEffect = {
  kind: 'cancel-order',
  instrumentId: perpetual,
  clientOrderId: clientOrderId('keel-a-0'),
  venueOrderId: null,
};

function recordingConnection(log: string[]): VenueConnection {
  const note = (name: string) => (): void => void log.push(name);
  return {
    venue,
    start: note('start'),
    subscribe: note('subscribe'),
    resynchroniseBook: note('resynchronise'),
    sendOrder: note('send'),
    cancelOrder: note('cancel'),
    cancelAll: note('cancel-all'),
    queryOrder: note('query'),
    reconcile: note('reconcile'),
    reconnect: note('reconnect'),
    disconnect: note('disconnect'),
    stop: () => Promise.resolve(),
  };
}

function runnerWith(commit: () => Result<null, string>): { log: string[]; submitted: EngineEventBody[]; runner: EffectRunner } {
  const log: string[] = [];
  const submitted: EngineEventBody[] = [];
  const runner = new EffectRunner({
    commitIntents: () => {
      log.push('commit');
      return commit();
    },
    submit: (body) => void submitted.push(body),
    acknowledge: (id, outcome) => void log.push(`${id} ${outcome.status}`),
  });
  runner.attach(recordingConnection(log));
  return { log, submitted, runner };
}

describe('EffectRunner', () => {
  it('cancels before it waits for the disk, and sends after', () => {
    const { log, runner } = runnerWith(() => ok(null));
    runner.run([send, cancel]);
    expect(log).toEqual(['cancel', 'commit', 'send']);
  });

  it('sends nothing when the journal refuses, says so, and still cancels', () => {
    const { log, submitted, runner } = runnerWith(() => fail('disk full'));
    runner.run([send, cancel]);
    expect(log).toEqual(['cancel', 'commit']);
    expect(submitted.map((body) => body.kind)).toEqual(['order-rejected']);
    expect(submitted[0]).toMatchObject({ reason: expect.stringContaining('disk full') as string });
  });

  it('never touches the disk for effects without an order', () => {
    const { log, runner } = runnerWith(() => fail('disk full'));
    runner.run([
      { kind: 'cancel-all', venue, scope: 'quotes' },
      { kind: 'query-order', instrumentId: perpetual, clientOrderId: clientOrderId('keel-a-1') },
      { kind: 'request-reconciliation', venue },
      { kind: 'acknowledge-command', commandId: 'c1', outcome: { status: 'accepted', sequence: 1 } },
    ]);
    expect(log).toEqual(['cancel-all', 'query', 'reconcile', 'c1 accepted']);
  });
});
