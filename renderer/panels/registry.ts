/** All panels, one line each. */
import type { PanelDefinition } from '../controls/panel-definition';
import { alertsPanel } from './alerts/index';
import { capitalPanel } from './capital/index';
import { connectionsPanel } from './connections/index';
import { fillsPanel } from './fills/index';
import { greeksPanel } from './greeks/index';
import { hedgePanel } from './hedge/index';
import { inventoryPanel } from './inventory/index';
import { ladderPanel } from './ladder/index';
import { ordersPanel } from './orders/index';
import { positionsPanel } from './positions/index';
import { quotingPanel } from './quoting/index';
import { riskSlidePanel } from './risk-slide/index';
import { smilePanel } from './smile/index';
import { watchlistPanel } from './watchlist/index';

/** In the order in which F6 visits them in the delivered layout. */
export const panels: readonly PanelDefinition[] = [
  watchlistPanel,
  quotingPanel,
  ladderPanel,
  inventoryPanel,
  connectionsPanel,
  hedgePanel,
  positionsPanel,
  ordersPanel,
  alertsPanel,
  fillsPanel,
  greeksPanel,
  riskSlidePanel,
  capitalPanel,
  smilePanel,
];

/** The panel of an id; `undefined` for one that this version does not have. */
export function findPanel(id: string): PanelDefinition | undefined {
  return panels.find((panel) => panel.id === id);
}
