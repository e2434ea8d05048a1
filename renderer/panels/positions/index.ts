/** Definition of the positions panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Positions, PositionsHeader } from './positions';

/** Positions and their valuation. */
export const positionsPanel: PanelDefinition = {
  id: 'positions',
  title: 'Positions',
  component: Positions,
  header: PositionsHeader,
  keys: [{ keys: 'Space', does: 'select the instrument' }],
};
