/** Windows get every topic at its pace, and no turn of publishing keeps the engine from anything for long. */
import { describe, expect, it } from 'vitest';
import type { EngineClock } from '../../../../electron/engine/engine-clock';
import { Publisher } from '../../../../electron/engine/publisher';
import type { TopicMessage } from '../../../../shared/contract/envelope';
import { topicNames, type TopicName } from '../../../../shared/contract/topics';

/** A clock that stands still but for what is scheduled and for what projecting costs. */
class Bench {
  readonly sent: { readonly atMs: number; readonly message: TopicMessage }[] = [];
  /** How long each turn took, ms. */
  readonly turns: number[] = [];
  costMs = 0;
  #nowMs = 0;
  #next: { readonly atMs: number; readonly callback: () => void } | null = null;
  readonly publisher = new Publisher({
    clock: {
      nowMs: () => this.#nowMs,
      monotonicMs: () => this.#nowMs,
      schedule: (delayMs, callback) => {
        this.#next = { atMs: this.#nowMs + delayMs, callback };
        return () => (this.#next = null);
      },
    } satisfies EngineClock,
    project: (topic) => {
      this.#nowMs += this.costMs;
      return { topic, at: this.#nowMs };
    },
    send: (_, message) => void this.sent.push({ atMs: this.#nowMs, message }),
  });

  run(untilMs: number): void {
    for (let next = this.#next; next !== null && next.atMs <= untilMs; next = this.#next) {
      this.#next = null;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      const startedAtMs = this.#nowMs;
      next.callback();
      this.turns.push(this.#nowMs - startedAtMs);
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  patchesOf(topic: TopicName): readonly TopicMessage[] {
    return this.sent.map(({ message }) => message).filter((message) => message.topic === topic && message.kind === 'patch');
  }
}

function watching(topics: readonly TopicName[]): Bench {
  const bench = new Bench();
  for (const topic of topics) bench.publisher.subscribe(1, topic);
  bench.publisher.start();
  return bench;
}

describe('publishing', () => {
  it('gives a window the value at once, then consecutive patches at the pace of the topic', () => {
    const bench = watching(['ladder', 'desk']);
    bench.costMs = 0.001;
    bench.run(1_000);
    expect(bench.sent[0]?.message).toMatchObject({ topic: 'ladder', kind: 'snapshot', sequence: 0 });
    expect(bench.patchesOf('ladder').length).toBeGreaterThan(25);
    expect(bench.patchesOf('desk').length).toBeGreaterThan(6);
    expect(bench.patchesOf('desk').length).toBeLessThan(11);
    expect(bench.patchesOf('ladder').map(({ sequence }) => sequence)).toEqual(bench.patchesOf('ladder').map((_, at) => at + 1));
    expect(bench.patchesOf('fills')).toEqual([]);
  });

  it('pauses between topics that take long, and leaves none of them out', () => {
    const bench = watching(topicNames);
    bench.costMs = 2;
    bench.run(5_000);
    // 3 ms are a turn's; whoever had begun by then is done with it.
    expect(Math.max(...bench.turns)).toBeLessThanOrEqual(4);
    for (const topic of topicNames) expect(bench.patchesOf(topic).length, topic).toBeGreaterThan(3);
  });

  it('serves all in turn even where there is never time for all of them', () => {
    const bench = watching(topicNames);
    bench.costMs = 20;
    bench.run(20_000);
    const counts = topicNames.map((topic) => bench.patchesOf(topic).length);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(Math.max(...bench.turns)).toBeLessThanOrEqual(20);
  });

  it('ends with stop', () => {
    const bench = watching(['ladder']);
    bench.publisher.stop();
    bench.run(1_000);
    expect(bench.patchesOf('ladder')).toEqual([]);
  });
});
