/** A real desk in a real Electron, opened as `npm start` opens it, with the DevTools of its window and, if wished, of its main process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { keepChild } from './child-processes';
import { openInspector, type Inspector } from './inspector';

/** Where desks can be opened: a runtime and a display, found once. */
export interface DeskHouse {
  readonly electronPath: string;
  readonly appPath: string;
  /** DISPLAY and its cookie; empty where the machine has a display. */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

/** A desk that was asked to open. */
export interface SpawnedDesk {
  readonly child: ChildProcess;
  /** Wall time just before the process was started, ms. */
  readonly startedAtMs: number;
  /** DevTools of the terminal's window. */
  readonly page: Inspector;
  /** DevTools of the main process; `null` unless asked for. */
  readonly main: Inspector | null;
  /** What it printed so far. */
  output(): string;
}

/** How to open one. */
export interface DeskSpawn {
  readonly profile: string;
  readonly words: readonly string[];
  readonly isMainInspected?: boolean;
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

/** Builds what is missing and finds a display; a test suite that did so already says where they are in the environment. */
export async function openDeskHouse(projectRoot: string): Promise<DeskHouse> {
  const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(join(projectRoot, path)).href);
  const { KEEL_ELECTRON: electronPath, KEEL_APP: appPath } = process.env;
  if (electronPath && appPath) return { electronPath, appPath, environment: {}, close: () => undefined };
  const { prepareDesk } = (await load('electron/launch/prepare.mjs')) as Launcher;
  const { isDisplayMissing, startVirtualDisplay } = (await load('electron/launch/display.mjs')) as Displays;
  const prepared = await prepareDesk((line) => process.stderr.write(`${line}\n`));
  const display = isDisplayMissing() ? await startVirtualDisplay(EXTENT) : null;
  const close = (): void => display?.stop();
  process.once('exit', close);
  return { electronPath: prepared.electronPath, appPath: prepared.appPath, environment: display?.environment ?? {}, close };
}

/** Opens a desk and waits for its window's page. Throws with what the desk printed when it does not come. */
export async function spawnDesk(house: DeskHouse, { profile, words, isMainInspected = false }: DeskSpawn): Promise<SpawnedDesk> {
  const startedAtMs = Date.now();
  const child = keepChild(
    spawn(house.electronPath, [...switches(isMainInspected), house.appPath, '--profile', profile, ...sizeWords, ...words], {
      env: { ...inheritedEnvironment(), ...house.environment },
    }),
  );
  const text = collect(child);
  const [mainAddress, pagePort] = await Promise.all([
    isMainInspected ? text.find(/Debugger listening on (ws:\/\/\S+)/) : null,
    text.find(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/),
  ]);
  const page = await openInspector(await pageAddress(pagePort));
  const main = mainAddress === null ? null : await openInspector(mainAddress);
  return { child, startedAtMs, page, main, output: text.all };
}

const sizeWords = ['--size', `${EXTENT.width}x${EXTENT.height}`];

function switches(isMainInspected: boolean): readonly string[] {
  return [
    ...(isMainInspected ? ['--inspect=0'] : []),
    '--remote-debugging-port=0',
    // Chromium's sandbox refuses root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Test runners set variables that make Electron behave as plain Node or print more; the desk gets none of them. */
export function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(entries.filter(([name]) => !/^(ELECTRON_RUN_AS_NODE|NODE_OPTIONS|VITEST.*)$/.test(name)));
}

interface Printed {
  all(): string;
  /** First group of a pattern, as soon as it is printed. */
  find(pattern: RegExp): Promise<string>;
}

function collect(child: ChildProcess): Printed {
  let text = '';
  const look = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-100_000);
    for (const each of look) each();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const find = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const fail = (found: string): void => reject(new Error(`expected ${pattern}, found ${found}: ${text.slice(-1_000)}`));
      const timer = setTimeout(() => fail(`nothing within ${LIMIT_MS} ms`), LIMIT_MS);
      child.once('exit', (code) => fail(`that the process ended with code ${code}`));
      const check = (): void => {
        const found = pattern.exec(text)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        look.delete(check);
        resolve(found);
      };
      look.add(check);
      check();
    });
  return { all: () => text, find };
}

async function pageAddress(port: string): Promise<string> {
  for (const endsAt = Date.now() + LIMIT_MS; Date.now() < endsAt; await sleep(20)) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly Readonly<Record<string, string>>[];
    const address = targets.find((target) => target['type'] === 'page' && target['url']?.startsWith('app://'))?.['webSocketDebuggerUrl'];
    if (address !== undefined) return address;
  }
  throw new Error(`expected the terminal's page within ${LIMIT_MS} ms, found none`);
}
