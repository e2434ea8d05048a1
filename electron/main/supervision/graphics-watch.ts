/** The process that draws: one that dies again and again must not take the desk with it, and what nobody can watch leaves the market. */
import type { Log } from '../log';

/** Electron's `app`, as far as it is used. */
export interface GraphicsHost {
  on(event: 'gpu-info-update', listener: () => void): unknown;
  on(event: 'child-process-gone', listener: (event: unknown, details: { readonly type: string; readonly reason: string }) => void): unknown;
  getGPUFeatureStatus(): { readonly gpu_compositing: string };
  readonly commandLine: { appendSwitch(name: string): void; removeSwitch(name: string): void };
}

export interface GraphicsPorts {
  /** Monotonic. */
  nowMs(): number;
  /** The picture may stand still; told each time that it is lost so often. */
  onLost(found: string): void;
  readonly log: Pick<Log, 'warn'>;
}

/** With it Chromium begins another process however often one died; it looks for this at each death. */
const NO_LIMIT = 'disable-gpu-process-crash-limit';

/** Deaths within this mean that the picture does not come back by itself. */
const MOST_DEATHS = 3;
const WITHIN_MS = 60_000;

/**
 * At the third death Chromium goes on without the graphics card, and where it does so already it ends the whole desk, with its quotes in the
 * market. So its limit holds only as long as there is a card to do without.
 */
export function watchGraphics(host: GraphicsHost, { nowMs, onLost, log }: GraphicsPorts): void {
  let diedAtMs: readonly number[] = [];
  const keepAlive = (): void => {
    const hasCard = host.getGPUFeatureStatus().gpu_compositing.startsWith('enabled');
    if (hasCard) host.commandLine.removeSwitch(NO_LIMIT);
    else host.commandLine.appendSwitch(NO_LIMIT);
  };
  keepAlive();
  host.on('gpu-info-update', keepAlive);
  host.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    keepAlive();
    log.warn(`the process that draws ended (${reason}); another one is begun, the engine goes on`);
    const atMs = nowMs();
    diedAtMs = [...diedAtMs.filter((each) => atMs - each < WITHIN_MS), atMs];
    if (diedAtMs.length < MOST_DEATHS) return;
    onLost(`${diedAtMs.length} of its processes ended within ${WITHIN_MS / 1000} s, the last one because: ${reason}`);
    diedAtMs = [];
  });
}
