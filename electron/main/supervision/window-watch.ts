/** Judges windows by their answers: nobody can watch quotes on a screen that stands still. Pure; time is given. */
import { BeatWatch } from '../../../shared/contract/beat-watch';

/** How often windows are asked and `look` must be called. */
export const ASK_MS = 500;

/** A window silent for so long hangs and is opened again. */
const HUNG_MS = 10_000;

/** Quotes that nobody could watch for so long are pulled unless the settings say otherwise. */
const DEFAULT_LOSS_SECONDS = 5;

/** What is to be done now; each is said once per loss. */
export interface WindowVerdict {
  /** No window has answered for the time of the policy. */
  readonly isUiLost: boolean;
  readonly hungWindows: readonly number[];
}

interface WatchedWindow {
  /** `null` until it answered for the first time since it was loaded. */
  beats: BeatWatch | null;
  silentMs: number;
}

export class WindowWatch {
  #lossMs = DEFAULT_LOSS_SECONDS * 1_000;
  readonly #windows = new Map<number, WatchedWindow>();
  #isLost = false;

  /** The policy of the settings; 0: the loss of every window pulls nothing. Absent: the default. */
  setPolicy(lossSeconds = DEFAULT_LOSS_SECONDS): void {
    this.#lossMs = lossSeconds > 0 ? lossSeconds * 1_000 : Number.POSITIVE_INFINITY;
  }

  /** Whether quotes that nobody can watch leave the market at all. */
  get isLossPulled(): boolean {
    return Number.isFinite(this.#lossMs);
  }

  opened(windowId: number): void {
    this.#windows.set(windowId, { beats: null, silentMs: 0 });
  }

  closed(windowId: number): void {
    this.#windows.delete(windowId);
  }

  answered(windowId: number, nowMs: number): void {
    const window = this.#windows.get(windowId);
    if (window === undefined) return;
    window.beats ??= new BeatWatch(ASK_MS, nowMs);
    window.beats.beat(nowMs);
    window.silentMs = 0;
    this.#isLost = false;
  }

  look(nowMs: number): WindowVerdict {
    const hungWindows: number[] = [];
    for (const [windowId, window] of this.#windows) {
      if (window.beats === null) continue;
      const before = window.silentMs;
      window.silentMs = window.beats.look(nowMs);
      if (before < HUNG_MS && window.silentMs >= HUNG_MS) hungWindows.push(windowId);
    }
    const isUiLost = !this.#isLost && this.#isEveryWindowSilent();
    this.#isLost ||= isUiLost;
    return { isUiLost, hungWindows };
  }

  #isEveryWindowSilent(): boolean {
    const watched = [...this.#windows.values()].filter((window) => window.beats !== null);
    return watched.length > 0 && watched.every((window) => window.silentMs >= this.#lossMs);
  }
}
