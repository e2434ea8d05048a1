/** Definition of the hedge panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Hedge, HedgeHeader } from './hedge';

/** The hedge ticket. */
export const hedgePanel: PanelDefinition = {
  id: 'hedge',
  title: 'Hedge',
  component: Hedge,
  header: HedgeHeader,
  keys: [
    { keys: 'Enter', does: 'send the chosen hedge' },
    { keys: 'Tab', does: 'next candidate' },
    { keys: 'Escape', does: 'close' },
  ],
};
