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

interface Bench {
  readonly log: string[];
  readonly submitted: EngineEventBody[];
  readonly runner: EffectRunner;
  /** The disk answers, after so long. */
  readonly answer: (result: Result<null, string>, afterMs: number) => void;
  readonly wait: (milliseconds: number) => void;
}

/** Without `commit` the disk stalls until it is told to answer. */
function runnerWith(commit?: () => Result<null, string>): Bench {
  let nowMs = 0;
  let done: (result: Result<null, string>) => void = () => undefined;
  const log: string[] = [];
  const submitted: EngineEventBody[] = [];
  const runner = new EffectRunner({
    monotonicMs: () => nowMs,
    commitIntents: (_intents, whenDone) => {
      log.push('commit');
      if (commit === undefined) done = whenDone;
      else whenDone(commit());
    },
    submit: (body) => void submitted.push(body),
    acknowledge: (id, outcome) => void log.push(`${id} ${outcome.status}`),
  });
  runner.attach(recordingConnection(log));
  const wait = (milliseconds: number): void => void (nowMs += milliseconds);
  const answer = (result: Result<null, string>, afterMs: number): void => {
    wait(afterMs);
    done(result);
  };
  return { log, submitted, runner, answer, wait };
}

describe('EffectRunner', () => {
  it('cancels before it waits for the disk, and sends after', () => {
    const { log, runner } = runnerWith(() => ok(null));
    runner.run([send, cancel]);
    expect(log).toEqual(['cancel', 'commit', 'send']);
  });

  it('sends nothing when the journal refuses, says so, and still cancels (fault 46)', () => {
    const { log, submitted, runner } = runnerWith(() => fail('disk full'));
    runner.run([send, cancel]);
    expect(log).toEqual(['cancel', 'commit']);
    expect(submitted.map((body) => body.kind)).toEqual(['order-withheld']);
    expect(submitted[0]).toMatchObject({ cause: 'disk', reason: expect.stringContaining('disk full') as string });
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

  it('lets a cancel overtake an order that waits for the disk: neither leaves, and no other cancel waits (fault 48)', () => {
    const { log, submitted, runner, answer } = runnerWith();
    runner.run([send]);
    runner.run([cancel, { ...cancel, clientOrderId: clientOrderId('keel-a-1') }]);
    expect(log).toEqual(['commit', 'cancel']);
    expect(submitted).toEqual([expect.objectContaining({ kind: 'order-withheld', cause: 'canceled', clientOrderId: 'keel-a-1' })]);
    answer(ok(null), 2_000);
    expect(log).toEqual(['commit', 'cancel']);
  });

  it('pulls at once while the disk stalls, and withdraws what it meant (fault 48)', () => {
    const { log, submitted, runner, answer } = runnerWith();
    runner.run([send]);
    runner.run([{ kind: 'cancel-all', venue, scope: 'mine' }]);
    // The disk answers before the order would have expired by itself: it was the pull that withdrew it.
    answer(ok(null), 100);
    expect(log).toEqual(['commit', 'cancel-all']);
    expect(submitted).toEqual([expect.objectContaining({ kind: 'order-withheld', cause: 'canceled' })]);
  });

  it('never sends what a stop of the same step takes back, and sends what is decided after the stop', () => {
    const { log, submitted, runner } = runnerWith(() => ok(null));
    const single = { ...cancel, clientOrderId: clientOrderId('keel-a-1') };
    runner.run([send, { kind: 'cancel-all', venue, scope: 'mine' }, single]);
    expect(log).toEqual(['cancel-all', 'cancel']);
    expect(submitted).toEqual([expect.objectContaining({ kind: 'order-withheld', cause: 'canceled', clientOrderId: 'keel-a-1' })]);
    log.length = 0;
    runner.run([send, single]);
    expect(log).toEqual([]);
    runner.run([{ kind: 'cancel-all', venue, scope: 'mine' }, send]);
    expect(log).toEqual(['cancel-all', 'commit', 'send']);
  });

  it('drops an order that waited too long for the disk with a reason, on the clock or when the disk answers (fault 48)', () => {
    const stalled = runnerWith();
    stalled.runner.run([send]);
    stalled.wait(2_000);
    stalled.runner.expireWaiting();
    expect(stalled.submitted).toEqual([expect.objectContaining({ kind: 'order-withheld', cause: 'expired' })]);
    const late = runnerWith();
    late.runner.run([send]);
    late.answer(ok(null), 2_000);
    expect(late.log).toEqual(['commit']);
    expect(late.submitted).toEqual([expect.objectContaining({ cause: 'expired', reason: expect.stringContaining('2000 ms') as string })]);
    const quick = runnerWith();
    quick.runner.run([send]);
    quick.answer(ok(null), 20);
    expect(quick.log).toEqual(['commit', 'send']);
  });
});
