/** A real desk in a real Electron on a practice exchange of its own, opened as `npm start` opens it, with inspectors on both sides. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openInspector, type Inspector } from './inspector';
import { startLoadingProxy } from './loading-proxy';

/** A desk that is being measured. */
export interface MeasuredDesk {
  /** Wall time just before the process was started, ms. */
  readonly startedAtMs: number;
  readonly main: Inspector;
  readonly page: Inspector;
  stop(): Promise<void>;
}

/** What the launcher's own modules offer; they find the runtime and the display by where they lie, so they are not bundled. */
interface Launcher {
  prepareDesk(say: (line: string) => void): Promise<{ readonly electronPath: string; readonly appPath: string }>;
}
interface Displays {
  isDisplayMissing(): boolean;
  startVirtualDisplay(extent: { readonly width: number; readonly height: number }): Promise<Display>;
}
interface Display {
  readonly environment: Readonly<Record<string, string>>;
  stop(): void;
}

const LIMIT_MS = 60_000;
const EXTENT = { width: 1920, height: 1080 };

/** Opens a quoting desk; `addedPerSecond` book changes reach it beside the exchange's own. */
export async function openMeasuredDesk(projectRoot: string, addedPerSecond: number): Promise<MeasuredDesk> {
  const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(join(projectRoot, path)).href);
  const { prepareDesk } = (await load('electron/launch/prepare.mjs')) as Launcher;
  const { isDisplayMissing, startVirtualDisplay } = (await load('electron/launch/display.mjs')) as Displays;
  const { electronPath, appPath } = await prepareDesk((line) => process.stderr.write(`${line}\n`));
  const exchange = spawn(process.execPath, [join(projectRoot, 'dist/practice/server.cjs'), '--port', '0']);
  const port = await printed(exchange, /"port":(\d+)/);
  const proxy = await startLoadingProxy(`http://127.0.0.1:${port}`, addedPerSecond);
  const display = isDisplayMissing() ? await startVirtualDisplay(EXTENT) : null;
  const profile = mkdtempSync(join(tmpdir(), 'keel-bench-profile-'));
  const startedAtMs = Date.now();
  const desk = spawn(electronPath, deskWords(appPath, profile, proxy.url), {
    env: { ...process.env, ...display?.environment },
  });
  const stop = async (): Promise<void> => {
    for (const child of [desk, exchange]) await ended(child);
    proxy.stop();
    display?.stop();
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const [mainAddress, pagePort] = await Promise.all([
      printed(desk, /Debugger listening on (ws:\/\/\S+)/),
      printed(desk, /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/),
    ]);
    const main = await openInspector(mainAddress);
    const page = await openInspector(await pageAddress(pagePort));
    return { startedAtMs, main, page, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function deskWords(appPath: string, profile: string, exchange: string): readonly string[] {
  const switches = ['--inspect=0', '--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return [...switches, appPath, '--profile', profile, '--size', `${EXTENT.width}x${EXTENT.height}`, '--exchange', exchange, '--quote'];
}

/** First group of a pattern in what a process prints. */
async function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`expected ${pattern} within ${LIMIT_MS} ms, found: ${text.slice(-1_000)}`)), LIMIT_MS);
    const look = (chunk: Buffer): void => {
      text += chunk.toString();
      const found = pattern.exec(text)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) =>
      reject(new Error(`expected a running process, found that it ended with code ${code}: ${text.slice(-1_000)}`)),
    );
  });
}

async function pageAddress(port: string): Promise<string> {
  const endsAt = Date.now() + LIMIT_MS;
  while (Date.now() < endsAt) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly Readonly<Record<string, string>>[];
    const address = targets.find((target) => target['type'] === 'page' && target['url']?.startsWith('app://'))?.['webSocketDebuggerUrl'];
    if (address !== undefined) return address;
    await sleep(20);
  }
  throw new Error(`expected the terminal's page within ${LIMIT_MS} ms, found none`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const isGone = await Promise.race([exit.then(() => true), sleep(20_000, false)]);
  if (!isGone) child.kill('SIGKILL');
}
