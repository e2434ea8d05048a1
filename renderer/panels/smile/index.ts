/** Definition of the smile panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Smile } from './smile';

/** The volatility surface and its editor. */
export const smilePanel: PanelDefinition = {
  id: 'smile',
  title: 'Smile',
  component: Smile,
  keys: [
    { keys: 'C', does: 're-centre on the market (Shift: every expiry)' },
    { keys: 'ArrowUp', does: 'draft 0.1 vol up (Shift: 1.0)' },
    { keys: 'ArrowDown', does: 'draft 0.1 vol down (Shift: 1.0)' },
    { keys: 'F', does: 'snap to the fit; S market mid, P previous publish, Shift S settlement (the venue’s marks)' },
    { keys: '[', does: 'expiry before; ] after' },
    { keys: 'Enter', does: 'publish the draft' },
    { keys: 'Escape', does: 'drop the draft' },
    { keys: 'Z', does: 'undo the last publish' },
  ],
};
