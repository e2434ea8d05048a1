/** Sleep and armed state: pull before the machine sleeps, halt after it, and no sleep of the app while the desk is armed. */
import type { EngineNotice } from '../../../shared/contract/engine-messages';

/** Electron's `powerMonitor`, as far as it is used. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
}

/** Electron's `powerSaveBlocker`, as far as it is used. */
export interface SleepBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

export interface PowerWatch {
  armedChanged(isArmed: boolean): void;
}

export function watchPower(events: PowerEvents, blocker: SleepBlocker, notice: (notice: EngineNotice) => void): PowerWatch {
  events.on('suspend', () => notice({ source: 'power', message: 'The machine goes to sleep.', isFatal: true }));
  // Once more: the first may have come too late to be carried out.
  events.on('resume', () => notice({ source: 'power', message: 'The machine slept.', isFatal: true }));
  let blockId: number | null = null;
  return {
    armedChanged(isArmed) {
      if (isArmed) blockId ??= blocker.start('prevent-app-suspension');
      else if (blockId !== null) {
        blocker.stop(blockId);
        blockId = null;
      }
    },
  };
}

/** A listener of the system's end: asks for the time to quit as by hand. Electron's types leave the event out. */
export function quitBeforeSystem(quit: () => void): (...given: readonly unknown[]) => void {
  return (event) => {
    if (typeof event === 'object' && event !== null && 'preventDefault' in event && typeof event.preventDefault === 'function') {
      event.preventDefault();
    }
    quit();
  };
}
