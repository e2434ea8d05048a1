/** Definition of the capital panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Capital } from './capital';

/** Tail, limits, margin and room to quote. */
export const capitalPanel: PanelDefinition = {
  id: 'capital',
  title: 'Capital',
  component: Capital,
  keys: [
    { keys: 'C', does: 'next confidence' },
    { keys: 'D', does: 'next horizon' },
    { keys: 'W', does: 'next window' },
    { keys: 'S', does: 'another seed of the simulation' },
    { keys: 'R', does: 'compute again' },
  ],
};
