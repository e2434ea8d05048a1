/** Listens to the window's keys: one handler per press, held keys ignored, printing keys left to text fields. */
import { keyName } from '../../controls/panel-keys';
import { bindings } from './bindings';
import type { Binding } from './bindings';

/** A key press as far as the dispatcher cares. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

/** `ours`: swallow the press; `run` only on the first press of a held key. */
export interface Dispatch {
  readonly isOurs: boolean;
  readonly run: (() => void) | null;
}

const NOT_OURS: Dispatch = { isOurs: false, run: null };

/** What a press does. Printing keys without Ctrl or Alt belong to a text field if one has the focus. */
export function dispatch(press: KeyPress, isInField: boolean, table: readonly Binding[] = bindings): Dispatch {
  const name = keyName(press);
  const binding = table.find((candidate) => candidate.keys === name);
  if (binding === undefined) return NOT_OURS;
  const isPrinting = press.key.length === 1 && !press.ctrlKey && !press.altKey && !press.metaKey;
  if (isPrinting && isInField) return NOT_OURS;
  return { isOurs: true, run: press.repeat ? null : binding.run };
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Whether the focus is in a text that is being typed: a number's that its panel has not taken yet, or any other that is not empty. */
function isTypedIn(target: EventTarget | null): boolean {
  if (!isField(target)) return false;
  return target.getAttribute('role') === 'spinbutton' ? target.hasAttribute('data-typing') : target.value !== '';
}

/** Attaches the dispatcher; call the result to detach it. */
export function listenToKeys(target: Window): () => void {
  const listener = (event: KeyboardEvent): void => {
    // It takes back the typing then, not the parameters in the market.
    if (keyName(event) === 'Ctrl+Z' && isTypedIn(event.target)) return;
    const { isOurs, run } = dispatch(event, isField(event.target));
    if (!isOurs) return;
    event.preventDefault();
    event.stopPropagation();
    run?.();
  };
  target.addEventListener('keydown', listener, true);
  return () => target.removeEventListener('keydown', listener, true);
}
