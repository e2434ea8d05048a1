/** Definition of the watchlist panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Watchlist, WatchlistHeader } from './watchlist';

/** The watchlist. */
export const watchlistPanel: PanelDefinition = {
  id: 'watchlist',
  title: 'Watchlist',
  component: Watchlist,
  header: WatchlistHeader,
  keys: [
    { keys: '/', does: 'search' },
    { keys: 'Space', does: 'select the row' },
    { keys: 'Enter', does: 'select and go to the ladder' },
    { keys: 'P', does: 'pull the row’s quotes' },
  ],
};
