/** The replica of the engine's view state, one slice per topic; an absent slice is loading. Written by the desk client only. */
import { createStore } from 'zustand/vanilla';
import type { DeskInfo } from '../../shared/contract/bridge';
import type { Slices } from './decode-topic';

/** How engine time maps to this machine's clock. */
export interface ClockReading {
  readonly engineTimeMs: number;
  readonly receivedAtMs: number;
}

/** Everything the window knows of the engine. */
export interface DeskState {
  readonly slices: Slices;
  readonly clock: ClockReading | null;
  /** Local time of the newest message on any topic. */
  readonly lastMessageAtMs: number | null;
  readonly info: DeskInfo | null;
}

/** An empty store: every topic loading. */
export function createDeskStore() {
  return createStore<DeskState>(() => ({ slices: {}, clock: null, lastMessageAtMs: null, info: null }));
}

/** The store type, for those that take one. */
export type DeskStore = ReturnType<typeof createDeskStore>;

/** The store of this window. */
export const deskStore = createDeskStore();
