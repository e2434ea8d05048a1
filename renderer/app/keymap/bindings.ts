/** Keys that act wherever the focus is; letters alone never do, except those that only move the focus. */
import * as actions from './actions';

/** One key of the desk. */
export interface Binding {
  /** As `keyName` writes it. */
  readonly keys: string;
  readonly does: string;
  readonly group: 'Safety' | 'Quoting' | 'Inventory and hedge' | 'Risk' | 'Window';
  readonly run: () => void;
}

/** All keys of the desk; a test keeps them free of conflicts. */
export const bindings: readonly Binding[] = [
  { keys: 'F9', does: 'pull the quotes of the selected instrument', group: 'Safety', run: actions.pullSelected },
  { keys: 'Shift+F9', does: 'pull all quotes', group: 'Safety', run: actions.pullAll },
  { keys: 'Ctrl+Shift+F9', does: 'kill: cancel all our orders, only reductions until RESUME', group: 'Safety', run: actions.kill },
  { keys: 'Ctrl+Alt+F', does: 'flatten the delta: then hold Enter', group: 'Safety', run: () => actions.focusRung('flatten-delta') },
  {
    keys: 'Ctrl+Alt+Shift+F',
    does: 'flatten every position: then hold Enter',
    group: 'Safety',
    run: () => actions.focusRung('flatten-all'),
  },
  { keys: 'Ctrl+Alt+Shift+D', does: 'pull and disconnect: then hold Enter', group: 'Safety', run: () => actions.focusRung('disconnect') },
  { keys: 'Ctrl+Shift+A', does: 'arm or disarm', group: 'Safety', run: actions.toggleArmed },
  { keys: 'Ctrl+Alt+G', does: 'trading of the selected instrument on or off', group: 'Quoting', run: actions.toggleTrading },
  { keys: 'Ctrl+Alt+P', does: 'pricing of the selected instrument on or off', group: 'Quoting', run: actions.togglePricing },
  { keys: 'Ctrl+Alt+W', does: 'widen all quotes by 20 %', group: 'Quoting', run: () => actions.widen(null, 20) },
  { keys: 'Ctrl+Z', does: 'undo the last parameter change', group: 'Quoting', run: actions.undoParameters },
  { keys: 'Ctrl+H', does: 'hedge the active underlying; Enter sends', group: 'Inventory and hedge', run: () => actions.openHedge() },
  { keys: 'Ctrl+T', does: 'inventory target; arrows move, Enter applies', group: 'Inventory and hedge', run: actions.focusTarget },
  { keys: 'Alt+V', does: 'smile editor; C re-centres, Enter publishes', group: 'Risk', run: () => actions.focusPanel('smile') },
  { keys: 'Alt+G', does: 'greeks by strike and expiry', group: 'Risk', run: () => actions.focusPanel('greeks') },
  { keys: 'Alt+R', does: 'risk slide', group: 'Risk', run: () => actions.focusPanel('risk-slide') },
  { keys: 'Alt+C', does: 'capital: tail, limits, margin, room to quote', group: 'Risk', run: () => actions.focusPanel('capital') },
  { keys: 'Ctrl+K', does: 'command palette', group: 'Window', run: actions.togglePalette },
  { keys: 'Ctrl+Alt+J', does: 'verify the journal, or stop verifying', group: 'Safety', run: actions.verifyJournal },
  { keys: 'F6', does: 'next panel', group: 'Window', run: () => actions.cyclePanel(1) },
  { keys: 'Shift+F6', does: 'previous panel', group: 'Window', run: () => actions.cyclePanel(-1) },
  { keys: 'Ctrl+M', does: 'sound on or off', group: 'Window', run: actions.toggleMute },
  { keys: '/', does: 'search an instrument', group: 'Window', run: actions.focusSearch },
  { keys: '?', does: 'this sheet', group: 'Window', run: actions.toggleCheatSheet },
];
