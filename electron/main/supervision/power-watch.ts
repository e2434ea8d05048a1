/** Sleep and armed state: pull before the machine sleeps, halt after it, disarm with the screen's lock, no sleep of the app while armed. */
import type { EngineNotice } from '../../../shared/contract/engine-messages';

/** Electron's `powerMonitor`, as far as it is used. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen', listener: () => void): unknown;
}

/** Electron's `powerSaveBlocker`, as far as it is used. */
export interface SleepBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

export interface PowerWatch {
  armedChanged(isArmed: boolean): void;
}

/** What the watch asks of the engine. */
export interface PowerDesk {
  notice(notice: EngineNotice): void;
  disarm(): void;
}

export function watchPower(events: PowerEvents, blocker: SleepBlocker, { notice, disarm }: PowerDesk): PowerWatch {
  events.on('suspend', () => notice({ source: 'power', message: 'The machine goes to sleep.', isFatal: true }));
  // Once more: the first may have come too late to be carried out.
  events.on('resume', () => notice({ source: 'power', message: 'The machine slept.', isFatal: true }));
  // Who unlocks a screen may be another than who armed the desk. Both, because a system may tell of one alone; some tell of none.
  events.on('lock-screen', disarm);
  events.on('unlock-screen', disarm);
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
