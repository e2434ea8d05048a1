/** Definition of the greeks panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Greeks } from './greeks';

/** Greeks by strike and expiry. */
export const greeksPanel: PanelDefinition = {
  id: 'greeks',
  title: 'Greeks',
  component: Greeks,
  keys: [
    { keys: '1', does: 'delta; 2 gamma, 3 vega, 4 weighted vega, 5 theta, 6 vanna, 7 volga, 8 position' },
    { keys: 'U', does: 'coin or USD' },
    { keys: 'B', does: 'strikes or delta buckets' },
    { keys: 'H', does: 'hedge this underlying' },
    { keys: 'R', does: 'compute again' },
  ],
};
