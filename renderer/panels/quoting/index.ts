/** Definition of the quoting panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Quoting, QuotingHeader } from './quoting';

/** Quoting control. */
export const quotingPanel: PanelDefinition = {
  id: 'quoting',
  title: 'Quoting',
  component: Quoting,
  header: QuotingHeader,
  keys: [
    { keys: 'Enter', does: 'apply the draft' },
    { keys: 'Escape', does: 'revert the draft' },
    { keys: 'W', does: 'widen this instrument 20 %' },
    { keys: 'Shift+W', does: 'widen all 20 %' },
    { keys: 'Z', does: 'halve the quantity (draft)' },
    { keys: 'G', does: 'requote suspended sides' },
    { keys: 'X', does: 'suspend or requote the bid' },
    { keys: 'Shift+X', does: 'suspend or requote the ask' },
  ],
};
