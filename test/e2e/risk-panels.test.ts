/** The risk panels in the real window, on a practice account that holds options: numbers, words, keys, and a smile published in three. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { readTopic, until } from '../support/desk-topics';
import { openDesk, type RunningDesk } from '../support/electron-app';
import { startPracticeExchange, type PracticeExchange } from '../support/practice-exchange';

const LIVE_LIMIT_MS = 60_000;

let exchange: PracticeExchange;
let desk: RunningDesk;

beforeAll(async () => {
  exchange = await startPracticeExchange(['--seed', '7', '--option-book']);
  desk = await openDesk({ args: ['--exchange', exchange.url] });
});

afterAll(async () => {
  await desk.close().catch(() => undefined);
  await exchange.stop();
});

/** Brings a panel to the front by its key and waits until it shows live numbers. */
async function open(keys: string, id: string): Promise<Locator> {
  await desk.page.locator('[data-panel]').first().waitFor();
  await desk.page.keyboard.press(keys);
  const panel = desk.page.locator(`section[data-panel=${id}][data-state=live]`);
  await panel.waitFor({ timeout: LIVE_LIMIT_MS });
  return panel;
}

describe('the greeks panel', () => {
  it('shows the options held by strike and expiry, one greek after the other, in coin and in USD', async () => {
    const panel = await open('Alt+g', 'greeks');
    const grid = panel.getByRole('grid');
    await desk.page.keyboard.press('1');
    await expect.poll(async () => grid.getAttribute('aria-label')).toMatch(/^Delta/);
    const inUsd = await grid.locator('tfoot td').last().textContent();
    await desk.page.keyboard.press('u');
    await expect.poll(async () => grid.locator('tfoot td').last().textContent()).not.toBe(inUsd);
    const { underlyings } = await readTopic(desk.page, 'greeks');
    expect(Object.keys(underlyings).sort()).toEqual(['BTC', 'ETH']);
    expect(underlyings['BTC']?.cells.length).toBeGreaterThan(10);
  });

  it('moves between cells by arrows and says what lies in the one it is on', async () => {
    const panel = desk.page.locator('section[data-panel=greeks]');
    await panel.locator('[data-place="0:0"]').focus();
    await desk.page.keyboard.press('ArrowDown');
    await desk.page.keyboard.press('ArrowRight');
    await expect.poll(async () => panel.locator('[aria-selected=true][data-place]').getAttribute('data-place')).toBe('1:1');
    expect(await panel.getByRole('columnheader', { name: 'venue' }).count()).toBe(1);
  });
});

describe('the risk slide', () => {
  it('names the worst cell in words and marks it once', async () => {
    const panel = await open('Alt+r', 'risk-slide');
    const slide = await until('a worst cell', async () =>
      readTopic(desk.page, 'riskSlide').then((view) => (view.worst === null ? null : view)),
    );
    expect(slide.worst?.words).toMatch(/USD/);
    await panel.getByText(slide.worst?.words ?? 'nothing').waitFor();
    const days = slide.request.dayOffsets.length;
    let marked = 0;
    for (let day = 0; day < days; day += 1) {
      marked += await panel.locator('[data-mark=worst]').count();
      await desk.page.keyboard.press('d');
    }
    expect(marked).toBe(1);
  });
});

describe('the capital panel', () => {
  it('has a VaR by every method or the reason why not, and room to quote', async () => {
    await open('Alt+c', 'capital');
    const view = await until(
      'all measures done',
      async () =>
        readTopic(desk.page, 'capital').then((found) =>
          found.measures.length >= 5 &&
          found.measures.some(({ varStandardErrorUsd }) => (varStandardErrorUsd ?? 0) > 0) &&
          found.margins.length > 0 &&
          found.margins.every(({ ownInitial, venueInitial }) => ownInitial !== null && venueInitial !== null) &&
          found.measures.every(({ varUsd, reason, progress }) => progress === null && (varUsd !== null || reason !== ''))
            ? found
            : null,
        ),
      LIVE_LIMIT_MS,
    );
    for (const { varUsd, esUsd, reason } of view.measures) if (reason === '') expect(esUsd ?? 0).toBeGreaterThanOrEqual(varUsd ?? Infinity);
    for (const { ownInitial, venueInitial } of view.margins)
      expect(Math.abs((ownInitial ?? NaN) / (venueInitial ?? NaN) - 1)).toBeLessThan(0.03);
    expect(view.allocations.length).toBeGreaterThan(0);
  });
});

describe('the smile panel', () => {
  it('is re-centred on the market and published with three keys', async () => {
    const panel = await open('Alt+v', 'smile');
    await panel.getByRole('slider').first().waitFor();
    const before = (await readTopic(desk.page, 'surface'))['BTC']?.version ?? 0;
    await desk.page.keyboard.press('c');
    // A trader presses Enter when the window shows the draft, not when the engine knows it.
    await panel.locator('button[name=publish-surface][aria-disabled=false]').waitFor();
    await desk.page.keyboard.press('Enter');
    const after = await until('a new version', async () =>
      readTopic(desk.page, 'surface').then((view) =>
        (view['BTC']?.version ?? 0) > before && view['BTC']?.draft === null ? view['BTC'] : null,
      ),
    );
    expect(after.mode).toBe('manual');
    expect(after.breaches).toEqual([]);
  });

  it('is set to what the venue settles by with a key or a button, as a draft that is dropped again', async () => {
    const panel = await open('Alt+v', 'smile');
    const [publish, revert] = [panel.locator('button[name=publish-surface]'), panel.getByRole('button', { name: /^Revert/ })];
    for (const snap of [() => desk.page.keyboard.press('Shift+S'), () => panel.getByRole('button', { name: 'settlement' }).click()]) {
      await snap();
      const draft = await until('a draft', async () => readTopic(desk.page, 'surface').then((view) => view['BTC']?.draft ?? null));
      expect(draft.edits).toEqual([
        expect.stringMatching(/^snap to settlement: on the venue’s marks of \d+ strikes, median \d\.\d\d v away$/),
      ]);
      await expect.poll(async () => publish.getAttribute('aria-disabled')).toBe('false');
      await revert.click();
      await expect.poll(async () => publish.getAttribute('aria-disabled')).toBe('true');
    }
  });
});
