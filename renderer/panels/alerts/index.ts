/** Definition of the alerts panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Alerts, AlertsBadge } from './alerts';

/** Alerts of the session. */
export const alertsPanel: PanelDefinition = {
  id: 'alerts',
  title: 'Alerts',
  component: Alerts,
  badge: AlertsBadge,
  keys: [{ keys: 'A', does: 'acknowledge the alert of the row' }],
};
