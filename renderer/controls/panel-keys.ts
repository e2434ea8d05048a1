/** Single-letter keys of a focused panel: never while typing, never repeated unless they move something. */
import type { KeyboardEvent } from 'react';

/** Key names (`P`, `Shift+W`, `ArrowUp`, `[`) and what they do. */
export type PanelKeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

interface KeyLike {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Name of a key press as the maps write it; letters carry `Shift+`, signs are what they print. */
export function keyName(event: KeyLike): string {
  const isLetter = /^[a-z]$/i.test(event.key);
  const name = isLetter ? event.key.toUpperCase() : event.key === ' ' ? 'Space' : event.key;
  const isShiftNamed = event.shiftKey && (isLetter || event.key.length > 1);
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
