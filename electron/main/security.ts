/** Shuts every door of the browser that the terminal does not need: navigation, windows, permissions, network. */
import { readFile } from 'node:fs/promises';
import { app, protocol, session, type Session, type WebContents } from 'electron';
import { parseAddress } from './address';
import { APP_ORIGIN, findFile, mapFiles, responseHeaders } from './app-protocol';
import type { Log } from './log';

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  // As root Chromium's own sandbox cannot run, and this call would take the switch that says so away from child processes.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Must run before the first window, once the app is ready. */
export function secureSession(rendererDirectory: string, log: Log): void {
  const { defaultSession } = session;
  serveApp(defaultSession, rendererDirectory, log);
  denyNetwork(defaultSession, log);
  defaultSession.setPermissionRequestHandler((_contents, permission, decide) => {
    log.warn(`denied the permission "${permission}" to a window`);
    decide(false);
  });
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => secureContents(contents, log));
}

function serveApp(target: Session, rendererDirectory: string, log: Log): void {
  const files = mapFiles(rendererDirectory);
  target.protocol.handle('app', async (request) => {
    const file = findFile(files, request.url);
    if (!file) {
      log.warn(`refused ${request.url}: not a file of the terminal`);
      return new Response('not found', { status: 404, headers: responseHeaders('text/plain; charset=utf-8') });
    }
    return new Response(await readFile(file.path), { headers: responseHeaders(file.contentType) });
  });
}

function denyNetwork(target: Session, log: Log): void {
  target.webRequest.onBeforeRequest((details, decide) => {
    const isOwn = details.url.startsWith(`${APP_ORIGIN}/`) || details.url.startsWith('data:') || details.url.startsWith('devtools:');
    if (!isOwn) log.warn(`blocked a request from a window to ${parseAddress(details.url)?.host ?? details.url.slice(0, 40)}`);
    decide({ cancel: !isOwn });
  });
}

function secureContents(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }, address: string): void => {
    event.preventDefault();
    log.warn(`refused to navigate to ${address.slice(0, 200)}`);
  };
  contents.on('will-navigate', (event, address) => refuse(event, address));
  contents.on('will-redirect', (event, address) => refuse(event, address));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    log.warn(`refused to open a window for ${url.slice(0, 200)}`);
    return { action: 'deny' };
  });
}
