/** Entry of the desk: reads the command line, shuts the doors, opens the window, starts the engine, quits cleanly. */
import { join } from 'node:path';
import { app, powerMonitor, type BrowserWindow } from 'electron';
import { findChangedFile } from '../build/manifest.mjs';
import { tellBeforeLeaving, tellOnScreen } from './tell-on-screen';
import { describeDeskArguments, parseDeskArguments, type DeskArguments } from './desk-arguments';
import { DeskRun } from './desk-run';
import { quitOnSignals } from './end-signals';
import { createLog } from './log';
import { setGuardedMenu } from './menu';
import { lockProfile, useProfile } from './profile';
import { writeScreenshot } from './screenshot';
import { declareAppScheme, secureSession } from './security';
import { createQuitGuard } from './quit-guard';
import { quitBeforeSystem } from './supervision/power-watch';

const distDirectory = join(__dirname, '..');
/** So long the last word waits for a reader, ms: a machine that shuts down does not wait for ever. */
const LAST_WORD_MS = 60_000;
const log = createLog((line) => console.log(line));

/** Words after the application's own path; a packed app has no such path, an unpacked one may have switches before it. */
function ownWords(): readonly string[] {
  const words = process.argv.slice(1);
  return app.isPackaged ? words : words.slice(words.findIndex((word) => !word.startsWith('-')) + 1);
}

function start(): void {
  const changed = findChangedFile(distDirectory);
  if (changed !== null) return leave(`error: ${changed}; this desk does not start. Build it again or install it anew`, 1);
  const args = parseDeskArguments(ownWords(), process.cwd());
  if (!args.ok) return leave(`error: ${args.error}`, 2);
  if (args.value.isHelpWanted) return leave(describeDeskArguments(), 0);
  const used = useProfile(args.value.profile);
  if (!used.ok) return leave(`error: ${used.error}`, 1);
  const profile = used.value;
  let window: BrowserWindow | null = null;
  if (!lockProfile(() => window?.show())) {
    return leave(
      `error: expected to be the only desk on the profile ${profile.directory}, found another one; use its window, end it, or give another --profile`,
      1,
    );
  }
  declareAppScheme();
  void app.whenReady().then(() => {
    secureSession(join(distDirectory, 'renderer'), log);
    const run = new DeskRun({ args: args.value, profile, distDirectory, log });
    const guard = createQuitGuard({
      end: () => run.end(),
      untilEmpty: () => run.untilEmpty(),
      tellUnverified: () => tellUnverified(args.value),
      log,
    });
    setGuardedMenu(guard.quit, process.platform);
    window = run.openWindow();
    guard.watch(window);
    planEnd(args.value, () => window, guard.quit);
    powerMonitor.on('shutdown', quitBeforeSystem(guard.quit));
    watchOwnErrors((message) => run.notice({ source: 'main process', message, isFatal: false }));
    void run.startEngine().then((problem) => problem !== null && report(problem, args.value));
  });
}

/** `--for`: screenshot if asked, then the same quit as by hand. */
function planEnd(args: DeskArguments, window: () => BrowserWindow | null, quit: () => void): void {
  quitOnSignals(process, quit);
  if (args.runForMs === null) return;
  setTimeout(() => {
    const target = window();
    const shot = args.screenshot !== null && target ? writeScreenshot(target, args.screenshot, log) : Promise.resolve();
    void shot.then(quit);
  }, args.runForMs);
}

function report(problem: string, args: DeskArguments): void {
  log.error(problem);
  // Without eyes on the screen the exit code must tell.
  if (args.isStatusPrinted) return app.exit(1);
  tellOnScreen('Keel could not start its engine', problem);
}

/** In words where no console shows the log: an installed desk that ends without a word would be taken for flat. */
async function tellUnverified({ isStatusPrinted }: DeskArguments): Promise<void> {
  if (isStatusPrinted || !app.isPackaged) return;
  const detail =
    'Expected the exchange to confirm that no order of this desk is open, found no such answer. Look at its own page before you leave.';
  await tellBeforeLeaving('Orders may still rest', detail, LAST_WORD_MS);
}

function leave(text: string, code: number): void {
  console.log(text);
  app.exit(code);
}

/** An error that nobody caught must neither end this process nor go unseen: the engine depends on neither. */
function watchOwnErrors(tell: (message: string) => void): void {
  const report = (kind: string, error: unknown): void => {
    const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error(`${kind}: ${found}`);
    tell(`Expected no error that nobody handles, found ${kind}: ${found.slice(0, 300)}`);
  };
  process.removeAllListeners('unhandledRejection').removeAllListeners('uncaughtException');
  process.on('unhandledRejection', (reason) => report('an unhandled rejection', reason));
  process.on('uncaughtException', (error) => report('an uncaught exception', error));
}

watchOwnErrors(() => undefined);
start();
