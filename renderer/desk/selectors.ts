/** How panels read the store: a hook per need, each re-rendering only when its own part changes. */
import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { TopicName } from '../../shared/contract/topics';
import type { QuotingView, Trust, ViewState } from '../../shared/projection/view-state';
import { deskStore } from './desk-store';
import type { DeskState } from './desk-store';

/** Silence of the engine after which nothing on screen may be believed. */
export const LINK_SILENT_MS = 3_000;

/** Reads a part of the window's state. */
export function useDesk<Part>(select: (state: DeskState) => Part): Part {
  return useStore(deskStore, select);
}

/** A topic's slice; `undefined` while loading. */
export function useTopic<Name extends TopicName>(topic: Name): ViewState[Name] | undefined {
  return useStore(deskStore, (state) => state.slices[topic]);
}

/** Id of the instrument that all linked panels show. */
export function useSelectedInstrumentId(): string | null {
  return useDesk((state) => state.slices.desk?.selectedInstrumentId ?? null);
}

/** Quoting control of the selected instrument; `undefined` while loading, `null` if it is not quoted. */
export function useSelectedQuoting(): QuotingView | null | undefined {
  return useDesk((state) => {
    const { desk, quoting } = state.slices;
    if (desk === undefined || quoting === undefined) return undefined;
    return desk.selectedInstrumentId === null ? null : (quoting[desk.selectedInstrumentId] ?? null);
  });
}

/** Underlying of the selected instrument. */
export function activeUnderlying(state: DeskState): string | null {
  const id = state.slices.desk?.selectedInstrumentId ?? null;
  if (id !== null) {
    const row = state.slices.watchlist?.[id];
    if (row !== undefined) return row.underlying;
    const quoting = state.slices.quoting?.[id];
    if (quoting !== undefined) return quoting.underlying;
  }
  return Object.keys(state.slices.inventory ?? {})[0] ?? null;
}

/** Engine time now, extrapolated from its last reading by this machine's clock; `null` before the first. */
export function engineNow(state: DeskState, localNowMs: number): number | null {
  return state.clock === null ? null : state.clock.engineTimeMs + Math.max(0, localNowMs - state.clock.receivedAtMs);
}

/** Whether the engine has said nothing for too long. */
export function isLinkSilent(state: DeskState, localNowMs: number): boolean {
  return state.lastMessageAtMs !== null && localNowMs - state.lastMessageAtMs > LINK_SILENT_MS;
}

/** This machine's clock in ms with the precision of the paint clock. */
export function localNow(): number {
  return performance.timeOrigin + performance.now();
}

const TICK_MS = 250;
const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | null = null;
let tickNow = localNow();

function onTick(listener: () => void): () => void {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    tickNow = localNow();
    for (const call of listeners) call();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || ticker === null) return;
    clearInterval(ticker);
    ticker = null;
  };
}

const lastTick = (): number => tickNow;

/** This machine's clock, four times a second, one timer for the window. */
export function useLocalNow(): number {
  return useSyncExternalStore(onTick, lastTick, lastTick);
}

/** Engine time, four times a second. */
export function useEngineNow(): number | null {
  const now = useLocalNow();
  const clock = useDesk((state) => state.clock);
  return clock === null ? null : clock.engineTimeMs + Math.max(0, now - clock.receivedAtMs);
}

/** Whether the engine is silent, checked four times a second. */
export function useLinkSilent(): boolean {
  const now = useLocalNow();
  return useDesk((state) => isLinkSilent(state, now));
}

/** Whether a control that adds risk can be used, and if not the reason in words. */
export function useAddRefusal(trust: Trust | undefined): string {
  const isArmed = useDesk((state) => state.slices.desk?.isArmed);
  const tradingState = useDesk((state) => state.slices.desk?.tradingState);
  const isSilent = useLinkSilent();
  return addRefusal(isArmed === undefined || tradingState === undefined ? undefined : { isArmed, tradingState }, trust, isSilent);
}

/** Why risk must not be added, in the order in which a trader would clear it; empty if nothing speaks against it. */
export function addRefusal(
  desk: { readonly isArmed: boolean; readonly tradingState: ViewState['desk']['tradingState'] } | undefined,
  trust: Trust | undefined,
  isSilent: boolean,
): string {
  if (desk === undefined) return 'No word from the engine yet.';
  if (isSilent) return 'The engine is silent; nothing that adds risk is sent.';
  if (desk.tradingState === 'killed' || desk.tradingState === 'halted') return `The desk is ${desk.tradingState}; resume it first.`;
  if (!desk.isArmed) return 'Not armed: press Ctrl+Shift+A.';
  if (trust !== undefined && (trust.state === 'stale' || trust.state === 'blocked' || trust.state === 'loading'))
    return `Input is ${trust.state}${trust.reason === '' ? '' : `: ${trust.reason}`}.`;
  return '';
}
