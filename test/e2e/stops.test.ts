/** Stops work in every state: armed, disarmed, with a silent venue; and a killed desk leaves nothing behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInitialState } from '../../shared/engine/initial-state';
import { step } from '../../shared/engine/step';
import { replaySession } from '../../shared/journal/replay';
import { readTopic, until } from '../support/desk-topics';
import { readSessions } from '../support/recorded-sessions';
import { TradingDesk } from '../support/trading-desk';

const profile = mkdtempSync(join(tmpdir(), 'keel-stops-'));
let trading: TradingDesk;

beforeAll(async () => {
  trading = await TradingDesk.start({ profile });
});

afterAll(async () => {
  await trading.close();
  rmSync(profile, { recursive: true, force: true });
});

describe('stops', () => {
  it('pull all by one key when disarmed', async () => {
    await trading.startQuoting();
    await trading.press('Control+Shift+A');
    await trading.untilView('a disarmed desk', (view) => !view.isArmed);
    expect((await trading.openOrders()).length).toBeGreaterThan(0);
    await trading.press('Shift+F9');
    await trading.untilNothingRests(3_000);
    await until('trading to be off', async () => trading.quoting().then((view) => (view.isTradingOn ? null : view)));
  });

  it('a silent feed is shown as stale, its quotes are gone, and the stop key is still taken', async () => {
    await trading.startQuoting();
    await trading.exchange.call('practice/freeze_book', { instrument_name: 'BTC-PERPETUAL', frozen: true });
    await until('a stale book on screen', async () => trading.quoting().then((view) => (view.trust.state === 'stale' ? view : null)));
    await trading.untilNothingRests(3_000);
    await trading.press('Shift+F9');
    await until('a pull that is done', async () => trading.view().then((view) => (view.pull?.isDone === true ? view : null)));
    await trading.exchange.call('practice/freeze_book', { instrument_name: 'BTC-PERPETUAL', frozen: false });
    await until('a live book again', async () => trading.quoting().then((view) => (view.trust.state === 'live' ? view : null)));
  });

  it('kill -9 leaves no live order at the exchange; the restart finds its journal whole and comes up halted', async () => {
    await trading.startQuoting();
    expect((await trading.openOrders()).length).toBeGreaterThan(0);
    process.kill(trading.desk.pid, 'SIGKILL');
    await trading.untilNothingRests(15_000);
    await trading.desk.close().catch(() => undefined);
    await trading.reopen(profile);
    const view = await trading.untilView(
      'a halted desk after a crash',
      (found) => found.tradingState === 'halted' && found.sessionId !== '',
    );
    expect(view.tradingStateReason).toMatch(/RESUME/);
    await until('a reconciled venue', async () =>
      readTopic(trading.desk.page, 'connections').then((found) => (found.rows['deribit']?.reconciliation === 'matched' ? found : null)),
    );
    const after = await trading.view();
    expect(after.tradingState).toBe('halted');
    expect((await readTopic(trading.desk.page, 'connections')).journalState).toBe('whole');
    expect(await trading.openOrders()).toEqual([]);
  });

  it('the journal is verified from the window, by button and by key, while the desk runs (fault 45)', async () => {
    await trading.desk.page
      .getByRole('tab', { name: 'Connections' })
      .or(trading.desk.page.locator('[data-panel=connections]'))
      .first()
      .click();
    await trading.desk.page.getByRole('button', { name: 'Verify journal' }).click();
    const checked = await until('a journal that was checked', async () =>
      readTopic(trading.desk.page, 'connections').then(({ journalCheck }) => (journalCheck?.state === 'whole' ? journalCheck : null)),
    );
    expect(checked.records).toBeGreaterThan(100);
    expect(checked.text).toMatch(/^Whole: \d+ sessions/);
    // The key ends a check under way, and the window hears of its end later than this does.
    await trading.desk.page
      .getByRole('group', { name: 'Journal' })
      .getByText(/^whole ·/)
      .waitFor();
    await trading.press('Control+Alt+J');
    await until('a second check with more entries', async () =>
      readTopic(trading.desk.page, 'connections').then(({ journalCheck }) =>
        journalCheck?.state === 'whole' && journalCheck.records > checked.records ? journalCheck : null,
      ),
    );
  });

  it('kill latches: everything is canceled and nothing new is accepted until RESUME', async () => {
    await trading.press('Control+Shift+F9');
    const view = await trading.untilView('a killed desk', (found) => found.tradingState === 'killed');
    expect(view.isArmed).toBe(false);
    const ordersBefore = trading.logged('order').length;
    await trading.press('Control+Shift+A');
    await trading.press('Control+Alt+G');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(trading.logged('order').length).toBe(ordersBefore);
    expect(await trading.openOrders()).toEqual([]);
  });

  it('every session in the journal replays to the very orders that were sent', async () => {
    await trading.desk.close();
    const sessions = readSessions(profile);
    expect(sessions.length).toBe(2);
    const replayed = sessions.map((entries) => replaySession(step, createInitialState(), entries));
    expect(replayed.map((outcome) => (outcome.ok ? '' : outcome.error))).toEqual(['', '']);
    const sent = replayed.reduce((sum, outcome) => sum + (outcome.ok ? outcome.value.intentCount : 0), 0);
    expect(sent).toBeGreaterThanOrEqual(trading.logged('order').length);
    expect(trading.logged('order').length).toBeGreaterThan(0);
  });
});
