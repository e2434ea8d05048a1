/** Definition of the risk slide panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { RiskSlide } from './risk-slide';

/** The book under moves of spot, volatility and time. */
export const riskSlidePanel: PanelDefinition = {
  id: 'risk-slide',
  title: 'Risk slide',
  component: RiskSlide,
  keys: [
    { keys: '1', does: 'PnL; 2 delta, 3 gamma, 4 vega, 5 margin' },
    { keys: 'D', does: 'next point in time' },
    { keys: 'K', does: 'sticky strike or sticky delta' },
    { keys: '+', does: 'wider range; - narrower' },
    { keys: 'O', does: 'take the staged hedge off' },
    { keys: 'R', does: 'compute again' },
  ],
};
