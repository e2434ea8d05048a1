/** Definition of the connections panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Connections } from './connections';

/** Venue health. */
export const connectionsPanel: PanelDefinition = { id: 'connections', title: 'Connections', component: Connections, keys: [] };
