/** What asks for action says when it happened, also on the days after. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { UrgentStrip } from '../../../../renderer/app/shell/urgent-strip';
import { sampleState } from '../../../support/fake-bridge/sample-state';

const AT = Date.UTC(2026, 10, 22, 14, 3, 22);
const desk = vi.hoisted(() => ({ nowMs: 0, alerts: {} as object }));
vi.mock('../../../../renderer/desk/selectors', async (original) => ({
  ...(await original<object>()),
  useTopic: () => desk.alerts,
  useDesk: (select: (state: object) => unknown) => select({ clock: { engineTimeMs: desk.nowMs, receivedAtMs: 0 } }),
}));

function stripAt(nowMs: number): string {
  const [row] = Object.values(sampleState().alerts.rows);
  desk.nowMs = nowMs;
  desk.alerts = { rows: { urgent: { ...row, severity: 3, isAcknowledged: false, lastAtMs: AT } } };
  return renderToStaticMarkup(<UrgentStrip />);
}

it('an alert of the day before yesterday does not read like one of today', () => {
  expect(stripAt(AT + 60_000)).toContain('>14:03:22<');
  expect(stripAt(AT + 2 * 86_400_000)).toContain('>11-22 14:03<');
});
