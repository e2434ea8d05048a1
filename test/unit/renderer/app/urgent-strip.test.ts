/** The button of the urgent strip belongs to the alert that it was pressed for. */
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { UrgentStrip } from '../../../../renderer/app/shell/urgent-strip';
import { Button } from '../../../../renderer/controls/button';
import type { AlertRow } from '../../../../shared/projection/view-state';

const alerts = vi.hoisted(() => ({ rows: {} as Record<string, unknown> }));
vi.mock('../../../../renderer/desk/selectors', () => ({ useTopic: () => alerts }));

const alert = (alertId: string, lastAtMs: number): AlertRow => ({
  ...{ alertId, lastAtMs, raisedAtMs: lastAtMs, severity: 3, count: 1, text: alertId, isAcknowledged: false },
});

/** Key of the strip's button, which React keeps the element of as long as it stays the same. */
function buttonKey(rows: readonly AlertRow[]): string | null | undefined {
  alerts.rows = Object.fromEntries(rows.map((row) => [row.alertId, row]));
  const strip = UrgentStrip() as ReactElement<{ readonly children: readonly unknown[] }>;
  const isButton = (child: unknown): child is ReactElement =>
    typeof child === 'object' && child !== null && 'type' in child && child.type === Button;
  return strip.props.children.find(isButton)?.key;
}

it('an alert that comes while the button is pressed takes another button, so that letting go acknowledges nothing unread', () => {
  const before = buttonKey([alert('unknown order', 1)]);
  expect(buttonKey([alert('unknown order', 1)])).toBe(before);
  expect(buttonKey([alert('unknown order', 1), alert('dead-man lost', 2)])).not.toBe(before);
});
