/** Who watches whom in the real desk: an engine that hangs or dies, a window that hangs or dies, a machine that stands still. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandArgs, CommandName } from '../../shared/contract/commands';
import type { DeskView } from '../../shared/projection/view-state';
import { until } from '../support/desk-topics';
import { injectIntoEngine, type EngineFault } from '../support/engine-faults';
import { pressSystemKeys } from '../support/system-keys';
import { TradingDesk } from '../support/trading-desk';
import { WindowThroughMain } from '../support/window-through-main';

const QUOTED = 'deribit:BTC-PERPETUAL';
/** An order that died on its way with the engine counts for so long, in the place of the quote that would follow it. */
const LOST_HOLD_MS = 60_000;
const profile = mkdtempSync(join(tmpdir(), 'keel-supervision-'));
let trading: TradingDesk;
let eyes: WindowThroughMain;

beforeAll(async () => {
  trading = await TradingDesk.start({ profile });
  eyes = new WindowThroughMain(trading.desk.app);
});

afterAll(async () => {
  await trading.close();
  rmSync(profile, { recursive: true, force: true });
});

/** Tried again while the window is loading or hangs. */
function untilView(what: string, isSo: (view: DeskView) => boolean, limitMs?: number): Promise<DeskView> {
  return until(
    what,
    async () =>
      eyes
        .topic('desk')
        .then((view) => (isSo(view) ? view : null))
        .catch(() => null),
    limitMs,
  );
}

function untilReconciled(): Promise<true> {
  return until('a reconciled venue', async () =>
    eyes.topic('connections').then((found) => (found.rows['deribit']?.reconciliation === 'matched' ? true : null)),
  );
}

/** What it answers does not matter here: the account may still be coming back, and an answer may end with the window that asked. */
async function order<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<void> {
  await eyes.send(name, args).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 200));
}

/**
 * A person looks, arms, types RESUME where that is asked for, and turns trading on; and once more if the desk halts meanwhile, as it may on a
 * machine that leaves its engine without a processor for five beats.
 */
async function quoteAgain(): Promise<DeskView> {
  await untilReconciled();
  await until(
    'quotes on both sides at the exchange',
    async () => ((await isQuoting()) ? true : takeUpTrading()),
    LOST_HOLD_MS + 30_000,
  ).catch(async (error: unknown) => {
    const { tradingState, tradingStateReason, unknownOrderCount } = await eyes.topic('desk');
    throw new Error(`${String(error)} Found ${tradingState} (${tradingStateReason}), ${unknownOrderCount} unknown or lost.`, {
      cause: error,
    });
  });
  return eyes.topic('desk');
}

async function takeUpTrading(): Promise<null> {
  const { tradingState, tradingStateReason, isArmed } = await eyes.topic('desk');
  if (!isArmed) await order('arm', {});
  if (/RESUME/.test(tradingStateReason)) await order('resume', { confirmation: 'RESUME' });
  const isOn = (await eyes.topic('quoting'))[QUOTED]?.isTradingOn === true;
  if (tradingState === 'active' && !isOn) await order('set-trading', { instrumentId: QUOTED, isOn: true });
  return null;
}

async function isQuoting(): Promise<boolean> {
  const open = await trading.openOrders();
  return open.some((order) => order.direction === 'buy') && open.some((order) => order.direction === 'sell');
}

/** How often main was asked to pull by something other than the window. */
function unseenPulls(): number {
  return trading.desk.output().split('pull: no window shows the quotes').length - 1;
}

/** The session that replaced `before`, halted, with the reason on screen; it sends nothing by itself. */
async function untilReplaced(before: DeskView, reason: RegExp): Promise<void> {
  const isReplaced = (view: DeskView): boolean => view.sessionId !== before.sessionId && view.sessionId !== '';
  const view = await untilView('another engine, halted', (found) => isReplaced(found) && found.tradingState === 'halted', 30_000);
  expect(view.tradingStateReason).toMatch(reason);
  expect(view.tradingStateReason).toMatch(/RESUME/);
  expect(view.isArmed).toBe(false);
  const ordersBefore = trading.logged('order').length;
  await untilReconciled();
  expect((await eyes.topic('desk')).tradingState).toBe('halted');
  expect(trading.logged('order').length).toBe(ordersBefore);
  expect(await trading.openOrders()).toEqual([]);
}

/** Kills the process that draws and waits for another one. */
async function loseGraphics(): Promise<void> {
  const graphics = await trading.desk.app.evaluate(({ app }) => app.getAppMetrics().find((metric) => metric.type === 'GPU')?.pid ?? null);
  if (graphics === null) throw new Error('Expected a graphics process, found none.');
  process.kill(graphics, 'SIGKILL');
  await until('another graphics process', async () =>
    trading.desk.app.evaluate(
      ({ app }, dead) => app.getAppMetrics().find((metric) => metric.type === 'GPU' && metric.pid !== dead)?.pid ?? null,
      graphics,
    ),
  );
}

/** The same engine trades on; or it halted because this machine left it without a processor, which is not what the test is about. */
async function expectUntouched(sessionId: string): Promise<void> {
  const view = await eyes.topic('desk');
  expect(view.sessionId).toBe(sessionId);
  if (view.tradingState === 'halted') expect(view.tradingStateReason).toMatch(/missed five beats/);
  else expect((await eyes.topic('quoting'))[QUOTED]?.isTradingOn).toBe(true);
}

