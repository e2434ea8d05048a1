/** Starts the real desk in a real Electron for a test: prepared by the launcher's own code, on a profile of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { isDisplayMissing, startVirtualDisplay } from '../../electron/launch/display.mjs';
import { prepareDesk, type Prepared } from '../../electron/launch/prepare.mjs';
import { inheritedEnvironment } from './spawned-desk';

/** A desk under test. */
export interface RunningDesk {
  readonly app: ElectronApplication;
  /** The terminal's window. */
  readonly page: Page;
  readonly profile: string;
  /** Everything the desk printed so far, main and Chromium. */
  readonly output: () => string;
  /** Process id of the desk, for tests that kill it. */
  readonly pid: number;
  /** Quits in order (pull and verify), then removes what was made for it; the profile stays if it was given. */
  readonly close: () => Promise<void>;
}

export interface DeskOptions {
  /** Desk arguments such as `['--exchange', url, '--theme', 'light']`. */
  readonly args?: readonly string[];
  /** Reuses a profile, for tests of restarts. */
  readonly profile?: string;
  readonly extent?: { readonly width: number; readonly height: number };
  readonly environment?: Readonly<Record<string, string>>;
}

const DEFAULT_EXTENT = { width: 1920, height: 1080 };
const START_LIMIT_MS = 60_000;

type PreparedDesk = Pick<Prepared, 'electronPath' | 'appPath'>;

let preparation: Promise<PreparedDesk> | null = null;

/** Where the suite's own setup left the runtime, or builds and finds it once per test process. */
function prepareOnce(): Promise<PreparedDesk> {
  const { KEEL_ELECTRON: electronPath, KEEL_APP: appPath } = process.env;
  if (electronPath && appPath) return Promise.resolve({ electronPath, appPath });
  preparation ??= prepareDesk((line) => process.stderr.write(`${line}\n`));
  return preparation;
}

/** Opens the desk and waits for its window. */
export async function openDesk({ args = [], profile, extent = DEFAULT_EXTENT, environment = {} }: DeskOptions = {}): Promise<RunningDesk> {
  const prepared = await prepareOnce();
  const ownProfile = profile ?? mkdtempSync(join(tmpdir(), 'keel-profile-'));
  const display = isDisplayMissing() ? await startVirtualDisplay(extent) : null;
  const printed: string[] = [];
  const cleanUp = (): void => {
    display?.stop();
    if (profile === undefined) rmSync(ownProfile, { recursive: true, force: true });
  };
  try {
    const app = await _electron.launch({
      executablePath: prepared.electronPath,
      args: ['.', '--profile', ownProfile, '--size', `${extent.width}x${extent.height}`, ...args],
      cwd: prepared.appPath,
      env: { ...inheritedEnvironment(), ...display?.environment, ...environment },
      timeout: START_LIMIT_MS,
    });
    const { stdout, stderr, pid } = app.process();
    for (const stream of [stdout, stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
    const page = await app.firstWindow({ timeout: START_LIMIT_MS });
    return {
      app,
      page,
      profile: ownProfile,
      pid: pid ?? 0,
      output: () => printed.join(''),
      close: async () => {
        await app.close();
        cleanUp();
      },
    };
  } catch (error) {
    cleanUp();
    throw new Error(`the desk did not open; it printed:\n${printed.join('')}`, { cause: error });
  }
}
