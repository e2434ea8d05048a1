/** Starts the window: loads the view settings, connects the store to the engine, mounts the shell. */
import { createRoot } from 'react-dom/client';
import { notify } from '../desk/commands';
import { connectDesk } from '../desk/desk-client';
import { deskStore } from '../desk/desk-store';
import { loadSettings } from '../desk/view-store';
import '../theme/base.css';
import { listenToKeys } from './keymap/dispatcher';
import { Shell } from './shell/shell';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('renderer/index.html: expected an element with id "root", found none');
  connectDesk(window.keel, deskStore);
  const problem = await loadSettings();
  createRoot(root).render(<Shell />);
  listenToKeys(window);
  if (problem !== '') notify('info', problem);
}

void start();
