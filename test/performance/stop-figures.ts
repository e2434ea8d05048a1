/** From a bad feed, or a trader's key, to the last cancel on the wire: a real desk, a real websocket, every time taken between them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pressSystemKeys } from '../support/system-keys';
import { median, quantile, type BenchCase, type BenchOptions, type BenchRow } from './bench-case';
import {
  openStopDesk,
  openStopEngine,
  pullElapsedMs,
  startTrading,
  untilQuoted,
  type StopDesk,
  type StopDeskOptions,
  type WindowedStopDesk,
} from './stop-desk';
import { wallMs } from './stop-wire';

/** The data lane's load, beside the exchange's own messages. */
const SATURATING_PER_SECOND = 1_900;
const QUIET_PER_SECOND = 200;
const BOOK_STALE_MS = 1_000;
const CANCEL_LIMIT_MS = 5_000;
const FEW_QUOTES = 6;
/** A book that fails again sooner is asked for later and later: another path than the one measured. */
const HEAL_MS = 3_500;

interface Samples {
  readonly milliseconds: number[];
  readonly confirmed: number[];
  /** Quotes that rested when it happened. */
  readonly quotes: number[];
}

const newSamples = (): Samples => ({ milliseconds: [], confirmed: [], quotes: [] });

/** How many samples, and how long at most they may take: a machine that is busy with other things gives fewer. */
interface Budget {
  readonly samples: number;
  readonly endsAtMs: number;
}

function budget({ isQuick }: BenchOptions): Budget {
  return isQuick ? { samples: 20, endsAtMs: wallMs() + 60_000 } : { samples: 200, endsAtMs: wallMs() + 900_000 };
}

function isSpent({ samples, endsAtMs }: Budget, taken: readonly number[]): boolean {
  return taken.length >= samples || wallMs() >= endsAtMs;
}

function rowsOf(what: string, samples: Samples, atMost: number): readonly BenchRow[] {
  const { milliseconds, confirmed, quotes } = samples;
  const note = `${milliseconds.length} samples, ${median(quotes)} quotes each`;
  const rows: BenchRow[] = [
    { measure: `${what}, p50`, value: median(milliseconds), unit: 'ms', note },
    { measure: `${what}, p99`, value: quantile(milliseconds, 0.99), unit: 'ms', target: { atMost }, note },
  ];
  if (confirmed.length === 0) return rows;
  return [
    ...rows,
    { measure: `${what} → empty twice, p99`, value: quantile(confirmed, 0.99), unit: 'ms', target: { atMost: 2_000 }, note },
  ];
}

/** A fault in the feed of one perpetual → the cancel of its last quote on the wire. */
export const stopOnFeed: BenchCase = {
  name: 'stop-on-feed',
  async run(options) {
    const desk = await openStopEngine({
      ...options,
      instrumentCount: 6,
      levels: 5,
      bookStaleMs: BOOK_STALE_MS,
      addedPerSecond: QUIET_PER_SECOND,
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
    await untilQuoted(desk, name, FEW_QUOTES);
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
    await untilQuoted(desk, name, FEW_QUOTES);
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

const many = (options: BenchOptions): StopDeskOptions => ({
  ...options,
  instrumentCount: 25,
  levels: 10,
  bookStaleMs: 3_000,
  addedPerSecond: SATURATING_PER_SECOND,
});

/** The command at the engine's door → the cancel of the last of 500 quotes, with the data lane saturated. */
export const stopByCommand: BenchCase = {
  name: 'stop-by-command',
  async run(options) {
    const desk = await openStopEngine(many(options));
    try {
      const samples = await pullAgain(desk, budget(options), () => {
        const startedAtMs = wallMs();
        void desk.send('pull-quotes', { instrumentId: null });
        return Promise.resolve(startedAtMs);
      });
      return rowsOf('pull-all at the engine → last cancel, feed saturated', samples, 50);
    } finally {
      await desk.stop();
    }
  },
};

/** Shift+F9 in the window, and the key of the whole system with the window hung → the cancel of the last of 500 quotes. */
export const stopByKey: BenchCase = {
  name: 'stop-by-key',
  async run(options) {
    const desk = await openStopDesk(many(options));
    try {
      const window = await pullAgain(desk, budget(options), () => pressInWindow(desk));
      const hung = await pullAgain(desk, budget(options), () => pressWithWindowHung(desk));
      return [
        ...rowsOf('pull-all key → last cancel, feed saturated', window, 50),
        ...rowsOf('the same by system key, window hung', hung, 50),
      ];
    } finally {
      await desk.stop();
    }
  },
};

const QUOTES_WANTED = 490;
/** Quoted books move while the last of them are placed. */
const QUOTES_ENOUGH = 400;
const HANG_MS = 1_200;

/** From the key event in the window on; the way of a real key through the display is not in it. */
async function pressInWindow({ page }: WindowedStopDesk): Promise<number> {
  return (await page.evaluate(`(() => {
    const atMs = performance.timeOrigin + performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F9', shiftKey: true, bubbles: true, cancelable: true }));
    return atMs;
  })()`)) as number;
}

/** From the key at the display on: the window runs an endless loop meanwhile. */
async function pressWithWindowHung({ page }: WindowedStopDesk): Promise<number> {
  page.evaluate(`(() => { for (const until = performance.now() + ${HANG_MS}; performance.now() < until; ); })()`).catch(() => undefined);
  await sleep(HANG_MS / 8);
  const startedAtMs = wallMs();
  await pressSystemKeys(['Super', 'Shift', 'F9']);
  return startedAtMs;
}

async function pullAgain(desk: StopDesk, limit: Budget, press: () => Promise<number>): Promise<Samples> {
  const samples = newSamples();
  while (!isSpent(limit, samples.milliseconds)) {
    await startTrading(desk);
    await untilQuoted(desk, null, QUOTES_WANTED);
    const labels = desk.wire.resting(null);
    const startedAtMs = await press();
    const canceledAtMs = await desk.wire.untilCanceled(labels, CANCEL_LIMIT_MS);
    const confirmedMs = await untilConfirmed(desk);
    // A desk that could not quote as much in its time says nothing about a pull of as much.
    if (labels.length < QUOTES_ENOUGH) continue;
    samples.milliseconds.push(canceledAtMs - startedAtMs);
    samples.quotes.push(labels.length);
    samples.confirmed.push(confirmedMs);
  }
  return samples;
}

async function untilConfirmed(desk: StopDesk): Promise<number> {
  for (const endsAt = Date.now() + 10_000; Date.now() < endsAt; await sleep(50)) {
    const elapsedMs = await pullElapsedMs(desk);
    if (elapsedMs !== null) return elapsedMs;
  }
  throw new Error('expected a confirmed pull within 10 s, found none');
}
