/** Definition of the inventory panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Inventory } from './inventory';

/** Inventory, target and skew. */
export const inventoryPanel: PanelDefinition = {
  id: 'inventory',
  title: 'Inventory',
  component: Inventory,
  keys: [
    { keys: 'T', does: 'target handle of the active underlying' },
    { keys: 'ArrowUp', does: 'target up (Shift ×10)' },
    { keys: 'ArrowDown', does: 'target down (Shift ×10)' },
    { keys: '0', does: 'neutral target' },
    { keys: 'Enter', does: 'apply the target' },
  ],
};
