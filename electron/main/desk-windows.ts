/** The terminal's windows: opened, fed with what they subscribed to, asked whether they still run, opened again when they do not. */
import type { BrowserWindow } from 'electron';
import { channels } from '../../shared/contract/channels';
import type { TopicMessage } from '../../shared/contract/envelope';
import type { WindowId } from '../../shared/contract/engine-messages';
import type { WindowDoor } from './ipc/window-door';
import type { Subscriptions, TopicRequest } from './subscriptions';
import type { WindowWatch } from './supervision/window-watch';

export interface DeskWindowsPorts {
  readonly door: WindowDoor;
  readonly subscriptions: Subscriptions;
  readonly watch: WindowWatch;
  readonly openWindow: () => BrowserWindow;
  /** A window is gone; the engine need not feed it any more. */
  readonly forget: (requests: readonly TopicRequest[]) => void;
}

export class DeskWindows {
  readonly #ports: DeskWindowsPorts;
  readonly #windows = new Map<number, BrowserWindow>();

  constructor(ports: DeskWindowsPorts) {
    this.#ports = ports;
  }

  open(): BrowserWindow {
    const { door, watch, subscriptions, forget, openWindow } = this.#ports;
    const window = openWindow();
    const windowId = window.webContents.id;
    door.admit(windowId);
    watch.opened(windowId);
    this.#windows.set(windowId, window);
    window.on('closed', () => {
      door.dismiss(windowId);
      watch.closed(windowId);
      this.#windows.delete(windowId);
      forget(subscriptions.forget(windowId));
    });
    return window;
  }

  /** `windowId` null: every window that subscribed. */
  relay(windowId: WindowId | null, message: TopicMessage): void {
    for (const [id, window] of this.#windows) {
      const isMeant = windowId === null ? this.#ports.subscriptions.isSubscribed(id, message.topic) : id === windowId;
      if (isMeant) send(window, channels.topic, message);
    }
  }

  /** Asks each window whether it still runs. */
  ask(): void {
    for (const window of this.#windows.values()) send(window, channels.ask, null);
  }

  /** Ends a page that hangs; the window loads it anew as after any crash. A page halted in a debugger is left alone. */
  reopen(windowId: number): void {
    const contents = this.#windows.get(windowId)?.webContents;
    if (contents === undefined || contents.isDevToolsOpened()) return;
    contents.forcefullyCrashRenderer();
  }

  show(): void {
    for (const window of this.#windows.values()) {
      window.show();
      window.focus();
    }
  }
}

/** A page that crashed has no frame to send to until it is loaded again. */
function send(window: BrowserWindow, channel: string, message: unknown): void {
  if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(channel, message);
}
