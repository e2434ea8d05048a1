/** State of the window itself (look, focus requests, open overlays); nothing here is about money. */
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { defaultSettings, readSettings } from './view-settings';
import type { TableSort, ViewSettings } from './view-settings';

/** What lies over the desk. */
export type Overlay = 'none' | 'palette' | 'cheat-sheet' | 'resume';

/** Asks a panel to take the focus and do something, for example open its target handle. */
export interface FocusRequest {
  readonly panelId: string;
  readonly action: string;
}

/** State of the window. */
export interface WindowState {
  readonly settings: ViewSettings;
  readonly isLoaded: boolean;
  readonly overlay: Overlay;
  readonly focusRequest: FocusRequest | null;
}

/** The window's own store. */
export const viewStore = createStore<WindowState>(() => ({
  settings: defaultSettings,
  isLoaded: false,
  overlay: 'none',
  focusRequest: null,
}));

const SAVE_AFTER_MS = 400;
let saveTimer: ReturnType<typeof setTimeout> | null = null;

/** Loads the settings once at start; returns the sentence to show if they were damaged. */
export async function loadSettings(): Promise<string> {
  const { settings, problem } = readSettings(await window.keel.loadViewSettings().catch(() => null), window.screen.availWidth);
  const asked = new URLSearchParams(window.location.search).get('theme');
  // `--theme` overrules what was kept, for this run and until the trader changes it.
  viewStore.setState({ settings: asked === 'dark' || asked === 'light' ? { ...settings, theme: asked } : settings, isLoaded: true });
  return problem;
}

/** Changes settings and saves them shortly after. */
export function changeSettings(change: Partial<ViewSettings>): void {
  viewStore.setState((state) => ({ settings: { ...state.settings, ...change } }));
  if (saveTimer !== null) clearTimeout(saveTimer);
  saveTimer = setTimeout(() => {
    void window.keel.saveViewSettings(JSON.stringify(viewStore.getState().settings));
  }, SAVE_AFTER_MS);
}

/** Remembers how a table is sorted. */
export function changeSort(table: string, sort: TableSort): void {
  changeSettings({ sorts: { ...viewStore.getState().settings.sorts, [table]: sort } });
}

/** Shows or hides an overlay. */
export function showOverlay(overlay: Overlay): void {
  viewStore.setState({ overlay });
}

/** Asks a panel to take the focus. */
export function requestFocus(panelId: string, action: string): void {
  viewStore.setState({ focusRequest: { panelId, action } });
}

/** Marks a focus request as served, so that it is served once. */
export function takeFocusRequest(request: FocusRequest): void {
  viewStore.setState((state) => (state.focusRequest === request ? { focusRequest: null } : {}));
}

/** Reads a part of the window's state. */
export function useWindow<Part>(select: (state: WindowState) => Part): Part {
  return useStore(viewStore, select);
}
