/** Definition of the inventory panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Inventory } from './inventory';

/** The inventory panel. */
export const inventoryPanel: PanelDefinition = { id: 'inventory', title: 'Inventory', component: Inventory, keys: [] };
