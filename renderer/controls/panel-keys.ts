/** Single-letter keys of a focused panel: never while typing, never repeated unless they move something. */
import type { KeyboardEvent } from 'react';

/** Key names (`P`, `Shift+W`, `ArrowUp`, `[`) and what they do. */
export type PanelKeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

interface KeyLike {
  readonly key: string;
  /** Place of the key: `KeyW` is where a US keyboard has W. */
  readonly code?: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a letter key stands for where it writes no Latin letter: on a layout of another script, or with Option on a Mac (`∑` for W). */
function latinKey({ key, code = '' }: KeyLike): string {
  const isOther = key === 'Dead' || (key.length === 1 && key > '\u007f');
  return isOther && /^Key[A-Z]$/.test(code) ? code.slice(3) : key;
}

/** Name of a key press as the maps write it; letters carry `Shift+`, signs are what they print. */
export function keyName(event: KeyLike): string {
  const key = latinKey(event);
  const isLetter = /^[a-z]$/i.test(key);
  const name = isLetter ? key.toUpperCase() : key === ' ' ? 'Space' : key;
  const isShiftNamed = event.shiftKey && (isLetter || key.length > 1);
  return `${event.ctrlKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.metaKey ? 'Meta+' : ''}${isShiftNamed ? 'Shift+' : ''}${name}`;
}

const movers = /^(Shift\+)?(Arrow(Up|Down|Left|Right)|Page(Up|Down))$/;
const insideFields = /^(Ctrl\+)?(Enter|Escape)$/;

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Runs the map's entry for this press, if it may. */
export function runPanelKey(map: PanelKeyMap, event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const name = keyName(event);
  const action = map[name];
  if (action === undefined) return;
  if (isField(event.target) && !insideFields.test(name)) return;
  if (event.target instanceof HTMLButtonElement && (name === 'Enter' || name === 'Space')) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat || movers.test(name)) action(event);
}
