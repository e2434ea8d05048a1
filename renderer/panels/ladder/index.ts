/** Definition of the ladder panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Ladder } from './ladder';

/** The ladder panel. */
export const ladderPanel: PanelDefinition = { id: 'ladder', title: 'Ladder', component: Ladder, keys: [] };
