/** Every process that a test or a tool started: none outlives it, each is ended by its own id. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) killNow(child);
});

/** Remembers a child until it ends; whatever ends this process ends it too. */
export function keepChild<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Whether it still runs. */
export function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Asks with SIGTERM, insists with SIGKILL after `limitMs`; resolves when it is gone. */
export async function endChild(child: ChildProcess, limitMs = 10_000): Promise<void> {
  if (!isRunning(child)) return;
  const exit = once(child, 'exit').then(() => true);
  child.kill('SIGTERM');
  if (await Promise.race([exit, sleep(limitMs, false)])) return;
  killNow(child);
  await exit;
}

/** Kills without a word; resolves when it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const exit = once(child, 'exit');
  killNow(child);
  await exit;
}

function killNow(child: ChildProcess): void {
  // SIGKILL also ends a stopped process.
  if (isRunning(child)) child.kill('SIGKILL');
}
