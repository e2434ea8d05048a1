/** Definition of the fills panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Fills, FillsBadge, FillsHeader } from './fills';

/** Fills and markouts. */
export const fillsPanel: PanelDefinition = {
  id: 'fills',
  title: 'Fills',
  component: Fills,
  header: FillsHeader,
  badge: FillsBadge,
  keys: [{ keys: 'Home', does: 'newest fill' }],
};
