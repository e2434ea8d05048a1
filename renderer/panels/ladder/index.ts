/** Definition of the ladder panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Ladder, LadderHeader } from './ladder';

/** The order book with our orders. */
export const ladderPanel: PanelDefinition = {
  id: 'ladder',
  title: 'Ladder',
  component: Ladder,
  header: LadderHeader,
  keys: [
    { keys: 'Space', does: 'recentre' },
    { keys: 'ArrowUp', does: 'cursor up' },
    { keys: 'ArrowDown', does: 'cursor down' },
    { keys: 'B', does: 'buy side' },
    { keys: 'S', does: 'sell side' },
    { keys: 'Enter', does: 'ticket, then send; a large order is typed first' },
    { keys: 'Ctrl+Enter', does: 'send at once (armed), unless it is large' },
    { keys: 'Delete', does: 'cancel the chip or the row’s orders' },
    { keys: '[', does: 'finer rows' },
    { keys: ']', does: 'coarser rows' },
    { keys: '+', does: 'more quantity' },
    { keys: '-', does: 'less quantity' },
  ],
};
