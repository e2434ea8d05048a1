/** No figure is cut in two or out of sight on a full screen, in any state: a number without its last digits is another number. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openPage, pressAll, serveWindow } from '../support/fake-bridge/screenshot.mjs';

let served: Awaited<ReturnType<typeof serveWindow>> | null = null;

beforeAll(async () => {
  if (chromiumPath !== undefined) served = await serveWindow();
});

afterAll(async () => served?.stop());

/** Texts with a digit that the nearest clipping ancestor cuts off, unless an ellipsis says so. Runs in the page. */
function cutFigures(): readonly string[] {
  const clipOf = (element: Element | null): Element | null =>
    element === null || getComputedStyle(element).overflowX !== 'visible' ? element : clipOf(element.parentElement);
  const isCut = (node: Node, parent: Element): boolean => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const own = range.getBoundingClientRect();
    const clip = clipOf(parent);
    if (clip === null || own.width === 0 || getComputedStyle(clip).textOverflow === 'ellipsis') return false;
    const edge = clip.getBoundingClientRect();
    const isSeen = own.left < edge.right && own.right > edge.left;
    return isSeen && (own.right > edge.right + 1 || own.left < edge.left - 1);
  };
  const cut: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/\d/.test(node.textContent ?? '') || parent === null || parent.closest('.only-heard') !== null) continue;
    if (isCut(node, parent))
      cut.push(`${parent.closest('[data-panel]')?.getAttribute('data-panel') ?? 'shell'}: ${node.textContent ?? ''}`);
  }
  return cut;
}

/** Tables whose last columns are out of sight. Runs in the page. */
function wideTables(): readonly string[] {
  const tables = [...document.querySelectorAll('[data-panel] table:not(.only-heard)')];
  const isWide = ({ parentElement }: Element): boolean => parentElement !== null && parentElement.scrollWidth > parentElement.clientWidth;
  return tables.filter(isWide).map((table) => table.getAttribute('aria-label') ?? 'a table without a name');
}

async function show(page: Page, scenario: string, layout: string): Promise<void> {
  await page.goto(`${served?.address ?? ''}?${new URLSearchParams({ scenario, layout }).toString()}`);
  await page.locator('[data-panel=ladder]').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-panel][data-state=loading]').length < 3);
}

const screens = [
  ['Options MM', 1920, 1080],
  ['Options MM', 1600, 900],
  ['Laptop', 1366, 768],
] as const;
const scenarios = ['live', 'armed', 'hedge', 'stale', 'blocked', 'halted', 'review'] as const;

describe.for(screens)('the layout %s on a full screen of %i × %i', ([layout, width, height]) => {
  it.for(scenarios)('shows every figure whole: %s', async (scenario, context) => {
    if (chromiumPath === undefined) return context.skip('absent: Chromium, which draws the window without an engine');
    const { browser, page } = await openPage(width, height);
    try {
      await show(page, scenario, layout);
      for (const keys of ['Alt+g', 'Alt+r', 'Alt+c']) {
        await pressAll(page, keys);
        expect(await page.evaluate(cutFigures), keys).toEqual([]);
        expect(await page.evaluate(wideTables), keys).toEqual([]);
      }
    } finally {
      await browser.close();
    }
  });
});
