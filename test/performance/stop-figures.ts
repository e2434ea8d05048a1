/** From a bad feed to the last cancel on the wire: a real engine, a real websocket, every time taken between them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchCase } from './bench-case';
import { openStopEngine, startTrading, untilQuoted, type StopDesk } from './stop-desk';
import { budget, isSpent, newSamples, rowsOf, type Budget, type Samples } from './stop-samples';
import { wallMs } from './stop-wire';

const QUIET_PER_SECOND = 200;
const BOOK_STALE_MS = 1_000;
const CANCEL_LIMIT_MS = 5_000;
const FEW_QUOTES = 6;
const QUOTED_LIMIT_MS = 8_000;
/** A book that fails again sooner is asked for later and later: another path than the one measured. */
const HEAL_MS = 3_500;

/** A fault in the feed of one perpetual → the cancel of its last quote on the wire. */
export const stopOnFeed: BenchCase = {
  name: 'stop-on-feed',
  async run(options) {
    const desk = await openStopEngine({
      ...options,
      instrumentCount: 6,
      bookStaleMs: BOOK_STALE_MS,
      addedPerSecond: QUIET_PER_SECOND,
      parameters: { levels: 5 },
    });
    try {
      await startTrading(desk);
      const gap = await disturb(desk, budget(options), (name) => desk.wire.skip(name));
      const crossed = await disturb(desk, budget(options), (name) => desk.wire.cross(name));
      const stale = await starve(desk, budget(options));
      return [
        ...rowsOf('lost change → last cancel on the wire', gap, 20),
        ...rowsOf('crossed book → last cancel on the wire', crossed, 20),
        ...rowsOf('feed past its staleness limit → last cancel', stale, 50),
      ];
    } finally {
      await desk.stop();
    }
  },
};

async function disturb(desk: StopDesk, limit: Budget, inject: (name: string) => number | null): Promise<Samples> {
  const samples = newSamples();
  const healedAtMs = new Map<string, number>();
  for (let at = 0; !isSpent(limit, samples.milliseconds); at += 1) {
    const name = desk.instruments[at % desk.instruments.length] ?? '';
    await sleep(Math.max(Math.random() * 60, (healedAtMs.get(name) ?? 0) - wallMs()));
    await untilQuoted(desk, name, { count: FEW_QUOTES, limitMs: QUOTED_LIMIT_MS });
    healedAtMs.set(name, wallMs() + HEAL_MS);
    const labels = desk.wire.resting(name);
    const startedAtMs = labels.length < FEW_QUOTES ? null : inject(name);
    if (startedAtMs === null) continue;
    samples.milliseconds.push((await desk.wire.untilCanceled(labels, CANCEL_LIMIT_MS)) - startedAtMs);
    samples.quotes.push(labels.length);
  }
  return samples;
}

async function starve(desk: StopDesk, limit: Budget): Promise<Samples> {
  const samples = newSamples();
  const perpetuals = desk.instruments.filter((name) => name.endsWith('PERPETUAL'));
  while (!isSpent(limit, samples.milliseconds)) {
    await sleep(Math.random() * 60);
    // Perpetuals always tick; the age of a future is that of the whole lane. One at a time: the wire tells of one set of cancels.
    const name = perpetuals[samples.milliseconds.length % perpetuals.length] ?? '';
    await untilQuoted(desk, name, { count: FEW_QUOTES, limitMs: QUOTED_LIMIT_MS });
    const dueAtMs = desk.wire.freeze(name) + BOOK_STALE_MS;
    await sleep(Math.max(0, dueAtMs - wallMs() - 5));
    const labels = desk.wire.resting(name);
    const canceledAtMs = await desk.wire.untilCanceled(labels, CANCEL_LIMIT_MS);
    desk.wire.thaw(name);
    if (labels.length === 0) continue;
    samples.milliseconds.push(canceledAtMs - dueAtMs);
    samples.quotes.push(labels.length);
  }
  return samples;
}
