/** One call, one end: answered, refused, timed out, cut off, or never written. */
import { describe, expect, it } from 'vitest';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import type { RpcOutcome } from '../../../../../electron/venues/deribit/rpc';
import { RpcSession } from '../../../../../electron/venues/deribit/rpc';
import { HandClock } from './hand-clock';

function open(): {
  clock: HandClock;
  written: { id: number; method: string }[];
  rpc: RpcSession;
  outcomes: RpcOutcome[];
  late: RpcOutcome[];
} {
  const clock = new HandClock();
  const written: { id: number; method: string }[] = [];
  const rpc = new RpcSession({
    rim: clock.rim,
    credits: new VenueCredits(0),
    write: (text) => written.push(JSON.parse(text) as { id: number; method: string }),
  });
  return { clock, written, rpc, outcomes: [], late: [] };
}

type Bench = ReturnType<typeof open>;

function buy({ outcomes, late }: Bench): Parameters<RpcSession['sendNow']>[0] {
  const onOutcome = (outcome: RpcOutcome): void => void outcomes.push(outcome);
  const onLate = (outcome: RpcOutcome): void => void late.push(outcome);
  return { method: 'private/buy', params: {}, requestClass: 'order', timeoutMs: 2_000, onOutcome, onLate };
}

const answered = { result: 'ok', error: null, venueTimeUs: null };

describe('a call', () => {
  it('ends once with its answer, whatever the order of answers', () => {
    const bench = open();
    bench.rpc.sendNow(buy(bench));
    bench.rpc.sendNow(buy(bench));
    const [first, second] = bench.written.map(({ id }) => id);
    expect(bench.rpc.settle({ ...answered, id: second ?? 0, result: 'second' })).toBe(true);
    expect(bench.rpc.settle({ ...answered, id: first ?? 0, result: 'first' })).toBe(true);
    expect(bench.rpc.settle({ ...answered, id: first ?? 0 })).toBe(false);
    expect(bench.outcomes).toEqual([
      { ok: true, value: 'second' },
      { ok: true, value: 'first' },
    ]);
  });

  it('without an answer ends as timeout, and a later answer is still handed on', () => {
    const bench = open();
    bench.rpc.sendNow(buy(bench));
    bench.clock.advance(1_999);
    expect(bench.outcomes).toEqual([]);
    bench.clock.advance(1);
    expect(bench.outcomes).toMatchObject([{ ok: false, error: { kind: 'timeout' } }]);
    bench.rpc.settle({ ...answered, id: bench.written[0]?.id ?? 0 });
    expect(bench.outcomes).toHaveLength(1);
    expect(bench.late).toEqual([{ ok: true, value: 'ok' }]);
  });

  it('that was written when the session closes ends as disconnected, not as never sent', () => {
    const bench = open();
    bench.rpc.sendNow(buy(bench));
    bench.rpc.close('cut');
    bench.rpc.sendNow(buy(bench));
    expect(bench.outcomes).toMatchObject([
      { ok: false, error: { kind: 'disconnected', reason: 'cut' } },
      { ok: false, error: { kind: 'not-sent', reason: 'cut' } },
    ]);
    expect(bench.written).toHaveLength(1);
  });

  it('without credit is never written when it may not wait, and written later when it may', () => {
    const bench = open();
    for (let order = 0; order < 14; order += 1) bench.rpc.sendNow(buy(bench));
    expect(bench.written).toHaveLength(13);
    expect(bench.outcomes).toMatchObject([{ ok: false, error: { kind: 'not-sent' } }]);
    bench.rpc.send({ ...buy(bench), requestClass: 'cancel', method: 'private/cancel_all' });
    expect(bench.written.at(-1)?.method).toBe('private/cancel_all');
    bench.rpc.send(buy(bench));
    expect(bench.written).toHaveLength(14);
    bench.clock.advance(400);
    expect(bench.written).toHaveLength(15);
  });

  it('refused for lack of credits leaves the call that cancels everything and nothing else (faults 12, 39)', () => {
    const bench = open();
    bench.rpc.sendNow(buy(bench));
    bench.rpc.settle({
      id: bench.written[0]?.id ?? 0,
      result: null,
      error: { code: 10028, message: 'too_many_requests' },
      venueTimeUs: null,
    });
    bench.rpc.sendNow(buy(bench));
    bench.rpc.send({ ...buy(bench), requestClass: 'data', method: 'public/subscribe' });
    expect(bench.written).toHaveLength(1);
    bench.rpc.send({ ...buy(bench), requestClass: 'stop', method: 'private/cancel_all' });
    expect(bench.written.at(-1)?.method).toBe('private/cancel_all');
  });

  it('waiting for credit ends when the session closes', () => {
    const bench = open();
    for (let order = 0; order < 13; order += 1) bench.rpc.sendNow(buy(bench));
    bench.rpc.send(buy(bench));
    bench.rpc.close('cut');
    expect(bench.outcomes.filter((outcome) => !outcome.ok && outcome.error.kind === 'not-sent')).toHaveLength(1);
    expect(bench.outcomes.filter((outcome) => !outcome.ok && outcome.error.kind === 'disconnected')).toHaveLength(13);
    bench.clock.advance(10_000);
    expect(bench.written).toHaveLength(13);
  });
});
