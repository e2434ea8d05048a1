/** Quitting pulls and verifies first, however it was asked for; closing the window by hand asks once more. */
import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from './log';
import { quitBeforeSystem } from './supervision/power-watch';
import type { DeskEnd } from './supervision/pull-desk';

export interface QuitGuard {
  /** Ends the run; a second call while it ends does nothing. */
  quit(): void;
  watch(window: BrowserWindow): void;
}

export interface QuitPorts {
  /** Pull, verify, close. */
  readonly end: () => Promise<DeskEnd>;
  /** After an end that nobody confirmed: resolves once a pull that goes on is confirmed. */
  readonly untilEmpty: () => Promise<void>;
  /** Says that they may, to whoever looks; the desk leaves afterwards. */
  readonly tellUnverified: () => Promise<void>;
  readonly log: Log;
}

const ENDS: Readonly<Record<DeskEnd, string>> = {
  clean: 'quit: clean',
  pulled: "quit: the engine did not confirm, main's own pull did",
  unverified: 'quit: the engine did not confirm',
};

export function createQuitGuard(ports: QuitPorts): QuitGuard {
  const { end, log } = ports;
  let phase: 'running' | 'ending' | 'ended' = 'running';
  let isAsking = false;
  const quit = (): void => {
    if (phase !== 'running') return;
    phase = 'ending';
    log.info('quit: pulling quotes and verifying');
    void end().then(async (how) => {
      log.info(ENDS[how]);
      if (how === 'unverified') await lastWord(ports);
      phase = 'ended';
      app.exit(how === 'clean' ? Number(process.exitCode ?? 0) : 1);
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

/** Until it is read, or no longer true. A box that can't be shown keeps no desk from its end. */
async function lastWord({ tellUnverified, untilEmpty, log }: QuitPorts): Promise<void> {
  const isEmpty = untilEmpty().then(() => log.info("quit: main's own pull found nothing left"));
  await Promise.race([tellUnverified(), isEmpty]).catch((error: unknown) => log.error(`quit: ${String(error)}`));
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
