/** Quitting pulls and verifies first, however it was asked for; closing the window by hand asks once more. */
import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from './log';
import { quitBeforeSystem } from './supervision/power-watch';

export interface QuitGuard {
  /** Ends the run; a second call while it ends does nothing. */
  quit(): void;
  watch(window: BrowserWindow): void;
}

export interface QuitPorts {
  /** Pull, verify, close. `false`: orders of ours may rest. */
  readonly end: () => Promise<boolean>;
  /** Says that they may, to whoever looks; the desk leaves afterwards. */
  readonly tellUnverified: () => Promise<void>;
  readonly log: Log;
}

export function createQuitGuard({ end, tellUnverified, log }: QuitPorts): QuitGuard {
  let phase: 'running' | 'ending' | 'ended' = 'running';
  let isAsking = false;
  const quit = (): void => {
    if (phase !== 'running') return;
    phase = 'ending';
    log.info('quit: pulling quotes and verifying');
    void end().then(async (isClean) => {
      log.info(isClean ? 'quit: clean' : 'quit: the engine did not confirm');
      // A box that can't be shown keeps no desk from its end.
      if (!isClean) await tellUnverified().catch((error: unknown) => log.error(`quit: ${String(error)}`));
      phase = 'ended';
      app.exit(isClean ? Number(process.exitCode ?? 0) : 1);
    });
  };
  app.on('before-quit', (event) => {
    if (phase === 'ended') return;
    event.preventDefault();
    quit();
  });
  app.on('window-all-closed', quit);
  return {
    quit,
    watch: (window) => {
      // Windows ends without `powerMonitor`'s word.
      window.on('query-session-end', quitBeforeSystem(quit));
      window.on('close', (event) => {
        if (phase !== 'running') return;
        event.preventDefault();
        if (isAsking) return;
        isAsking = true;
        void confirmQuit(window).then((isWanted) => {
          isAsking = false;
          if (isWanted) quit();
        });
      });
    },
  };
}

/** Asked without holding up this process: the engine's messages go on meanwhile. */
async function confirmQuit(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Quit Keel',
    message: 'Pull all quotes and quit?',
    detail: 'Every order of this desk is canceled and the open-order list is checked before the desk ends. Positions stay.',
    buttons: ['Stay', 'Pull and quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
