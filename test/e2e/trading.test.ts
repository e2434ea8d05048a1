/** The whole story, by keyboard, judged by the exchange's own log: quote, be filled, skew, change and undo, hedge, flat. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/desk-topics';
import { TradingDesk } from '../support/trading-desk';

let trading: TradingDesk;

beforeAll(async () => {
  trading = await TradingDesk.start();
});

afterAll(async () => {
  await trading.close();
});

describe('a trader', () => {
  it('starts disarmed and quotes nothing until told to', async () => {
    const view = await trading.untilView('an active desk', (found) => found.tradingState === 'active');
    expect(view.isArmed).toBe(false);
    expect(await trading.openOrders()).toEqual([]);
  });

  it('cannot start trading while disarmed, and is told why', async () => {
    await trading.press('Control+Alt+G');
    await trading.desk.page.getByText(/armed/i).first().waitFor();
    expect((await trading.quoting()).isTradingOn).toBe(false);
    expect(trading.logged('order')).toEqual([]);
  });

  it('arms, and live quotes stand on both sides, each with our label', async () => {
    await trading.startQuoting();
    const open = await trading.openOrders();
    expect(open.every((order) => order.label.startsWith('keel-'))).toBe(true);
    const bids = open.filter((order) => order.direction === 'buy').map((order) => order.price);
    const asks = open.filter((order) => order.direction === 'sell').map((order) => order.price);
    expect(Math.max(...bids)).toBeLessThan(Math.min(...asks));
  });

  it('is filled, and the inventory moves by exactly what the exchange says', async () => {
    await trading.fillBest('buy');
    await trading.fillBest('buy');
    const view = await trading.untilView('a long position', (found) => (found.underlyings['BTC']?.deltaCoin ?? 0) > 0);
    expect(view.underlyings['BTC']?.deltaCoin).toBeGreaterThan(0);
    const trades = trading.logged('trade');
    expect(trades.length).toBeGreaterThan(0);
  });

  it('quotes skewed towards the target afterwards', async () => {
    const view = await until('a skew', async () => trading.quoting().then((found) => ((found.skewTicks ?? 0) !== 0 ? found : null)));
    expect(view.reservationPrice).toBeLessThan(view.fairValue ?? 0);
  });

  it('changes a parameter: sees the quotes it would make, applies, undoes', async () => {
    const before = await trading.quoting();
    const field = trading.desk.page.getByLabel(/min half-spread/).first();
    await field.fill('5');
    await field.press('Tab');
    const drafted = await until('a draft with a dry run', async () =>
      trading.quoting().then((view) => (view.draft !== null && view.rows['buy-1']?.nowPrice != null ? view : null)),
    );
    expect(drafted.draft?.minimumHalfSpreadBps).toBe(5);
    expect(drafted.parameters).toEqual(before.parameters);
    const best = drafted.rows['buy-1'];
    expect(best?.nextPrice).toBeLessThan(best?.nowPrice ?? NaN);
    await trading.desk.page.getByRole('button', { name: /^Apply/ }).click();
    const applied = await until('the new parameters', async () =>
      trading.quoting().then((view) => (view.parameters.minimumHalfSpreadBps === 5 ? view : null)),
    );
    expect(applied.parametersVersion).toBeGreaterThan(before.parametersVersion);
    await until('quotes at the distance of the preview', async () => {
      const bids = (await trading.openOrders()).filter((order) => order.direction === 'buy');
      const edge = applied.fairValue === null ? 0 : 1 - Math.max(...bids.map((order) => order.price)) / applied.fairValue;
      return edge > 3e-4 ? edge : null;
    });
    await trading.press('Control+Z');
    await until('the parameters of before', async () =>
      trading.quoting().then((view) => (view.parameters.minimumHalfSpreadBps === before.parameters.minimumHalfSpreadBps ? view : null)),
    );
  });

  it('hedges with Ctrl+H and Enter; a double Enter sends one order and the book is flat (fault 65)', async () => {
    await trading.holdPosition('buy');
    const ordersBefore = trading.logged('order').length;
    if (!(await trading.view()).isArmed) await trading.press('Control+Shift+A');
    await trading.press('Control+H');
    await until('a hedge that can be sent', async () =>
      trading.hedge().then((hedge) => (hedge.phase === 'preview' && hedge.candidates[0]?.refusal === '' ? hedge : null)),
    );
    await trading.desk.page.locator('[data-panel=hedge]:focus-within button[name=send-hedge][aria-disabled=false]').waitFor();
    await trading.press('Enter');
    await trading.press('Enter');
    const flat = await trading.untilView('a flat book', (found) => Math.abs(found.underlyings['BTC']?.deltaCoin ?? 1) < 0.0005);
    expect(flat.orderCount).toBe(0);
    expect(trading.logged('order').length).toBe(ordersBefore + 1);
  });
});
