/** The terminal's window: sandboxed, isolated, without any default key of the browser. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from './app-protocol';
import type { WindowExtent } from './desk-arguments';
import type { Log } from './log';

export interface WindowSettings {
  readonly distDirectory: string;
  readonly extent: WindowExtent;
  readonly theme: 'dark' | 'light' | null;
  readonly title: string;
  readonly log: Log;
}

/** Page background before the first paint, so that nothing flashes. */
const BACKGROUND = { dark: '#0b0e13', light: '#f4f5f7' } as const;

export function openTerminalWindow({ distDirectory, extent, theme, title, log }: WindowSettings): BrowserWindow {
  nativeTheme.themeSource = theme ?? 'system';
  const shown = theme ?? (nativeTheme.shouldUseDarkColors ? 'dark' : 'light');
  const window = new BrowserWindow({
    width: extent.width,
    height: extent.height,
    useContentSize: true,
    title,
    icon: join(distDirectory, '..', 'assets', 'icon.png'),
    backgroundColor: BACKGROUND[shown],
    show: true,
    webPreferences: {
      preload: join(distDirectory, 'preload', 'bridge.js'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: process.env['KEEL_DEVTOOLS'] === '1',
    },
  });
  window.removeMenu();
  reportTrouble(window, log);
  void window.loadURL(`${APP_ORIGIN}/index.html${theme ? `?theme=${theme}` : ''}`);
  return window;
}

function reportTrouble(window: BrowserWindow, log: Log): void {
  const { webContents } = window;
  webContents.on('did-fail-load', (_event, code, description, address) => {
    log.error(`expected the window to load ${address}, found ${description} (${code}); run npm run build and start again`);
  });
  webContents.on('render-process-gone', (_event, details) => {
    log.error(`the window's process ended (${details.reason}); the engine goes on, the window is opened again`);
    if (!window.isDestroyed() && details.reason !== 'clean-exit') window.reload();
  });
  webContents.on('preload-error', (_event, path, error) => log.error(`expected the preload ${path} to run, found: ${error.message}`));
  webContents.on('console-message', (_event, level, message, line, source) => {
    if (level >= 2) log.warn(`window: ${message} (${source}:${line})`);
  });
}
