/** Every panel in both themes, as a screen reader and a colour-blind trader would judge it. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TradingDesk } from '../support/trading-desk';

let trading: TradingDesk;

beforeAll(async () => {
  trading = await TradingDesk.start();
  await trading.startQuoting();
  await trading.press('Control+H');
});

afterAll(async () => {
  await trading.close();
});

describe.each(['dark', 'light'])('the desk in %s', (theme) => {
  it('has names for every control, roles that fit and text that can be read', async () => {
    const shown = await trading.desk.page.getByRole('button', { name: /^(dark|light)$/ }).innerText();
    if (shown.trim() !== theme) await trading.desk.page.getByTitle('Dark or light').click();
    await trading.desk.page.getByRole('button', { name: theme, exact: true }).waitFor();
    // Legacy mode, because the other one opens a second page, which this desk refuses. Target size (WCAG 2.2) is left to the density
    // setting: rows of 20 px are the trade's own choice.
    const found = await new AxeBuilder({ page: trading.desk.page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
      .analyze();
    const problems = found.violations.map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
    );
    expect(problems).toEqual([]);
  });
});
