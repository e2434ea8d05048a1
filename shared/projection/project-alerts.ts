/** Alerts as the trader reads them. */
import type { AlertState, EngineState } from '../engine/state';
import { remember } from './remember';
import type { AlertRow, AlertsView } from './view-state';

const projectRow = remember((alert: AlertState): AlertRow => ({
  alertId: alert.alertId,
  severity: alert.severity,
  raisedAtMs: alert.raisedAtMs,
  lastAtMs: alert.lastAtMs,
  count: alert.count,
  text: alert.text,
  isAcknowledged: alert.isAcknowledged,
}));

/** The alerts slice, keyed by alert id. */
export function projectAlerts(state: EngineState): AlertsView {
  return { rows: Object.fromEntries(state.alerts.map((alert) => [alert.alertId, projectRow(alert)] as const)) };
}
