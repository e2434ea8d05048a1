/** From a trader's key to the last of 500 cancels on the wire, with the data lane as full as the desk can follow. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pressSystemKeys } from '../support/system-keys';
import type { BenchCase, BenchOptions } from './bench-case';
import { openStopDesk, openStopEngine, lastPullAtMs, pullElapsedMs, startTrading, untilQuoted } from './stop-desk';
import type { StopDesk, StopDeskOptions, WindowedStopDesk } from './stop-desk';
import { budget, isSpent, newSamples, rowsOf, type Budget, type Samples } from './stop-samples';
import { wallMs } from './stop-wire';

/** Book changes per second beside the exchange's own, the most first: the first that the desk can quote under is the load. */
const LOADS_PER_SECOND = [8_000, 6_000, 4_500, 3_400, 2_600, 1_900, 1_400, 1_000, 500];
/** A whole desk shares the machine with its window and its risk thread. */
const MOST_BESIDE_WINDOW = 3_400;
const QUOTES_WANTED = 490;
/** So long all of them must rest before a load counts as one that the desk can follow. */
const SETTLED_MS = 3_000;
const QUOTED_LIMIT_MS = 15_000;
const QUICK_BUDGET_MS = 150_000;
const CANCEL_LIMIT_MS = 5_000;
const CONFIRMED_LIMIT_MS = 10_000;
const HANG_MS = 1_200;
/** What is left of a load that turned out to be too much. */
const EASING = 0.8;

/** 25 instruments with ten levels on either side, far enough from the market that nothing fills and little is requoted. */
const many = (options: BenchOptions): StopDeskOptions => ({
  ...options,
  instrumentCount: 25,
  bookStaleMs: 3_000,
  addedPerSecond: 0,
  parameters: { levels: 10, minimumHalfSpreadBps: 500, maximumHalfSpreadBps: 500, levelSpacing: 0.1, requoteToleranceTicks: 100 },
});

/** The command at the engine's door → the cancel of the last of 500 quotes, with the data lane saturated. */
export const stopByCommand: BenchCase = {
  name: 'stop-by-command',
  async run(options) {
    const desk = await openStopEngine(many(options));
    try {
      await saturate(desk);
      const samples = await pullAgain(desk, budget(options, QUICK_BUDGET_MS), () => {
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
      await saturate(desk, MOST_BESIDE_WINDOW);
      const window = await pullAgain(desk, budget(options, QUICK_BUDGET_MS), () => pressInWindow(desk));
      const hung = await pullAgain(desk, budget(options, QUICK_BUDGET_MS), () => pressWithWindowHung(desk));
      return [
        ...rowsOf('pull-all key → last cancel, feed saturated', window, 50),
        ...rowsOf('the same by system key, window hung', hung, 50),
      ];
    } finally {
      await desk.stop();
    }
  },
};

/** Finds the fullest feed under which the desk holds all its quotes up, and leaves it on. */
async function saturate(desk: StopDesk, most = Infinity): Promise<void> {
  for (const load of LOADS_PER_SECOND.filter((each) => each <= most)) {
    desk.wire.load(load);
    if ((await quotesAll(desk)) && (await holdsQuotes(desk))) return;
  }
  throw new Error(`expected ${QUOTES_WANTED} quotes under one of the loads, found ${desk.wire.resting(null).length} under the smallest`);
}

/** Whether all quotes rest after as long as that may take. */
async function quotesAll(desk: StopDesk): Promise<boolean> {
  const isTrading = await startTrading(desk, QUOTED_LIMIT_MS).then(
    () => true,
    () => false,
  );
  return isTrading && (await untilQuoted(desk, null, { count: QUOTES_WANTED, limitMs: QUOTED_LIMIT_MS })) >= QUOTES_WANTED;
}

async function holdsQuotes(desk: StopDesk): Promise<boolean> {
  for (const endsAtMs = wallMs() + SETTLED_MS; wallMs() < endsAtMs; await sleep(20))
    if (desk.wire.resting(null).length < QUOTES_WANTED) return false;
  return true;
}

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
    // A desk that can't quote as much says nothing about a pull of as much: the machine has less for it than when the load was chosen.
    if (!(await quotesAll(desk)) || !(await pullOnce(desk, samples, press))) desk.wire.load(desk.wire.loadPerSecond * EASING);
  }
  return samples;
}

/** Pulls in the middle of trading, at any moment of what is regular in it; `false` if quotes were missing, and then nothing is noted. */
async function pullOnce(desk: StopDesk, samples: Samples, press: () => Promise<number>): Promise<boolean> {
  const fed = desk.wire.feedCount();
  await sleep(500 + Math.random() * 200);
  const before = await lastPullAtMs(desk);
  const labels = desk.wire.resting(null);
  const feedPerSecond = desk.wire.feedRateSince(fed);
  const startedAtMs = await press();
  const canceledAtMs = await desk.wire.untilCanceled(labels, CANCEL_LIMIT_MS);
  const confirmedMs = await untilConfirmed(desk, before);
  if (labels.length < QUOTES_WANTED) return false;
  samples.milliseconds.push(canceledAtMs - startedAtMs);
  samples.quotes.push(labels.length);
  samples.confirmed.push(confirmedMs);
  samples.feedPerSecond.push(feedPerSecond);
  return true;
}

async function untilConfirmed(desk: StopDesk, sinceMs: number): Promise<number> {
  for (const endsAt = Date.now() + CONFIRMED_LIMIT_MS; Date.now() < endsAt; await sleep(50)) {
    const elapsedMs = await pullElapsedMs(desk, sinceMs);
    if (elapsedMs !== null) return elapsedMs;
  }
  throw new Error('expected a confirmed pull within 10 s, found none');
}
