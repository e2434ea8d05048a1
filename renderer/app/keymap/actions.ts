/** What the desk's keys, bars and palette do; each is one command or one change of the window. */
import { notify, sendCommand } from '../../desk/commands';
import { deskStore } from '../../desk/desk-store';
import { activeUnderlying } from '../../desk/selectors';
import { pressArmed, pressPricing, pressTrading } from '../../desk/switches';
import { changeSettings, requestFocus, showOverlay, viewStore } from '../../desk/view-store';

const NO_INSTRUMENT = 'No instrument is selected; select one in the watchlist.';

function selectedId(): string | null {
  const id = deskStore.getState().slices.desk?.selectedInstrumentId ?? null;
  if (id === null) notify('denied', NO_INSTRUMENT);
  return id;
}

/** Pulls the quotes of the selected instrument. Always works. */
export function pullSelected(): void {
  const id = selectedId();
  if (id !== null) void sendCommand('pull-quotes', { instrumentId: id });
}

/** Pulls all quotes. Always works. */
export function pullAll(): void {
  void sendCommand('pull-quotes', { instrumentId: null });
}

/** Cancels every order of this desk. Always works. */
export function cancelMine(): void {
  void sendCommand('cancel-orders', { scope: 'mine' });
}

/** Cancels everything and blocks new orders. Always works. */
export function kill(): void {
  void sendCommand('kill', {});
}

/** Brings the delta of an underlying to zero; the button behind it was held. */
export function flattenDelta(underlying: string | null): void {
  if (underlying === null) notify('denied', NO_INSTRUMENT);
  else void sendCommand('flatten-delta', { underlying });
}

/** Closes every position; the button behind it was held. */
export function flattenAll(): void {
  void sendCommand('flatten-all', { confirmation: 'FLATTEN ALL' });
}

/** Ends a flatten. Always works. */
export function stopFlatten(): void {
  void sendCommand('stop-flatten', {});
}

/** Pulls, verifies, then leaves every venue. Always works. */
export function disconnectAll(): void {
  void sendCommand('disconnect', { venue: null });
}

/** Puts the focus on a held button of the stop bar, so that holding Enter fires it. */
export function focusRung(name: 'flatten-delta' | 'flatten-all' | 'disconnect'): void {
  document.querySelector<HTMLElement>(`button[name=${name}]`)?.focus();
}

/** Arms or disarms. */
export function toggleArmed(): void {
  pressArmed(deskStore.getState().slices.desk?.isArmed === true);
}

/** Opens the hedge ticket of the active underlying; Enter in it sends. */
export function openHedge(underlying: string | null = null, percent = 100): void {
  const target = underlying ?? activeUnderlying(deskStore.getState());
  if (target === null) {
    notify('denied', NO_INSTRUMENT);
    return;
  }
  void sendCommand('open-hedge', { underlying: target, percent });
  requestFocus('hedge', 'open');
}

/** Puts the focus on the target handle of the active underlying. */
export function focusTarget(): void {
  requestFocus('inventory', 'target');
}

/** Puts the focus into the watchlist's search. */
export function focusSearch(): void {
  requestFocus('watchlist', 'search');
}

/** Restores the parameters before the last change of the selected instrument. */
export function undoParameters(): void {
  const id = selectedId();
  if (id !== null) void sendCommand('undo-parameters', { instrumentId: id }, id);
}

/** Widens by `percent` at once; `null` means all quoted instruments. */
export function widen(instrumentId: string | null, percent: number): void {
  void sendCommand('widen-quotes', { instrumentId, percent }, instrumentId ?? 'all');
}

/** Turns trading of the selected instrument on (needs armed) or off (always). */
export function toggleTrading(): void {
  const id = selectedId();
  if (id === null) return;
  const { slices } = deskStore.getState();
  pressTrading(id, slices.quoting?.[id]?.isTradingOn === true, slices.desk?.isArmed === true);
}

/** Turns pricing of the selected instrument on or off. */
export function togglePricing(): void {
  const id = selectedId();
  if (id !== null) pressPricing(id, deskStore.getState().slices.quoting?.[id]?.isPricingOn === true);
}

/** Checks every entry of the journal, or ends the check under way. */
export function verifyJournal(): void {
  const isChecking = deskStore.getState().slices.connections?.journalCheck?.state === 'checking';
  void sendCommand('verify-journal', { isWanted: !isChecking });
  requestFocus('connections', 'journal');
}

/** Sound on or off. */
export function toggleMute(): void {
  const isMuted = !viewStore.getState().settings.isMuted;
  changeSettings({ isMuted });
  notify('info', isMuted ? 'Sound is off.' : 'Sound is on.');
}

/** Dark or light. */
export function toggleTheme(): void {
  changeSettings({ theme: viewStore.getState().settings.theme === 'dark' ? 'light' : 'dark' });
}

/** Moves the focus to the next (or previous) panel on screen. */
export function cyclePanel(step: 1 | -1): void {
  const frames = [...document.querySelectorAll<HTMLElement>('section[data-panel]')].filter((frame) => frame.offsetParent !== null);
  frames.sort(
    (left, right) =>
      left.getBoundingClientRect().top - right.getBoundingClientRect().top ||
      left.getBoundingClientRect().left - right.getBoundingClientRect().left,
  );
  const current = frames.findIndex((frame) => frame.contains(document.activeElement));
  const next = frames[(current + step + frames.length) % frames.length];
  next?.focus();
}

/** Brings a panel to the front of its tabs and puts the focus on it. */
export function focusPanel(panelId: string): void {
  requestFocus(panelId, 'open');
}

/** Opens or closes the palette. */
export function togglePalette(): void {
  showOverlay(viewStore.getState().overlay === 'palette' ? 'none' : 'palette');
}

/** Opens or closes the cheat sheet. */
export function toggleCheatSheet(): void {
  showOverlay(viewStore.getState().overlay === 'cheat-sheet' ? 'none' : 'cheat-sheet');
}
