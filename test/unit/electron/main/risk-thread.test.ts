/** A risk worker that ends is begun anew, ever later, and the engine is told; quoting knows nothing of it. */
import { describe, expect, it } from 'vitest';
import { RiskThread } from '../../../../electron/main/risk-thread';

/** A keeper with a clock and workers of the test. */
function bench() {
  const told: string[] = [];
  const waits: number[] = [];
  const pending: (() => void)[] = [];
  const workers: { end: (reason: string) => void; isTerminated: boolean }[] = [];
  const clock = { nowMs: 0 };
  const quiet = (): void => undefined;
  const thread = new RiskThread({
    startWorker: () => {
      const worker = { end: (_reason: string): void => undefined, isTerminated: false };
      workers.push(worker);
      return {
        onExit: (listener) => {
          worker.end = listener;
        },
        terminate: async () => {
          worker.isTerminated = true;
        },
      };
    },
    tell: ({ reason }) => told.push(reason),
    schedule: (delayMs, callback) => {
      waits.push(delayMs);
      pending.push(callback);
      return () => pending.splice(pending.indexOf(callback), 1);
    },
    nowMs: () => clock.nowMs,
    log: { info: quiet, warn: quiet, error: quiet, hide: quiet },
  });
  thread.start();
  return { thread, told, waits, pending, workers, clock };
}

describe('the keeper of the risk worker', () => {
  it('begins another one after each end, and waits twice as long each time', () => {
    const { told, waits, pending, workers } = bench();
    for (let crash = 0; crash < 7; crash += 1) {
      workers[crash]?.end('it failed: test');
      pending.shift()?.();
    }
    expect(workers.length).toBe(8);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(told[0]).toMatch(/risk worker ended \(it failed: test\).*quoting goes on/);
  });

  it('forgives a worker that lived for a minute', () => {
    const { waits, pending, workers, clock } = bench();
    workers[0]?.end('first');
    pending.shift()?.();
    clock.nowMs = 61_000;
    workers[1]?.end('second');
    expect(waits).toEqual([1_000, 1_000]);
  });

  it('ends a worker that hangs, begins another one, and does not count the end that follows', () => {
    const { thread, told, workers, pending } = bench();
    thread.replaceHung('it did not answer for 30 s');
    expect(workers[0]?.isTerminated).toBe(true);
    workers[0]?.end('it ended with code 1');
    expect([told.length, pending.length]).toEqual([1, 1]);
    expect(told[0]).toMatch(/it did not answer for 30 s/);
    thread.replaceHung('said again before another one began');
    expect(pending.length).toBe(1);
    pending.shift()?.();
    expect([workers.length, workers[1]?.isTerminated]).toEqual([2, false]);
  });

  it('answers an engine that begins while no worker runs, and leaves that to a worker that does', () => {
    const { thread, told, workers, pending } = bench();
    thread.greeted();
    expect(told).toEqual([]);
    workers[0]?.end('it failed: test');
    thread.greeted();
    expect(told).toEqual([told[0], told[0]]);
    pending.shift()?.();
    thread.greeted();
    expect(told.length).toBe(2);
  });

  it('begins none for word of a hang that comes after the stop', async () => {
    const { thread, told, pending } = bench();
    await thread.stop();
    thread.replaceHung('it did not answer for 30 s');
    expect([told, pending]).toEqual([[], []]);
  });

  it('counts an error and the exit after it once, and nothing after a stop', async () => {
    const { thread, told, workers, pending } = bench();
    workers[0]?.end('it failed: test');
    workers[0]?.end('it ended with code 1');
    expect(told.length).toBe(1);
    pending.shift()?.();
    await thread.stop();
    expect(workers[1]?.isTerminated).toBe(true);
    workers[1]?.end('it ended with code 1');
    expect([told.length, pending.length]).toEqual([1, 0]);
  });
});
