/** Keys of the whole system and a tray menu that stop trading, whatever the window does. */
import { join } from 'node:path';
import { globalShortcut, Menu, Tray } from 'electron';
import type { Log } from '../log';
import type { StopKind } from './stop-relay';

/** The window's own keys (Shift+F9, Ctrl+Shift+F9) with the system key added: no other program is robbed of a key. */
const STOP_KEYS: Readonly<Record<StopKind, string>> = {
  pull: 'Super+Shift+F9',
  kill: 'Super+Control+Shift+F9',
};

const LABELS: Readonly<Record<StopKind, string>> = { pull: 'Pull all quotes', kill: 'Kill: cancel all our orders, only reductions' };

export interface StopKeyPorts {
  readonly distDirectory: string;
  stop(kind: StopKind): void;
  showWindow(): void;
  /** A way to stop that does not work must be known before it is needed. */
  tellMissing(what: string): void;
  readonly log: Log;
}

export interface StopKeys {
  release(): void;
}

/** Must run once the app is ready. */
export function offerStopKeys(ports: StopKeyPorts): StopKeys {
  for (const kind of ['pull', 'kill'] as const) {
    if (!registerKey(kind, ports)) ports.tellMissing(`the key ${STOP_KEYS[kind]} of the whole system (${LABELS[kind]})`);
  }
  const tray = openTray(ports);
  return {
    release: () => {
      globalShortcut.unregisterAll();
      tray?.destroy();
    },
  };
}

function registerKey(kind: StopKind, { stop, log }: StopKeyPorts): boolean {
  try {
    return globalShortcut.register(STOP_KEYS[kind], () => stop(kind));
  } catch (error) {
    log.warn(`expected to register ${STOP_KEYS[kind]}, found: ${String(error)}`);
    return false;
  }
}

function openTray(ports: StopKeyPorts): Tray | null {
  try {
    const tray = new Tray(join(ports.distDirectory, '..', 'assets', 'icon.png'));
    tray.setToolTip('Keel');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'pull', label: LABELS.pull, click: () => ports.stop('pull') },
        { id: 'kill', label: LABELS.kill, click: () => ports.stop('kill') },
        { type: 'separator' },
        { id: 'show', label: 'Show the terminal', click: () => ports.showWindow() },
      ]),
    );
    return tray;
  } catch (error) {
    ports.log.warn(`expected a tray icon, found: ${String(error)}`);
    ports.tellMissing('the tray menu');
    return null;
  }
}