/** The page's own thread does nothing any more. */
function hangWindow(): Promise<unknown> {
  return eyes.run('void setTimeout(() => { for (;;); }, 0)');
}

describe('an engine that fails', () => {
  const cases: readonly (readonly [EngineFault, RegExp])[] = [
    ['infinite loop (fault 49)', /did not beat/],
    ['thrown error (fault 49)', /injected by a test/],
    ['unhandled rejection (fault 49)', /injected by a test/],
    ['memory eaten up (fault 50)', /used \d+ % of its memory|memory limit/],
  ];
  it.each(cases)('is pulled for by main and replaced by one that is halted and says why: %s', async (fault, reason) => {
    const before = await quoteAgain();
    await injectIntoEngine((expression) => trading.desk.app.evaluate(expression), fault);
    await trading.untilNothingRests(20_000);
    await untilReplaced(before, reason);
    expect(trading.desk.output()).toMatch(/main's pull: first cancel written/);
  });
});

describe('a machine that stands still', () => {
  it('main blocked: the engine pulls and halts by itself after five seconds without its lease (fault 52)', async () => {
    const { sessionId } = await quoteAgain();
    const blocked = trading.desk.app.evaluate(() => {
      for (const endsAt = Date.now() + 8_000; Date.now() < endsAt;);
    });
    await trading.untilNothingRests(7_500);
    await blocked;
    const view = await untilView('a halted desk', (found) => found.tradingState === 'halted');
    expect(view.sessionId).toBe(sessionId);
    expect(view.tradingStateReason).toMatch(/word of the main process/);
  });

  it('the whole desk stopped and continued: it comes back halted, with the same engine (fault 54)', async () => {
    const { sessionId } = await quoteAgain();
    process.kill(trading.desk.pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    process.kill(trading.desk.pid, 'SIGCONT');
    const view = await untilView('a halted desk', (found) => found.tradingState === 'halted');
    expect(view.sessionId).toBe(sessionId);
    expect(view.tradingStateReason).toMatch(/paused for \d|missed five beats/);
    await trading.untilNothingRests(5_000);
  });

  it('sleep: everything is pulled before, and the desk wakes up halted (fault 54)', async () => {
    await quoteAgain();
    await trading.desk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
    await trading.untilNothingRests(5_000);
    await trading.desk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    const view = await untilView('a halted desk', (found) => found.tradingState === 'halted');
    expect(view.tradingStateReason).toMatch(/goes to sleep|slept/);
  });
});

describe('a window that fails', () => {
  it('loses its graphics process: the engine quotes on, and the picture comes back (fault 53)', async () => {
    const { sessionId } = await quoteAgain();
    await loseGraphics();
    await expectUntouched(sessionId);
  });

  it('loses its graphics process again and again: the desk outlives it, and quotes that nobody can watch are pulled', async () => {
    const { sessionId } = await quoteAgain();
    const pullsBefore = unseenPulls();
    for (let death = 0; death < 5; death += 1) await loseGraphics();
    expect(unseenPulls()).toBeGreaterThan(pullsBefore);
    await trading.untilNothingRests(5_000);
    const view = await untilView('the same engine, halted', (found) => found.sessionId === sessionId && found.tradingState === 'halted');
    expect(view.tradingStateReason).toMatch(/pulled because no window showed them/);
  });

  it('crashes: the quotes stay, and the window comes back (fault 51)', async () => {
    const { sessionId } = await quoteAgain();
    await trading.desk.app.evaluate(({ webContents }) => webContents.getAllWebContents().forEach((page) => page.forcefullyCrashRenderer()));
    await untilView('the window on screen again', (found) => found.sessionId !== '');
    await expectUntouched(sessionId);
  });

  it('hangs: the key of the system pulls all the same (faults 51, 68)', async () => {
    await quoteAgain();
    await hangWindow();
    await pressSystemKeys(['Super', 'Shift', 'F9']);
    await trading.untilNothingRests(5_000);
    await untilView('the window opened again', (found) => found.sessionId !== '', 60_000);
  });

  it('hangs and nobody does anything: quotes are pulled after the time in the settings, and the window is opened again (fault 51)', async () => {
    const { sessionId } = await quoteAgain();
    const pullsBefore = unseenPulls();
    await hangWindow();
    const hungAtMs = performance.now();
    await until('a pull for want of a window', async () => Promise.resolve(unseenPulls() > pullsBefore ? true : null), 30_000);
    expect(performance.now() - hungAtMs).toBeGreaterThan(4_000);
    await trading.untilNothingRests(5_000);
    await untilView('the window opened again', (found) => found.sessionId === sessionId, 60_000);
    const alerts = Object.values((await eyes.topic('alerts')).rows).map((alert) => alert.text);
    expect(alerts).toContainEqual(expect.stringMatching(/answer of a window/));
  });

  it('hangs: the kill key latches until RESUME (fault 51)', async () => {
    await quoteAgain();
    await hangWindow();
    await pressSystemKeys(['Super', 'Control', 'Shift', 'F9']);
    await trading.untilNothingRests(5_000);
    await untilView('a killed desk', (found) => found.tradingState === 'killed', 60_000);
  });
});

describe('the end', () => {
  it('quit with live quotes: they are gone, and that was checked before the desk left (fault 68)', async () => {
    await quoteAgain();
    expect((await trading.openOrders()).length).toBeGreaterThan(0);
    await trading.desk.close();
    expect(await trading.openOrders()).toEqual([]);
    expect(trading.desk.output()).toMatch(/quit: clean/);
  });
});
